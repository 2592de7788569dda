"""The parts of a step: beside and below each other where there is room, else one at a time under tabs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSplitter, QTabBar, QVBoxLayout, QWidget

from ui import theme


@dataclass
class Pane:
    """A part: at least so many rows of a table high and so wide (at the usual size of text), and its share of room.

    ``first`` takes the keyboard. A part that is not ``wanted`` is not shown at all.
    """

    whole: QWidget
    first: QWidget
    rows: int = 4
    width: int = 380
    share: int = 1
    wanted: bool = True

    @property
    def needs(self) -> tuple[int, int]:
        return (self.width * theme.look().size // 13, theme.look().row * (self.rows + 1)) if self.wanted else (0, 0)


Spec = Pane | Sequence["Spec"]
"""A part, or parts below each other, each of which may be parts beside each other, and so on."""
_OTHER = {Qt.Orientation.Vertical: Qt.Orientation.Horizontal, Qt.Orientation.Horizontal: Qt.Orientation.Vertical}


class Panes(QWidget):
    """Shows the parts; Ctrl+PgDn and Ctrl+PgUp go from one to the next."""

    def __init__(self, spec: Spec, parent: QWidget) -> None:
        super().__init__(parent)
        self._spec = spec
        self.panes = list(_every(spec))
        self.tabs = QTabBar(self)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for _pane in self.panes:
            self.tabs.addTab("")
        self._seen: set[int] = set()
        self._splitters: list[tuple[QSplitter, Spec]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.tabs)
        column.addWidget(self._built(spec, Qt.Orientation.Vertical), 1)
        self.tabs.currentChanged.connect(self._fit)
        for key, way in (("Ctrl+PgDown", self._go_on), ("Ctrl+PgUp", self._go_back)):
            QShortcut(QKeySequence(key), self, way, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _built(self, spec: Spec, along: Qt.Orientation) -> QWidget:
        if isinstance(spec, Pane):
            return spec.whole
        splitter = QSplitter(along, self)
        splitter.setChildrenCollapsible(False)
        for place, one in enumerate(spec):
            splitter.addWidget(self._built(one, _OTHER[along]))
            splitter.setStretchFactor(place, _share(one))
        splitter.setSizes([_share(one) * 200 for one in spec])
        self._splitters.append((splitter, spec))
        return splitter

    def name(self, whole: QWidget, title: str, wanted: bool = True) -> None:
        """What a part is called on its tab, and whether it is shown."""
        place = next(place for place, pane in enumerate(self.panes) if pane.whole is whole)
        self.panes[place].wanted = wanted
        self.tabs.setTabText(place, title)
        self.tabs.setTabVisible(place, wanted)
        self._fit()

    @property
    def is_tight(self) -> bool:
        width, height = _needs(self._spec, Qt.Orientation.Vertical)
        return self.width() < width or self.height() < height

    def show_first(self) -> None:
        """The keyboard goes to the part that is shown, of several to the first; where there is none it stays."""
        if wanted := self._wanted():
            self._take(self._current() if self.is_tight else wanted[0])

    def show_unseen(self, whole: QWidget) -> bool:
        """Show a part that stands on a tab nobody has looked at; False when it was in sight."""
        pane = next(pane for pane in self.panes if pane.whole is whole)
        if not (self.is_tight and pane.wanted) or self.panes.index(pane) in self._seen:
            return False
        self._take(pane)
        return True

    def forget(self, whole: QWidget) -> None:
        """A part has something new: it counts as not looked at."""
        self._seen.discard(next(place for place, pane in enumerate(self.panes) if pane.whole is whole))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self, _place: int = 0) -> None:
        tight = self.is_tight
        if self.isVisible():
            self._seen.add(self.panes.index(self._current()))
        self.tabs.setVisible(tight and len(self._wanted()) > 1)
        for pane in self.panes:
            pane.whole.setVisible(pane.wanted and (not tight or pane is self._current()))
        for splitter, spec in self._splitters:
            splitter.setVisible(any(not pane.whole.isHidden() for pane in _every(spec)))

    def _wanted(self) -> list[Pane]:
        return [pane for pane in self.panes if pane.wanted]

    def _current(self) -> Pane:
        here = self.panes[max(0, self.tabs.currentIndex())]
        return here if here.wanted else next(iter(self._wanted()), here)

    def _go_on(self) -> None:
        self._go(1)

    def _go_back(self) -> None:
        self._go(-1)

    def _go(self, by: int) -> None:
        wanted, here = self._wanted(), self.focusWidget()
        if not wanted:
            return
        at = next((pane for pane in wanted if here and (pane.whole is here or pane.whole.isAncestorOf(here))), None)
        place = wanted.index(at or self._current()) + by
        self._take(wanted[place % len(wanted)])

    def _take(self, pane: Pane) -> None:
        self.tabs.setCurrentIndex(self.panes.index(pane))
        self._fit()
        pane.first.setFocus(Qt.FocusReason.OtherFocusReason)


def _every(spec: Spec) -> Iterator[Pane]:
    if isinstance(spec, Pane):
        yield spec
    else:
        for one in spec:
            yield from _every(one)


def _share(spec: Spec) -> int:
    return spec.share if isinstance(spec, Pane) else max(_share(one) for one in spec)


def _needs(spec: Spec, along: Qt.Orientation) -> tuple[int, int]:
    """The width and height that all parts together need."""
    if isinstance(spec, Pane):
        return spec.needs
    every = [_needs(one, _OTHER[along]) for one in spec]
    widths, heights = [one[0] for one in every], [one[1] for one in every]
    return (max(widths), sum(heights)) if along is Qt.Orientation.Vertical else (sum(widths), max(heights))
