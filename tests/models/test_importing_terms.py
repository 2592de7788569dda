"""All terms of a certificate come in with a workbook: its figures equal those of the same drafts kept by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models import bills, certificates, contracts, parties
from models.bills import BillItemDraft
from models.certificates import CertificateDraft, IndexDraft, LineDraft, MaterialPriceDraft, SupplyDraft
from models.contracts import ContractDraft, FactorDraft, FeeDraft, KindTermsDraft, MilestoneDraft
from models.money import Money
from models.store.book import Book
from tests.makers import a_book
from tests.models.importing_sheets import Rows, bring_in, problems, without_ids, workbook

D = Decimal
OWNER = "江北公路事业发展中心"
SHEETS: dict[str, Rows] = {
    "单位": [["名称"], [OWNER]],
    "合同": [
        ["合同编号", "合同名称", "业主", "合同金额", "签订日期", "单价含税", "质保金扣留方式", "质保金比例",
         "质保金限额", "工程量允许偏差", "超出部分单价系数", "调价公式定值权重", "人工费拨付比例",
         "约定履约保证金", "版式", "现场材料支付比例"],
        ["HT-1", "江北三标", OWNER, 2_000_000.0, date(2025, 3, 1), "是", "累计计价按比例减已扣", "3%", 90_000.0,
         "10%", "90%", "40%", "20%", 150_000.0, "highway", "70%"],
    ],
    "付款节点": [["合同编号", "event", "累计比例", "天数"], ["HT-1", "certification", "80%", 28.0],
             ["HT-1", "final_account", "100%", 28.0]],
    "分类约定": [["合同编号", "价款类别", "进度款比例", "质保金比例", "参与扣回预付款", "参与价格调整"],
             ["HT-1", "索赔", "100%", "0", "否", "是"]],
    "按费率费用": [["合同编号", "费用名称", "费率", "取费基数"], ["HT-1", "规费", "6%", "按工程价款、变更和计日工"]],
    "调价因子": [["合同编号", "调价因子", "变值权重", "基本价格指数"], ["HT-1", "钢材", "60%", 100.0]],
    "清单": [["合同编号", "项目编码", "项目名称", "计量单位", "工程量", "综合单价"],
           ["HT-1", "203-1-a", "路基挖土方", "m³", 1000.0, 25.0]],
    "验工计价": [
        ["合同编号", "number", "期数", "计价截止日", "签认日期", "计价金额", "索赔", "期末现场材料", "上期末累计"],
        ["HT-1", "JJ-1", 1.0, date(2025, 6, 25), date(2025, 7, 8), 100_000.0, 5_000.0, 40_000.0, ""],
        ["HT-1", "JJ-2", 2.0, date(2025, 7, 25), date(2025, 8, 8), 50_000.0, "", 0.0, 168_600.0],
    ],
    "计价明细": [["计价单号", "项目编码", "本期核定", "综合单价"], ["JJ-1", "203-1-a", 1000.0, 25.0],
             ["JJ-2", "203-1-a", 500.0, 25.0]],
    "价格指数": [["计价单号", "调价因子", "价格指数", "暂定", "更正第几期"], ["JJ-1", "钢材", 114.0, "是", ""],
             ["JJ-2", "钢材", 110.0, "", ""], ["JJ-2", "钢材", 112.0, "", 1.0]],
    "甲供材料": [["计价单号", "材料", "计量单位", "领用数量", "退库数量", "应耗数量", "单价", "超耗单价"],
             ["JJ-2", "钢筋", "t", 10.5, 0.5, 9.0, 3800.0, 4200.0]],
    "材料价差": [["计价单号", "材料名称", "计量单位", "数量", "基准单价", "投标单价", "信息价", "风险幅度"],
             ["JJ-2", "水泥", "t", 10.0, 400.0, 380.0, 450.0, "5%"]],
}  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = a_book(tmp_path / "book")
    yield made
    made.close()


def typed(book: Book) -> None:
    """The same, entered by hand."""
    with book.write(certificates.RECORD) as session:
        owner = parties.record(session, parties.PartyDraft(name=OWNER)).id
        contract = contracts.record(session, ContractDraft(
            number="HT-1", name="江北三标", owner=owner, price=Money.of(2_000_000), signed_on=date(2025, 3, 1),
            retention_way="to_date", retention_rate=D("0.03"), retention_limit=Money.of(90_000), break_share=D("0.1"),
            break_beyond=D("0.9"), fixed_share=D("0.4"), wage_share=D("0.2"), performance_bond=Money.of(150_000),
            layout="highway", materials_rate=D("0.7"),
            milestones=(MilestoneDraft("certification", D("0.8"), 28), MilestoneDraft("final_account", D(1), 28)),
            kinds=(KindTermsDraft("claims", D(1), D(0), None, False, "yes"),),
            factors=(FactorDraft("钢材", D("0.6"), D(100)),),
            fees=(FeeDraft("规费", D("0.06"), "measured"),),
        )).id  # fmt: skip
        earth = BillItemDraft(code="203-1-a", name="路基挖土方", unit="m³", quantity=D(1000), price=D(25))
        bills.record(session, bills.BillDraft(contract, None, (earth,)))
        item = bills.items_of(session, contract)[0]
        line = LineDraft(bill_item=item.id, code="203-1-a", name="路基挖土方", unit="m³", quantity=D(1000), price=D(25))
        first = certificates.record(session, CertificateDraft(
            contract=contract, number="JJ-1", period=1, period_to=date(2025, 6, 25), certified_on=date(2025, 7, 8),
            work=Money.of(100_000), claims=Money.of(5_000), stored=Money.of(40_000), lines=(line,),
            indices=(IndexDraft("钢材", D(114), True),),
        ))  # fmt: skip
        certificates.record(session, CertificateDraft(
            contract=contract, number="JJ-2", period=2, period_to=date(2025, 7, 25), certified_on=date(2025, 8, 8),
            work=Money.of(50_000), stored=Money(), lines=(replace(line, quantity=D(500)),), stated_gross=first.gross,
            indices=(IndexDraft("钢材", D(110)), IndexDraft("钢材", D(112), False, 1)),
            supplies=(SupplyDraft("钢筋", "t", D("10.5"), D("0.5"), D(9), D(3800), D(4200)),),
            material_prices=(MaterialPriceDraft("水泥", "t", D(10), D(400), D(380), D(450), D("0.05")),),
        ))  # fmt: skip


def test_what_is_imported_equals_what_is_typed(book: Book, tmp_path: Path) -> None:
    by_hand = a_book(tmp_path / "by-hand")
    typed(by_hand)
    with by_hand.read() as session:
        before = certificates.numbered(session, "JJ-1")
        assert before is not None
        sheets = {**SHEETS, "验工计价": [[*one] for one in SHEETS["验工计价"]]}
        sheets["验工计价"][2][-1] = float(before.gross.yuan)
    outcome = bring_in(book, workbook(sheets))
    assert outcome.ready
    entered = without_ids(by_hand)
    by_hand.close()
    found = without_ids(book)
    for table, rows in entered.items():
        assert found[table] == rows, table


def test_the_figures_follow_from_all_terms(book: Book) -> None:
    typed(book)
    with book.read() as session:
        first, second = (certificates.numbered(session, number) for number in ("JJ-1", "JJ-2"))
        assert first is not None
        assert second is not None
        assert first.value_adjustment == Money.of(10_920), (
            "of 125,000 of work and 5,000 of claims, which are adjusted too"
        )
        assert first.value_materials == Money.of(28_000)
        assert first.progress == (first.gross - Money.of(5_000)).share(D("0.8")) + Money.of(5_000)
        assert second.value_breaks == Money.of(-1_000)
        assert second.value_adjustment == Money.of(61_500).share(D("0.06")) - Money.of(1_560) + Money.of(300)
        assert second.value_materials == Money.of(-28_000)
        assert second.deducted == Money.of(9 * 3800 + 4200)


def test_a_line_may_have_a_rate_of_tax_of_its_own(book: Book) -> None:
    sheets = {**SHEETS, "计价明细": [[*SHEETS["计价明细"][0], "税率"], ["JJ-1", "203-1-a", 1000.0, 25.0, "13%"]]}
    del sheets["价格指数"]
    sheets["验工计价"] = SHEETS["验工计价"][:2]
    bring_in(book, workbook({name: rows for name, rows in sheets.items() if name not in ("甲供材料", "材料价差")}))
    with book.read() as session:
        row = certificates.numbered(session, "JJ-1")
        assert row is not None
        assert [line.vat_rate for line in row.lines] == [D("0.13")]


def refused(book: Book, sheet: str, row: int, column: int, value: Any) -> list[str]:
    spoilt = {**SHEETS, sheet: [[*one] for one in SHEETS[sheet]]}
    spoilt[sheet][row][column] = value
    return [one.text() for one in problems(book, workbook(spoilt))]


def test_a_previous_amount_that_is_not_the_books_is_refused_at_its_cell(book: Book) -> None:
    said = refused(book, "验工计价", 2, 8, 100_000.0)
    assert any("验工计价" in one and "I3" in one and "以前各期累计计价" in one for one in said), said


def test_a_percentage_in_a_column_of_amounts_is_told_where_it_belongs(book: Book) -> None:
    head = ["合同编号", "合同名称", "业主", "合同金额", "质保金限额"]
    rows = {"单位": [["名称"], [OWNER]], "合同": [head, ["HT-1", "江北三标", OWNER, 1_000_000, "5%"]]}
    (told,) = problems(book, workbook(rows))
    assert told.sentence() == "“5%”是百分比，请填到“质保金上限（占合同价）”。"


def test_a_rule_that_is_not_whole_is_refused_at_its_row(book: Book) -> None:
    assert any("超过 100 %" in one for one in refused(book, "调价因子", 1, 2, "70%"))
    assert any("调价公式中只有" in one for one in refused(book, "价格指数", 1, 1, "铜"))
