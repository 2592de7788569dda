"""What must hold of a certificate: by itself, and against the contract and the certificates before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from models.certificates.as_signed import advance_advice
from models.certificates.draft import TYPED, Background, CertificateDraft, LineDraft
from models.certificates.measuring import assessed, value_of
from models.certificates.record import PaymentCertificate
from models.drafts import faults
from models.language import N_
from models.money import Money
from models.problems import STILL_TO_COME, Problem
from models.rules import base
from models.rules.base import base_of
from models.rules.certificate import Assessment

_NOTHING = N_("There is nothing to certify: enter lines or an amount; of a period without new work enter 0.")
ROUNDED = Money.of(1)
"""What rounding lines by themselves comes to stays below one yuan (尾差); from there on it is more than was agreed."""
SAME_PERIOD = N_("Period {period} of this contract is that of another certificate. Give each its own period.")


def check(draft: CertificateDraft) -> Iterator[Problem]:
    """What can be said of a certificate by itself."""
    yield from faults(draft)
    if draft.period_from and draft.period_to and draft.period_to < draft.period_from:
        yield Problem("period_to", N_("The period ends before it begins."))
    if draft.period_from and draft.certified_on and draft.certified_on < draft.period_from and draft.kind != "advance":
        told = {"day": str(draft.certified_on), "start": str(draft.period_from)}
        yield Problem("certified_on", N_("Signed on {day}, before the period began on {start}."), told)
    for name in ("submitted_on", "certified_on"):
        day = getattr(draft, name)
        if day and day > date.today():
            yield Problem(name, STILL_TO_COME, {"day": str(day)}, advice=True)
    if draft.submitted_on and draft.certified_on and draft.certified_on < draft.submitted_on:
        yield Problem("certified_on", N_("Signed before it was submitted: is the date right?"), advice=True)
    if draft.certified_on and draft.kind != "advance" and _is_empty(draft):
        yield Problem("work", _NOTHING)
    if draft.kind == "advance" and not draft.work:
        yield Problem("work", N_("Enter the advance payment that falls due."))
    for place, line in enumerate(draft.lines):
        if line.quantity is not None and line.price is None:
            yield Problem(f"lines.{place}.price", N_("A quantity needs a unit price."))
    for place, one in enumerate(draft.indices):
        if one.current is not None and one.current <= 0:
            yield Problem(f"indices.{place}.current", N_("An index is above nothing."))


def _check_materials(draft: CertificateDraft, background: Background) -> Iterator[Problem]:
    """Prices are above nothing, how far they may move is agreed, and what is paid ahead has just arrived."""
    how, arrived = background.pricing, draft.stored or Money()
    if how.months and arrived and how.delivered and how.delivered[-1][1] == arrived:
        message = N_(
            "{amount} arrived in the period before, too. Where materials are taken back in months, enter what arrived "
            "in this period, not what lies there."
        )
        yield Problem("stored", message, {"amount": arrived.grouped}, advice=True)
    for place, one in enumerate(draft.material_prices):
        for name in ("base", "tender", "current"):
            price = getattr(one, name)
            if price is not None and price <= 0:
                yield Problem(f"material_prices.{place}.{name}", N_("A price is above nothing."))
        if one.band is None and background.pricing.band is None:
            message = N_("How far may the price move at our risk? Enter it here or in the terms of the contract.")
            yield Problem(f"material_prices.{place}.band", message)
        elif one.band is not None and not 0 <= one.band <= 1:
            yield Problem(f"material_prices.{place}.band", N_("A percentage lies between 0 and 100."))


def _is_empty(draft: CertificateDraft) -> bool:
    """Whether nothing is said at all: a nought is said of a period in which only money moves (FIDIC 14.3)."""
    others = draft.adjustments or draft.indices or draft.supplies or draft.material_prices or draft.stored is not None
    typed = any(getattr(draft, name) is not None for name in TYPED)
    measured = any(line.quantity is not None or line.amount is not None for line in draft.lines)
    return not (others or typed or measured)


def check_against(draft: CertificateDraft, background: Background) -> Iterator[Problem]:
    """What needs the contract: figures of earlier certificates must be the book's; all else is advice."""
    so_far: dict[str, Money] = {}
    for place, line in enumerate(draft.lines):
        above = so_far.get(line.place, Money())
        for problem in (*_check_line(line, background), *_check_change(line, background, above)):
            yield problem.under(f"lines.{place}")
        if line.variation or line.claim:
            so_far[line.place] = above + line.certified()
    yield from _check_stated(draft, background)
    yield from _check_sums(draft, background)
    yield from _check_indices(draft, background)
    yield from _check_materials(draft, background)
    if draft.certified_on and background.signed_before and draft.certified_on < background.signed_before:
        told = {"day": str(draft.certified_on), "before": str(background.signed_before)}
        message = N_("Signed on {day}, before the certificate of an earlier period ({before}): is the date right?")
        yield Problem("certified_on", message, told, advice=True)
    yield from _check_order(draft, background)
    yield from _check_last(draft, background)
    yield from background.legal
    yield from advance_advice(background)


def _check_last(draft: CertificateDraft, background: Background) -> Iterator[Problem]:
    """What the last certificate leaves of the advance is taken back by the final account only."""
    before = background.before
    left = before.advance_paid - before.recovered - before.later_recovered
    if draft.kind == "last" and left > Money() and (left := left - assessed(draft, background).recovery) > Money():
        message = N_(
            "With this last certificate {left} of the advance of {paid} is not recovered: take it off here, or the"
            " final account does."
        )
        yield Problem("kind", message, {"left": left.grouped, "paid": before.advance_paid.grouped}, advice=True)


def _check_order(draft: CertificateDraft, background: Background) -> Iterator[Problem]:
    """Certificates of later periods left this one less of the advance or of the limit than it would take."""
    recovered, kept = background.before.later_recovered, background.before.later_retention
    if background.recovery_since is not None or (not recovered and not kept):
        return
    alone = replace(background.before, later_recovered=Money(), later_second=Money(), later_retention=Money())
    first, found = (assessed(draft, one) for one in (replace(background, before=alone), background))
    if (first.recovery, first.retention) != (found.recovery, found.retention):
        message = N_(
            "Later periods are signed already: they recovered {recovered} and kept {kept}, which stay. This one takes "
            "only what they left of the advance and of the limit of retention."
        )
        yield Problem("period", message, {"recovered": recovered.grouped, "kept": kept.grouped}, advice=True)


def check_due(draft: CertificateDraft, found: Assessment | PaymentCertificate) -> Iterator[Problem]:
    """A certificate that leaves something to be paid back says by what."""
    if draft.kind == "advance" or found.due >= Money():
        return
    values = {"due": (-found.due).grouped, "progress": found.progress.grouped}
    if found.progress < Money():
        message = N_("{due} is to be paid back: the value of this period is less than nothing.")
        yield Problem("work", message, values, advice=True)
        return
    parts = (found.recovery, found.retention, found.deducted)
    told = {name: one.grouped for name, one in zip(("recovery", "retention", "deducted"), parts, strict=True)}
    message = N_(
        "{due} is to be paid back: recovery {recovery}, retention {retention} and deductions {deducted} come to more "
        "than the progress {progress}."
    )
    yield Problem("work", message, {**values, **told}, advice=True)


def _check_line(line: LineDraft, background: Background) -> Iterator[Problem]:
    agreed, previous = background.quantities.get(line.place, (None, None))
    if line.previous is not None and line.previous != (previous or Decimal(0)):
        told = {"stated": f"{line.previous:,f}", "known": f"{previous or Decimal(0):,f}"}
        yield Problem("previous", N_("Previous to date is {known} in the book, not {stated}."), told)
    beyond = (previous or Decimal(0)) + (line.quantity or Decimal(0)) - (agreed or Decimal(0))
    if line.quantity and agreed is not None and beyond > 0 and background.pricing.quantity_break is None:
        yield Problem(
            "quantity",
            N_(
                "{beyond} {unit} more than agreed: it may be submitted and signed, but contradicts the contract until a"
                " variation is approved or it is taken off."
            ),
            {"beyond": f"{beyond:,f}", "unit": line.unit},
            advice=True,
        )
    below = -(previous or Decimal(0)) - (line.quantity or Decimal(0))
    if line.quantity and line.quantity < 0 < below:
        yield Problem(
            "quantity",
            N_("{below} {unit} less than nothing to date: more is taken off than was ever certified."),
            {"below": f"{below:,f}", "unit": line.unit},
            advice=True,
        )
    if line.variation in background.unapproved and (line.quantity or line.amount):
        yield Problem("quantity", N_("This variation is not approved yet: the owner may strike it."), advice=True)


def _check_change(line: LineDraft, background: Background, above: Money) -> Iterator[Problem]:
    """A claim or variation against what was agreed of it; ``above`` is what lines before this one take of it."""
    if line.claim and line.certified():
        yield from _check_claim(line, background, above)
    elif line.variation in background.approved and line.certified():
        yield from _check_variation(line, background, above)


def _check_variation(line: LineDraft, background: Background, above: Money) -> Iterator[Problem]:
    """No more of a variation than was approved of it; what was measured may leave that by what rounding comes to."""
    agreed, done = background.quantities.get(line.place, (None, None))
    if line.quantity and agreed is not None and (done or Decimal(0)) + line.quantity > agreed:
        return
    approved, before = background.approved[line.variation]
    found = before + above + line.certified()
    beyond = found - approved if approved >= Money() else approved - found
    if beyond > Money() and (line.quantity is None or beyond >= ROUNDED):
        told = {"approved": approved.grouped, "before": (before + above).grouped, "beyond": beyond.grouped}
        message = N_(
            "{approved} was approved of this variation and {before} certified before: {beyond} beyond it needs a"
            " further approval."
        )
        yield Problem("amount" if line.quantity is None else "quantity", message, told, advice=True)


def _check_claim(line: LineDraft, background: Background, above: Money) -> Iterator[Problem]:
    """No more of a claim is certified than was agreed of it, and nothing of one that is paid by itself."""
    entry = "amount" if line.quantity is None else "quantity"
    if line.claim not in background.claims:
        yield Problem(entry, N_("This claim is void or paid by itself: it is no line of a certificate."))
        return
    agreed, before = background.claims[line.claim]
    before += above
    told = {"agreed": agreed.grouped, "before": before.grouped}
    if not agreed:
        yield Problem(entry, N_("This claim is not agreed yet: enter it as claimed, not as certified."))
    elif before + line.certified() > agreed:
        message = N_("{agreed} was agreed of this claim and {before} certified before: certify no more than the rest.")
        yield Problem(entry, message, told)


def _check_stated(draft: CertificateDraft, background: Background) -> Iterator[Problem]:
    """What a form states of earlier certificates is what the last one came to (line 7 of G702 is line 6 before)."""
    before = background.before
    earned = before.gross - before.retention
    told = {"gross": before.gross.grouped, "earned": earned.grouped, "retention": before.retention.grouped}
    if draft.stated_gross is not None and draft.stated_gross != before.gross:
        yield Problem("stated_gross", N_("Earlier certificates come to {gross}, not to what is stated here."), told)
    if draft.stated_previous is None or draft.stated_previous == earned:
        return
    if draft.stated_previous == before.gross:
        message = N_(
            "This is the value before retention. Previous certificates are {earned}: {gross} less {retention}."
        )
        yield Problem("stated_previous", message, told)
    else:
        message = N_(
            "Previous certificates are {earned} ({gross} less retention {retention}), not what is stated here."
        )
        yield Problem("stated_previous", message, told)


def _check_sums(draft: CertificateDraft, background: Background) -> Iterator[Problem]:
    value, before, how = value_of(draft, background), background.before, background.pricing
    found = before.gross + Money.total(value.values())
    if background.ceiling and found > background.ceiling:
        yield Problem(
            "work",
            N_("Certified to date {found} exceeds the price with approved variations {ceiling}."),
            {"found": found.grouped, "ceiling": background.ceiling.grouped},
            advice=True,
        )
    spent = before.value.get(base.PROVISIONAL, Money()) + value.get(base.PROVISIONAL, Money())
    if value.get(base.PROVISIONAL) and spent > how.provisional:
        told = {"spent": spent.grouped, "provisional": how.provisional.grouped}
        message = N_("Provisional sums spent to date {spent} exceed those of the contract {provisional}.")
        yield Problem("provisional", message, told, advice=True)
    damages = how.damages + Money.total(
        one.amount or Money() for one in draft.adjustments if one.kind == "damages" and one.agreed
    )
    if how.damages_owed is not None and damages > how.damages_owed:
        told = {"damages": damages.grouped, "owed": how.damages_owed.grouped, "days": str(how.late)}
        message = N_("Delay damages to date {damages} exceed the {owed} that {days} days late come to by the terms.")
        yield Problem("adjustments", message, told, advice=True)
    if how.damages_cap is not None and damages > how.damages_cap:
        told = {"damages": damages.grouped, "cap": how.damages_cap.grouped}
        yield Problem("adjustments", N_("Delay damages to date {damages} exceed their limit {cap}."), told, advice=True)
    wages = background.terms.wages
    if wages.rate and base_of(wages.base, (), value, background.terms.shares) < Money():
        yield Problem("work", N_("A negative period pays nothing to the wage account."), advice=True)


def _check_indices(draft: CertificateDraft, background: Background) -> Iterator[Problem]:
    formula, own = background.pricing.formula, draft.period or background.next_period
    for place, one in enumerate(draft.indices):
        if one.name and one.name not in formula.moving:
            told = {"known": "、".join(formula.moving)}
            yield Problem(f"indices.{place}.name", N_("The contract's formula moves only: {known}."), told)
        elif one.period and one.period != own and one.period not in background.pricing.indexed:
            yield Problem(f"indices.{place}.period", N_("No price was adjusted in this period."))
    given = {one.name for one in draft.indices if one.period in (None, own)}
    missing = [name for name in formula.moving if name not in given]
    moved = (amount for kind, amount in value_of(draft, background).items() if kind != base.ADJUSTMENT)
    if missing and any(moved):
        told = {"names": "、".join(missing)}
        message = N_("No index of {names} for this period: enter it, or the last one as provisional.")
        yield Problem("indices", message, told, advice=True)
