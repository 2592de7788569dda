"""Draws the pictures of the manual from the sample book, so that they always show the program as it is.

``python3 main.py pictures [FOLDER]`` (usually ``resources/help``) writes a PNG a screen, and ``pictures.json`` with
every word that stands in it: by these words a test notices that a picture no longer shows what the program shows.
How to add one: a ``Picture`` in ``PICTURES`` that names its page, opens what it shows and says when that is there.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from models import language, sample
from models.money import Money
from models.registry import LISTINGS
from models.store.book import Book
from models.store.listing import Question
from models.work import finish
from resources import path
from ui import theme
from ui.main_window import MainWindow
from ui.pages import PAGES
from ui.pictured_ledgers import a_faulty_ledger, a_site_ledger
from ui.window_state import WindowState
from ui.workspace import Workspace

TODAY = date(2026, 11, 23)
PERSON = "王轼"
SIZE = (1366, 768)
WORDS = "pictures.json"
SECONDS = 30
"""At most so long until a screen has everything it shows."""
CALM = 4
"""A screen is done when its words stayed the same so many times, a tenth of a second apart."""

# What differs each time a book is made, and is no change of the program: check codes and the time of a step.
CHANGING = (
    (re.compile(r"[A-Z]{2}-\d+(-[0-9A-Z]{4}){4}-[0-9A-Z*~$=]"), "…"),
    (re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d"), "…"),
)


class FixedWorkspace(Workspace):
    """The same day whenever the pictures are drawn."""

    def today(self) -> date:
        return TODAY


@dataclass(frozen=True)
class Picture:
    """``show(window, book, folder)`` brings the screen about, ``ready(page)`` says when it is there."""

    name: str
    page: str
    show: Callable[[MainWindow, Book, Path], None]
    ready: Callable[[Any], bool]


# What the screens show


def _home(window: MainWindow, _book: Book, _folder: Path) -> None:
    window.open_page("home")


def _contract(window: MainWindow, book: Book, _folder: Path) -> None:
    window.open_page("contracts", key_of(book, "contracts", "JB-2024-003"))


def _sheet(window: MainWindow, book: Book, _folder: Path) -> None:
    window.open_page("certificates", key_of(book, "certificates", "JB-2025-010"))


def _desk(window: MainWindow, book: Book, _folder: Path) -> None:
    window.open_page("receipts", "new")
    desk = wait_for(lambda: window.page()._top())
    desk.form.change(payer=key_of(book, "parties", sample.people.LAKESIDE), amount=Money.of(5_000_000))


def _import(window: MainWindow, _book: Book, folder: Path) -> None:
    window.open_page("import").take(a_faulty_ledger(folder / "江北项目部台账.xlsx"))


def _wizard(step: int, window: MainWindow, _book: Book, folder: Path) -> None:
    page = window.open_page("import")
    page.take(a_site_ledger(folder / "江北项目部自记台账.xlsx"))
    wait_for(lambda: page.checked.proposal is not None)
    page.ledger.show_step(step)


def _statement(window: MainWindow, book: Book, _folder: Path) -> None:
    window.open_page("statements", "party=" + key_of(book, "parties", sample.people.LAKESIDE))


def _always(_page: Any) -> bool:
    return True


def _on_top(page: Any) -> bool:
    return page._top() is not None


PICTURES = (
    Picture("home", "home", _home, _always),
    Picture("contract_workspace", "contracts", _contract, _on_top),
    Picture("certificate_sheet", "certificates", _sheet, _on_top),
    Picture("allocation_desk", "receipts", _desk, _on_top),
    Picture("import_problems", "import", _import, lambda page: page.checked.workbook is not None),
    *(
        Picture(f"import_ledger_{name}", "import", partial(_wizard, step), _always)
        for step, name in enumerate(("sheets", "columns", "names", "result"))
    ),
    Picture(
        "statement_preview", "statements", _statement, lambda page: bool(page._top() and page._top().preview.pages)
    ),
)


# Drawing


def main(arguments: list[str]) -> int:
    """``[FOLDER]``: draw every picture into it; the exit code is 0 when all were drawn."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = theme.make_application()
    folder = Path(arguments[0]) if arguments else path("help")
    folder.mkdir(parents=True, exist_ok=True)
    drawn = draw(app, folder)
    print(*(folder / f"{name}.png" for name in drawn), sep="\n")
    return 0


def draw(app: QApplication, folder: Path) -> dict[str, list[str]]:
    """Draw the pictures whose pages the program has; returns the words of each by its name."""
    language.use("zh")
    theme.apply(app)
    wanted = [picture for picture in PICTURES if any(page.name == picture.page for page in PAGES)]
    with TemporaryDirectory(ignore_cleanup_errors=True) as beside:
        book = finish(sample.make(Path(beside) / "江北项目部", today=TODAY))
        words = _draw_all(book, wanted, folder, Path(beside))
    told = json.dumps(words, ensure_ascii=False, indent=1)
    (folder / WORDS).write_text(told + "\n", encoding="utf-8")
    return words


def _draw_all(book: Book, wanted: Sequence[Picture], folder: Path, beside: Path) -> dict[str, list[str]]:
    words = {}
    workspace = FixedWorkspace(WindowState())
    book.actor = PERSON
    workspace.open(lambda: book, lambda: None)
    wait_for(lambda: workspace.book is not None)
    workspace.typing.blockSignals(True)  # what is kept of one screen is not offered in the next
    try:
        for picture in wanted:
            words[picture.name] = _draw_one(workspace, picture, folder, beside)
    finally:
        workspace.close()
    return words


def _draw_one(workspace: Workspace, picture: Picture, folder: Path, beside: Path) -> list[str]:
    """A window of its own, so that no picture depends on the one before."""
    window = MainWindow(workspace)
    window.resize(*SIZE)
    window.show()
    window.activateWindow()
    assert workspace.book is not None
    picture.show(window, workspace.book, beside)
    wait_for(lambda: picture.ready(window.page()))
    words = calm_words(window, workspace)
    window.grab().save(str(folder / f"{picture.name}.png"))
    window.close()
    window.deleteLater()
    return words


def key_of(book: Book, listing: str, words: str) -> str:
    """The id of the first record of a list that these words find."""
    with book.read() as session:
        return str(LISTINGS[listing].first(session, Question(as_of=TODAY, words=words), 1)[0][0])


def wait_for(reached: Callable[[], Any]) -> Any:
    """Let the window live until something is there; raises TimeoutError when it does not come."""
    end = monotonic() + SECONDS
    while not (found := reached()):
        if monotonic() > end:
            raise TimeoutError("the screen did not come")
        _live(20)
    return found


def calm_words(window: QWidget, workspace: Workspace) -> list[str]:
    """The words of a window once nothing is asked any more and they no longer change."""
    words, calm, end = words_of(window), 0, monotonic() + SECONDS
    while calm < CALM and monotonic() < end:
        _live(100)
        now = words_of(window)
        calm = calm + 1 if now == words and workspace.is_idle else 0
        words = now
    return words


def _live(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


# Reading


def words_of(window: QWidget) -> list[str]:
    """Every word that a person reads in the window, without what differs each time."""
    told = [word for widget in window.findChildren(QWidget) if widget.isVisible() for word in _said(widget) if word]
    for pattern, instead in CHANGING:
        told = [pattern.sub(instead, word) for word in told]
    return told


def _said(widget: QWidget) -> list[str]:
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        return [widget.text()]
    if isinstance(widget, QPdfView):
        return widget.document().getAllText(0).text().split()
    if isinstance(widget, QComboBox):
        return [widget.currentText()]
    if isinstance(widget, QPlainTextEdit):
        return [widget.toPlainText()]
    if isinstance(widget, QTabBar):
        return [widget.tabText(number) for number in range(widget.count())]
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        return _cells(widget)
    return [widget.accessibleName(), widget.accessibleDescription()]


def _cells(view: QAbstractItemView) -> list[str]:
    """The cells in sight, row by row."""
    model, inside = view.model(), view.viewport().rect()
    told = []
    for row in range(min(model.rowCount(view.rootIndex()), 60)):
        for column in range(model.columnCount(view.rootIndex())):
            index = model.index(row, column, view.rootIndex())
            if view.visualRect(index).intersects(inside):
                told.append(str(model.data(index) or ""))
    return told
