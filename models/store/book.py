"""Book: the folder that holds a ledger; the only door through which it is read and written."""

from __future__ import annotations

import getpass
import platform
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from threading import Lock

from filelock import FileLock, Timeout
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from models.language import N_
from models.problems import Refused
from models.store import connections, history, placement, schema
from models.store.base import site_of_writer
from models.store.commands import Authorize, Command, anyone, declare
from models.store.history import Changed, Header, Step
from models.store.replay import ForeignStep, replay
from models.store.undo import expect_undoable, redo_target, undo_target, unmake
from models.work import keeping_all

PROGRAM = "0.1.0"
UNDO = declare("steps.undo", N_("Undo"))
REDO = declare("steps.redo", N_("Redo"))


class Book:
    """A ledger in a folder, open for reading by many and for writing by one program at a time.

    ``hold`` takes the book's lock for as long as it is open, as the window does; else it is taken by the first write,
    so that who only reads stands in nobody's way. ``listeners`` are called after every committed Step with the ids
    that changed, by table.
    """

    def __init__(
        self, folder: Path, authorize: Authorize = anyone, key: bytes | None = None, hold: bool = True
    ) -> None:
        self.folder = folder
        self.actor = getpass.getuser()
        self.listeners: list[Callable[[Changed], None]] = []
        self._held: defaultdict[str, set[str]] | None = None
        self._authorize = authorize
        self._lock = FileLock(folder / ".lock", timeout=0, thread_local=False)
        self._taking, self._one_writer = Lock(), Lock()
        self._file = folder / placement.LEDGER
        self._key = key
        if hold:
            self.hold()
        with connections.spoken_errors():
            schema.bring_up_to_date(self._file, key, may_write=self.hold)
            self._writer = connections.writer(self._file, key)
            self._readers = connections.readers(self._file, key)
            with self._readers.connect() as connection:
                rows = connection.execute(text("SELECT name, value FROM book_facts"))
                self.facts = {str(row.name): str(row.value) for row in rows}
        self._write_session = sessionmaker(self._writer, expire_on_commit=False)
        self._read_session = sessionmaker(self._readers)

    @classmethod
    def create(cls, folder: Path, site: str = "S1", authorize: Authorize = anyone, key: bytes | None = None) -> Book:
        """Make an empty book in a folder that holds none; Refused when the place is not fit for one."""
        placement.prepare(folder)
        with connections.spoken_errors():
            schema.make(folder / placement.LEDGER, site, key)
        return cls(folder, authorize, key)

    @classmethod
    def open(cls, folder: Path, authorize: Authorize = anyone, key: bytes | None = None, hold: bool = True) -> Book:
        """Open the book of a folder; only readable while another program holds it."""
        placement.expect_book(folder)
        return cls(folder, authorize, key, hold)

    def close(self) -> None:
        self._readers.dispose()
        self._writer.dispose()
        self._lock.release(force=True)

    @property
    def writable(self) -> bool:
        """Whether this program has the book's lock."""
        return bool(self._lock.is_locked)

    def hold(self) -> bool:
        """Take the book's lock if no other program has it; whether this program has it now."""
        with self._taking:
            return self.writable or self._take_lock()

    @property
    def site(self) -> str:
        return self.facts["site"]

    @property
    def epoch(self) -> int:
        return int(self.facts["epoch"])

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session on one moment of the book; it cannot write."""
        with connections.spoken_errors(), self._read_session() as session:
            yield session

    @contextmanager
    def write(self, command: Command, subject: str = "", reason: str = "") -> Iterator[Session]:
        """One Step: all of it is kept when the block ends, nothing of it when it fails.

        What changed nothing is no Step: ``session.info["kept"]`` says afterwards whether there is one.
        """
        self._authorize(self.actor, command)
        with self._step(command, subject, reason, None) as session:
            yield session

    @contextmanager
    def rehearse(self, command: Command) -> Iterator[Session]:
        """Everything goes as in ``write``, but nothing of it is kept and nobody is told: what would come of it.

        The book's lock is not needed, so that a command can look at a book that is open in the window.
        """
        self._authorize(self.actor, command)
        site = site_of_writer.set(self.site)
        try:
            with self._writing() as session:
                history.begin(session.connection(), self._header(command, "", "", None))
                yield session
                session.rollback()
        finally:
            site_of_writer.reset(site)

    @contextmanager
    def keep_aside(self) -> Iterator[Session]:
        """Write what has no history (unfinished typing); never waits for a person."""
        self._expect_writable()
        with self._writing() as session, session.begin():
            yield session

    def undo(self) -> Step | None:
        """Take back the actor's last Step; None when there is none. Refused when something rests on it, or it stays."""
        with self._readers.connect() as connection:
            expect_undoable(connection, self.site, self.epoch)
        return self._unmake(UNDO, self.undoable())

    def redo(self) -> Step | None:
        """Do again what was undone last, and return it; None when there is none."""
        found = self._redo_target()
        if found is not None:
            self._unmake(REDO, found[0])
        return found[1] if found is not None else None

    def replay(self, steps: Sequence[ForeignStep]) -> int:
        """Take in Steps of another site without recording them again; returns how many were new."""
        self._expect_writable()
        with self._writing() as session, session.begin():
            fresh = replay(session.connection(), steps)
        if fresh:
            changed: Changed = defaultdict(set)
            for one in steps:
                for noun, record, _before, _after in one.changes:
                    changed[noun].add(record)
            self._tell(dict(changed))
        return fresh

    def undoable(self) -> Step | None:
        with self._readers.connect() as connection:
            return undo_target(connection, self.site, self.epoch, self.actor)

    def redoable(self) -> Step | None:
        """What ``redo`` would do again."""
        found = self._redo_target()
        return found[1] if found is not None else None

    def _redo_target(self) -> tuple[Step, Step] | None:
        with self._readers.connect() as connection:
            return redo_target(connection, self.site, self.epoch, self.actor)

    def head(self) -> Step | None:
        """The last sealed Step of this site's own stream."""
        with self._readers.connect() as connection:
            return history.head(connection, self.site, self.epoch)

    def _unmake(self, command: Command, target: Step | None) -> Step | None:
        if target is None:
            return None
        try:
            with keeping_all(), self._step(command, _undone(target), "", target.n) as session:
                unmake(session.connection(), target)
        except IntegrityError as error:
            raise Refused(N_("This cannot be undone: other entries rest on it. Take those back first.")) from error
        return target

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        """Who writes, or tries what writing would come to, waits for who is at it in this program."""
        with self._one_writer, connections.spoken_errors(), self._write_session() as session:
            yield session

    @contextmanager
    def _step(self, command: Command, subject: str, reason: str, undoes: int | None) -> Iterator[Session]:
        self._expect_writable()
        site = site_of_writer.set(self.site)
        try:
            with self._writing() as session:
                connection = session.connection()
                step = history.begin(connection, self._header(command, subject, reason, undoes))
                yield session
                session.flush()
                changed = history.close(connection, step, session.info.get("subject", ""))
                session.commit() if changed else session.rollback()
                session.info["kept"] = bool(changed)
        finally:
            site_of_writer.reset(site)
        if changed:
            self._tell(changed)

    @contextmanager
    def told_at_once(self) -> Iterator[None]:
        """Many Steps in a row are told as one change when the last is done: no list is drawn anew for each."""
        held: defaultdict[str, set[str]] = defaultdict(set)
        self._held = held
        try:
            yield
        finally:
            self._held = None
            if held:
                self._tell(dict(held))

    def _tell(self, changed: Changed) -> None:
        if self._held is not None:
            for noun, records in changed.items():
                self._held[noun] |= records
            return
        for listener in list(self.listeners):
            listener(changed)

    def _header(self, command: Command, subject: str, reason: str, undoes: int | None) -> Header:
        return Header(
            site=self.site,
            epoch=self.epoch,
            at=datetime.now().astimezone().isoformat(timespec="seconds"),
            actor=self.actor,
            device=self._device,
            program=PROGRAM,
            schema=schema.VERSION,
            command=command.name,
            title=f"{command.title}: {subject}" if subject else command.title,
            reason=reason,
            undoes=undoes,
        )

    def _take_lock(self) -> bool:
        try:
            self._lock.acquire()
        except Timeout:
            return False
        except OSError as error:
            raise Refused(N_("The folder of this book cannot be written. Move the book to a local folder.")) from error
        return True

    def _expect_writable(self) -> None:
        if not self.hold():
            raise Refused(
                N_("This book is open in another window of the program. Close it there, or make the change there.")
            )

    @cached_property
    def _device(self) -> str:
        return platform.node()


def _undone(target: Step) -> str:
    """The title of the Step that is taken back, or done again: what it did stays readable in the history."""
    first, _colon, rest = target.title.partition(": ")
    return rest if first in (UNDO.title, REDO.title) else target.title
