"""Every page of the window, tested by being listed: reached by keyboard, named for a reader, whole in every look."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.pages.sample_window import sample_book, sample_folder, window
from ui import theme
from ui.main_window import MainWindow
from ui.pages import PAGES

__all__ = ["sample_book", "sample_folder", "window"]

CONTROLS = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit)
STEPS = 250
MOMENT = 400
"""Milliseconds up to which something put off belongs to the page that is opening."""
NAMES = [page.name for page in PAGES]


def controls(page: QWidget) -> list[QWidget]:
    """The controls a person sees and may use; parts of a control are not told apart from it."""
    found = [one for one in page.findChildren(QWidget) if isinstance(one, CONTROLS) and one.isVisibleTo(page)]
    return [one for one in found if one.isEnabled() and one.isVisible() and _takes_tab(one) and not _is_part(one)]


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)


def _is_part(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QComboBox | QAbstractItemView):
            return True
        parent = parent.parentWidget()
    return False


def walked(window: QWidget) -> Iterator[QWidget]:
    """What has the keyboard, Tab after Tab; Ctrl+Tab where a grid keeps Tab for its cells."""
    for _ in range(STEPS):
        here = window.focusWidget()
        assert here is not None
        yield here
        QTest.keyClick(here, Qt.Key.Key_Tab)
        if window.focusWidget() is here:
            QTest.keyClick(here, Qt.Key.Key_F6)
        if window.focusWidget() is here:
            here.focusNextPrevChild(True)


def settle(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until nothing is read, and nothing is put off for a moment; what is read may ask for more."""

    def is_still() -> bool:
        timers = [one for one in window.findChildren(QTimer) if one.isSingleShot() and one.interval() <= MOMENT]
        return window.workspace.is_idle and not any(one.isActive() for one in timers)

    for _ in range(3):
        qtbot.waitUntil(is_still, timeout=20_000)
        qtbot.wait(20)
    assert is_still()


def opened(qtbot: QtBot, window: MainWindow, name: str) -> QWidget:
    page: QWidget = window.open_page(name)
    settle(qtbot, window)
    return page


@pytest.mark.parametrize("name", NAMES)
def test_tab_reaches_every_control_that_can_be_used(qtbot: QtBot, window: MainWindow, name: str) -> None:
    page = opened(qtbot, window, name)
    wanted = controls(page)
    assert page.isAncestorOf(window.focusWidget()), "the keyboard is on the page as soon as it is shown"
    reached = set(walked(window))
    groups = {one.parentWidget() for one in reached if isinstance(one, QRadioButton)}
    left = [
        f"{type(one).__name__} {one.accessibleName() or getattr(one, 'text', str)()}"
        for one in wanted
        if one not in reached
        and not (isinstance(one, QRadioButton) and one.parentWidget() in groups)
        and not any(one.isAncestorOf(other) for other in reached)
    ]
    assert left == []


class Shown(QObject):
    """Notes every window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.names.append(type(watched).__name__)
        return False


def test_no_page_puts_a_part_of_itself_on_the_screen_as_a_window(qtbot: QtBot, window: MainWindow) -> None:
    """Such a window takes the keyboard away, and the page never gets it back."""
    app, shown = QApplication.instance(), Shown()
    assert app is not None
    app.installEventFilter(shown)
    try:
        made = {}
        for name in NAMES:
            window.open_page(name)
            made[name], shown.names = shown.names, []
    finally:
        app.removeEventFilter(shown)
    assert {name: few for name, few in made.items() if few} == {}
    assert window.isActiveWindow()


@pytest.mark.parametrize("name", NAMES)
def test_every_control_has_a_name_for_who_cannot_see_it(qtbot: QtBot, window: MainWindow, name: str) -> None:
    page = opened(qtbot, window, name)
    nameless = [
        type(one).__name__
        for one in controls(page)
        if not (one.accessibleName() or (isinstance(one, QAbstractButton) and one.text()) or one.toolTip())
    ]
    assert nameless == []


@pytest.mark.parametrize("name", NAMES)
def test_every_page_lives_through_language_look_and_size(qtbot: QtBot, window: MainWindow, name: str) -> None:
    page = opened(qtbot, window, name)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    try:
        window.workspace.speak("en")
        theme.apply(app, mode="dark", size="largest")
        settle(qtbot, window)
        assert page.isVisible()
        chinese = [one.text() for one in page.findChildren(QPushButton) if one.isVisible() and _is_chinese(one.text())]
        assert chinese == []
    finally:
        window.workspace.speak("zh")
        theme.apply(app)
        qtbot.wait(50)


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)


@pytest.fixture
def sized(qapp: QApplication, window: MainWindow) -> Iterator[Callable[[str], MainWindow]]:
    """``sized("double")`` is the window on a small laptop with its text in this size."""

    def at(size: str) -> MainWindow:
        theme.apply(qapp, size=size)
        window.fit()
        window.resize(1366, 768)
        return window

    yield at
    theme.apply(qapp)


@pytest.mark.parametrize("size", ["normal", "double"])
@pytest.mark.parametrize("name", NAMES)
def test_no_button_or_line_of_text_is_cut_on_a_small_laptop(
    qtbot: QtBot, sized: Callable[[str], MainWindow], name: str, size: str
) -> None:
    window = sized(size)
    page = opened(qtbot, window, name)
    assert window.width() == 1366
    cut = [
        one.text()
        for one in [*window.top.findChildren(QPushButton), *page.findChildren(QPushButton), *page.findChildren(QLabel)]
        if one.isVisible() and one.text() and "<" not in one.text() and not getattr(one, "wordWrap", bool)()
        and one.width() + 2 < one.sizeHint().width()
    ]  # fmt: skip
    assert cut == []
