"""The wizard for a site's own ledger: every step by keys and clicks, nothing kept before its end, one undo."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from models.receivables import positions
from models.store.book import Book
from models.store.history import steps
from tests.models.importing_sheets import digest
from tests.ui.pages.sample_window import TODAY
from tests.ui.pages.test_import_wizard import WAIT, a_file, book, page, take, wait, window
from ui import theme
from ui.main_window import MainWindow
from ui.pages.import_ledger import LedgerCard
from ui.pages.import_wizard import ImportPage

__all__ = ["book", "page", "window"]

LAKE, ROAD = "江北市临湖置业有限公司", "江北公路事业发展中心"
OWN: dict[str, list[list[Any]]] = {
    "合同台账": [
        ["合同编号", "工程名称", "甲方", "合同额（万元）", "签订日期", "欠款（万元）"],
        ["HT-01", "临湖花园一期", LAKE, 9000, "2022-03-01", 40],
        ["HT-02", "江北三标", ROAD, 8000, "2022-03-01", 60],
    ],
    "验工计价": [
        ["合同编号", "业主签认日期", "计价金额"],
        ["HT-01", "2022-07-05", 1000000],
        ["HT-01", "2022-08月", 500000],
        ["HT-02", "2022-08-08", 600000],
        ["合计", "", 2100000],
    ],
    "收款": [
        ["江北项目部收款台账（单位：元）"],
        ["到账日期", "付款单位", "合同编号", "到账金额"],
        ["2022-06-15", LAKE, "HT-01", 300000],
        ["2022-09-15", "临湖置业", "HT-01", 800000],
        ["2022-09-20", "临湖置业", "HT-01", "待核"],
        ["合计", "", "", 1100000],
    ],
    "收款（旧）": [
        ["到账日期", "付款单位", "合同编号", "到账金额"],
        ["2022-06-15", LAKE, "HT-01", 300000],
    ],
}


@pytest.fixture
def card(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> LedgerCard:
    take(qtbot, page, a_file(tmp_path / "台账.xlsx", OWN))
    assert page.ledger.isVisible()
    return page.ledger


def press(qtbot: QtBot, page: ImportPage, key: Qt.Key) -> None:
    here = page.window().focusWidget()
    assert here is not None
    qtbot.keyClick(here, key)
    wait(qtbot, page)


def words(model: Any) -> list[list[str]]:
    return [list(model.words(row)) for row in range(model.count())]


def test_a_ledger_of_ones_own_is_known_by_itself_and_the_template_too(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    take(qtbot, page, a_file(tmp_path / "模板.xlsx"))
    assert page.found.isVisible()
    assert not page.ledger.isVisible()
    take(qtbot, page, a_file(tmp_path / "台账.xlsx", OWN))
    assert page.ledger.isVisible()
    assert not page.found.isVisible()


def test_the_sheets_are_shown_with_their_sums_to_the_fen(card: LedgerCard) -> None:
    told = {line[0]: line[1:] for line in words(card.steps[0].sheets)}
    assert told["收款"][:7] == ["回款台账", "3", "2", "1", "元", "1,100,000.00", "1,100,000.00"]
    assert told["收款（旧）"][0] == "回款台账"
    assert "收款" in told["收款（旧）"][7]
    assert "待定 1 行" in card.verdict.text()


def test_keys_alone_lead_through_all_steps_and_nothing_is_kept_before_the_end(
    qtbot: QtBot, page: ImportPage, book: Book, card: LedgerCard
) -> None:
    nothing = digest(book)
    for place in range(3):
        assert card.stack.currentIndex() == place
        assert card.isAncestorOf(page.window().focusWidget())
        press(qtbot, page, Qt.Key.Key_Return)
    assert card.stack.currentIndex() == 3
    press(qtbot, page, Qt.Key.Key_Escape)
    assert card.stack.currentIndex() == 2
    press(qtbot, page, Qt.Key.Key_Return)
    assert digest(book) == nothing
    press(qtbot, page, Qt.Key.Key_Return)
    assert page.is_in
    with book.read() as session:
        assert len(list(steps(session.connection()))) == 1
        assert [str(one.balance) for one in positions(session, TODAY)] == ["1000000.00"]
    page.workspace.undo()
    qtbot.waitUntil(lambda: digest(book) == nothing, timeout=WAIT)
    qtbot.waitUntil(card.bring.isEnabled)
    wait(qtbot, page)
    page.workspace.redo()
    qtbot.waitUntil(lambda: not card.bring.isEnabled())
    qtbot.waitUntil(lambda: card.verdict.text().startswith("● 读懂的内容账册中已全部有了"))
    wait(qtbot, page)


@pytest.mark.parametrize("size", [(1366, 768), (1100, 700), (1024, 600)])
def test_no_figure_of_the_result_is_cut(
    qtbot: QtBot, page: ImportPage, card: LedgerCard, size: tuple[int, int]
) -> None:
    page.window().resize(*size)
    card.show_step(3)
    result: Any = card.step
    for table in (result.added, result.owed, result.left):
        for pane in result.panes.panes:
            if pane.whole is table and not table.isVisible():
                result.panes._take(pane)
        model: Any = table.model()
        qtbot.waitUntil(table.isVisible)
        assert model.rowCount()
        for column in model.figures:
            hidden = table.isColumnHidden(column)
            assert hidden or table.columnWidth(column) >= table.sizeHintForColumn(column)


def test_escape_on_the_first_step_goes_back_to_choosing_a_file(
    qtbot: QtBot, page: ImportPage, card: LedgerCard
) -> None:
    press(qtbot, page, Qt.Key.Key_Escape)
    assert page.path is None
    assert page.steps.isVisible()


def test_what_was_answered_is_there_again_when_the_same_file_is_chosen_again(
    qtbot: QtBot, page: ImportPage, card: LedgerCard, tmp_path: Path
) -> None:
    card._decided(("parties", "临湖置业"), "")
    wait(qtbot, page)
    press(qtbot, page, Qt.Key.Key_Escape)
    take(qtbot, page, a_file(tmp_path / "另一本.xlsx", OWN))
    assert page.ledger.talk.answers.parties.get("临湖置业") is None
    press(qtbot, page, Qt.Key.Key_Escape)
    take(qtbot, page, tmp_path / "台账.xlsx")
    assert page.ledger.talk.answers.parties["临湖置业"] == ""


def test_every_question_stands_on_a_step_with_its_proposed_answer(page: ImportPage, card: LedgerCard) -> None:
    assert page.checked.proposal is not None
    shown = {asked.question.key: asked.value for step in card.steps for asked in step.questions.rows}
    asked = {one.key: one.proposed for one in page.checked.proposal.questions if one.key[-1] != "kind"}
    assert asked.items() <= shown.items()
    rest = {one.key for one in page.checked.proposal.answerable if not one.asked}
    assert set(shown) - set(asked) == {("parties", LAKE), ("parties", ROAD)} <= rest
    assert ("parties", "临湖置业") in shown
    assert ("settle",) in shown
    kinds = {one.key[1] for one in page.checked.proposal.questions if one.key[-1] == "kind"}
    assert kinds == {sheet.name for sheet in card.steps[0].sheets.rows if not sheet.left_out}


def test_space_makes_two_spellings_two_parties(qtbot: QtBot, page: ImportPage, card: LedgerCard) -> None:
    card.show_step(2)
    table = card.steps[2].asked
    assert table.hasFocus()
    table.setCurrentIndex(table.model().index(0, 0))
    press(qtbot, page, Qt.Key.Key_Space)
    assert card.steps[2].questions.words(0)[1] == "不是，另立单位"
    assert "临湖置业" in page.checked.proposal.parties
    press(qtbot, page, Qt.Key.Key_Space)
    assert "临湖置业" not in page.checked.proposal.parties


def test_a_click_opens_what_a_column_may_be_and_the_sums_follow(
    qtbot: QtBot, page: ImportPage, card: LedgerCard
) -> None:
    card.show_step(1)
    step = card.steps[1]
    step.sheet.setCurrentIndex(step.sheet.findText("验工计价"))
    step.sheet.activated.emit(1)
    row = next(n for n, one in enumerate(step.columns.rows) if one.caption == "计价金额")
    assert step.columns.words(row)[6:] == ("2,100,000.00", "1000000 · 500000 · 600000")
    cell = step.columns.index(row, 3)
    qtbot.mouseClick(step.table.viewport(), Qt.MouseButton.LeftButton, pos=step.table.visualRect(cell).center())
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    wait(qtbot, page)
    assert step.columns.words(row)[3] == "千元"
    assert step.columns.words(row)[6] == "2,100,000,000.00"


def test_a_sheet_is_ticked_and_left_out_by_a_click(qtbot: QtBot, page: ImportPage, card: LedgerCard) -> None:
    table, model = card.steps[0].table, card.steps[0].sheets
    names = [sheet.name for sheet in model.rows]
    for name, ticked in (("收款（旧）", True), ("验工计价", False)):
        place = names.index(name)
        at = table.visualRect(model.index(place, 0))
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at.topLeft() + QPoint(9, at.height() // 2))
        wait(qtbot, page)
        assert model.ticked(place, 0) is ticked


def test_an_open_row_shows_its_reason_and_its_whole_text(qtbot: QtBot, page: ImportPage, card: LedgerCard) -> None:
    card.show_step(3)
    step = card.steps[3]
    assert step.remarks.words(0)[:3] == ("待定", "收款", "5")
    step.left.selectRow(0)
    assert "2022-09-20  |  临湖置业  |  HT-01  |  待核" in card.told.text()
    balances = {line[0]: line[2:] for line in words(step.balances)}
    assert balances["HT-01 临湖花园一期"] == ["400,000.00", "400,000.00", "–", "–", "0.00"]


def test_the_answers_are_saved_for_the_command_and_used_again(
    qtbot: QtBot, page: ImportPage, card: LedgerCard, tmp_path: Path
) -> None:
    card._decided(("settle",), False)
    wait(qtbot, page)
    page.write_answers(tmp_path / "map.json")
    qtbot.waitUntil((tmp_path / "map.json").exists, timeout=WAIT)
    kept = json.loads((tmp_path / "map.json").read_text(encoding="utf-8"))
    assert kept["settle"] is False
    assert kept["parties"] == {"临湖置业": LAKE}
    take(qtbot, page, page.path)
    assert card.talk.answers.settle is None
    page.take_answers(tmp_path / "map.json")
    qtbot.waitUntil(lambda: card.talk.answers.settle is False, timeout=WAIT)
    wait(qtbot, page)
    assert page.checked.proposal.balances[0].unallocated.fen == 110_000_000


def test_a_contract_to_be_made_can_be_one_of_the_book_and_that_is_taken_back(
    qtbot: QtBot, page: ImportPage, card: LedgerCard, tmp_path: Path
) -> None:
    page.bring()
    wait(qtbot, page)
    head = ["合同编号", "工程名称", "甲方", "合同额", "业主签认日期", "计价金额"]
    rows = [["计价台账"], head, ["HT-09", "新湖小区", LAKE, 900000, "2023-01-01", 5000]]
    take(qtbot, page, a_file(tmp_path / "计价.xlsx", {"计价": rows}))
    contracts = card.steps[2].contracts
    assert contracts.words(0)[::4] == ("HT-09", "将新建")
    assert contracts.choices(0, 4) == (("", "To be made"), ("HT-01", "HT-01 临湖花园一期"))
    contracts.choose(0, 4, "HT-01")
    wait(qtbot, page)
    assert contracts.words(0)[::4] == ("HT-01", "已有")
    contracts.choose(0, 4, "")
    wait(qtbot, page)
    assert contracts.words(0)[::4] == ("HT-09", "将新建")


def test_answers_that_are_none_are_refused_in_a_sentence(
    qtbot: QtBot, window: MainWindow, page: ImportPage, card: LedgerCard, tmp_path: Path
) -> None:
    (tmp_path / "map.json").write_text("[", encoding="utf-8")
    page.take_answers(tmp_path / "map.json")
    qtbot.waitUntil(lambda: "JSON" in window.bar.told.text(), timeout=WAIT)


def test_a_person_may_say_that_it_is_the_template_and_take_it_back(
    qtbot: QtBot, page: ImportPage, card: LedgerCard
) -> None:
    card.template.trigger()
    wait(qtbot, page)
    assert page.found.isVisible()
    qtbot.mouseClick(page.found.ledger, Qt.MouseButton.LeftButton)
    wait(qtbot, page)
    assert page.ledger.isVisible()


def test_cancelling_a_round_leaves_the_answers_as_they_were(qtbot: QtBot, page: ImportPage, card: LedgerCard) -> None:
    card._decided(("settle",), False)
    page.workspace.cancel()
    wait(qtbot, page)
    assert card.talk.answers == page.checked.proposal.answers
    assert card.bring.isEnabled()


def test_the_models_keep_the_rules_of_qt(qtbot: QtBot, page: ImportPage, card: LedgerCard) -> None:
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    step = card.steps
    models = [step[0].sheets, step[1].columns, step[2].questions, step[2].contracts, step[3].sums, step[3].remarks]
    testers = [QAbstractItemModelTester(model, fatal) for model in models]
    card._decided(("settle",), False)
    wait(qtbot, page)
    assert all(model.rowCount() for model in models)
    assert len(testers) == len(models)


def test_it_speaks_english_with_its_state(page: ImportPage, card: LedgerCard) -> None:
    card.show_step(2)
    page.workspace.speak("en")
    try:
        assert card.stack.currentIndex() == 2
        assert card.ways[2].text() == "3  Names"
        assert card.steps[2].questions.words(0)[0] == f"Is “临湖置业” the party “{LAKE}”?"
    finally:
        page.workspace.speak("zh")


def test_usual_captions_alone_are_a_ledger_and_the_templates_own_are_the_template(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    rows = [["到账日期", "付款单位", "合同编号", "到账金额"], ["2022-06-15", LAKE, "HT-01", 300000]]
    take(qtbot, page, a_file(tmp_path / "收款.xlsx", {"收款": rows}))
    assert page.ledger.isVisible()
    page.write_template(tmp_path / "模板.xlsx")
    qtbot.waitUntil((tmp_path / "模板.xlsx").exists, timeout=WAIT)
    qtbot.waitUntil(lambda: page.workspace.is_idle, timeout=WAIT)
    take(qtbot, page, tmp_path / "模板.xlsx")
    assert page.found.isVisible()


def test_the_money_that_stays_out_explains_the_difference_to_the_sheets_own_total(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    rows = [
        ["到账日期", "付款单位", "合同编号", "到账金额"],
        ["2022-06-15", LAKE, "HT-01", 300000],
        ["日期不详", LAKE, "HT-01", 50000],
        ["合计", "", "", 350000],
    ]
    take(qtbot, page, a_file(tmp_path / "收款.xlsx", {"收款": rows}))
    step = page.ledger.steps[3]
    assert words(step.sums) == [["收款 第 4 行", "到账金额", "350,000.00", "300,000.00", "50,000.00", "0.00"]]
    assert step.remarks.words(0)[:4] == ("待定", "收款", "3", "50,000.00")


CERTIFIED = [
    ["合同号", "甲方", "期次", "签认日期", "本期完成产值（元）", "上期末开累", "扣质保金", "应付款", "已付款"],
    ["Q-1", LAKE, "第1期", "2023.3.31", 1000000, 0, 50000, 700000, 600000],
    ["Q-1", LAKE, "第2期", "2023.4.30", 2000000, 1000000, 100000, 1400000, 0],
]  # fmt: skip


def test_terms_that_certificates_show_are_asked_at_the_end_with_the_money(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    take(qtbot, page, a_file(tmp_path / "计价.xlsx", {"验工计价": CERTIFIED}))
    card = page.ledger
    sheets = card.steps[0].sheets
    assert sheets.words(0)[6] == "3,000,000.00"  # what was valued, not what stood before
    card.show_step(3)
    asked = {one.question.key[-1]: one.question for one in card.steps[3].questions.rows}
    assert [str(amount) for _, amount in asked["terms"].told] == ["2100000.00", "2100000.00", "3000000.00"]
    assert [str(amount) for _, amount in asked["received"].told] == ["600000.00"]
    remarks = "".join(one.sentence for one in card.steps[3].remarks.rows)
    assert "2,100,000.00" in remarks
    assert "600,000.00" in remarks
    owed = card.steps[3].balances
    assert owed.words(0)[3] == "2,400,000.00"


OWED = [
    ["截至2025年12月31日欠款台账"],
    ["工程名称", "建设单位", "合同价", "累计计价", "累计收款", "尚欠款"],
    ["临湖花园一期土建工程（含地下车库及配套）", LAKE, 5000000, 3000000, 2700000, 300000],
    ["东湖道路改造工程施工总承包", LAKE, 8000000, 6000000, 5999999.5, 0.5],
    ["合计", None, 13000000, 9000000, 8699999.5, 300000.5],
]  # fmt: skip


def test_every_difference_of_a_contract_is_in_sight_and_empty_columns_take_no_room(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    page.window().resize(1366, 768)
    take(qtbot, page, a_file(tmp_path / "欠款.xlsx", {"欠款": OWED}))
    page.ledger.show_step(3)
    result: Any = page.ledger.step
    qtbot.waitUntil(result.owed.isVisible)
    last = result.balances.columnCount() - 1
    rest = result.owed.visualRect(result.balances.index(0, last))
    assert result.owed.viewport().rect().contains(rest)
    assert not result.owed.horizontalScrollBar().isVisible()
    assert [result.owed.isColumnHidden(column) for column in (1, 4, 5)] == [True, True, True]
    assert [line[-1] for line in words(result.balances)] == ["0.00", "0.00"]


def test_what_is_only_compared_is_named_so(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> None:
    rows = [["工程名称", "建设单位", "上年欠款", "本年产值", "尚欠款"], ["一标", LAKE, 5, 10, 15]]
    take(qtbot, page, a_file(tmp_path / "欠款.xlsx", {"2025年": rows}))
    assert {line[1]: line[3] for line in words(page.ledger.steps[3].sums)} == {
        "上年欠款（只核对）": "5.00", "本年产值（只核对）": "10.00", "尚欠款": "15.00"
    }  # fmt: skip


def test_a_contract_that_owes_something_else_than_the_ledger_says_is_told_on_every_step(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    valued = [["合同编号", "甲方", "期次", "签认日期", "本期计价"], ["Q-1", LAKE, "1", "2023.3.31", 1000000]]
    whole = [["截至2023年12月31日欠款"], ["合同编号", "甲方", "累计计价", "欠款"], ["Q-1", LAKE, 1000000, 600000]]
    take(qtbot, page, a_file(tmp_path / "台账.xlsx", {"计价": valued, "欠款": whole}))
    assert "有 1 份合同的应收余额与台账所列不一致" in page.ledger.verdict.text()
    assert page.ledger.verdict.property("tone") == "warning"
    assert [line[-1] for line in words(page.ledger.steps[3].balances)] == ["400,000.00"]


def test_what_is_cut_stands_on_two_lines_where_there_is_room(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> None:
    rows = [
        ["月份", "合同编号", "甲方", "计价（元）", "收款（元）", "质保金（元）", "欠款（元）"],
        *(
            [f"2024.{month}.28", "Q-1", LAKE, 2500000 * month, 1800000, "已付30万余款待审", 700000]
            for month in (1, 2, 3)
        ),
        ["合计", "", "", 15000000, 5400000, "", ""],
    ]
    page.window().resize(1366, 768)
    take(qtbot, page, a_file(tmp_path / "计价收款.xlsx", {"2024年": rows}))
    page.ledger.show_step(3)
    result: Any = page.ledger.step
    low = theme.look().row
    assert not result.added.horizontalScrollBar().isVisible()
    assert result.left.wordWrap()
    assert result.left.rowHeight(0) > low
    assert not result.left.verticalScrollBar().isVisible()
    page.ledger.show_step(1)
    step: Any = page.ledger.step
    assert not any(table._is_pulled for table in (step.table, step.whole, step.asked))
    page.window().resize(1366, 560)
    page.ledger.show_step(3)
    assert result.left.rowHeight(0) == low or not result.left.verticalScrollBar().isVisible()


def test_enter_leaves_no_question_on_a_tab_that_nobody_looked_at(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    page.window().resize(1024, 600)
    rows = [["合同编号", "甲方", "期次", "签认日期", "本期计价"], ["Q-1", LAKE, "1", "2023.3.31", 1000000]]
    take(qtbot, page, a_file(tmp_path / "计价.xlsx", {"计价": rows}))
    page.ledger.show_step(1)
    step: Any = page.ledger.step
    assert step.panes.is_tight
    assert not step.asked.isVisible()
    press(qtbot, page, Qt.Key.Key_Return)
    assert page.ledger.stack.currentIndex() == 1
    assert step.asked.isVisible()
    press(qtbot, page, Qt.Key.Key_Return)
    assert page.ledger.stack.currentIndex() == 2
    press(qtbot, page, Qt.Key.Key_Escape)
    press(qtbot, page, Qt.Key.Key_Return)
    assert page.ledger.stack.currentIndex() == 2


def test_columns_to_date_without_and_with_tax_are_shown_and_not_the_end_of_the_program(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    rows = [
        ["期次", "计价年月", "业主", "合同号", "开累不含税（万元）", "开累税额（万元）", "开累含税（万元）"],
        ["第1期", "2024年1月", ROAD, "NW-01", 100, 9, 109],
        ["第2期", "2024年2月", ROAD, "NW-01", 250, 22.5, 272.5],
    ]
    take(qtbot, page, a_file(tmp_path / "开累.xlsx", {"开累计价": rows}))
    (told,) = words(page.ledger.steps[0].sheets)
    assert (told[1], told[6]) == ("计价台账", "2,725,000.00")


def test_tab_goes_through_the_columns_as_one_reads_and_a_question_brings_its_sheet_along(
    qtbot: QtBot, page: ImportPage, card: LedgerCard
) -> None:
    page.window().resize(1480, 900)
    card.show_step(1)
    step: Any = card.step
    qtbot.waitUntil(step.asked.isVisible)
    step.sheet.setFocus()
    for expected in (step.table, step.whole, step.asked):
        qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_Tab)
        assert page.window().focusWidget() is expected
    offered = {step.sheet.itemText(place) for place in range(step.sheet.count())}
    about = [one.question.key[1] for one in step.questions.rows]
    assert len(set(about) & offered) > 1
    for row, sheet in enumerate(about):
        step.asked.setCurrentIndex(step.asked.model().index(row, 0))
        assert step.sheet.currentText() == sheet or sheet not in offered


def test_an_answer_stands_at_once_while_the_rest_is_worked_out(
    qtbot: QtBot, page: ImportPage, card: LedgerCard
) -> None:
    card.show_step(2)
    table = card.steps[2].asked
    table.setCurrentIndex(table.model().index(0, 0))
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert card.steps[2].questions.words(0)[1] == "不是，另立单位"
    assert "此间不写入任何内容" in card.verdict.text()
    wait(qtbot, page)
    assert card.steps[2].questions.words(0)[1] == "不是，另立单位"


def test_what_is_in_the_book_asks_no_more_and_is_counted_as_the_button_counted_it(
    qtbot: QtBot, page: ImportPage, card: LedgerCard
) -> None:
    told: list[str] = []
    page.workspace.message.connect(lambda words, *_rest: told.append(words))
    card.show_step(3)
    asked = card.bring.text()
    qtbot.mouseClick(card.bring, Qt.MouseButton.LeftButton)
    assert "正在导入" in card.verdict.text()
    wait(qtbot, page)
    assert page.is_in
    assert not card.steps[3].asked.isVisible()
    count = "".join(filter(str.isdigit, asked))
    assert any(f"{count} 条记录" in words for words in told), (asked, told)
