"""The payment terms that ledgers show: those of contracts say them, rows of certificates how much was due and kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from models import events
from models.contracts.terms_draft import MilestoneDraft
from models.importing.recognition.cumulative import by_contract
from models.importing.recognition.deals import Deals
from models.importing.recognition.ledger import UNCHANGED, Ledger, Line
from models.importing.recognition.stages import Stated, percent, stated
from models.importing.recognition.valued import apart, deductions
from models.importing.recognition.words import CERTIFICATES, CONTRACTS
from models.language import N_
from models.money import Money

_NEAR = Money(100)
"""Ledgers round to the yuan."""
_FINE = Decimal("0.0001")
_WHOLE = Decimal(1)
"""Without agreed milestones nothing is put off: all of a certificate is owed at once."""
_NAMED = re.compile(r"[(](\d{1,3}(?:\.\d+)?)%[)]")
_DIFFER = N_(
    "The rows of {contract} do not agree on which share is due or kept back: no terms are taken from them. Without "
    "terms {due} is due, the ledger says {stated}. Fill in the payment terms of the contract."
)
_NOT_NET = N_(
    "{value} × {share} less {kept} kept back and {off} taken off is {due}, the row says {stated}. The other rows add "
    "up: check this one."
)
_DECLINED = N_("No terms are taken for {contract}: without terms {due} is due, the ledger says {stated}.")
_TAKEN = N_(
    "Terms of {contract} as its rows show them: {paid} of what is certified is due, {kept} is kept back as retention. "
    "No row says in how many days, nor when the rest is due: the law counts until it is filled in. {due} is due, the "
    "ledger says {stated}."
)
_TAKEN_WHOLE = N_(
    "Terms of {contract} as its rows show them: {paid} of what is certified is due. No row says in how many days, nor "
    "when the rest is due: the law counts until it is filled in. {due} is due, the ledger says {stated}."
)
_STATED = N_(
    "Terms of {contract} as the row states them: {terms}. Days are not stated: the law counts until they are filled in."
)
_KEPT = N_("Terms of {contract} as its rows show them: {kept} is kept back as retention, the rest of it is due.")
_RECOVERED = N_(
    "“{caption}” is taken off each certificate as it stands. The advance itself is in no row: enter its certificate, "
    "so that what was paid in advance is not counted as overpaid."
)
_DEPOSITED = re.compile("保证金|押金|风险金|抵押金")
_COMES_BACK = N_(
    "“{caption}” is taken off each certificate as it stands, {amount} in all, and what secures something comes back: "
    "enter the deposits, or choose retention for the column, so that nobody forgets it."
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
    advance: Decimal | None = None

    @property
    def paid(self) -> Decimal:
        return (self.share or Decimal(0)) - (self.kept or Decimal(0))

    @property
    def milestones(self) -> tuple[MilestoneDraft, ...]:
        """As the terms of a contract say it: what is not due with the certificate is due with the final account."""
        share = self.share or _WHOLE
        rest = (MilestoneDraft(events.FINAL_ACCOUNT, _WHOLE),) if share < _WHOLE else ()
        return (MilestoneDraft(events.CERTIFICATION, share), *rest)


Shows = Shown | Stated


def look_at_terms(ledgers: Sequence[Ledger], deals: Deals) -> None:
    """Find out what each ledger shows of the terms of contracts that the book does not have."""
    for ledger in ledgers:
        if ledger.kind == CERTIFICATES and not ledger.left_out and not ledger.views:
            for number, lines in by_contract(ledger.coming).items():
                if _is_new(deals, number):
                    changed = [one for one in lines if UNCHANGED not in one.values]
                    ledger.terms[number] = _shown(ledger, number, changed)
        elif ledger.kind == CONTRACTS and not ledger.left_out:
            ledger.terms |= {one.contract: one for one in stated(ledger) if _is_new(deals, one.contract)}


def _is_new(deals: Deals, number: str) -> bool:
    deal = deals.of(number)
    return deal is not None and not deal.known


def told_terms(ledgers: Sequence[Ledger]) -> None:
    """Say aloud which terms stand, and what is due by them beside what the ledger says."""
    for ledger in ledgers:
        for shown in ledger.terms.values():
            if isinstance(shown, Stated) and taken_from(ledger, shown):
                ledger.note(shown.row, _STATED, contract=shown.contract, terms=shown.told)
            elif isinstance(shown, Shown) and shown.whole:
                _tell(ledger, shown)
        for role, caption in deductions(ledger) if ledger.kind == CERTIFICATES else ():
            if ledger.header and role == "recovery" and any(line.money(role) for line in ledger.coming):
                ledger.note(ledger.header.bottom, _RECOVERED, caption=caption)
            kept = Money.total(abs(amount) for line in ledger.coming if (amount := line.money(role)))
            if ledger.header and kept and _DEPOSITED.search(caption):
                ledger.note(ledger.header.bottom, _COMES_BACK, caption=caption, amount=kept.grouped)


def _tell(ledger: Ledger, shown: Shown) -> None:
    taken = taken_from(ledger, shown)
    if shown.stated is None:
        if taken and shown.kept:
            ledger.note(shown.row, _KEPT, contract=shown.contract, kept=percent(shown.kept))
        return
    due = (shown.due if taken else shown.usual).grouped
    told = {"contract": shown.contract, "due": due, "stated": shown.stated.grouped}
    if taken:
        message = _TAKEN if shown.kept else _TAKEN_WHOLE
        ledger.note(shown.row, message, **told, paid=percent(shown.paid), kept=percent(shown.kept))
    elif due != told["stated"]:
        ledger.note(shown.row, _DIFFER if shown.share is None else _DECLINED, **told)


def taken_from(ledger: Ledger, shown: Shows) -> bool:
    """Whether the terms that the rows show stand for the contract."""
    return (isinstance(shown, Stated) or shown.share is not None) and ledger.answers.terms is not False


def _shown(ledger: Ledger, number: str, lines: Sequence[Line]) -> Shown:
    rows = [row for line in lines if (row := _Row(ledger, line)).value]
    whole, usual = Money.total(one.value for one in rows), _due(rows, _WHOLE, Decimal(0))
    known = [one for one in rows if one.due is not None]
    sums = Money.total(one.due for one in known if one.due is not None) if known else None
    first = lines[0].row if lines else 0
    plain = not any(one.kept for one in known or rows)
    kept = None if plain else _rate(known or rows, lambda one: one.kept)
    share = _rate(known, lambda one: one.paid) if known else _named_share(ledger) or (None if plain else _WHOLE)
    if share is None or not 0 < share <= 1 or (kept is None and not plain):
        _name_the_odd(ledger, known)
        return Shown(number, None, None, sums, usual, usual, whole, first)
    return Shown(number, share, kept, sums, _due(rows, share, kept or Decimal(0)), usual, whole, first)


class _Row:
    """A certificate of the ledger: its value, and what of it was kept back, taken off and due."""

    def __init__(self, ledger: Ledger, line: Line) -> None:
        self.line, self.due = line, line.money("due")
        self.value = (line.money("work") or Money()) + (apart(ledger, line) or Money())
        self.kept = abs(line.money("retention") or Money())
        self.off = Money.total(abs(amount) for role, _ in deductions(ledger) if (amount := line.money(role)))

    @property
    def paid(self) -> Money:
        return (self.due or Money()) + self.kept + self.off


def _named_share(ledger: Ledger) -> Decimal | None:
    """应付进度款（80%） over cells that are empty."""
    column = ledger.columns.get("due")
    found = _NAMED.search(unicodedata.normalize("NFKC", column.caption)) if column else None
    return Decimal(found[1]) / 100 if found else None


def _rate(rows: Sequence[_Row], part: Callable[[_Row], Money]) -> Decimal | None:
    """The share that is the same in every row; None where they differ."""
    whole = sum(one.value.fen for one in rows)
    if not whole:
        return None
    rate = (Decimal(sum(part(one).fen for one in rows)) / whole).quantize(_FINE, ROUND_HALF_UP)
    return rate if all(abs(one.value.share(rate) - part(one)) <= _NEAR for one in rows) else None


def _name_the_odd(ledger: Ledger, rows: Sequence[_Row]) -> None:
    """Where most rows come to the same share, the others are named: gross less deductions is not what is due."""
    shares = [(Decimal(one.paid.fen) / one.value.fen).quantize(_FINE, ROUND_HALF_UP) for one in rows]
    usual = max(shares, key=shares.count, default=Decimal(0))
    if shares.count(usual) * 2 <= len(rows):
        return
    for one in rows:
        due = one.value.share(usual) - one.kept - one.off
        if one.due is not None and abs(due - one.due) > _NEAR:
            told = {"value": one.value, "kept": one.kept, "off": one.off, "due": due, "stated": one.due}
            amounts = {name: amount.grouped for name, amount in told.items()}
            ledger.note(one.line.row, _NOT_NET, **amounts, share=percent(usual))


def _due(rows: Sequence[_Row], share: Decimal, kept: Decimal) -> Money:
    return Money.total(one.value.share(share) - one.value.share(kept) - one.off for one in rows)


def shown_of(ledgers: Sequence[Ledger], number: str) -> Iterator[Shows]:
    """The terms that stand for a contract, first as a ledger of contracts states them, then as rows show them."""
    for ledger in sorted(ledgers, key=lambda one: one.kind != CONTRACTS):
        shown = ledger.terms.get(number)
        if shown is not None and taken_from(ledger, shown):
            yield shown
