"""The pictures of what is owed, on cards: the way to cash, the ages, the money of the next 90 days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from models import behind
from models.language import N_, _, ngettext, text
from models.money import Money
from models.pipeline import CERTIFIED, DUE, GATES, MISSING, RECEIVED
from models.pipeline import Gate as Passed
from models.receivables import Position
from models.store.listing import Condition
from ui.drawings.bars import Bar, LyingBars, StandingBars
from ui.drawings.flow import Flow, Gate
from ui.drawings.wrapping import Wrapping
from ui.pages import trace
from ui.pages.owed_figures import MIDDLE, Owed
from ui.pages.trace import Figure
from ui.tables.formats import money
from ui.workspace import Workspace

EDGE = 14
OPEN = Condition("open", "from", trace.SMALLEST)
PARTS = (
    behind.BALANCE,
    behind.NOT_DUE,
    behind.DUE_TODAY,
    behind.OVERDUE,
    behind.UNDATED,
    behind.CREDIT,
    behind.RETENTION,
)
SIDES = {"invoiced": N_("Not invoiced"), "booked": N_("Not booked")}
"""The side gates of the way, by their name."""
BEHIND_SIDES = {"invoiced": ("uninvoiced", ()), "booked": ("certificates", (Condition("booked", "missing"),))}
APART = {"unallocated": N_("Unallocated receipts"), "in_hand": N_("Bills in hand"), "disputed": N_("In dispute")}


class PictureUnit(QObject):
    """Pictures begin in 万元 and follow Ctrl+U from the first time it is pressed on."""

    def __init__(self, workspace: Workspace, page: QWidget) -> None:
        super().__init__(page)
        self._workspace, self._page = workspace, page
        self._is_usual = workspace.state.get("in_wan") is None
        workspace.unit_changed.connect(self._turned)

    @property
    def in_wan(self) -> bool:
        return bool(self._workspace.state.get("in_wan", True))

    def _turned(self, in_wan: bool) -> None:
        usual, self._is_usual = self._is_usual, False
        if usual and in_wan and self._page.isVisible():
            self._workspace.show_in_wan(False)

    def words(self) -> str:
        return _("10,000 yuan") if self.in_wan else _("Yuan")


class Card(QFrame):
    """A picture or a short list with its heading, and at the right what its figures are in."""

    list_wanted = Signal(str, tuple)
    """A page, and the conditions that show what stands behind a part of the picture."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.heading, self.note = QLabel(), QLabel()
        self.heading.setProperty("role", "heading")
        self.note.setProperty("tone", "muted")
        self.note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.head = QHBoxLayout()
        self.head.addWidget(self.heading)
        self.head.addWidget(self.note, 1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(EDGE, 10, EDGE, 10)
        self.column.setSpacing(8)
        self.column.addLayout(self.head)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._fit_note()
        return super().event(event)

    def _fit_note(self) -> None:
        """Beside the heading where both have room, else below it; the question has one answer wherever it stands now,
        or moving the note would ask it again without end."""
        items = (self.head.itemAt(place) for place in range(self.head.count()))
        others = [item.sizeHint().width() for item in items if item is not None and item.widget() is not self.note]
        wide = sum(others) + self.head.spacing() * len(others) + self.note.sizeHint().width() + 12
        is_beside = self.head.indexOf(self.note) >= 0
        fits = wide <= self.width() - 2 * EDGE
        if fits and not is_beside:
            self.column.removeWidget(self.note)
            self.head.addWidget(self.note, 1)
        elif is_beside and not fits:
            self.head.removeWidget(self.note)
            self.column.insertWidget(1, self.note)

    def say(self, heading: str, note: str = "") -> None:
        self.heading.setText(heading)
        self.note.setText(note)
        self.note.setToolTip(note)
        self.setAccessibleName(heading)


class WayCard(Card):
    """From applying to cash, and below it what the balance is made of."""

    traced = Signal(object, str)
    """The figure that asked, and the part of the position or the gate it shows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.flow = Flow()
        self.flow.chosen.connect(self._chosen)
        self.flow.waiting_chosen.connect(self._waiting_chosen)
        self.parts = QWidget()
        self._line = Wrapping(self.parts, 18, 0)
        rule = QFrame()
        rule.setProperty("role", "rule")
        for widget in (self.flow, rule, self.parts):
            self.column.addWidget(widget)
        self.figures: dict[str, Figure] = {}
        self._as_of = date.min

    def show_owed(self, owed: Owed, in_wan: bool, unit: str) -> None:
        self._as_of = owed.as_of
        note = _("{unit} · above without advances, deposits and the like · click a figure for what stands behind it")
        self.say(_("From application to receipt"), note.format(unit=unit))
        tallest = max((gate.reached.fen for gate in owed.gates), default=0)
        self.flow.show_gates([_gate(one, tallest, in_wan) for one in owed.gates], self.heading.text())
        self._show_parts(owed, in_wan)

    def _show_parts(self, owed: Owed, in_wan: bool) -> None:
        for name, amount, caption, tone in _parts(owed):
            words = f"{caption} {money(amount, in_wan)}{_since(owed, name)}"
            figure = self.figures.get(name)
            if figure is None:
                figure = self.figures[name] = Figure(name)
                figure.setProperty("role", "part")
                figure.asked.connect(self._asked)
                self._line.addWidget(figure)
            figure.show_words(words, "", tone)
            figure.setVisible(bool(amount) or name in (behind.BALANCE, behind.OVERDUE))
        self._line.invalidate()

    def _asked(self, name: str) -> None:
        if name in APART:
            page = "disputes" if name == "disputed" else "receipts"
            self.list_wanted.emit(page, (Condition(name, "from", trace.SMALLEST),))
        elif name in SIDES:
            page, conditions = BEHIND_SIDES[name]
            self.list_wanted.emit(page, conditions)
        else:
            self.traced.emit(self.figures[name], name)

    def _chosen(self, name: str) -> None:
        self.traced.emit(self.flow.box(name), name)

    def _waiting_chosen(self, name: str) -> None:
        """The list of what waits; what is signed waits for two reasons, each with a list of its own."""
        if name == CERTIFIED:
            self._chosen(name)
        else:
            self.list_wanted.emit(trace.list_behind(name), trace.waiting(name, self._as_of))


class AgesCard(Card):
    """What is overdue, by how long."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bars = LyingBars()
        self.bars.chosen.connect(self._chosen)
        self.column.addWidget(self.bars, 1)
        self._bands: dict[str, Any] = {}

    def show_owed(self, owed: Owed, in_wan: bool, unit: str) -> None:
        self._bands = {band.name: band for band in owed.bands}
        amounts = owed.ageing.bands if owed.ageing else {}
        total = owed.position.overdue if owed.position else Money()
        note = _("by due date · {amount} · {unit}").format(amount=money(total, in_wan), unit=unit)
        self.say(_("Overdue by age"), note)
        longest = max((abs(one.fen) for one in amounts.values()), default=0)
        self.bars.show_bars(list(self._drawn(amounts, longest, in_wan)), self.heading.text())

    def _drawn(self, amounts: Any, longest: int, in_wan: bool) -> Iterator[Bar]:
        last = len(self._bands) - 1
        for place, band in enumerate(self._bands.values()):
            amount = amounts.get(band.name, Money())
            caption = text(band.caption).format(over=band.over, upto=band.upto)
            told = _("{caption} overdue: {amount}").format(caption=caption, amount=money(amount))
            share = abs(amount.fen) / longest if longest else 0.0
            yield Bar(band.name, caption, _amount(amount, in_wan), share, place / last, told)

    def _chosen(self, name: str) -> None:
        band = self._bands[name]
        first = (Condition("due_on", "from", band.first),) if band.first else ()
        self.list_wanted.emit("receivables", (*first, Condition("due_on", "to", band.last), OPEN))


class ExpectedCard(Card):
    """What falls due in the next 90 days, half a month a bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bars = StandingBars()
        self.bars.chosen.connect(self._chosen)
        self.column.addWidget(self.bars, 1)
        self._shown: dict[str, Any] = {}

    def show_owed(self, owed: Owed, in_wan: bool, unit: str) -> None:
        self._shown = {one.first.isoformat(): one for one in owed.expected}
        total = Money.total(one.amount for one in owed.expected)
        note = _("{amount} in all · {unit}").format(amount=money(total, in_wan), unit=unit)
        self.say(_("Falls due in the next 90 days"), note)
        tallest = max((one.amount.fen for one in owed.expected), default=0)
        self.bars.show_bars(list(self._drawn(tallest, in_wan)), self.heading.text())

    def _drawn(self, tallest: int, in_wan: bool) -> Iterator[Bar]:
        for name, one in self._shown.items():
            half = _("{month}/1–15") if one.first.day <= MIDDLE else _("{month}/16–")
            caption = half.format(month=one.first.month)
            told = _("{first} to {last}: {amount} falls due").format(
                first=one.first, last=one.last, amount=money(one.amount)
            )
            share = max(one.amount.fen, 0) / tallest if tallest > 0 else 0.0
            yield Bar(name, caption, _amount(one.amount, in_wan), share, 0.0, told)

    def _chosen(self, name: str) -> None:
        one = self._shown[name]
        days = Condition("due_on", "from", one.first), Condition("due_on", "to", one.last)
        self.list_wanted.emit("receivables", (*days, OPEN))


def _amount(amount: Money, in_wan: bool) -> str:
    return money(amount, in_wan) if amount else "—"


def _gate(passed: Passed, tallest: int, in_wan: bool) -> Gate:
    waits = bool(passed.waiting) and passed.name != RECEIVED
    amount, caption = money(passed.reached, in_wan), text(GATES[passed.name])
    why = text(MISSING[passed.name]) if waits else ""
    tones = {CERTIFIED: "muted", DUE: "danger"}
    days = (
        ngettext("{days} day", "{days} days", passed.days).format(days=f"{passed.days:,}")
        if waits and passed.days
        else ""
    )
    told = [f"{why} {money(passed.waiting)}", *([_("the longest for {days}").format(days=days)] if days else [])]
    return Gate(
        passed.name,
        caption,
        amount,
        max(passed.reached.fen, 0) / tallest if tallest > 0 else 0.0,
        money(passed.waiting, in_wan) if waits else "",
        why,
        days,
        tones.get(passed.name, "warning"),
        f"{caption} {money(passed.reached)}",
        _(", ").join(told) if waits else "",
    )


def _since(owed: Owed, name: str) -> str:
    """How long the oldest waits at a side gate."""
    days = getattr(owed.sides, name).days if name in SIDES else 0
    return ngettext(" ({days} day)", " ({days} days)", days).format(days=f"{days:,}") if days else ""


def _parts(owed: Owed) -> Iterator[tuple[str, Money, str, str]]:
    """Name, amount, caption and tone of what the balance is made of, and of what stands beside it."""
    stood = owed.position or Position(owed.currency, *(Money() for _part in range(7)))
    for name in PARTS:
        amount: Money = getattr(stood, name)
        yield name, amount, text(trace.TITLES[name]), "danger" if name == behind.OVERDUE and amount else ""
    for name, caption in APART.items():
        yield name, getattr(owed if name == "disputed" else owed.beside, name), text(caption), ""
    for name, caption in SIDES.items():
        yield name, getattr(owed.sides, name).waiting, text(caption), "warning"
