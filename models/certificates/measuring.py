"""The live arithmetic of a certificate: from what was typed to the assessment, by the terms that stand behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from models.certificates.adjusting import WorkedOut, adjusted, with_unit
from models.certificates.draft import (
    ADDITIONS,
    DEDUCTIONS,
    TYPED,
    AdjustmentDraft,
    Background,
    CertificateDraft,
    LineDraft,
    SupplyDraft,
)
from models.language import N_
from models.money import Money
from models.rules import base, certificate
from models.rules.captions import percent
from models.rules.fees import charged
from models.rules.quantities import Supplied, beyond_break, short_of_break, supplied_value
from models.rules.recovery import left_by_time
from models.rules.tax import split
from models.rules.valuation import amounts_of, assess

Rule = tuple[str, Mapping[str, object]]


def assessed(draft: CertificateDraft, background: Background) -> certificate.Assessment:
    """The certificate worked out as it stands in the form; pure, on every keystroke."""
    return assess(background.terms, background.before, measured(draft, background))


def amounts(draft: CertificateDraft, background: Background) -> certificate.Assessment:
    """The same without its workings: what is kept of it."""
    return amounts_of(background.terms, background.before, measured(draft, background))


def measured(draft: CertificateDraft, background: Background) -> certificate.Measured:
    """What the period brings, as the arithmetic takes it."""
    made = worked_out(draft, background)
    adjusted = adjustments_of(draft)
    day = draft.period_to or draft.certified_on
    return certificate.Measured(
        value=value_of(draft, background, made),
        additions=tuple(
            certificate.Addition(ADDITIONS[one.kind], one.amount or Money(), one.reason)
            for one in adjusted
            if one.kind in ADDITIONS
        ),
        deductions=tuple(
            certificate.Deduction(DEDUCTIONS[one.kind], one.amount or Money(), one.reason, one.agreed)
            for one in adjusted
            if one.kind in DEDUCTIONS
        ),
        period=str(draft.period or background.next_period),
        month=f"{day:%Y-%m}" if day else "",
        last=draft.kind == "last",
        rated=rated_of(draft),
        rules={kind: (one.rule, one.values) for kind, one in made.items()},
    )


def entered(draft: CertificateDraft) -> dict[str, Money]:
    """Certified value by kind as it was entered: the sums of the lines, plus what was typed without lines."""
    value = {kind: getattr(draft, name) or Money() for name, kind in TYPED.items()}
    for line in draft.lines:
        value[line.kind] = value.get(line.kind, Money()) + line.certified()
    return value


def value_of(
    draft: CertificateDraft, background: Background, made: Mapping[str, WorkedOut] | None = None
) -> dict[str, Money]:
    """Certified value by kind: what was entered, and what the program works out from it."""
    value = entered(draft)
    for kind, one in (worked_out(draft, background) if made is None else made).items():
        value[kind] = value.get(kind, Money()) + one.amount
    return {kind: value[kind] for kind in base.KINDS if value.get(kind)}


def rated_of(draft: CertificateDraft) -> dict[tuple[str, Decimal], Money]:
    """The parts of the value whose lines have a rate of tax of their own."""
    found: dict[tuple[str, Decimal], Money] = {}
    for line in draft.lines:
        if line.vat_rate is not None and line.certified():
            key = line.kind, line.vat_rate
            found[key] = found.get(key, Money()) + line.certified()
    return found


def claimed_of(draft: CertificateDraft) -> Money:
    """What was applied for: the typed total, else the lines' claims and the typed values."""
    if draft.claimed is not None:
        return draft.claimed
    typed = [getattr(draft, name) for name in TYPED]
    return Money.total([*(line.applied_for() for line in draft.lines), *(one for one in typed if one)])


def as_claimed(draft: CertificateDraft) -> CertificateDraft:
    """The certificate with every line certified as it was claimed."""
    return replace(draft, lines=tuple(map(_line_as_claimed, draft.lines)))


def _line_as_claimed(line: LineDraft) -> LineDraft:
    if line.claimed_quantity is not None and line.price is not None:
        return replace(line, quantity=line.claimed_quantity)
    if line.claimed is not None:
        return replace(line, quantity=None, amount=line.claimed)
    return line


def claimed_in_all(draft: CertificateDraft, background: Background, certified: certificate.Assessment) -> Money:
    """What is claimed beside what is certified: the typed total, else the gross value of the same parts as claimed."""
    if draft.claimed is not None or draft.kind == "advance":
        return claimed_of(draft)
    asked = as_claimed(draft)
    return certified.gross if asked == draft else amounts(asked, background).gross


def adjustments_of(draft: CertificateDraft) -> tuple[AdjustmentDraft, ...]:
    """Deductions and additions, those for the owner's materials worked out."""
    return (*draft.adjustments, *map(_supplied, draft.supplies))


def _supplied(one: SupplyDraft) -> AdjustmentDraft:
    nothing = Decimal(0)
    how = Supplied(one.issued or nothing, one.returned or nothing, one.allowed, one.price or nothing, one.over_price)
    within = how.issued - how.returned - how.overused
    parts: list[tuple[Decimal, Decimal | None]] = [(within, one.price)] if one.price else []
    parts += [(how.overused, one.price if one.over_price is None else one.over_price)] if how.overused else []
    told = " + ".join(f"{with_unit(quantity, one.unit)} × {price or nothing:,f}" for quantity, price in parts)
    return AdjustmentDraft("materials", supplied_value(how), f"{one.name} {told}".strip())


# What the program works out


def worked_out(draft: CertificateDraft, background: Background) -> dict[str, WorkedOut]:
    """By kind of value; only what the contract provides for and the draft gives cause to."""
    found = {
        base.BREAKS: _breaks(draft, background),
        base.MATERIALS: _materials(draft, background),
        base.ADJUSTMENT: adjusted(draft, background, index_base(draft, background)),
    }
    made = {kind: one for kind, one in found.items() if one is not None}
    return made | _fees(draft, background, made)


def _fees(draft: CertificateDraft, background: Background, made: Mapping[str, WorkedOut]) -> dict[str, WorkedOut]:
    """What the contract gives as a rate of the value of the period."""
    if not background.pricing.fees:
        return {}
    value = entered(draft)
    for kind, one in made.items():
        value[kind] = value.get(kind, Money()) + one.amount
    found = list(charged(background.pricing.fees, value))
    told = (f"{one.fee.name} {percent(one.fee.rate)} × {one.base.grouped} = {one.amount.grouped}" for one in found)
    return {base.FEES: WorkedOut(Money.total(one.amount for one in found), "{fees}", {"fees": "; ".join(told)})}


def break_of(line: LineDraft, background: Background, last: bool) -> Money:
    """What a bill line is worth more or less because its quantity leaves the bill by more than was agreed."""
    if line.quantity is None or line.price is None or not line.bill_item:
        return Money()
    how = background.break_of(line.bill_item)
    bill, previous = background.quantities.get(line.bill_item, (None, None))
    if how is None or not bill:
        return Money()
    before = previous or Decimal(0)
    found = beyond_break(before, line.quantity, bill, line.price, how)
    return found + short_of_break(before + line.quantity, bill, line.price, how) if last else found


def _breaks(draft: CertificateDraft, background: Background) -> WorkedOut | None:
    how = background.pricing.quantity_break
    if how is None:
        return None
    last = draft.kind == "last"
    changes = [break_of(line, background, last) for line in draft.lines]
    changes += [_ended_short(one, background) for one in _no_longer_measured(draft, background)] if last else []
    values = {"share": percent(how.share), "beyond": percent(how.beyond), "short": percent(how.short)}
    return WorkedOut(Money.total(changes), _NEW_PRICES if background.repriced else _BREAK, values)


_BREAK = N_("more than {share} beyond the bill at {beyond} of the price, short of it at {short} in the last")
_NEW_PRICES = N_("more than {share} beyond the bill, or short of it in the last: at the new prices of the bill items")


def _no_longer_measured(draft: CertificateDraft, background: Background) -> set[str]:
    """The items of the bill that the last certificate does not measure: they too have come to their end."""
    return set(background.prices) - {line.bill_item for line in draft.lines if line.quantity is not None}


def _ended_short(item: str, background: Background) -> Money:
    """What an item is worth more because of it ended short of the bill with what earlier certificates measured."""
    bill, done = background.quantities.get(item, (None, None))
    price = background.prices[item]
    how = background.break_of(item)
    return short_of_break(done, bill, price, how) if how and bill and done else Money()


def _materials(draft: CertificateDraft, background: Background) -> WorkedOut | None:
    """The agreed share of what lies on site now, less what was paid for what lay there before (FIDIC 14.5).

    Where it is taken back by time, what was delivered is paid and comes back in equal parts in the periods after.
    """
    how, terms = background.pricing, background.terms.tax
    if draft.stored is None and not (how.months and how.delivered):
        return None
    before = background.before.value.get(base.MATERIALS, Money())
    if not terms.included:
        before = split(before, terms.rates.get(base.MATERIALS, terms.rate)).net
    share, stored = how.materials, draft.stored or Money()
    values = {"share": percent(share), "stored": stored, "before": before, "months": how.months}
    if not how.months:
        return WorkedOut(stored.share(share) - before, N_("{share} of {stored} on site, {before} before"), values)
    period = draft.period or background.next_period
    paid = [(since, amount.share(share)) for since, amount in (*how.delivered, (period, stored))]
    if draft.kind == "last":
        return WorkedOut(-before, N_("the last certificate takes back the {before} that were left before"), values)
    left = left_by_time(paid, how.months, period)
    rule = N_(
        "{share} of {stored} delivered; earlier ones are taken back in {months} periods, {before} was left before"
    )
    return WorkedOut(left - before, rule, values)


def index_base(draft: CertificateDraft, background: Background) -> Money:
    """P0: the value of the period whose prices the formula moves (GF-2017-0201 11.1, FIDIC 13.8); else nothing."""
    if not background.pricing.formula.moving:
        return Money()
    value, kinds = entered(draft), background.pricing.adjusted
    found = Money.total(value.get(kind, Money()) for kind in kinds)
    breaks = _breaks(draft, background) if base.LINES in kinds else None
    return found + breaks.amount if breaks else found
