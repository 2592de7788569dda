"""The header strip of a contract: owner, price, certified, received, balance, overdue, what falls due next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from models import behind
from models.deadlines import Deadline, captions
from models.language import _, ngettext, text
from models.money import Money, rounded
from models.rules.clocks import WARNINGS
from models.standing import Standing
from ui.drawings.wrapping import Wrapping
from ui.pages import contract_completion
from ui.pages.trace import Figure
from ui.pages.trace_card import Link, Step, Trace
from ui.tables.formats import money

NAME, OWNER, PRICE, CERTIFIED, RECEIVED, NEXT = "name", "owner", "price", "certified", "received", "next"
COMPLETION = "completion"
LAPSES = "lapses"
NAMES = (NAME, OWNER, PRICE, CERTIFIED, RECEIVED, behind.BALANCE, behind.OVERDUE, NEXT, COMPLETION, LAPSES)

LETTERS = 15
"""Letters of a name that are shown; a click shows all of it."""


class ContractHead(QFrame):
    """Every figure explains itself, and the owner leads to the party."""

    traced = Signal(object, str)
    """The figure that asked, and its name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "surface")
        self.captions: dict[str, QLabel] = {}
        self.figures: dict[str, Figure] = {}
        line = Wrapping(self, 26, 4)
        line.setContentsMargins(16, 8, 16, 8)
        for name in NAMES:
            line.addWidget(self._pair(name))

    def _pair(self, name: str) -> QWidget:
        pair = QWidget()
        column = QVBoxLayout(pair)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        caption = self.captions[name] = QLabel()
        caption.setProperty("tone", "muted")
        caption.setContentsMargins(3, 0, 0, 0)
        figure = self.figures[name] = Figure(name)
        figure.asked.connect(self._asked)
        column.addWidget(caption)
        column.addWidget(figure)
        return pair

    def _asked(self, name: str) -> None:
        self.traced.emit(self.figures[name], name)

    def show_standing(self, standing: Standing, in_wan: bool, as_of: date) -> None:
        for name, caption, words, tone in _told(standing, in_wan, as_of):
            self.captions[name].setText(caption)
            self.figures[name].show_words(words, caption, tone)
            self.figures[name].updateGeometry()
        layout = self.layout()
        if layout is not None:
            layout.invalidate()
        self.setAccessibleName(f"{standing.number} {standing.name}")


def _told(standing: Standing, in_wan: bool, as_of: date) -> Iterator[tuple[str, str, str, str]]:
    """Name, caption, words and tone of each figure."""
    unit = "" if standing.currency == "CNY" else f" {standing.currency}"
    yield NAME, standing.number, _short(standing.name), ""
    yield OWNER, _("Owner"), _short(standing.owner), ""
    yield PRICE, _("Price in all") + unit, money(standing.whole, in_wan), ""
    yield CERTIFIED, _("Certified so far"), share_of(standing.certified, standing.whole), ""
    yield RECEIVED, _("Received so far"), share_of(standing.received, standing.whole), ""
    yield behind.BALANCE, _("Balance"), money(standing.balance, in_wan), ""
    yield behind.OVERDUE, _("Overdue"), money(standing.overdue, in_wan), "danger" if standing.overdue else ""
    if standing.next_due_on is None:
        yield NEXT, _("Falls due next"), _("none"), ""
    else:
        days = (standing.next_due_on - as_of).days
        when = _("today") if not days else ngettext("in {days} day", "in {days} days", days).format(days=days)
        yield NEXT, _("Falls due next"), f"{standing.next_due_on:%m-%d} · {when}", "warning" if days <= 30 else ""
    yield COMPLETION, _("Completion"), *contract_completion.words_of(standing.completion)
    yield _lapses(standing, as_of)


def _lapses(standing: Standing, as_of: date) -> tuple[str, str, str, str]:
    found = standing.next_deadline
    if found is None or found.act_by is None:
        return LAPSES, _("Next deadline"), _("none"), ""
    days = (found.act_by - as_of).days
    when = _("today") if not days else ngettext("in {days} day", "in {days} days", days).format(days=days)
    return LAPSES, _("Next deadline"), f"{found.act_by:%m-%d} · {when}", "warning" if days <= WARNINGS[0] else ""


def _short(words: str) -> str:
    return words if len(words) <= LETTERS else words[: LETTERS - 1] + "…"


def share_of(amount: Money, whole: Money) -> str:
    """``71.4 %``; a dash while there is no price."""
    return f"{rounded(Decimal(100 * amount.fen) / whole.fen, 1)} %" if whole else "—"


def trace_of_head(name: str, standing: Standing, as_of: date) -> Trace | None:
    """Where a figure of the strip comes from, for those that follow from the contract itself."""
    whole = Step(_("Price in all"), money(standing.whole), strong=True)
    if name == PRICE:
        parts = (
            Step(_("Price with supplementary agreements"), money(standing.price)),
            Step(_("Approved variations"), money(standing.variations)),
        )
        rule = _("What was agreed up to {day}, with VAT.").format(day=as_of)
        return Trace(whole.caption, whole.value, rule, (*parts, whole), (Link(_("Variation orders"), "variations"),))
    if name in (CERTIFIED, RECEIVED):
        amount = standing.certified if name == CERTIFIED else standing.received
        caption = _("Certified to date") if name == CERTIFIED else _("Received to date")
        rule = _("Signed certificates up to {day}, with what was certified before this book, ÷ the price.")
        if name == RECEIVED:
            rule = _("Receipts allocated up to {day}, with what was received before this book, ÷ the price.")
        steps = (Step(caption, money(amount)), whole)
        return Trace(caption, share_of(amount, standing.whole), rule.format(day=as_of), steps)
    if name in (NAME, OWNER):
        owner = Link(standing.owner, "parties", standing.owner_id)
        return Trace(standing.number, "", standing.name, (), (owner,))
    if name == COMPLETION:
        return contract_completion.trace_of(standing.completion, as_of)
    if name == NEXT and standing.next_due_on is not None:
        rule = _("The first due date from {day} on, of what is still open.").format(day=as_of)
        step = Step(standing.next_due_on.isoformat(), money(standing.next_due), strong=True)
        return Trace(_("Falls due next"), money(standing.next_due), rule, (step,))
    if name == LAPSES and standing.next_deadline is not None:
        return _trace_of_deadline(standing.next_deadline)
    return None


def _trace_of_deadline(found: Deadline) -> Trace:
    """What lapses, from which day and paper, by which article."""
    steps = (
        Step(_("Runs from"), found.because.text()),
        Step(_("Last day by the calendar"), str(found.raw_end or "—")),
        Step(_("After holidays"), str(found.end or _("not announced"))),
        Step(_("Act by"), str(found.act_by), strong=True),
    )
    rule = " ".join(filter(None, (found.law(), found.note.text())))
    return Trace(text(captions()[found.clock]), str(found.act_by), rule, steps, (Link(_("Deadlines"), "deadlines"),))
