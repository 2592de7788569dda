"""A valuation sheet follows its own dates and the book: what is selected as of a day is selected anew while typing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial, wraps
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from models.certificates import AdjustmentDraft, IndexDraft, LineDraft
from models.certificates.draft import Pricing
from models.certificates.sheet import Sheet, dates_of, is_filled, is_free
from ui.forms.grid_block import follow
from ui.forms.grid_line import Line
from ui.pages import certificate_sheet_acts as acts
from ui.pages.certificate_sheet_parts import delayed

if TYPE_CHECKING:
    from ui.pages.certificate_sheet import CertificateSheet

PAUSE = 150
"""Milliseconds without a keystroke after which the book is asked: a date typed in one go is one question."""
BEHIND = {"variations", "stages", "bill_items"}
"""The tables of which any change may concern what can be certified."""


class Following(QObject):
    """Asks the book on a reader's lane; nothing typed waits for the answer, only what is kept does."""

    def __init__(self, page: CertificateSheet) -> None:
        super().__init__(page)
        self._page = page
        self._asked = 0
        self._dates = dates_of(page.sheet.draft)
        self._verb: Callable[[], None] | None = None
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self._ask)
        page.workspace.changed.connect(self._book_changed)

    def is_current(self) -> bool:
        """Whether the figures are those of the dates that are typed."""
        return self._page.sheet.posted or dates_of(self._page.figures.draft) == self._dates

    def first(self, verb: Callable[[], None]) -> bool:
        """True when the figures follow; else ``verb`` is done as soon as they do: nobody keeps what he has not seen."""
        if not self.is_current():
            self._verb = verb
            self._again.start(0)
        return self.is_current()

    def edited(self) -> None:
        """Something was typed; only another date needs the book."""
        if not self.is_current():
            self._again.start(PAUSE)

    def look(self) -> None:
        """The book is asked at once."""
        self._again.start(0)

    def shown(self, sheet: Sheet) -> None:
        """The page shows this sheet from the beginning."""
        self._dates = dates_of(sheet.draft)

    def _book_changed(self, touched: dict[str, set[str]]) -> None:
        if self._page.key in touched.get("certificates", ()) or BEHIND & touched.keys():
            self.look()

    def _ask(self) -> None:
        page = self._page
        corrects, kept = page.sheet.correcting, replace(page.figures.kept, id=page.key)
        typed = kept if page.is_changed or corrects or page.signed_on or not page.key else None
        self._asked += 1
        asked = self._asked, page.edits, typed is not None
        look = partial(acts.look_again, page.key, typed, corrects, page.sheet.prices)
        page.workspace.ask(look, partial(self._came, asked))

    def _came(self, asked: tuple[int, int, bool], found: Sheet | None) -> None:
        """Only the last answer counts, and none that is older than what was typed meanwhile."""
        turn, edits, is_typed = asked
        if turn != self._asked:
            return
        if found is None:
            self._page.left.emit()
        elif edits != self._page.edits:
            self.look()
        else:
            self.shown(found)
            self._page.follow(found) if is_typed and not found.posted else self._page.show_sheet(found)
            self._go_on()

    def _go_on(self) -> None:
        verb, self._verb = self._verb, None
        if verb is not None:
            verb()


def once_followed(verb: Callable[[CertificateSheet], None]) -> Callable[[CertificateSheet], None]:
    """A verb of the page that is done when the figures follow the dates that are typed, and not before."""

    @wraps(verb)
    def done(page: CertificateSheet) -> None:
        if page.following.first(partial(verb, page)):
            verb(page)

    return done


def follow_lines(page: CertificateSheet, found: Sheet) -> None:
    """Lines, delay damages and indices as the book has them for the dates typed; what was typed into them stays."""
    follow(page.grid.model, followed(page.grid.model.lines, found.draft.lines))
    before, now = page.sheet.background.pricing, found.background.pricing
    for name, grid in page.adjustments.grids.items():
        if name == "adjustments":
            follow(grid.model, [replace(one, draft=redelayed(one.draft, before, now)) for one in grid.model.lines])
        elif name == "indices":
            follow(grid.model, reindexed(grid.model.lines, found.draft.indices))


def followed(lines: Sequence[Line], facts: Sequence[LineDraft]) -> list[Line]:
    """The lines with quantities and prices as agreed by now: those of the contract, then those of the sheet's own."""
    own = {line.draft.place: line for line in lines if not is_free(line.draft)}
    placed = [_with_facts(own.pop(one.place, None), one) for one in facts if not is_free(one)]
    left = [line for line in own.values() if line.unclear or is_filled(line.draft)]
    return [*placed, *left, *(line for line in lines if is_free(line.draft))]


def _with_facts(line: Line | None, facts: LineDraft) -> Line:
    if line is None:
        return Line(facts)
    draft: LineDraft = line.draft
    price = draft.price if "price" in line.touched else facts.price
    told = replace(draft, unit=facts.unit, price=price, contract_quantity=facts.contract_quantity)
    told = replace(told, previous=facts.previous)
    return line if told == draft else replace(line, draft=told)


def redelayed(line: AdjustmentDraft, before: Pricing, now: Pricing) -> AdjustmentDraft:
    """Delay damages that followed from the terms, as they follow by other dates; what was typed stays."""
    was, own = (delayed(AdjustmentDraft("damages"), pricing) for pricing in (before, now))
    if line.kind != "damages":
        return line
    amount = own.amount if line.amount == was.amount else line.amount
    return replace(line, amount=amount, reason=own.reason if line.reason == was.reason else line.reason)


def reindexed(lines: Sequence[Line], indices: Sequence[IndexDraft]) -> list[Line]:
    """The indices entered, and an empty one for each cost whose price moves by the terms of now."""
    wanted = [one.name for one in indices if not one.period]
    kept = [line for line in lines if line.unclear or line.draft.current is not None or line.draft.name in wanted]
    known: set[Any] = {line.draft.name for line in kept if not line.draft.period}
    return [*kept, *(Line(one) for one in indices if not one.period and one.name not in known)]
