"""Starts the window: frame and rail are painted first, then the database and the pages are imported behind them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLibraryInfo, QObject, Qt, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from models import language
from models.language import N_, _
from models.problems import Problem, Refused
from ui import errors, theme
from ui.book_lock import BookLock
from ui.frame.first_paint import FirstPaint
from ui.icons import Icon
from ui.main_window import MainWindow
from ui.pages import PAGES, PLACES, at
from ui.window_state import WindowState, home
from ui.workspace import Workspace

if TYPE_CHECKING:  # only what the first paint shows is imported before it
    from models.work import Work
    from ui.frame.first_start import Offer

LEDGER = "ledger.db"
OPEN = "window-is-open"
"""A file that is there while a window is: without it nobody needs to be called, and the network library can wait."""
IMPORT = "import"
"""The page that brings in workbooks."""


def main(arguments: list[str] | None = None) -> int:
    """Open the window (``--book DIR`` with that book), or raise the one that is open; returns the exit code."""
    book = Path(arguments[1]) if arguments and arguments[0] == "--book" else None
    app = theme.make_application()
    app.setApplicationName("Qingshou")
    folder = home()
    if _is_open(folder, book):
        return 0
    program = Program(app, folder)
    program.start(book)
    return app.exec()


class Program(QObject):
    """The one window with its workspace, looks, language and book."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        super().__init__()
        self._app = app
        self._home = folder
        self._qt_words = QTranslator(self)
        self._importing: Iterator[Any] = iter(())
        state = WindowState(folder / "settings.json")
        errors.catch_all()
        language.use(str(state.get("language", language.DEFAULT)))
        self.workspace = Workspace(state, self)
        self._dress()
        self._speak()
        self.window = MainWindow(self.workspace)
        self.lock = BookLock(self.workspace, self)
        self.first: Any = None
        self._connect()

    def _connect(self) -> None:
        self.workspace.language_changed.connect(self._speak)
        self.workspace.look_changed.connect(self._look_changed)
        self.workspace.start_wanted.connect(self.show_start)
        self.window.closed.connect(self.close)
        self._app.styleHints().colorSchemeChanged.connect(self._look_changed)

    # Starting and ending

    def start(self, book: Path | None = None) -> None:
        """Show the empty frame, and when it is painted the book that was open last (or ``book``)."""
        self.window.appear()
        last = self.workspace.state.get("book")
        self._painted = FirstPaint(self.window.windowHandle(), self)
        self._painted.done.connect(partial(self._after_first_paint, book or (Path(last) if last else None)))

    def _after_first_paint(self, book: Path | None) -> None:
        errors.start_log(self._home / "log")
        self._listen()
        if book is not None and (book / LEDGER).is_file():
            self.open_book(book)
        else:
            self.show_start()
        self._importing = (page.spec or page.make for page in PAGES)
        QTimer.singleShot(0, self, self._import_next)

    def _listen(self) -> None:
        """Let later starts find this window."""
        from ui.one_window import OneWindow

        self.first = OneWindow(self._home, self)
        self.first.called.connect(self._called)
        (self._home / OPEN).touch()

    def _import_next(self) -> None:
        """Import one page at a time between two events, so that its first opening is as quick as the second."""
        wanted = next(self._importing, None)
        if wanted:
            import_module(wanted.partition(":")[0])
            QTimer.singleShot(0, self, self._import_next)
        else:
            gc.freeze()  # what the program is made of stays: a look for garbage need not go through it

    def close(self) -> None:
        """The window was closed: keep, finish, let go."""
        if self.first is not None:
            self.first.close()
            (self._home / OPEN).unlink(missing_ok=True)
        self._app.removeTranslator(self._qt_words)
        self.workspace.close()
        errors.stop_log()

    def _called(self, book: str) -> None:
        self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.window.raise_()
        self.window.activateWindow()
        shown = self.workspace.book
        if book and shown is None:
            self.open_book(Path(book))
        elif book and shown is not None and Path(book).resolve() != shown.folder.resolve():
            told = _("This window has the book “{name}” open. To open {folder}, change the book under “Data” first.")
            self.workspace.tell(told.format(name=self.workspace.book_name, folder=book))

    # Books

    def open_book(self, folder: Path) -> None:
        self.workspace.open(partial(_open, folder), self._opened, self._not_opened)

    def create_book(self, name: str) -> None:
        """Make an empty book of this name where books are kept, and open it."""
        self.workspace.open(partial(_create, self._home / "books" / name, name), self._opened, self._not_opened)

    def show_start(self) -> None:
        """The first page: a sample, a new book, or one that is brought along."""
        from ui.frame.first_start import FirstStart

        start = FirstStart(self.offers())
        start.browsed.connect(self._browse)
        self.window.show_start(start)

    def offers(self) -> list[Offer]:
        """The ways to begin that this program has."""
        from ui.frame.first_start import Offer

        sample = Offer(
            "sample",
            N_("Open the sample book"),
            N_("Three owners, twelve contracts, two hundred certificates: look around, nothing can be damaged."),
            Icon.EYE,
            self._open_sample,
        )
        new = Offer(
            "new",
            N_("New book"),
            N_("An empty book for your project team or company; contracts and receipts are entered or imported."),
            Icon.PLUS,
            self.create_book,
            asks_name=True,
        )
        bring = Offer(
            "import",
            N_("Import from Excel"),
            N_("A new book from the workbook you keep already; every row is checked first, nothing is half done."),
            Icon.FILE_IMPORT,
            self._create_and_import,
            asks_name=True,
        )
        return [sample, new, bring] if any(page.name == IMPORT for page in PAGES) else [sample, new]

    def _create_and_import(self, name: str) -> None:
        folder = self._home / "books" / name
        self.workspace.open(partial(_create, folder, name), self._opened_to_import, self._not_opened)

    def _opened_to_import(self) -> None:
        self._opened()
        self.window.open_page(IMPORT)

    def _open_sample(self, _name: str) -> None:
        folder = self._home / "books" / "sample"
        if (folder / LEDGER).is_file():
            self.open_book(folder)
        else:
            adopt = partial(self.workspace.adopt, self._opened)
            self.workspace.run(partial(_make_sample, folder), _("Making the sample book"), adopt, self._not_opened)

    def _browse(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(self.window, _("Folder of a book"), str(self._home / "books"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._browsed)
        dialog.open()

    def _browsed(self, folder: str) -> None:
        self.open_book(Path(folder))

    def _opened(self) -> None:
        first = next(place.name for place in PLACES if at(place.name))
        self.window.open_place(first)

    def _not_opened(self, _problems: tuple[Problem, ...]) -> None:
        """What was typed on the first page stays there, and another way can be begun."""
        if self.window.is_at_start:
            self.window.page().setEnabled(True)
        elif self.workspace.book is None:
            self.show_start()

    # Looks and words

    def _dress(self) -> None:
        state = self.workspace.state
        theme.apply(self._app, state.get("mode", "light"), state.get("size", "normal"))

    def _look_changed(self, _scheme: Any = None) -> None:
        self._dress()
        self.window.fit()

    def _speak(self, _spoken: str = "") -> None:
        self._app.removeTranslator(self._qt_words)
        if language.current() == "zh":
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            self._qt_words.load("qtbase_zh_CN", folder)
            self._app.installTranslator(self._qt_words)


def _is_open(home: Path, book: Path | None) -> bool:
    """Whether another window was there and has come to the front."""
    if not (home / OPEN).exists():
        return False
    from ui.one_window import call_first

    return call_first(home, str(book or ""))


def _open(folder: Path) -> Any:
    from models.registry import open_book

    return open_book(folder)


def _create(folder: Path, name: str) -> Any:
    from models.pinyin import initials
    from models.registry import create_book

    if set(name) & set('\\/:*?"<>|') or not name.strip(". "):
        raise Refused(N_('A book is kept in a folder of its name: leave out \\ / : * ? " < > |.'))
    letters = "".join(letter for letter in initials(name).upper() if letter.isascii() and letter.isalpha())
    return create_book(folder, letters[:2] or "S1")


def _make_sample(folder: Path) -> Work[Any]:
    """The sample in its folder; when it is cancelled or fails, nothing of it stays behind."""
    from shutil import rmtree

    from models import sample

    try:
        return (yield from sample.make(folder))
    except BaseException:
        rmtree(folder, ignore_errors=True)
        raise
