"""The window's one door to the book: acts, asks and long works go through here, and so do the four kinds of failure."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from models import language
from models.language import N_, _
from models.problems import Cancelled, Gone, Invalid, Problem, Refused
from ui import errors
from ui.kept_typing import KeptTyping
from ui.lanes import Lanes, answer
from ui.outlook import Outlook
from ui.window_state import WindowState

if TYPE_CHECKING:  # the frame is painted before the database is imported
    from concurrent.futures import Future

    from models.store.book import Book
    from models.store.commands import Command
    from models.store.history import Step
    from models.work import Progress, Work

Session = Any
Failed = Callable[[tuple[Problem, ...]], None]


class Workspace(Outlook):
    """What every page is given: the book, the cut-off date, and ``act``, ``ask`` and ``run``.

    How the four failures end, for all three: ``Invalid`` calls ``failed(problems)`` so that the form shows them beside
    the entries; ``Refused`` is told in the message bar (``Gone`` only when nobody is told by ``failed``); a cancelled
    work is silent; anything else is logged and shown in the crash dialog. But for the first, ``failed(())`` is called.
    """

    changed = Signal(dict)
    """``{table: ids}`` after every committed Step."""
    message = Signal(str, bool)
    selection_told = Signal(str)
    progress = Signal(str, object)
    """Title and ``Progress`` of the long work that runs; an empty title when it ended."""
    steps_changed = Signal(str, str)
    """The names of the steps that undo and redo would turn, empty when there is none."""
    book_changed = Signal()
    person_changed = Signal()
    start_wanted = Signal()
    """The person wants to open another book."""
    wanted = Signal(str, str)
    """A page, and a record on it, that somebody wants to see."""
    list_wanted = Signal(str, object)
    """A page, and the conditions on its list that somebody wants to see."""
    typing_wanted = Signal(object)
    """Kept typing (an ``Unfinished``) that the person wants to go on with."""

    def __init__(self, state: WindowState | None = None, parent: QObject | None = None) -> None:
        super().__init__(state or WindowState(), parent)
        self.book: Book | None = None
        self._lanes = Lanes(self)
        self.typing = KeptTyping(self._lanes, self._current_book, self)
        self._stop: threading.Event | None = None

    # The book

    def open(self, opener: Callable[[], Book], done: Callable[[], None], failed: Failed | None = None) -> None:
        """Open or create a book on the writer lane; the one that was open is closed once the new one is."""
        self._lanes.write(opener, partial(self.adopt, done), self._failure(failed))

    def adopt(self, done: Callable[[], None], book: Book) -> None:
        """Work with this book from now on; the one before is closed."""
        before, self.book = self.book, book
        if before is not None:
            before.close()
        book.actor = str(self.state.get("person", "") or book.actor)
        book.listeners.append(self._committed)
        self.state.put("book", str(book.folder))
        self.book_changed.emit()
        self.look_at_steps()
        self.typing.look()
        done()

    def _current_book(self) -> Book | None:
        return self.book

    def _committed(self, touched: Mapping[str, set[str]]) -> None:
        self._lanes.post(partial(self.tell_changed, dict(touched)))

    def tell_changed(self, touched: dict[str, set[str]]) -> None:
        self.changed.emit(touched)
        self.look_at_steps()

    def close(self) -> None:
        """Keep what was being typed, finish what is being written, let go of the book."""
        self.cancel()
        self.typing.keep_now()
        self._lanes.close()
        if self.book is not None:
            self.book.close()
            self.book = None

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being asked, written or worked on."""
        return self._lanes.is_idle

    # News and ways

    @property
    def person(self) -> str:
        """Who sits at the computer, as the Steps name them."""
        return self.book.actor if self.book is not None else str(self.state.get("person", ""))

    @property
    def book_name(self) -> str:
        """What people call the book: the name of its folder."""
        return self.book.folder.name if self.book is not None else ""

    def rename_person(self, name: str) -> None:
        """Every later Step bears this name."""
        self.state.put("person", name or None)
        if self.book is not None and name:
            self.book.actor = name
        self.person_changed.emit()

    def tell(self, sentence: str, undoable: bool = False) -> None:
        """Say what happened in the message bar."""
        self.message.emit(sentence, undoable)

    def go(self, page: str, key: str = "") -> None:
        """Show a page, and the record ``key`` on it (``"new"`` begins one)."""
        self.wanted.emit(page, key)

    def go_to_list(self, page: str, conditions: tuple[Any, ...] = ()) -> None:
        """Show the list of a page with only what meets these conditions."""
        self.list_wanted.emit(page, conditions)

    # Acting, asking, working

    def act(
        self,
        command: Command,
        use_case: Callable[[Session, Any], Any],
        draft: Any,
        done: Callable[[Any], None] | None = None,
        failed: Failed | None = None,
        kept_as: str = "",
        reason: str = "",
    ) -> None:
        """Run ``use_case(session, draft)`` as one Step on the writer lane, then ``done(id of what it returned)``.

        ``kept_as`` is the key of the kept typing that this saves: it is dropped in the same transaction.
        """
        self.typing.saved(kept_as)
        job = partial(self._acted, command, use_case, draft, kept_as, reason)
        self._lanes.write(job, partial(self._saved, command, done), self._failure(failed))

    def _acted(
        self, command: Command, use_case: Callable[..., Any], draft: Any, kept_as: str, reason: str
    ) -> tuple[Any, str, bool]:
        book = self._expect_book()
        with book.write(command, reason=reason) as session:
            made = use_case(session, draft)
            session.flush()
            if kept_as:
                _drop_kept(session, kept_as)
            key, subject = getattr(made, "id", made), str(session.info.get("subject", ""))
        return key, subject, session.info["kept"]

    def _saved(self, command: Command, done: Callable[[Any], None] | None, made: tuple[Any, str, bool]) -> None:
        key, subject, kept = made
        step = f"{language.text(command.title)} {subject}".strip()
        told = _("Saved: {step} ({at})") if kept else _("Nothing had changed: {step} ({at})")
        self.tell(told.format(step=step, at=f"{datetime.now():%H:%M}"), kept and command.undoable)
        self.typing.look()
        if done is not None:
            answer(done, key)

    def ask(
        self, question: Callable[[Session], Any], done: Callable[[Any], None], failed: Failed | None = None
    ) -> Future[Any]:
        """Run ``question(session)`` on a reader lane, then ``done(what it returned)``; the future can be cancelled."""
        return self._lanes.read(partial(self._asked, question), done, self._failure(failed))

    def _asked(self, question: Callable[[Session], Any]) -> Any:
        with self._expect_book().read() as session:
            return question(session)

    def run(
        self,
        work: Callable[[], Work[Any]],
        title: str,
        done: Callable[[Any], None],
        failed: Failed | None = None,
        writes: bool = True,
    ) -> None:
        """Run a long work with progress and cancel; between two yields it can stop and is then rolled back.

        ``work()`` makes the generator, ``title`` is shown, ``writes`` says which lane it needs. One at a time.
        """
        from models.work import Progress
        from ui.long_work import work_through

        if self._stop is not None:
            self.tell(_("Something else is still running. Wait until it is finished, or cancel it."))
            if failed is not None:
                answer(failed, ())
            return
        stop = self._stop = threading.Event()
        lane = self._lanes.write if writes else self._lanes.read
        self.progress.emit(title, Progress(0, 0, ""))
        job = partial(work_through, work, stop, partial(self._working, title))
        lane(job, partial(self._worked, done), self._failure(failed, True))

    def cancel(self) -> None:
        """Stop the long work that runs at its next pause."""
        if self._stop is not None:
            self._stop.set()

    def _working(self, title: str, progress: Progress) -> None:
        self._lanes.post(partial(self.progress.emit, title, progress))

    def _worked(self, done: Callable[[Any], None], result: Any) -> None:
        self._stop_working()
        answer(done, result)

    def _stop_working(self) -> None:
        self._stop = None
        self.progress.emit("", None)

    # Failures

    def _failure(self, failed: Failed | None, work: bool = False) -> Callable[[BaseException], None]:
        return partial(self._failed, failed, work)

    def _failed(self, failed: Failed | None, work: bool, error: BaseException) -> None:
        if work:
            self._stop_working()
        problems = error.problems if isinstance(error, Invalid) else ()
        if isinstance(error, Refused) and not (isinstance(error, Gone) and failed):
            self.tell(error.text())
        elif problems and failed is None:
            self.tell(problems[0].text())
        elif not isinstance(error, Invalid | Cancelled | Gone):
            errors.crash(error)
        if failed is not None:
            answer(failed, problems)

    # Undo and redo

    def undo(self) -> None:
        """Take back the person's last Step."""
        self._lanes.write(self._undone, partial(self._turned, N_("Undone: {step}")), self._failure(None))

    def redo(self) -> None:
        """Do again what was undone last."""
        self._lanes.write(self._redone, partial(self._turned, N_("Redone: {step}")), self._failure(None))

    def _undone(self) -> Step | None:
        return self._expect_book().undo()

    def _redone(self) -> Step | None:
        return self._expect_book().redo()

    def _turned(self, sentence: str, step: Step | None) -> None:
        if step is not None:
            self.tell(language.text(sentence).format(step=_title(step)))

    def look_at_steps(self) -> None:
        """Ask what undo and redo would turn; ``steps_changed`` tells it."""
        self._lanes.read(self._steps, self._tell_steps, self._failure(None))

    def _steps(self) -> tuple[str, str]:
        book = self._expect_book()
        return _title(book.undoable()), _title(book.redoable())

    def _tell_steps(self, names: tuple[str, str]) -> None:
        self.steps_changed.emit(*names)

    def _expect_book(self) -> Book:
        if self.book is None:
            raise Refused(N_("No book is open. Open one first."))
        return self.book


def _title(step: Step | None) -> str:
    from models.store.commands import title_of

    return title_of(step.title) if step is not None else ""


def _drop_kept(session: Session, key: str) -> None:
    from models.store.unfinished import drop

    drop(session, key)
