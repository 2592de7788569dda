"""A form takes what people type, keeps it, and says what to put right at the right moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from models import language
from models.drafts import changed
from models.money import Money
from models.problems import Problem
from tests.ui.forms.contract_draft import FLAT, SPEC, ContractDraft, a_contract, type_into
from ui import theme
from ui.forms.form import Form

Make = Callable[..., Form]


def write(form: Form, name: str, words: str) -> None:
    """Go to an entry, replace what stands there, and leave it with Tab."""
    editor: Any = form.fields[name].editor
    editor.setFocus()
    target = editor.line if hasattr(editor, "line") else editor
    target.selectAll()
    if words:
        type_into(target, words)
    else:
        QTest.keyClick(target, Qt.Key.Key_Delete)
    QTest.keyClick(QApplication.activePopupWidget() or target, Qt.Key.Key_Tab)


def said(form: Form, name: str) -> str:
    sentence = form.fields[name].sentence
    return "" if sentence.isHidden() else sentence.text()


def test_what_is_typed_is_in_the_draft_at_once(a_form: Make) -> None:
    form = a_form(ContractDraft())
    write(form, "number", "JB-9")
    write(form, "price", "1.2万")
    write(form, "retention", "2.5")
    write(form, "signed_on", "20261123")
    draft = form.draft()
    assert (draft.number, draft.price, draft.retention) == ("JB-9", Money.of("12000"), Decimal("0.025"))
    assert draft.signed_on == date(2026, 11, 23)


def test_every_edit_sends_the_draft(a_form: Make, qtbot: QtBot) -> None:
    form = a_form(ContractDraft())
    with qtbot.waitSignal(form.edited) as sent:
        form.fields["number"].editor.setFocus()
        QTest.keyClick(form.fields["number"].editor, Qt.Key.Key_7)
    assert sent.args == [changed(ContractDraft(), number="7")]


def test_a_fresh_form_complains_about_nothing(a_form: Make) -> None:
    form = a_form(ContractDraft())
    assert [name for name in form.fields if said(form, name)] == []
    assert not form.is_changed()


def test_an_entry_complains_once_it_was_left_and_the_others_stay_silent(a_form: Make) -> None:
    form = a_form(ContractDraft())
    editor = form.fields["price"].editor
    editor.setFocus()
    QTest.keyClicks(editor, "-5")
    assert said(form, "price") == ""
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert said(form, "price") == "合同价不能小于零。"
    assert said(form, "number") == ""


def test_saving_lets_all_entries_complain_and_goes_to_the_first(a_form: Make) -> None:
    form = a_form(ContractDraft())
    form.fields["remark"].editor.setFocus()
    assert not form.show_all()
    assert said(form, "number")
    assert said(form, "owner")
    assert form.fields["number"].editor.hasFocus()


def test_advice_is_shown_but_does_not_stop_saving(a_form: Make) -> None:
    form = a_form(changed(a_contract(), items=()))
    write(form, "retention", "5")
    assert said(form, "retention") == "质保金一般不超过 3 %。"
    assert form.fields["retention"].editor.property("problem") == "advice"
    assert form.show_all()


@pytest.mark.parametrize(
    ("name", "words"), [("signed_on", "11-3x"), ("price", "abc"), ("days", "2.5"), ("kind", "xyz")]
)
def test_what_is_not_understood_stays_says_so_and_stops_saving(a_form: Make, name: str, words: str) -> None:
    form = a_form()
    write(form, name, words)
    assert form.fields[name].editor.words() == words
    assert words in said(form, name)
    assert getattr(form.draft(), name) in (None, "")
    assert not form.show_all()
    assert form.is_changed()


def test_correcting_what_was_not_understood_silences_the_entry(a_form: Make) -> None:
    form = a_form()
    write(form, "price", "abc")
    write(form, "price", "=2*3")
    assert said(form, "price") == ""
    assert form.draft().price == Money.of(6)
    assert form.fields["price"].editor.text() == "6.00"


def test_an_amount_shows_separators_only_while_it_is_not_edited(a_form: Make) -> None:
    form = a_form()
    editor = form.fields["price"].editor
    assert editor.text() == "48,600,000.00"
    editor.setFocus()
    assert editor.text() == "48600000.00"
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.text() == "48,600,000.00"
    assert editor.toolTip() == "肆仟捌佰陆拾万元整"
    assert not form.is_changed()


def test_derived_entries_follow_and_cannot_be_typed_into(a_form: Make) -> None:
    form = a_form()
    write(form, "price", "109")
    assert form.fields["net"].editor.text() == "100.00"
    write(form, "net", "5")
    assert form.draft().net == Money.of(100)


def test_what_follows_from_another_entry_is_only_shown_while_it_does(a_form: Make) -> None:
    form = a_form(spec=replace(SPEC, given=lambda draft: ("price",) if draft.has_guarantee else ()))
    before = form.draft().price
    QTest.mouseClick(form.fields["has_guarantee"].editor, Qt.MouseButton.LeftButton, pos=QPoint(12, 14))
    write(form, "price", "5")
    assert form.draft().price == before
    form.lock(), form.lock(False)
    write(form, "price", "5")
    assert form.draft().price == before, "also after the form was locked and opened"
    QTest.mouseClick(form.fields["has_guarantee"].editor, Qt.MouseButton.LeftButton, pos=QPoint(12, 14))
    write(form, "price", "5")
    assert form.draft().price == Money.of(5)


def test_entries_that_do_not_apply_are_not_shown(a_form: Make) -> None:
    form = a_form()
    assert form.fields["guarantee_until"].isHidden()
    QTest.mouseClick(form.fields["has_guarantee"].editor, Qt.MouseButton.LeftButton, pos=QPoint(12, 14))
    assert form.draft().has_guarantee
    assert not form.fields["guarantee_until"].isHidden()


def test_problems_found_by_saving_stand_beside_their_entry_until_it_is_edited(a_form: Make) -> None:
    form = a_form(ContractDraft())
    form.set_problems([Problem("number", "合同编号已存在。"), Problem("", "账册已锁定。")])
    assert said(form, "number") == "合同编号已存在。"
    assert "账册已锁定。" in form.banner.text()
    write(form, "number", "JB-10")
    assert said(form, "number") == ""
    assert form.banner.isHidden()


def test_switching_the_language_keeps_what_was_typed(a_form: Make, qapp: QApplication) -> None:
    form = a_form()
    write(form, "signed_on", "someday")
    write(form, "number", "XX-1")
    assert "不是日期" in said(form, "signed_on")
    language.use("en")
    QApplication.sendEvent(form, QEvent(QEvent.Type.LanguageChange))
    assert "is not a date" in said(form, "signed_on")
    assert form.fields["signed_on"].editor.words() == "someday"
    assert form.draft().number == "XX-1"


def test_switching_to_night_and_larger_text_keeps_what_was_typed(a_form: Make, qapp: QApplication) -> None:
    form = a_form()
    write(form, "price", "abc")
    theme.apply(qapp, "dark", "largest")
    assert form.grids["items"].view.rowHeight(0) == theme.look().row > 28
    assert form.fields["price"].editor.words() == "abc"
    assert "abc" in said(form, "price")
    theme.apply(qapp)
    assert form.grids["items"].view.rowHeight(0) == 28


def test_enter_goes_on_and_tab_follows_the_eye(a_form: Make) -> None:
    form = a_form()
    form.fields["number"].editor.setFocus()
    visited = []
    for _step in range(7):
        QTest.keyClick(_focused(), Qt.Key.Key_Return)
        visited.append(_place(form))
    assert visited == sorted(visited)
    assert len(set(visited)) == 7


def test_shift_tab_goes_back(a_form: Make) -> None:
    form = a_form()
    form.fields["name"].editor.setFocus()
    QTest.keyClick(_focused(), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert form.fields["number"].editor.hasFocus()


def test_every_editor_has_an_accessible_name(a_form: Make) -> None:
    form = a_form()
    for field in form.fields.values():
        assert field.editor.accessibleName().startswith(field.how.caption)
    assert form.fields["number"].editor.accessibleName() == "合同编号（必填）"
    assert form.grids["items"].view.accessibleName() == "工程量清单"


def test_a_screen_reader_is_told_the_problem(a_form: Make) -> None:
    form = a_form(ContractDraft())
    form.show_all()
    assert form.fields["number"].editor.accessibleDescription() == said(form, "number")


def test_the_mouse_wheel_never_changes_a_choice(a_form: Make) -> None:
    form = a_form()
    choice = form.fields["kind"].editor
    still = QPointF(5, 5)
    none, down = Qt.KeyboardModifier.NoModifier, QPoint(0, -120)
    phase = Qt.ScrollPhase.NoScrollPhase
    QApplication.sendEvent(
        choice, QWheelEvent(still, still, QPoint(), down, Qt.MouseButton.NoButton, none, phase, False)
    )
    assert form.draft().kind == "main"


def test_a_choice_can_be_typed_by_a_part_of_it(a_form: Make) -> None:
    form = a_form()
    write(form, "kind", "劳务")
    assert form.draft().kind == "labour"
    assert form.fields["kind"].editor.currentText() == "劳务分包"


def test_a_choice_can_be_emptied(a_form: Make) -> None:
    form = a_form()
    write(form, "kind", "")
    assert form.draft().kind == ""
    assert said(form, "kind") == ""


def test_filling_in_entries_from_outside_counts_as_an_edit(a_form: Make, qtbot: QtBot) -> None:
    form = a_form()
    with qtbot.waitSignal(form.edited):
        form.change(name="改名", items=())
    assert form.draft().name == "改名"
    assert form.draft().items == ()
    assert form.is_changed()


def test_a_posted_document_is_only_shown(a_form: Make) -> None:
    form = a_form()
    form.lock()
    write(form, "price", "1")
    form.grids["items"].model.setData(form.grids["items"].model.index(0, 0), "X")
    assert form.draft() == changed(a_contract(), net=form.draft().net)


def test_what_no_entry_of_the_form_holds_survives(a_form: Make) -> None:
    draft = changed(a_contract(), id="c-1", remark="保留")
    form = a_form(draft, FLAT)
    write(form, "number", "N")
    assert form.draft() == changed(draft, number="N")


def test_the_focus_is_scrolled_into_sight(a_form: Make, qtbot: QtBot) -> None:
    form = a_form(changed(a_contract(lines=12), remark=""))
    form.window().resize(900, 420)
    form.go_to("items.11.price")

    def in_sight() -> None:
        view = form.grids["items"].view
        rect = view.visualRect(view.currentIndex())
        spot = view.viewport().mapTo(form, rect.center())
        assert form.rect().contains(spot)

    qtbot.waitUntil(lambda: _holds(in_sight))


def _holds(claim: Callable[[], None]) -> bool:
    try:
        claim()
    except AssertionError:
        return False
    return True


def _focused() -> QWidget:
    focused = QApplication.focusWidget()
    assert isinstance(focused, QWidget)
    return focused


def _place(form: Form) -> tuple[int, int]:
    spot = _focused().mapTo(form, QPoint(0, 0))
    return spot.y() // 20, spot.x()
