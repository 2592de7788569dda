"""A signed certificate as it was signed: what the book learned since changes none of its figures, and is told once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from models.certificates.draft import Background, CertificateDraft
from models.certificates.measuring import assessed
from models.certificates.record import PaymentCertificate
from models.language import N_
from models.money import Money
from models.problems import Problem
from models.rules.captions import Working
from models.rules.certificate import Before, advanced
from models.rules.recovery import TO_DATE

_NEGATIVE = ("retention", "recovery", "second_recovered")
_KEPT = ("gross", "progress", "recovery", "second_recovered", "retention", "held", "due", "net", "vat")
_AS_KEPT = N_("as kept when it was made")
_DIFFERS = N_("as kept when it was made; by what the book says today {amount}")
_LATER = "later."
_MADE_UP = N_(
    "Signed when {then} of the advance was known to be paid; today the book has {now} up to that day."
    " The certificate stays as signed; a later one makes it up, as recovery is counted to date."
)
_STAYS = N_(
    "Signed when {then} of the advance was known to be paid; today the book has {now} up to that day."
    " The certificate stays as signed; what is open is recovered from later ones at the agreed rate."
)


_OTHERWISE = N_(
    "What was signed or changed since (earlier certificates, opening balances, terms) would make the recovery {today} "
    "today; signed was {then}. The certificate stays as signed; a later one, or the final account, makes up the "
    "difference."
)


def with_advance_of(
    row: PaymentCertificate, draft: CertificateDraft, behind: Background, changed: Callable[[], Money]
) -> Background:
    """The advance counts as far as it was known when it was signed; what the book says today stands beside it.

    Recovery is never more than what was paid and is still open. So where today's payments would recover another
    amount than was signed, the payments known then were what was recovered up to and with this certificate. Where the
    payments known have not ``changed`` something else differs, such as periods that were entered later:
    this one takes what it took.
    """
    today = assessed(draft, behind).recovery if row.certified_on else row.recovery
    if today == row.recovery:
        return behind
    if not changed():
        return replace(behind, before=_taking(row, behind), recovery_since=(row.recovery, today))
    known = behind.before.recovered + row.recovery
    before = replace(behind.before, advance_paid=known, later_recovered=Money(), later_second=Money())
    return replace(behind, before=before, advance_today=behind.before.advance_paid)


def _taking(row: PaymentCertificate, behind: Background) -> Before:
    """So much of the advances is left to it as it recovered."""
    first, second = advanced(behind.terms, behind.before)
    later = second.paid - second.recovered - row.second_recovered
    both = first.paid - first.recovered - (row.recovery - row.second_recovered) + later
    return replace(behind.before, later_recovered=both, later_second=later)


def advance_advice(behind: Background) -> Iterator[Problem]:
    """That more or less of the advance is in the book by now than when it was signed, or what else makes it another."""
    if behind.recovery_since is not None:
        then, today = behind.recovery_since
        values = {"then": then.grouped, "today": today.grouped}
        yield Problem("work", _OTHERWISE, values, advice=True)
    if behind.advance_today is None:
        return
    makes_up = behind.terms.recovery.rule in TO_DATE
    told = {"then": behind.before.advance_paid.grouped, "now": behind.advance_today.grouped}
    yield Problem("work", _MADE_UP if makes_up else _STAYS, told, advice=True)


def as_kept(workings: Sequence[Working], row: PaymentCertificate) -> tuple[Working, ...]:
    """The lines with the amounts that are kept; one whose rule would give another amount today says so."""
    later = [one for one in workings if one.name.startswith(_LATER)]
    found = [_standing(one, row) for one in workings]
    if not later or Money.total(one.amount for one in later) == row.later:
        return tuple(found)
    place = found.index(later[0])
    found[place] = Working("later", N_("Payable at later milestones"), row.later, _AS_KEPT)
    return tuple(one for one in found if one not in later)


def _standing(one: Working, row: PaymentCertificate) -> Working:
    amount = _kept_amount(one.name, row)
    if amount is None or amount == one.amount:
        return one
    return replace(one, amount=amount, rule=_DIFFERS, values={"amount": one.amount})


def _kept_amount(name: str, row: PaymentCertificate) -> Money | None:
    """What is kept of this line, signed as it enters what is due; None for lines that are kept nowhere."""
    if name.startswith("value."):
        amount: Money = getattr(row, name.replace(".", "_"))
        return amount
    if name == "recovery":
        return row.second_recovered - row.recovery
    if name in _KEPT:
        amount = getattr(row, name)
        return -amount if name in _NEGATIVE else amount
    return None
