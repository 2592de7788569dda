"""The payment terms that a ledger of certificates shows: how much of each was due, how much of it was kept back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from models import events
from models.contracts.terms_draft import MilestoneDraft
from models.importing.recognition.cumulative import by_contract
from models.importing.recognition.deals import Deals
from models.importing.recognition.ledger import UNCHANGED, Ledger, Line
from models.importing.recognition.valued import apart
from models.importing.recognition.words import CERTIFICATES
from models.language import N_
from models.money import Money

_NEAR = Money(100)
"""Ledgers round to the yuan."""
_FINE = Decimal("0.0001")
_WHOLE = Decimal(1)
"""Without agreed milestones nothing is put off: all of a certificate is owed at once."""
_DIFFER = N_(
    "The rows of {contract} do not agree on which share is due or kept back: no terms are taken from them. Without "
    "terms {due} is due, the ledger says {stated}. Fill in the payment terms of the contract."
)
_DECLINED = N_("No terms are taken for {contract}: without terms {due} is due, the ledger says {stated}.")
_TAKEN = N_(
    "Terms of {contract} as its rows show them: {paid} of what is certified is due, {kept} is kept back as retention. "
    "No row says in how many days, nor when the rest is due: the law counts until it is filled in. {due} is due, the "
    "ledger says {stated}."
)


@dataclass(frozen=True)
class Shown:
    """What the rows of a contract show: ``share`` is paid of each certificate before ``kept`` is taken off.

    ``stated`` is due by the ledger, ``due`` by these terms, ``usual`` without any. ``share`` None: nothing is
    shown; ``kept`` None: no retention is.
    """

    contract: str
    share: Decimal | None
    kept: Decimal | None
    stated: Money | None
    due: Money
    usual: Money
    whole: Money
    row: int

    @property
    def paid(self) -> Decimal:
        return (self.share or Decimal(0)) - (self.kept or Decimal(0))

    @property
    def milestones(self) -> tuple[MilestoneDraft, ...]:
        """As the terms of a contract say it: what is not due with the certificate is due with the final account."""
        share = self.share or _WHOLE
        rest = (MilestoneDraft(events.FINAL_ACCOUNT, _WHOLE),) if share < _WHOLE else ()
        return (MilestoneDraft(events.CERTIFICATION, share), *rest)


def percent(share: Decimal) -> str:
    return f"{(share * 100).normalize():f} %"


def look_at_terms(ledgers: Sequence[Ledger], deals: Deals) -> None:
    """Find out what each ledger of certificates shows of the terms of contracts that the book does not have."""
    for ledger in ledgers:
        if ledger.kind == CERTIFICATES and not ledger.left_out and not ledger.views:
            for number, lines in by_contract(ledger.coming).items():
                deal = deals.of(number)
                if deal is not None and not deal.known:
                    ledger.terms[number] = _shown(ledger, number, [one for one in lines if UNCHANGED not in one.values])


def told_terms(ledgers: Sequence[Ledger]) -> None:
    """Say aloud which terms stand, and what is due by them beside what the ledger says."""
    for ledger in ledgers:
        for shown in ledger.terms.values():
            if shown.whole:
                _tell(ledger, shown)


def _tell(ledger: Ledger, shown: Shown) -> None:
    taken = taken_from(ledger, shown)
    if shown.stated is None:
        return
    due = (shown.due if taken else shown.usual).grouped
    told = {"contract": shown.contract, "due": due, "stated": shown.stated.grouped}
    if taken:
        ledger.note(shown.row, _TAKEN, **told, paid=percent(shown.paid), kept=percent(shown.kept or Decimal(0)))
    elif due != told["stated"]:
        ledger.note(shown.row, _DIFFER if shown.share is None else _DECLINED, **told)


def taken_from(ledger: Ledger, shown: Shown) -> bool:
    """Whether the terms that the rows show stand for the contract."""
    return shown.share is not None and ledger.answers.terms is not False


def _shown(ledger: Ledger, number: str, lines: Sequence[Line]) -> Shown:
    rows = [_Row(line.money("work") or Money(), apart(ledger, line) or Money(), line) for line in lines]
    whole, usual = Money.total(one.value for one in rows), _due(rows, _WHOLE, Decimal(0))
    stated = [one.due for one in rows if one.due is not None]
    first = lines[0].row if lines else 0
    known = [one for one in rows if one.due is not None and one.value]
    kept = _rate(known, lambda one: one.kept) if any(one.kept for one in known) else None
    share = _rate(known, lambda one: (one.due or Money()) + one.kept + one.off) if known else None
    plain = not any(one.kept for one in known)
    if share is None or not 0 < share <= 1 or (kept is None and not plain):
        return Shown(number, None, None, Money.total(stated) if stated else None, usual, usual, whole, first)
    due = _due(rows, share, kept or Decimal(0))
    return Shown(number, share, kept, Money.total(stated), due, usual, whole, first)


class _Row:
    """A certificate of the ledger: its value, and what of it was kept back, taken off and due."""

    def __init__(self, work: Money, more: Money, line: Line) -> None:
        self.value, self.due = work + more, line.money("due")
        self.kept, self.off = abs(line.money("retention") or Money()), abs(line.money("penalty") or Money())


def _rate(rows: Sequence[_Row], part: object) -> Decimal | None:
    """The share that is the same in every row; None where they differ."""
    assert callable(part)
    whole = sum(one.value.fen for one in rows)
    if not whole:
        return None
    rate = (Decimal(sum(part(one).fen for one in rows)) / whole).quantize(_FINE, ROUND_HALF_UP)
    return rate if all(abs(one.value.share(rate) - part(one)) <= _NEAR for one in rows) else None


def _due(rows: Sequence[_Row], share: Decimal, kept: Decimal) -> Money:
    return Money.total(one.value.share(share) - one.value.share(kept) - one.off for one in rows)


def shown_of(ledgers: Sequence[Ledger], number: str) -> Iterator[Shown]:
    """The terms that stand for a contract as the rows of a ledger show them."""
    for ledger in ledgers:
        shown = ledger.terms.get(number)
        if shown is not None and taken_from(ledger, shown):
            yield shown
