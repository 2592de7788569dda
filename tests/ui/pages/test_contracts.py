"""A contract is typed in, opens in its workspace, and everything in the workspace is about this contract."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from models import contracts, receipts, registry, standing
from models.contracts import RECORD
from models.money import Money
from models.store.book import Book
from models.store.listing import Question
from tests import makers
from tests.ui.pages.a_site import TODAY, contract, empty_book, window
from ui.main_window import MainWindow
from ui.pages.contract_workspace import ContractWorkspace
from ui.pages.contracts import ContractsPage
from ui.pages.form_page import FormPage

__all__ = ["contract", "empty_book", "window"]
CTRL = Qt.KeyboardModifier.ControlModifier


def page_of(window: MainWindow) -> ContractsPage:
    page = window.open_page("contracts")
    assert isinstance(page, ContractsPage)
    return page


def workspace_of(qtbot: QtBot, window: MainWindow, key: str) -> ContractWorkspace:
    page = page_of(window)
    page.show_record(key)
    qtbot.waitUntil(lambda: isinstance(page._top(), ContractWorkspace))
    top: ContractWorkspace = page._top()
    qtbot.waitUntil(lambda: top.standing is not None)
    return top


def form_of(qtbot: QtBot, page: Any) -> FormPage:
    qtbot.waitUntil(lambda: isinstance(page._top(), FormPage))
    form: FormPage = page._top()
    return form


def texts(item: QTreeWidgetItem | None) -> list[str]:
    assert item is not None
    return [item.text(2), *(item.child(place).text(2) for place in range(item.childCount()))]


def test_a_contract_typed_in_opens_in_its_workspace(qtbot: QtBot, window: MainWindow, empty_book: Book) -> None:
    with empty_book.write(RECORD) as session:
        owner = makers.a_party(session).id
    page = page_of(window)
    qtbot.keyClick(page.panel.table, Qt.Key.Key_N, CTRL)
    form = form_of(qtbot, page)
    form.form.change(number="JB-7", name="七号桥", owner=owner, price=Money.of(3_000_000))
    qtbot.keyClick(form, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: isinstance(page._top(), ContractWorkspace))
    qtbot.waitUntil(lambda: page._top().standing is not None)
    assert page._top().head.figures["price"].text() == "3,000,000.00"
    assert page.trail == ["JB-7 七号桥", "概况"]


def test_what_is_missing_is_said_beside_its_entry_and_nothing_is_saved(
    qtbot: QtBot, window: MainWindow, empty_book: Book
) -> None:
    page = page_of(window)
    page.begin_record()
    form = form_of(qtbot, page)
    form.form.change(number="JB-7")
    qtbot.keyClick(form, Qt.Key.Key_S, CTRL)
    assert "合同名称" in form.form.fields["name"].sentence.text()
    assert empty_book.head() is None


def test_only_the_entries_that_a_chosen_rule_reads_are_shown(
    qtbot: QtBot, window: MainWindow, empty_book: Book
) -> None:
    page = page_of(window)
    page.begin_record()
    form = form_of(qtbot, page).form
    assert form.fields["recovery_rule"].isHidden(), "without an advance nothing is recovered"
    advance = form.fields["advance"].editor
    advance.setFocus()
    qtbot.keyClicks(advance, "1000000")
    assert not form.fields["recovery_rate"].isHidden()
    form.change(recovery_rule="linear")
    shown = {name for name, field in form.fields.items() if name.startswith("recovery_") and not field.isHidden()}
    assert shown == {"recovery_rule", "recovery_start", "recovery_end", "recovery_base", "recovery_net"}
    form.change(retention_way="amount")
    assert form.fields["retention_rate"].isHidden()
    assert not form.fields["retention_amount"].isHidden()


def test_the_header_strip_says_where_the_contract_stands(
    qtbot: QtBot, window: MainWindow, contract: str, empty_book: Book
) -> None:
    with empty_book.write(contracts.AGREE) as session:
        makers.an_agreement(session, session.get_one(contracts.Contract, contract))
    with empty_book.write(RECORD) as session:
        makers.an_approved_variation(session, session.get_one(contracts.Contract, contract))
    strip = workspace_of(qtbot, window, contract).head
    shown = {name: figure.text() for name, figure in strip.figures.items()}
    assert shown["price"] == "12,800,000.00"
    assert (shown["certified"], shown["received"]) == ("11.7 %", "2.3 %")
    assert (shown["balance"], shown["overdue"]) == ("1,200,000.00", "500,000.00")
    assert shown["next"] == "12-18 · 17 天后"
    assert strip.figures["overdue"].property("tone") == "danger"
    with empty_book.read() as session:
        found = standing.standing_of(session, contract, TODAY)
    assert (found.price, found.variations) == (Money.of(12_500_000), Money.of(300_000))


def test_figures_of_the_strip_explain_themselves(qtbot: QtBot, window: MainWindow, contract: str) -> None:
    top = workspace_of(qtbot, window, contract)
    qtbot.mouseClick(top.head.figures["certified"], Qt.MouseButton.LeftButton)
    shown: Any = top.tracer.card.shown
    assert [step.value for step in shown.steps] == ["1,500,000.00", "12,000,000.00"]
    top.head.figures["overdue"].setFocus()
    qtbot.keyClick(top.head.figures["overdue"], Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: top.tracer.card.shown is not shown)
    assert top.tracer.card.shown is not None
    assert top.tracer.card.shown.value == "500,000.00"


def test_tabs_are_made_when_they_are_first_shown_and_are_about_this_contract(
    qtbot: QtBot, window: MainWindow, contract: str, empty_book: Book
) -> None:
    with empty_book.write(RECORD) as session:
        makers.a_variation(session, session.get_one(contracts.Contract, contract))
        other = makers.a_contract(session, number="JB-9", advance=None)
        makers.a_variation(session, other, number="BG-900")
    top = workspace_of(qtbot, window, contract)
    assert list(top._made) == ["overview"]
    variations = top.open_tab("variations")
    qtbot.waitUntil(lambda: bool(variations.panel.model.rowCount() == 1))
    assert list(top._made) == ["overview", "variations"]
    assert window.page().trail[:2] == ["JB-2024-001 临湖花园一期土建工程", "变更签证"]
    qtbot.keyClick(top, Qt.Key.Key_PageDown, CTRL)
    assert top.kinds[top.tabs.currentIndex()].name != "variations"


def test_the_wage_account_of_the_contract_is_a_tab_and_opens_from_the_keys(
    qtbot: QtBot, window: MainWindow, contract: str, empty_book: Book
) -> None:
    with empty_book.write(RECORD) as session:
        for key in (contract, makers.a_contract(session, number="JB-9", advance=None).id):
            owner = session.get_one(contracts.Contract, key).owner_id
            receipts.record(session, receipts.ReceiptDraft(
                number=f"SK-{key}", contract=key, payer=owner, received_on=TODAY, amount=Money.of("5000.00"),
                wages=Money.of("1234.56"),
            ))  # fmt: skip
    top = workspace_of(qtbot, window, contract)
    for _press in range(top.tabs.count()):
        if top.kinds[top.tabs.currentIndex()].name == "wages":
            break
        qtbot.keyClick(top, Qt.Key.Key_PageDown, CTRL)
    wages = top.stack.currentWidget()
    assert top.tabs.tabText(top.tabs.currentIndex()) == "工资专户"
    qtbot.waitUntil(lambda: bool(wages.panel.model.rowCount() == 1))
    row = [wages.panel.model.index(0, n).data() for n in range(wages.panel.model.columnCount())]
    assert row[1] == "JB-2024-001"
    assert row[5:] == ["0.00", "1,234.56", "−1,234.56", "−1,234.56"]


def test_a_box_of_the_overview_opens_the_tab_filtered(qtbot: QtBot, window: MainWindow, contract: str) -> None:
    top = workspace_of(qtbot, window, contract)
    overview = top.open_tab("overview")
    qtbot.waitUntil(lambda: overview.shown is not None)
    waiting = next(spot for spot in overview.board.way.flow.gaps if spot.gate.waiting == "30.00")
    qtbot.mouseClick(waiting, Qt.MouseButton.LeftButton)
    listed: Any = top.stack.currentWidget()
    qtbot.waitUntil(lambda: bool(listed.panel.model.rowCount() == 1))
    assert top.kinds[top.tabs.currentIndex()].name == "certificates"


def test_a_supplementary_agreement_begins_with_the_terms_in_force_and_changes_the_price(
    qtbot: QtBot, window: MainWindow, contract: str, empty_book: Book
) -> None:
    top = workspace_of(qtbot, window, contract)
    agreements = top.open_tab("terms").open(1)
    agreements.begin_record()
    form = form_of(qtbot, agreements)
    typed = form.form.draft()
    assert (typed.contract, typed.number, typed.valid_from) == (contract, "补-1", TODAY)
    assert [one.cumulative for one in typed.milestones] == [one.cumulative for one in _terms(empty_book, contract)]
    form.form.change(price_change=Money.of(600_000))
    qtbot.keyClick(form, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: top.head.figures["price"].text() == "12,600,000.00")
    qtbot.waitUntil(lambda: bool(agreements.panel.model.rowCount() == 1))


def _terms(book: Book, contract: str) -> Any:
    with book.read() as session:
        return contracts.draft_of(session, contract).milestones


def test_terms_are_changed_in_place_and_the_timeline_tells_it(qtbot: QtBot, window: MainWindow, contract: str) -> None:
    top = workspace_of(qtbot, window, contract)
    terms = top.open_tab("terms")
    standing_form = terms.open(0)
    qtbot.waitUntil(lambda: standing_form.page is not None)
    standing_form.page.form.change(price=Money.of(12_500_000), handler="王经理")
    standing_form.page.form.go_to("price")
    qtbot.keyClick(standing_form.page, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: top.head.figures["price"].text() == "12,500,000.00")
    timeline = top.open_tab("timeline")
    qtbot.waitUntil(lambda: bool(timeline.tree.topLevelItemCount() == 4))
    told = texts(timeline.tree.topLevelItem(0))
    assert "合同 JB-2024-001 · 合同价（含税）：12,000,000.00 → 12,500,000.00" in told
    assert "合同 JB-2024-001 · 经办人：（空） → 王经理" in told


def test_what_was_typed_is_kept_when_one_leaves(qtbot: QtBot, window: MainWindow, contract: str) -> None:
    top = workspace_of(qtbot, window, contract)
    standing_form = top.open_tab("terms").open(0)
    qtbot.waitUntil(lambda: standing_form.page is not None)
    standing_form.page.form.change(remark="写了一半")
    standing_form.page.form.fields["remark"].editor.setFocus()
    with qtbot.waitSignal(window.workspace.typing.listed, check_params_cb=lambda kept: bool(kept)):
        window.page().show_root()
    assert not isinstance(window.page()._top(), ContractWorkspace)


def test_a_contract_that_was_taken_back_closes_its_workspace(
    qtbot: QtBot, window: MainWindow, empty_book: Book
) -> None:
    with empty_book.write(RECORD) as session:
        owner = makers.a_party(session).id
    with empty_book.write(RECORD) as session:
        key = makers.a_contract(session, owner=owner, advance=None).id
    workspace_of(qtbot, window, key)
    window.workspace.undo()
    qtbot.waitUntil(lambda: page_of(window)._top() is None)
    with empty_book.read() as session:
        assert registry.LISTINGS["contracts"].keys(session, Question(TODAY)) == []


def test_the_workspace_follows_the_cut_off_day_and_the_language(
    qtbot: QtBot, window: MainWindow, contract: str
) -> None:
    top = workspace_of(qtbot, window, contract)
    window.workspace.set_as_of(date(2024, 7, 31))
    qtbot.waitUntil(lambda: top.head.figures["balance"].text() == "1,000,000.00")
    assert top.head.figures["overdue"].text() == "800,000.00"
    window.workspace.speak("en")
    assert top.tabs.tabText(0) == "Overview"
    assert top.head.captions["overdue"].text() == "Overdue"
    window.workspace.speak("zh")


def test_escape_goes_back_to_the_list(qtbot: QtBot, window: MainWindow, contract: str) -> None:
    top = workspace_of(qtbot, window, contract)
    top.tabs.setFocus()
    held = QApplication.focusWidget()
    assert held is not None
    qtbot.keyClick(held, Qt.Key.Key_Escape)
    assert page_of(window)._top() is None


def test_an_empty_rate_of_tax_shows_the_one_of_law_and_follows_method_and_kind(
    qtbot: QtBot, window: MainWindow, empty_book: Book
) -> None:
    page = page_of(window)
    page.begin_record()
    form = form_of(qtbot, page).form
    rate = form.fields["vat_rate"].editor

    def told(**entered: Any) -> tuple[str, str]:
        form.change(**entered)
        return rate.text(), rate.placeholderText()

    assert told() == ("", "现行法定 9%，以计价当日为准")
    assert told(vat_method="simplified") == ("", "现行法定 3%，以计价当日为准")
    assert told(vat_method="exempt") == ("", "现行法定 0%，以计价当日为准")
    assert told(vat_method="general", kind="goods") == ("", "现行法定 13%，以计价当日为准")
    assert told(kind="design") == ("", "现行法定 6%，以计价当日为准")
    form.relabel()
    assert told() == ("", "现行法定 6%，以计价当日为准")
    assert form.draft().vat_rate is None
