"""What was due split into 进度款, 结算款 and 质保金: their sum was certified, and what is left is retention last."""

from __future__ import annotations

from sqlalchemy import select

from models.opening_position import OpeningPosition
from models.receivables import Receivable
from models.store.book import Book
from tests.models.importing_zoo.test_beyond_owed import owed_in
from tests.models.importing_zoo.test_stated import a_workbook, bring


def figures(book: Book) -> list[tuple[str, str]]:
    with book.read() as session:
        rows = session.scalars(select(OpeningPosition))
        return sorted((str(one.certified), str(one.received)) for one in rows)


def test_the_parts_of_what_was_due_are_not_all_of_it(book: Book) -> None:
    bring(book, a_workbook(收支=[
        ["应收款收支表（截至2025年6月30日） 单位：元"],
        ["项目名称", "业主", "应收款", "", "", "", "已收款", "欠款"],
        ["", "", "小计", "进度款", "结算款", "质保金", "", ""],
        ["上堰", "堰塘局", 960, 700, 210, 50, 930, 30],
        ["中堰", "堰塘局", 500, 300, 180, 20, 100, 400],
        ["下堰", "堰塘局", 80, 60, 12, 8, 80, 0],
    ]))  # fmt: skip
    assert owed_in(book) == [
        ("上堰", "retention", "30.00"),
        ("中堰", "progress", "380.00"),
        ("中堰", "retention", "20.00"),
    ]
    assert figures(book) == [("500.00", "100.00"), ("80.00", "80.00"), ("960.00", "930.00")]


def test_progress_beside_retention_without_their_sum_stays_what_was_certified(book: Book) -> None:
    bring(book, a_workbook(收支=[
        ["收支表（截至2025年6月30日） 单位：元"],
        ["项目名称", "业主", "累计进度款", "质保金", "累计已收款", "欠款"],
        ["上堰", "堰塘局", 960, 50, 700, 260],
    ]))  # fmt: skip
    assert figures(book) == [("960.00", "700.00")]
    assert owed_in(book) == [("上堰", "progress", "260.00")]


def test_what_came_in_beside_the_price_is_no_retention_given_back(book: Book) -> None:
    rows = [["项目名称", "业主", "合同额", "质保金", "已收", "欠款"], ["上堰", "堰塘局", 9600, 50, 700, 260]]
    bring(book, a_workbook(收支=[["（截至2025年6月30日） 单位：元"], *rows]))
    assert owed_in(book) == [("上堰", "progress", "260.00")]


def test_what_came_in_beside_retention_alone_is_of_it(book: Book) -> None:
    rows = [["项目名称", "业主", "质保金总额", "2年期已收", "欠质保金"], ["上堰", "堰塘局", 50, 30, 20]]
    bring(book, a_workbook(表=[["（截至2025年6月30日） 单位：元"], *rows]))
    assert owed_in(book) == [("上堰", "retention", "20.00")]


def test_a_column_of_classes_is_heeded_whatever_its_caption(book: Book) -> None:
    for number, caption in enumerate(("账款分类", "Type", "栏目")):
        party = f"堰塘{'甲乙丙'[number]}局"
        bring(book, a_workbook(期初=[
            ["期初欠款明细（截至2023年12月31日）"],
            ["合同编号", "业主", caption, "欠款", "形成日期"],
            [f"HT-{number}", party, "质保金", 100, "2022-03-01"],
            [f"HT-{number}", party, "进度款", 30, "2022-04-01"],
        ]))  # fmt: skip
    with book.read() as session:
        rows = session.execute(select(Receivable.kind, Receivable.amount).where(Receivable.void == 0))
        assert sorted((kind, str(amount)) for kind, amount in rows) == sorted(
            [("retention", "100.00"), ("progress", "30.00")] * 3
        )
