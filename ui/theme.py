"""How everything looks: calm colours for day and night, one accent, the shipped font, one family of icons.

How to add a colour: a field of ``Colours`` with a value in LIGHT and DARK; ``app.qss`` may then say ``$name``, and
``tests/ui/test_theme.py`` measures its contrast when it is listed there.
"""

from __future__ import annotations

import sys
from dataclasses import asdict, dataclass
from functools import cache
from string import Template

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

from resources import path
from ui.icons import Icon

FAMILY = "Noto Sans SC"
AROUND_ICON = 2
"""Pixels left free on each side of a picture, so that the words beside it do not touch it."""
SIZES = {"small": 12, "normal": 13, "large": 15, "largest": 18, "double": 26}


@dataclass(frozen=True)
class Colours:
    """One set of colours. ``…_soft`` are backgrounds; red is only for overdue and errors, green only for done."""

    window: str
    surface: str
    sunken: str
    line: str
    line_soft: str
    control: str
    text: str
    strong: str
    muted: str
    accent: str
    accent_fill: str
    on_accent: str
    accent_soft: str
    accent_line: str
    selection: str
    danger: str
    danger_soft: str
    warning: str
    warning_soft: str
    done: str
    done_soft: str


LIGHT = Colours(
    window="#f6f7f9",
    surface="#ffffff",
    sunken="#fafbfc",
    line="#e3e6ea",
    line_soft="#f0f2f4",
    control="#c8ced6",
    text="#1f2937",
    strong="#111827",
    muted="#5a626c",
    accent="#0f766e",
    accent_fill="#0f766e",
    on_accent="#ffffff",
    accent_soft="#eef6f5",
    accent_line="#9fccc7",
    selection="#d9ecea",
    danger="#b42318",
    danger_soft="#fef1ef",
    warning="#a8440a",
    warning_soft="#fff6ec",
    done="#15753a",
    done_soft="#edf8f1",
)

DARK = Colours(
    window="#12171d",
    surface="#1a2027",
    sunken="#161c22",
    line="#2d3640",
    line_soft="#252d36",
    control="#4a5562",
    text="#dbe2ea",
    strong="#f3f6f9",
    muted="#a3afbc",
    accent="#4cc2b4",
    accent_fill="#0f766e",
    on_accent="#ffffff",
    accent_soft="#18302f",
    accent_line="#2f6f69",
    selection="#1f4542",
    danger="#ff938a",
    danger_soft="#3a1f1e",
    warning="#f2b35c",
    warning_soft="#35291b",
    done="#6fcf8e",
    done_soft="#183022",
)


@dataclass(frozen=True)
class Look:
    """What is shown now: the colours and the size of the text in pixels."""

    colours: Colours = LIGHT
    size: int = SIZES["normal"]

    @property
    def icon(self) -> int:
        """How large a picture beside words is."""
        return self.size + 3

    @property
    def row(self) -> int:
        """The height of a table row and of a control: 28 px at the normal size."""
        return max(26, self.size * 2 + 2)


_look = [Look()]


def look() -> Look:
    return _look[0]


def colours() -> Colours:
    return _look[0].colours


def colour(name: str) -> QColor:
    """The colour of that name in the set shown now."""
    return QColor(getattr(colours(), name))


def make_application() -> QApplication:
    """The application in Fusion, named by its argument: ``setStyle`` would first make Python know all of QStyle."""
    return QApplication([*sys.argv[:1], "-style", "fusion"])


def apply(app: QApplication, mode: str = "light", size: str = "normal") -> None:
    """Dress the whole program: ``mode`` is light, dark or system; ``size`` is a key of SIZES."""
    dark = mode == "dark" or (mode == "system" and app.styleHints().colorScheme() == Qt.ColorScheme.Dark)
    _look[0] = Look(DARK if dark else LIGHT, SIZES.get(size, SIZES["normal"]))
    _load_fonts()
    app.setWindowIcon(QIcon(path("icons/qingshou.svg").as_posix()))
    app.setStyleSheet("")  # a sheet that replaces another dresses a widget again for every widget around it (Qt 6)
    app.setFont(font())
    app.setPalette(_palette(colours()))
    app.setStyleSheet(_sheet(look()))


def font(bold: bool = False, step: int = 0) -> QFont:
    """The program's font; ``step`` pixels larger or smaller than the text. Its figures are all of one width."""
    made = QFont(FAMILY)
    made.setPixelSize(look().size + step)
    made.setBold(bold)
    return made


def icon(name: Icon, tone: str = "muted", on: str = "accent") -> QIcon:
    """A picture in the colour ``tone`` (``on`` while switched on); it follows day and night."""
    return QIcon(_Tinted(Icon(name), tone, on))


def redress(widget: QWidget) -> None:
    """Let the style sheet look at a widget again: it reads properties only when the widget is dressed."""
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def mark(widget: QWidget, name: str, value: object) -> None:
    """Set a property the style sheet looks at, and let it look again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        redress(widget)


@cache
def _load_fonts() -> None:
    for weight in ("Regular", "Bold"):
        QFontDatabase.addApplicationFont(str(path(f"fonts/NotoSansSC-{weight}.ttf")))


def _sheet(shown: Look) -> str:
    sizes = {
        "family": FAMILY,
        "size": f"{shown.size}px",
        "size_small": f"{shown.size - 1}px",
        "size_title": f"{shown.size + 2}px",
        "size_large": f"{shown.size + 7}px",
        "inside": f"{shown.row - 2}px",
        "focused": f"{shown.row - 4}px",
        "tick": f"{shown.size + 1}px",
        "icon_room": f"{shown.icon + 2 * AROUND_ICON}px",
        "round": f"{(shown.size + 3) // 2}px",
        "inner": f"{shown.size - 7}px",
        "icons": path("icons").as_posix(),
    }
    return Template(path("app.qss").read_text(encoding="utf-8")).substitute(sizes, **asdict(shown.colours))


def _palette(shown: Colours) -> QPalette:
    roles = {
        QPalette.ColorRole.Window: shown.window,
        QPalette.ColorRole.WindowText: shown.text,
        QPalette.ColorRole.Base: shown.surface,
        QPalette.ColorRole.AlternateBase: shown.sunken,
        QPalette.ColorRole.Text: shown.text,
        QPalette.ColorRole.BrightText: shown.on_accent,
        QPalette.ColorRole.Button: shown.surface,
        QPalette.ColorRole.ButtonText: shown.text,
        QPalette.ColorRole.PlaceholderText: shown.muted,
        QPalette.ColorRole.ToolTipBase: shown.surface,
        QPalette.ColorRole.ToolTipText: shown.text,
        QPalette.ColorRole.Highlight: shown.selection,
        QPalette.ColorRole.HighlightedText: shown.strong,
        QPalette.ColorRole.Accent: shown.accent,
        QPalette.ColorRole.Link: shown.accent,
        QPalette.ColorRole.LinkVisited: shown.accent,
        QPalette.ColorRole.Light: shown.surface,
        QPalette.ColorRole.Midlight: shown.line_soft,
        QPalette.ColorRole.Mid: shown.line,
        QPalette.ColorRole.Dark: shown.control,
        QPalette.ColorRole.Shadow: shown.control,
    }
    palette = QPalette()
    for role, value in roles.items():
        palette.setColor(role, QColor(value))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(shown.muted))
    return palette


@cache
def _drawing(name: str, ink: str) -> QSvgRenderer:
    plain = path(f"icons/{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(plain.replace("currentColor", ink).encode()))


def _inside(room: QRectF) -> QRectF:
    """Where a picture is drawn in the room of a button; less room than that it fills."""
    button = look().icon + 2 * AROUND_ICON
    edge = room.width() * AROUND_ICON / button if room.width() >= button else 0
    return room.adjusted(edge, edge, -edge, -edge)


class _Tinted(QIconEngine):
    """Draws a line icon in the colours shown at the moment of drawing."""

    def __init__(self, name: Icon, tone: str, on: str) -> None:
        super().__init__()
        self._name, self._tone, self._on = name, tone, on

    def clone(self) -> QIconEngine:
        return _Tinted(self._name, self._tone, self._on)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        tone = self._on if state == QIcon.State.On else self._tone
        ink = colours().control if mode == QIcon.Mode.Disabled else getattr(colours(), tone)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _drawing(self._name, ink).render(painter, _inside(QRectF(rect)))
        painter.restore()
