"""The looks can be read by everyone, by day and by night."""

from __future__ import annotations

import ast
import re

import pytest
from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QColor, QFontInfo, QFontMetrics, QIcon
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from resources import path
from ui import theme
from ui.bootstrap import ROOT
from ui.icons import Icon

PAPERS = ("window", "surface", "sunken", "accent_soft")
OWN = {"qingshou.ico", "qingshou.svg"}
"""The program's own picture: window, program file, installer."""
WORDS = ("text", "strong", "muted", "accent")
PAIRS = [(word, paper) for word in WORDS for paper in PAPERS] + [("text", "selection"), ("strong", "selection")]
PAIRS += [(tone, paper) for tone in ("danger", "warning", "done") for paper in ("window", "surface", "sunken")]
PAIRS += [(tone, f"{tone}_soft") for tone in ("danger", "warning", "done")]
PAIRS += [("text", f"{tone}_soft") for tone in ("danger", "warning", "done")] + [("on_accent", "accent_fill")]
SETS = {"light": theme.LIGHT, "dark": theme.DARK}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [part / 255 for part in QColor(colour).getRgb()[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_measures_21() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize(("ink", "paper"), PAIRS)
def test_every_text_stands_out_at_least_4_5_to_1(name: str, ink: str, paper: str) -> None:
    assert contrast(getattr(SETS[name], ink), getattr(SETS[name], paper)) >= 4.5


@pytest.mark.parametrize("name", SETS)
def test_the_focus_ring_stands_out_at_least_3_to_1(name: str) -> None:
    for paper in ("window", "surface", "danger_soft", "warning_soft"):
        assert contrast(SETS[name].accent, getattr(SETS[name], paper)) >= 3


@pytest.mark.parametrize("mode", SETS)
def test_the_style_sheet_has_no_name_left_open(qapp: QApplication, mode: str) -> None:
    theme.apply(qapp, mode)
    assert "$" not in qapp.styleSheet()
    assert SETS[mode].accent in qapp.styleSheet()


def test_every_picture_the_style_sheet_names_is_shipped() -> None:
    for name in re.findall(r"\$icons/([\w-]+\.svg)", path("app.qss").read_text(encoding="utf-8")):
        assert path(f"icons/{name}").exists()


def test_texts_are_set_in_the_shipped_font_and_its_figures_are_of_one_width(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp)
    label = QLabel("核定 1,094,939.02 王𬭛")
    qtbot.addWidget(label)
    label.ensurePolished()
    assert QFontInfo(label.font()).family() == theme.FAMILY
    assert len({QFontMetrics(label.font()).horizontalAdvance(digit) for digit in "0123456789"}) == 1


def test_the_windows_bear_the_programs_own_picture(qapp: QApplication) -> None:
    theme.apply(qapp)
    assert "#0f766e" in _inks(qapp.windowIcon())


def test_a_larger_text_makes_higher_rows(qapp: QApplication) -> None:
    theme.apply(qapp, size="largest")
    assert theme.look().row > 28
    theme.apply(qapp)
    assert theme.look().row == 28


class Dressings(QObject):
    """How often the widgets of the program were told of another style."""

    told = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.told += event.type() is QEvent.Type.StyleChange
        return False


def test_other_colours_dress_a_widget_a_few_times_however_deep_it_stands(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp)
    top = QWidget()
    qtbot.addWidget(top)
    inner = top
    for _depth in range(30):
        around, inner = inner, QLabel("deep")
        QVBoxLayout(around).addWidget(inner)
    top.show()
    qtbot.waitExposed(top)
    dressings = Dressings()
    inner.installEventFilter(dressings)
    theme.apply(qapp, mode="dark")
    theme.apply(qapp)
    assert 1 <= dressings.told <= 8


def test_an_icon_follows_day_and_night(qapp: QApplication) -> None:
    theme.apply(qapp, "light")
    icon = theme.icon(Icon.SEARCH, tone="text")
    by_day = _inks(icon)
    theme.apply(qapp, "dark")
    assert _inks(icon) != by_day
    theme.apply(qapp)


@pytest.mark.parametrize("icon", Icon)
def test_every_icon_draws_something(qapp: QApplication, icon: Icon) -> None:
    assert _inks(theme.icon(icon))


def test_an_icon_is_asked_for_by_its_name_among_the_icons_only(qapp: QApplication) -> None:
    with pytest.raises(ValueError, match="unicorn"):
        theme.icon("unicorn")  # type: ignore[arg-type]


def test_what_is_shipped_is_what_is_asked_for() -> None:
    """An icon is ``Icon.NAME`` wherever it is asked for, also in data; style sheet and program have theirs."""
    named = {
        node.attr
        for file in (ROOT / "ui").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Icon"
    }
    assert named == set(Icon.__members__)
    styled = set(re.findall(r"\$icons/([\w-]+\.svg)", path("app.qss").read_text(encoding="utf-8")))
    shipped = {file.name for file in path("icons").iterdir()}
    assert shipped == {f"{icon}.svg" for icon in Icon} | styled | OWN


def test_no_icon_is_read_past_the_one_way_to_it() -> None:
    readers = [
        file.relative_to(ROOT).as_posix()
        for file in (ROOT / "ui").rglob("*.py")
        if re.search(r"icons/|\"icons\"|QIcon\(\"|QPixmap\(\"", file.read_text(encoding="utf-8"))
    ]
    assert readers == ["ui/theme.py"]


def _inks(icon: QIcon) -> set[str]:
    picture = icon.pixmap(QSize(48, 48)).toImage()  # large enough that a line fills whole pixels
    points = [picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height())]
    return {point.name() for point in points if point.alpha() == 255}
