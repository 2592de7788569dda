"""Everything the window does to a book goes through one door, and each kind of failure ends in one place."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from models import language, parties
from models.drafts import from_json
from models.problems import Invalid, Problem, Refused
from models.registry import create_book, open_book
from models.store.book import Book
from models.store.listing import Question
from models.store.unfinished import kept
from models.work import Progress, Work
from ui import errors
from ui.workspace import Workspace


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = create_book(tmp_path / "book", "JB")
    yield made
    made.close()


@pytest.fixture
def workspace(open_workspace: Callable[[Any], Workspace], book: Book) -> Workspace:
    return open_workspace(book)


class Answers:
    """Collects what an act, question or work ended with."""

    def __init__(self) -> None:
        self.done: list[Any] = []
        self.failed: list[tuple[Problem, ...]] = []
        self.threads: set[int] = set()

    def yes(self, result: Any) -> None:
        self.threads.add(threading.get_ident())
        self.done.append(result)

    def no(self, problems: tuple[Problem, ...]) -> None:
        self.failed.append(problems)

    @property
    def ended(self) -> bool:
        return bool(self.done or self.failed)


@pytest.fixture
def answers() -> Answers:
    return Answers()


def record(qtbot: QtBot, workspace: Workspace, name: str, **more: Any) -> str:
    answers = Answers()
    draft = parties.PartyDraft(name=name)
    workspace.act(parties.RECORD, parties.record, draft, answers.yes, answers.no, **more)
    qtbot.waitUntil(lambda: answers.ended)
    assert answers.failed == []
    return str(answers.done[0])


def names(qtbot: QtBot, workspace: Workspace) -> list[str]:
    answers = Answers()
    workspace.ask(lambda session: parties.LISTING.first(session, Question(workspace.as_of)), answers.yes)
    qtbot.waitUntil(lambda: answers.ended)
    return [row[1] for row in answers.done[0]]


def test_an_act_is_saved_told_and_announced_on_the_windows_thread(qtbot: QtBot, workspace: Workspace) -> None:
    answers = Answers()
    changed: list[dict[str, set[str]]] = []
    told: list[tuple[str, bool]] = []
    workspace.changed.connect(changed.append)
    workspace.message.connect(lambda sentence, undoable: told.append((sentence, undoable)))
    workspace.act(parties.RECORD, parties.record, parties.PartyDraft(name="临湖置业"), answers.yes)
    qtbot.waitUntil(lambda: answers.ended)
    assert changed[0]["parties"] == {answers.done[0]}
    assert "临湖置业" in told[0][0]
    assert told[0][1] is True
    assert answers.threads == {threading.get_ident()}
    assert names(qtbot, workspace) == ["临湖置业"]


def test_what_changed_nothing_is_no_step_and_offers_no_way_back(
    qtbot: QtBot, workspace: Workspace, answers: Answers
) -> None:
    """“Undo” would take back the step before it."""
    told: list[tuple[str, bool]] = []
    workspace.act(parties.RECORD, parties.record, parties.PartyDraft(name="临湖置业"), answers.yes)
    qtbot.waitUntil(lambda: answers.ended)
    workspace.message.connect(lambda sentence, undoable: told.append((sentence, undoable)))
    again = parties.PartyDraft(id=answers.done[0], name="临湖置业")
    workspace.act(parties.RECORD, parties.record, again, answers.yes)
    qtbot.waitUntil(lambda: len(told) == 1)
    assert told[0][0].startswith("内容没有变化")
    assert told[0][1] is False


def test_what_is_invalid_goes_back_to_the_form(qtbot: QtBot, workspace: Workspace, answers: Answers) -> None:
    with qtbot.assertNotEmitted(workspace.message):
        workspace.act(parties.RECORD, parties.record, parties.PartyDraft(), answers.yes, answers.no)
        qtbot.waitUntil(lambda: answers.ended)
    assert [problem.entry for problem in answers.failed[0]] == ["name"]
    assert names(qtbot, workspace) == []


def test_what_is_refused_is_told_in_the_message_bar(qtbot: QtBot, workspace: Workspace, answers: Answers) -> None:
    def refuse(session: Any, draft: Any) -> None:
        raise Refused("There is no book in {folder}.", folder="X")

    with qtbot.waitSignal(workspace.message) as told:
        workspace.act(parties.RECORD, refuse, None, answers.yes, answers.no)
    assert told.args == ["There is no book in X.", False]
    qtbot.waitUntil(lambda: answers.failed == [()])


def test_anything_else_is_logged_without_amounts_and_shown_once(
    qtbot: QtBot, workspace: Workspace, answers: Answers, tmp_path: Path
) -> None:
    def burst(session: Any, draft: Any) -> None:
        raise ZeroDivisionError("1,234.50 of contract JB-2025-07, Money(fen=987654)")

    errors.start_log(tmp_path / "log")
    try:
        workspace.act(parties.RECORD, burst, None, answers.yes, answers.no)
        workspace.act(parties.RECORD, burst, None, answers.yes, answers.no)
        qtbot.waitUntil(lambda: len(answers.failed) == 2)
        (dialog,) = errors._open
        written = (tmp_path / "log" / "qingshou.log").read_text(encoding="utf-8")
    finally:
        errors.stop_log()
    assert "ZeroDivisionError" in dialog.details.toPlainText()
    assert written.count("ZeroDivisionError: # of contract JB-2025-07") == 2
    assert "1,234.50" not in written
    assert "987654" not in written
    dialog.reject()
    assert errors._open == []


def test_a_long_work_shows_progress_and_stops_between_two_pieces(
    qtbot: QtBot, workspace: Workspace, book: Book, answers: Answers
) -> None:
    reached = threading.Event()

    def work() -> Work[str]:
        with book.write(parties.RECORD) as session:
            parties.record(session, parties.PartyDraft(name="湖东管网"))
            while True:
                reached.set()
                yield Progress(1, 2, "halfway")

    shown: list[str] = []
    workspace.progress.connect(lambda title, progress: shown.append(title))
    with qtbot.assertNotEmitted(workspace.message):
        workspace.run(work, "Import", answers.yes, answers.no)
        qtbot.waitUntil(reached.is_set)
        workspace.cancel()
        qtbot.waitUntil(lambda: answers.ended)
    assert answers.failed == [()]
    assert shown[0] == "Import"
    assert shown[-1] == ""
    assert names(qtbot, workspace) == []


def test_only_one_long_work_runs_at_a_time(qtbot: QtBot, workspace: Workspace, answers: Answers) -> None:
    go = threading.Event()

    def work() -> Work[int]:
        go.wait(5)
        yield Progress(1, 1, "")
        return 42

    workspace.run(work, "First", answers.yes)
    second = Answers()
    with qtbot.waitSignal(workspace.message):
        workspace.run(work, "Second", second.yes, second.no)
    assert second.failed == [()]
    go.set()
    qtbot.waitUntil(lambda: answers.done == [42])


def test_undo_and_redo_are_named_and_announced(qtbot: QtBot, workspace: Workspace) -> None:
    steps: list[tuple[str, str]] = []
    workspace.steps_changed.connect(lambda undo, redo: steps.append((undo, redo)))
    record(qtbot, workspace, "湖东管网")
    qtbot.waitUntil(lambda: bool(steps) and steps[-1][0].endswith("湖东管网"))
    named = steps[-1][0]
    with qtbot.waitSignals([workspace.changed, workspace.message]):
        workspace.undo()
    assert names(qtbot, workspace) == []
    qtbot.waitUntil(lambda: steps[-1] == ("", named), timeout=5000)
    told: list[str] = []
    workspace.message.connect(lambda sentence, _undo: told.append(sentence))
    workspace.redo()
    qtbot.waitUntil(lambda: told == [f"已重做：{named}"])
    assert names(qtbot, workspace) == ["湖东管网"]


def test_typing_is_kept_after_a_second_only_in_its_newest_state(qtbot: QtBot, workspace: Workspace) -> None:
    workspace.typing._soon.setInterval(20)
    found = qtbot.waitSignal(workspace.typing.listed, check_params_cb=bool)
    with found as listed, qtbot.assertNotEmitted(workspace.message):
        for name in ("临", "临湖", "临湖置业"):
            workspace.typing.keep("parties/new", parties.PartyDraft(name=name))
    (kept,) = listed.args[0]
    assert (kept.key, kept.noun) == ("parties/new", "parties")
    assert from_json(parties.PartyDraft, kept.draft) == parties.PartyDraft(name="临湖置业")


def test_saving_drops_the_kept_typing(qtbot: QtBot, workspace: Workspace) -> None:
    workspace.typing.keep("parties/new", parties.PartyDraft(name="临湖"))
    with qtbot.waitSignal(workspace.typing.listed):
        workspace.typing.keep_now()
    with qtbot.waitSignal(workspace.typing.listed, check_params_cb=lambda kept: kept == []):
        record(qtbot, workspace, "临湖置业", kept_as="parties/new")


def test_typing_survives_closing_the_window_a_moment_later(tmp_path: Path, qtbot: QtBot, dressed: Any) -> None:
    workspace = Workspace()
    with qtbot.waitSignal(workspace.book_changed):
        workspace.open(lambda: create_book(tmp_path / "book", "JB"), lambda: None)
    workspace.typing.keep("parties/new", parties.PartyDraft(name="临湖"))
    workspace.close()
    again = open_book(tmp_path / "book")
    with again.read() as session:
        assert [one.key for one in kept(session)] == ["parties/new"]
    again.close()


def test_the_cut_off_date_follows_today_until_another_day_is_chosen(qtbot: QtBot, workspace: Workspace) -> None:
    assert workspace.is_today
    yesterday = date.today() - timedelta(days=1)
    with qtbot.waitSignal(workspace.as_of_changed) as changed:
        workspace.set_as_of(yesterday)
    assert changed.args == [yesterday]
    with qtbot.assertNotEmitted(workspace.as_of_changed):
        workspace.set_as_of(yesterday)
    workspace.set_as_of(None)
    assert workspace.as_of == date.today()


def test_an_answer_for_a_page_that_has_gone_is_dropped(qtbot: QtBot, workspace: Workspace) -> None:
    label = QLabel()
    workspace.ask(lambda session: "too late", label.setText)
    workspace.ask(lambda session: "too late", label.setText)
    label.deleteLater()
    del label
    qtbot.wait(100)
    assert errors._open == []


def test_without_a_book_the_window_says_so(qtbot: QtBot, dressed: Any) -> None:
    workspace = Workspace()
    with qtbot.waitSignal(workspace.message) as told:
        workspace.ask(lambda session: 1, lambda result: None)
    assert told.args[0] == language.text("No book is open. Open one first.")
    workspace.close()


def test_invalid_without_a_form_is_told(qtbot: QtBot, workspace: Workspace) -> None:
    def invalid(session: Any, draft: Any) -> None:
        raise Invalid([Problem("name", "The name is missing.")])

    with qtbot.waitSignal(workspace.message) as told:
        workspace.act(parties.RECORD, invalid, None)
    assert told.args[0] == "The name is missing."


def test_nothing_is_asked_any_more_once_the_window_is_closed(qtbot: QtBot, dressed: Any) -> None:
    workspace = Workspace()
    workspace.close()
    heard: list[Any] = []
    assert workspace.ask(lambda session: 1, heard.append).cancelled()
    qtbot.wait(20)
    assert heard == []
