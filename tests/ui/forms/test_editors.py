"""Days, records and choices can be entered without a mouse, and nothing typed is lost on the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget, QListView, QWidget
from pytestqt.qtbot import QtBot

from models import language
from models.drafts import Entry, changed
from tests.ui.forms.contract_draft import TODAY, ContractDraft, a_contract, parties, type_into
from ui.forms.day import Day
from ui.forms.form import Form
from ui.forms.picker import Candidate, Deliver, Made, Picker, Source

Make = Callable[..., Form]
ALT = Qt.KeyboardModifier.AltModifier


def popup() -> QWidget:
    found = QApplication.activePopupWidget()
    assert isinstance(found, QWidget)
    return found


def shown_titles(list_view: QWidget) -> list[str]:
    assert isinstance(list_view, QListView)
    model = list_view.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def picker_of(form: Form) -> Picker:
    editor = form.fields["owner"].editor
    assert isinstance(editor, Picker)
    editor.setFocus()
    return editor


# Days


@pytest.mark.parametrize(
    ("words", "day"), [("+30", date(2026, 12, 23)), ("今天", TODAY), ("11-23", TODAY), ("２０２６１１２３", TODAY)]
)
def test_a_day_typed_in_any_way_is_shown_in_one(a_form: Make, words: str, day: date) -> None:
    form = a_form()
    editor = form.fields["signed_on"].editor
    editor.setFocus()
    editor.selectAll()
    type_into(editor, words)
    assert editor.text() == words
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.text() == day.isoformat()
    assert form.draft().signed_on == day


def test_a_day_can_be_emptied(a_form: Make) -> None:
    form = a_form()
    editor = form.fields["signed_on"].editor
    editor.setFocus()
    editor.selectAll()
    QTest.keyClick(editor, Qt.Key.Key_Delete)
    assert form.draft().signed_on is None


def test_up_and_down_go_a_day_forward_and_back(a_form: Make) -> None:
    form = a_form()
    editor = form.fields["signed_on"].editor
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_Up)
    assert form.draft().signed_on == date(2025, 7, 19)
    QTest.keyClick(editor, Qt.Key.Key_Down)
    QTest.keyClick(editor, Qt.Key.Key_Down)
    assert form.draft().signed_on == date(2025, 7, 17)


def test_the_calendar_opens_with_alt_down_speaks_chinese_and_gives_its_day(a_form: Make) -> None:
    form = a_form()
    editor = form.fields["signed_on"].editor
    assert isinstance(editor, Day)
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_Down, ALT)
    calendar = popup().findChild(QCalendarWidget)
    assert isinstance(calendar, QCalendarWidget)
    assert calendar.selectedDate() == QDate(2025, 7, 18)
    assert calendar.locale().standaloneMonthName(7) == "七月"
    calendar.activated.emit(QDate(2025, 8, 1))
    assert form.draft().signed_on == date(2025, 8, 1)


def test_the_calendar_speaks_english_to_english_readers(a_form: Make) -> None:
    language.use("en")
    form = a_form()
    editor = form.fields["signed_on"].editor
    assert isinstance(editor, Day)
    editor.open()
    calendar = popup().findChild(QCalendarWidget)
    assert isinstance(calendar, QCalendarWidget)
    assert calendar.locale().standaloneMonthName(7) == "July"
    popup().close()


# Records


def test_a_record_is_shown_by_its_title_and_kept_by_its_id(a_form: Make) -> None:
    form = a_form()
    assert picker_of(form).text() == "江北公路事业发展中心"
    assert form.draft().owner == "p1"


@pytest.mark.parametrize("words", ["管网", "hdgw", "湖东 国有"])
def test_any_word_or_pinyin_initials_find_a_record_with_keys_alone(a_form: Make, qtbot: QtBot, words: str) -> None:
    form = a_form(ContractDraft())
    picker = picker_of(form)
    type_into(picker, words)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    assert shown_titles(popup()) == ["湖东管网建设有限公司"]
    QTest.keyClick(popup(), Qt.Key.Key_Return)
    assert form.draft().owner == "p3"
    assert picker.text() == "湖东管网建设有限公司"


def test_down_opens_the_list_and_arrows_choose(a_form: Make) -> None:
    form = a_form(ContractDraft())
    picker = picker_of(form)
    QTest.keyClick(picker, Qt.Key.Key_Down)
    QTest.keyClick(popup(), Qt.Key.Key_Down)
    QTest.keyClick(popup(), Qt.Key.Key_Return)
    assert form.draft().owner == "p2"


def test_escape_closes_the_list_and_chooses_nothing(a_form: Make) -> None:
    form = a_form()
    picker = picker_of(form)
    QTest.keyClick(picker, Qt.Key.Key_F4)
    QTest.keyClick(popup(), Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
    assert form.draft().owner == "p1"


def test_a_name_typed_in_full_is_taken_on_leaving(a_form: Make) -> None:
    form = a_form(ContractDraft())
    picker = picker_of(form)
    type_into(picker, "临湖置业发展有限公司")
    QTest.keyClick(picker, Qt.Key.Key_Tab)
    assert form.draft().owner == "p2"


def test_a_name_nobody_has_stays_and_says_so(a_form: Make) -> None:
    form = a_form(ContractDraft())
    picker = picker_of(form)
    type_into(picker, "无此单位")
    QTest.keyClick(picker, Qt.Key.Key_Tab)
    assert picker.text() == "无此单位"
    assert "无此单位" in form.fields["owner"].sentence.text()
    assert not form.show_all()


@pytest.mark.parametrize(("typed", "downs", "key"), [("临湖置业发展有限公司", 0, "p2"), ("公", 1, "p2"), ("公", 0, "")])
def test_tab_out_of_the_open_list_takes_what_was_named_or_gone_to(
    a_form: Make, qtbot: QtBot, typed: str, downs: int, key: str
) -> None:
    form = a_form(ContractDraft())
    picker = picker_of(form)
    type_into(picker, typed)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    for _press in range(downs):
        QTest.keyClick(popup(), Qt.Key.Key_Down)
    QTest.keyClick(popup(), Qt.Key.Key_Tab)
    assert QApplication.activePopupWidget() is None
    assert not picker.hasFocus()
    assert form.draft().owner == key
    assert picker.text() if key else picker.text() == typed


def test_an_emptied_picker_holds_no_record(a_form: Make) -> None:
    form = a_form()
    picker = picker_of(form)
    picker.selectAll()
    QTest.keyClick(picker, Qt.Key.Key_Delete)
    assert form.draft().owner == ""


def test_a_new_record_can_be_made_from_inside(a_form: Make, qtbot: QtBot) -> None:
    asked = []

    def new(words: str, _asker: QWidget, made: Made) -> None:
        asked.append(words)
        made(Candidate("p9", "新城建设"))

    form = a_form(ContractDraft(), sources={"parties": parties(new)})
    picker = picker_of(form)
    type_into(picker, "新城")
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    assert shown_titles(popup()) == ["新建：新城"]
    QTest.keyClick(popup(), Qt.Key.Key_Down)
    QTest.keyClick(popup(), Qt.Key.Key_Return)
    assert asked == ["新城"]
    assert form.draft().owner == "p9"
    assert picker.text() == "新城建设"


def test_answers_that_come_late_or_out_of_order_are_right_in_the_end(a_form: Make, qtbot: QtBot) -> None:
    waiting: list[tuple[str, Deliver]] = []

    def find(words: str, deliver: Deliver) -> None:
        waiting.append((words, deliver))

    def named(key: str, deliver: Deliver) -> None:
        deliver([])

    form = a_form(ContractDraft(), sources={"parties": Source(find, named)})
    picker = picker_of(form)
    type_into(picker, "a")
    qtbot.waitUntil(lambda: len(waiting) == 1)
    type_into(picker, "b")
    qtbot.waitUntil(lambda: len(waiting) == 2)
    waiting[1][1]([Candidate("2", "ab")])
    waiting[0][1]([Candidate("1", "a")])
    assert shown_titles(popup()) == ["ab"]
    popup().close()


@pytest.mark.parametrize(("answer", "owner", "says"), [([Candidate("2", "甲单位")], "2", ""), ([], "", "没有找到“甲”")])
def test_what_is_still_looked_for_is_not_said_to_be_missing(
    a_form: Make, answer: list[Candidate], owner: str, says: str
) -> None:
    waiting: list[Deliver] = []

    def find(words: str, deliver: Deliver) -> None:
        waiting.append(deliver)

    form = a_form(ContractDraft(), sources={"parties": Source(find, lambda key, deliver: deliver([]))})
    picker = picker_of(form)
    type_into(picker, "甲")
    QTest.keyClick(picker, Qt.Key.Key_Tab)
    assert form.fields["owner"].sentence.text().startswith("正在查找“甲”")
    assert not form.show_all()
    waiting[-1](answer)
    assert form.draft().owner == owner
    assert form.fields["owner"].sentence.text().startswith(says)
    assert bool(form.fields["owner"].sentence.text()) == bool(says)


def test_a_picker_that_was_emptied_and_left_stays_empty_and_opens_nothing(a_form: Make, qtbot: QtBot) -> None:
    waiting: list[Deliver] = []

    def find(words: str, deliver: Deliver) -> None:
        waiting.append(deliver)

    def named(key: str, deliver: Deliver) -> None:
        deliver([Candidate(key, "唯一的单位")])

    form = a_form(sources={"parties": Source(find, named)})
    picker = picker_of(form)
    picker.open()
    picker.selectAll()
    QTest.keyClick(picker, Qt.Key.Key_Delete)
    QTest.keyClick(picker, Qt.Key.Key_Tab)
    assert not picker.hasFocus()
    qtbot.wait(300)
    for deliver in waiting:
        deliver([Candidate("p1", "唯一的单位")])
    assert form.draft().owner == ""
    assert QApplication.activePopupWidget() is None


def test_an_answer_for_a_form_that_was_closed_is_ignored(qtbot: QtBot) -> None:
    waiting: list[Deliver] = []

    def find(words: str, deliver: Deliver) -> None:
        waiting.append(deliver)

    def named(key: str, deliver: Deliver) -> None:
        waiting.append(deliver)

    parent = QWidget()
    picker = Picker(Entry("owner", "Owner", str, pick="parties"), Source(find, named), parent)
    picker.put("p1")
    picker.open()
    with qtbot.waitSignal(picker.destroyed):
        parent.deleteLater()
    answers: Sequence[Any] = [deliver([Candidate("p1", "x")]) for deliver in waiting]
    assert answers == [None, None]


# Choices and boxes


def test_the_list_of_choices_opens_and_is_used_with_keys(a_form: Make) -> None:
    form = a_form()
    choice = form.fields["kind"].editor
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Down)
    assert form.draft().kind == "sub"


def test_a_box_is_ticked_with_the_space_bar(a_form: Make) -> None:
    form = a_form()
    form.fields["has_guarantee"].editor.setFocus()
    QTest.keyClick(form.fields["has_guarantee"].editor, Qt.Key.Key_Space)
    assert form.draft().has_guarantee


def test_several_lines_are_kept_and_tab_goes_on(a_form: Make) -> None:
    form = a_form()
    editor = form.fields["remark"].editor
    editor.setFocus()
    type_into(editor, "甲")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    type_into(editor, "乙")
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert form.draft() == changed(a_contract(), net=form.draft().net, remark="甲\n乙")
    assert not editor.hasFocus()


def test_the_button_in_the_line_opens_the_list(a_form: Make) -> None:
    form = a_form()
    picker = picker_of(form)
    picker.actions()[0].trigger()
    assert len(shown_titles(popup())) == 3
    assert popup().mapToGlobal(QPoint(0, 0)).y() >= picker.mapToGlobal(QPoint(0, picker.height() - 2)).y()
    popup().close()
