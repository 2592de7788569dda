"""What must hold of payment terms, and which of their entries the chosen rules read."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Sequence
from decimal import Decimal
from typing import cast

from models import events
from models.contracts.recovery_periods import instalments_of
from models.contracts.terms_draft import MilestoneDraft, ReleaseDraft, TermsDraft
from models.drafts import entries
from models.language import N_
from models.money import Money
from models.problems import Problem
from models.rules.captions import percent
from models.rules.tax import SIMPLIFIED_MOST

_READ_BY = {
    "percentage": ("rate", "base"),
    "fidic": ("rate", "base", "start", "net"),
    "start_point": ("share", "base", "net"),
    "linear": ("start", "end", "base", "net"),
    "instalments": ("periods", "last", "until", "start", "base", "net"),
}
"""The entries each rule of recovery reads, behind ``recovery_`` or ``second_``."""

_NEEDED = {"fidic": ("rate", "start"), "start_point": ("share",), "linear": ("start", "end")}
_ADVANCES = {"recovery": "advance", "second": "second_advance"}
"""The entries of an advance begin with this word; the entry of its amount."""
_KEPT_BY = {
    "each": ("retention_rate", "retention_base"),
    "to_date": ("retention_rate", "retention_base"),
    "amount": ("retention_amount",),
    "last": ("retention_rate", "retention_base"),
}
_OF_RECOVERY = {name for names in _READ_BY.values() for name in names}
_ONCE = ("last", "net")
"""What is asked for the first advance only, or of both at once."""
_OF_RETENTION = {name for names in _KEPT_BY.values() for name in names}
_RATES = (
    "vat_rate recovery_rate recovery_share recovery_start recovery_end second_rate second_share second_start "
    "second_end retention_rate retention_cap materials_rate "
    "fixed_share price_band break_share wage_share damages_cap damages_rate"
).split()
_FACTORS = ("break_beyond", "break_short")
_YUAN = Money(100)
_LEAST, _MOST = Decimal("0.5"), Decimal(2)
_AMOUNTS = "advance second_advance minimum retention_amount retention_limit damages_day".split()
_DAYS = "interest_free claim_notice claim_report claim_final claim_review claim_answer".split()


def idle_terms(draft: TermsDraft) -> Collection[str]:
    """The entries that the chosen rules do not read."""
    idle = set()
    for of, amount in _ADVANCES.items():
        read = _READ_BY.get(getattr(draft, f"{of}_rule"), ()) if getattr(draft, amount) else ()
        unread = {name for name in _OF_RECOVERY - set(read) if of == "recovery" or name not in _ONCE}
        idle |= {f"{of}_{name}" for name in unread} | (set() if getattr(draft, amount) else {f"{of}_rule"})
    idle |= _OF_RETENTION - {"retention_rate", *_KEPT_BY.get(draft.retention_way, ())}
    if draft.retention_way == "amount":
        idle |= {"retention_rate"}
    if not (draft.retention_rate or draft.retention_amount or _keeps_by_kind(draft)):
        idle |= {"retention_base", "retention_cap", "retention_limit"}
    if draft.fixed_share is None and not draft.factors:
        idle |= {"factors"}
    if draft.break_share is None:
        idle |= {"break_beyond", "break_short"}
    if not draft.wage_share:
        idle |= {"wage_base"}
    if draft.raised_after is None:
        idle |= {"raised_times"}
    return idle


def check_terms(draft: TermsDraft) -> Iterator[Problem]:
    """What must hold of the terms by themselves."""
    yield from _check_shares("milestones", draft.milestones)
    if draft.milestones and draft.milestones[0].event not in events.FIRST:
        message = N_(
            "The first milestone is the progress payment: the signed certificate, or what only the owner controls."
        )
        yield Problem("milestones.0.event", message)
    if draft.releases:
        yield from _check_shares("releases", draft.releases)
    for name in _RATES:
        rate = getattr(draft, name)
        if rate is not None and not 0 <= rate <= 1:
            yield Problem(name, N_("A percentage lies between 0 and 100."))
    if draft.vat_method == "simplified" and draft.vat_rate is not None and draft.vat_rate > SIMPLIFIED_MOST:
        yield Problem("vat_rate", N_("The simplified method has 3 %: write 3 % as the rate."))
    for name in _FACTORS:
        factor = getattr(draft, name)
        if factor is not None and factor < 0:
            yield Problem(name, N_("A factor is not negative."))
        elif factor is not None and not _LEAST <= factor <= _MOST:
            message = N_("{factor} of the unit price: is that right? 1.05 is 105 %, 0.9 is 90 %.")
            yield Problem(name, message, {"factor": percent(factor)}, advice=True)
    for name in ("milestones", "releases"):
        for place, row in enumerate(getattr(draft, name)):
            if (row.days or 0) < 0:
                yield Problem(f"{name}.{place}.days", N_("Days are counted from the event on: 0 or more."))
    yield from _check_amounts(draft)
    for name in _DAYS:
        if (getattr(draft, name) or 0) < 0:
            yield Problem(name, N_("Days are counted from the event on: 0 or more."))
    yield from check_raised(draft.raised_after, draft.raised_times)
    if draft.damages_day and draft.damages_rate:
        yield Problem("damages_rate", N_("Enter the damages of a day either as an amount or as a share of the price."))
    yield from _check_recovery(draft)
    yield from _check_kinds(draft)
    yield from _check_formula(draft)
    for place, one in enumerate(draft.fees):
        if one.rate is not None and not 0 <= one.rate <= 1:
            yield Problem(f"fees.{place}.rate", N_("A percentage lies between 0 and 100."))


def check_raised(after: int | None, times: Decimal | None) -> Iterator[Problem]:
    """After how many days late the rate is raised, and how many times it is taken then."""
    if after is not None and after < 1:
        yield Problem("raised_after", N_("A number of days from 1 on."))
    if times is not None and not 0 < times <= 10:
        yield Problem("raised_times", N_("A rate is taken more than 0 and at most 10 times."))


def _check_amounts(draft: TermsDraft) -> Iterator[Problem]:
    """No amount is negative, and none is a percentage that was typed as an amount."""
    how = entries(cast(Hashable, type(draft)))
    for name in _AMOUNTS:
        amount = getattr(draft, name)
        if amount is not None and amount < Money():
            yield Problem(name, N_("This amount cannot be negative."))
        elif amount and amount < _YUAN and how[name].share:
            message = N_("Less than one yuan: a percentage is entered at “{caption}”.")
            yield Problem(name, message, {"caption": how[name].share})


def _check_shares(name: str, rows: Sequence[MilestoneDraft | ReleaseDraft]) -> Iterator[Problem]:
    reached = Decimal(0)
    for place, row in enumerate(rows):
        share = row.cumulative
        if share is not None and not reached <= share <= 1:
            yield Problem(
                f"{name}.{place}.cumulative", N_("Cumulative shares rise from line to line and end at 100 %.")
            )
        reached = share if share is not None else reached
    if rows and reached != 1:
        yield Problem(f"{name}.{len(rows) - 1}.cumulative", N_("The last cumulative share must be 100 %."))


def _check_recovery(draft: TermsDraft) -> Iterator[Problem]:
    if draft.second_advance and not draft.advance:
        yield Problem("second_advance", N_("The second advance comes after the first: enter that one first."))
    for of, amount in _ADVANCES.items():
        if getattr(draft, amount):
            yield from _check_rule(draft, of)


def _check_rule(draft: TermsDraft, of: str) -> Iterator[Problem]:
    rule, start, end = (getattr(draft, f"{of}_{name}") for name in ("rule", "start", "end"))
    for name in _NEEDED.get(rule, ()):
        if not getattr(draft, f"{of}_{name}"):
            yield Problem(f"{of}_{name}", N_("The chosen rule of recovery needs this share."))
    if rule == "linear" and start and end and end <= start:
        yield Problem(f"{of}_end", N_("Recovery ends after it has started."))
    if rule == "instalments":
        yield from _check_named(draft, of)


def _check_named(draft: TermsDraft, of: str) -> Iterator[Problem]:
    """Named periods, the last months, or a start share: from that on so many, or up to a period."""
    named, start, until = (getattr(draft, f"{of}_{name}") for name in ("periods", "start", "until"))
    last = draft.recovery_last if of == "recovery" else None
    periods, shares = instalments_of(named)
    if named:
        yield from _check_instalments(f"{of}_periods", periods, shares)
    elif not last and not until:
        yield Problem(f"{of}_periods", N_("Name the periods in which the advance is recovered."))
    if start:
        if not all(one.isdigit() for one in periods):
            yield Problem(f"{of}_periods", N_("From a start share on periods are counted: 1 reaches it, 2 is next."))
        if last:
            yield Problem("recovery_last", N_("From a start share on write how many periods: 1-3, or up to which."))
    if until is not None:
        if not start:
            yield Problem(f"{of}_until", N_("Up to a period goes with the share of the price at which it starts."))
        elif until < 1 or shares:
            yield Problem(f"{of}_until", N_("Equal parts up to a period number from 1 on."))


def _check_instalments(where: str, periods: Sequence[str], shares: Sequence[Decimal]) -> Iterator[Problem]:
    wrong = ""
    if not periods:
        wrong = N_("Write period numbers or months, such as 3-6 or 2026-03、2026-04; with shares 3=40%、4=60%.")
    elif len(set(periods)) < len(periods):
        wrong = N_("A period stands here twice; unequal parts are written with shares, such as 3=40%、4=60%.")
    elif shares and (sum(shares) != 1 or min(shares) <= 0):
        wrong = N_("The shares of the instalments together are 100 %.")
    if wrong:
        yield Problem(where, wrong)


def _check_kinds(draft: TermsDraft) -> Iterator[Problem]:
    seen: set[str] = set()
    for place, one in enumerate(draft.kinds):
        if one.kind in seen:
            yield Problem(f"kinds.{place}.kind", N_("This kind of value stands here twice."))
        seen.add(one.kind)
        for name in ("progress", "retention_rate", "vat_rate"):
            rate = getattr(one, name)
            if rate is not None and not 0 <= rate <= 1:
                yield Problem(f"kinds.{place}.{name}", N_("A percentage lies between 0 and 100."))
        if one.progress is not None and one.progress < 1 and len(draft.milestones) < 2:
            yield Problem(f"kinds.{place}.progress", N_("Add the milestone at which the rest of it is paid."))


def _check_formula(draft: TermsDraft) -> Iterator[Problem]:
    if draft.materials_months is not None and not 1 <= draft.materials_months <= 120:
        yield Problem("materials_months", N_("A number of periods from 1 on."))
    weights = sum((one.weight or Decimal(0) for one in draft.factors), draft.fixed_share or Decimal(0))
    if draft.factors and weights > 1:
        yield Problem("factors", N_("The fixed part and the weights come to more than 100 %."))
    elif draft.factors and weights < 1:
        yield Problem("factors", N_("The fixed part and the weights come to less than 100 %."), advice=True)
    names = [one.name for one in draft.factors]
    for place, one in enumerate(draft.factors):
        if one.index is not None and one.index <= 0:
            yield Problem(f"factors.{place}.index", N_("An index is above nothing."))
        if one.name in names[:place]:
            yield Problem(f"factors.{place}.name", N_("This cost stands here twice."))


def _keeps_by_kind(draft: TermsDraft) -> bool:
    return any(one.retention_rate for one in draft.kinds)
