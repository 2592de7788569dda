"""The template speaks the words of the forms, helps while it is filled in, and is read back as it was filled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from models import importing
from models.importing.captions import captions, plain
from models.importing.forms import FORMS, form
from models.importing.plan import Choices
from models.language import LANGUAGES, text
from models.problems import Refused
from models.store.book import Book
from models.work import finish
from reports.reading.workbook import read_workbook
from reports.template import write_template
from tests.makers import a_book
from tests.models.importing_sheets import SITE, TODAY, without_ids
from tests.models.importing_sheets import workbook as plain_workbook

NOTHING = "There is nothing to import: no sheet of the template holds a row."
TITLES = [
    "单位",
    "项目",
    "合同",
    "付款节点",
    "质保金返还",
    "分类约定",
    "调价因子",
    "按费率费用",
    "清单",
    "变更",
    "变更明细",
    "验工计价",
    "计价明细",
    "计价扣款",
    "价格指数",
    "甲供材料",
    "材料价差",
    "收款",
    "核销",
    "索赔",
    "索赔过程",
    "竣工结算",
    "结算审核",
    "保证金",
    "保证金扣款",
    "发票",
    "发票明细",
    "入账",
    "往来核对",
    "账面余额",
    "核对差异",
    "争议",
    "完成产值",
    "产值明细",
    "材料机械消耗",
    "消耗明细",
    "应收单据",
    "发货明细",
    "分期收款",
    "销售计划",
    "分包合同",
    "分包计价",
    "分包付款",
    "分包工程量",
    "三方抵扣",
    "到期条件",
    "收发文",
    "时效事项",
    "催收记录",
    "对账回函",
    "回函明细",
    "对账差异",
    "坏账政策",
    "坏账计提比例",
    "逾期计提比例",
    "按月计提比例",
    "单项计提",
    "期初",
]


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = a_book(tmp_path / "book")
    yield made
    made.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_untouched_template_is_sound_and_brings_nothing(tmp_path: Path, book: Book, language: str) -> None:
    found = read_workbook(write_template(tmp_path / "t.xlsx", language))
    with book.read() as session:
        outcome = finish(importing.check(session, found, today=TODAY))
    assert [problem.text("en") for problem in outcome.problems] == [NOTHING]
    assert (outcome.ready, outcome.changes, sum(one.rows for one in outcome.counts.values())) == (True, 0, 0)


def test_the_sheets_are_those_people_know(tmp_path: Path) -> None:
    made = openpyxl.load_workbook(write_template(tmp_path / "t.xlsx"))
    assert made.sheetnames == [*TITLES, "选项"]
    assert made["选项"].sheet_state == "hidden"


def test_required_columns_bear_a_star_and_every_caption_a_note(tmp_path: Path) -> None:
    made = openpyxl.load_workbook(write_template(tmp_path / "t.xlsx"))
    for one in FORMS:
        sheet = made[one.chinese]
        for name, cell in zip(one.entries, sheet[1], strict=True):
            assert str(cell.value).endswith("*") == one.required(name), (one.name, name)
            assert cell.comment is not None
            assert cell.comment.text.startswith("必填" if one.required(name) else "可不填")
        assert sheet.freeze_panes is not None


def test_choices_and_names_are_offered_in_lists(tmp_path: Path) -> None:
    made = openpyxl.load_workbook(write_template(tmp_path / "t.xlsx"))
    for one in FORMS:
        offered = rules(made[one.chinese])
        for place, (name, how) in enumerate(one.entries.items(), 1):
            assert (place in offered) == bool(how.choices or how.pick or how.kind is bool), (one.name, name)
    assert rules(made["合同"])[4] == "'单位'!$A$2:$A$5000"
    sheet, _, area = rules(made["收款"])[7].partition("!")
    assert [cell.value for (cell,) in made[sheet.strip("'")][area.replace("$", "")]] == [
        text(choice) for choice in form("receipts").entries["method"].choices.values()
    ]


def rules(sheet: Worksheet) -> dict[int, str]:
    return {
        cells.min_col: rule.formula1 for rule in sheet.data_validations.dataValidation for cells in rule.sqref.ranges
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_columns_of_a_sheet_bear_one_caption(language: str) -> None:
    for one in FORMS:
        shown = [plain(text(how.caption, language)) for how in one.entries.values()]
        assert len(shown) == len(set(shown)), (one.name, sorted(shown))
        assert [captions(one)[caption] for caption in shown] == list(one.entries)


def test_every_example_is_of_the_entries_of_its_sheet() -> None:
    for one in FORMS:
        assert set(one.example) <= set(one.entries)
        assert {name for name in one.entries if one.required(name)} <= set(one.example), one.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_filled_in_template_brings_what_was_filled_in(tmp_path: Path, book: Book, language: str) -> None:
    path = write_template(tmp_path / "t.xlsx", language)
    fill(path, language)
    finish(importing.bring_in(book, read_workbook(path), Choices(), TODAY))
    other = a_book(tmp_path / "other")
    finish(importing.bring_in(other, plain_workbook(), Choices(), TODAY))
    assert without_ids(book) == without_ids(other)
    other.close()


def fill(path: Path, language: str) -> None:
    """Write the site of the tests below the example rows."""
    made = openpyxl.load_workbook(path)
    for one in FORMS:
        if one.chinese not in SITE:
            continue
        sheet, (head, *rows) = made[one.title(language)], SITE[one.chinese]
        places = [list(one.entries).index(captions(one)[plain(caption)]) + 1 for caption in head]
        for number, row in enumerate(rows, 3):
            for column, value in zip(places, row, strict=True):
                sheet.cell(number, column, typed(value))
    made.save(path)


def typed(value: Any) -> Any:
    return None if value == "" else value


def test_an_example_that_was_changed_is_a_row_like_any_other(tmp_path: Path, book: Book) -> None:
    path = write_template(tmp_path / "t.xlsx")
    made = openpyxl.load_workbook(path)
    made["单位"]["A2"] = "临湖置业"
    made.save(path)
    outcome = finish(importing.bring_in(book, read_workbook(path), Choices(), TODAY))
    assert outcome.counts["parties"].new == 1


def test_days_and_amounts_are_formatted_as_such(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(write_template(tmp_path / "t.xlsx"))["收款"]
    cells = {name: sheet.cell(2, place) for place, name in enumerate(form("receipts").entries, 1)}
    assert cells["received_on"].value.date() == date(2025, 8, 1)
    assert (cells["received_on"].number_format, cells["amount"].number_format) == ("yyyy-mm-dd", "#,##0.00")


def test_a_template_that_is_open_elsewhere_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "t.xlsx").mkdir()
    with pytest.raises(Refused, match="cannot be written"):
        write_template(tmp_path / "t.xlsx")
    with pytest.raises(Refused, match="There is no folder"):
        write_template(tmp_path / "no-such-folder" / "t.xlsx")
