"""How a certificate explains itself: one line for each amount, with the rule and the figures behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from models.money import Money
from models.rules.base import BASES, GROSS, KINDS, NET, PROGRESS, base_of, together
from models.rules.captions import N_, Working, percent
from models.rules.certificate import Advanced, Assessment, Before, CertificateTerms, Measured, advanced
from models.rules.recovery import RULE_NAMES, RecoveryTerms, start_point
from models.rules.retention import WAY_NAMES, ceiling, of_value, parts_of


def explain(terms: CertificateTerms, before: Before, measured: Measured, found: Assessment) -> tuple[Working, ...]:
    """The lines of a certificate in the order in which a person works them out.

    Amounts are signed as they enter ``due``; later parts, disputed deductions and the tax split are for information.
    """
    return (
        *_value(before, measured, found),
        *_progress(terms, found),
        *_kept(terms, before, found),
        *_adjusted(measured),
        *_result(terms, before, found),
        *_beside(terms, before, found),
    )


def _value(before: Before, measured: Measured, found: Assessment) -> Iterator[Working]:
    for kind, amount in found.value.items():
        rule, values = measured.rules.get(kind, ("", {}))
        yield Working(f"value.{kind}", KINDS.get(kind, kind), amount, rule, values)
    yield Working("gross", N_("Value of this period"), found.gross)
    to_date = {"before": before.gross, "now": found.gross}
    yield Working("gross_to_date", N_("Value to date"), found.gross_to_date, N_("{before} before + {now} now"), to_date)


def _progress(terms: CertificateTerms, found: Assessment) -> Iterator[Working]:
    now: dict[str, object] = {"share": percent(terms.progress), "gross": found.gross}
    parts = terms.shares.groups(found.value)
    told = N_("{share} of {gross}")
    if parts.keys() - {terms.progress}:
        told, now = "{parts}", {"parts": _summed(parts.items())}
    yield Working("progress", N_("Progress payment of this period"), found.progress, told, now)
    reached = terms.milestones[0]
    for index, (milestone, amount) in enumerate(zip(terms.milestones[1:], found.later, strict=True)):
        values = {
            "from": percent(reached.cumulative),
            "to": percent(milestone.cumulative),
            "gross": found.gross,
            "event": milestone.event,
            "days": milestone.days,
        }
        yield Working(f"later.{index}", N_("Payable later"), amount, N_("from {from} to {to} of {gross}"), values)
        reached = milestone


def _summed(parts: Iterable[tuple[Decimal, Money]]) -> str:
    """Rates that differ by kind of value, each with what it is taken of; what nothing is taken of is left out."""
    return " + ".join(f"{percent(rate)} × {base.grouped}" for rate, base in parts if base)


def _kept(terms: CertificateTerms, before: Before, found: Assessment) -> Iterator[Working]:
    """Only what was agreed, or was kept or paid all the same."""
    first, second = advanced(terms, before)
    if terms.retention.is_agreed or before.retention:
        yield Working("retention", N_("Retention"), -found.retention, *_retention_rule(terms, before, found))
    if terms.recovery.advance or before.advance_paid or found.recovery:
        one = -(found.recovery - found.second)
        yield Working(
            "recovery", N_("Recovery of the advance"), one, *_recovery_rule(terms, found, terms.recovery, first)
        )
    if terms.second.advance or second.recovered or found.second:
        rule = _recovery_rule(terms, found, terms.second, second)
        yield Working("second_recovered", N_("Recovery of the second advance"), -found.second, *rule)


def _retention_rule(terms: CertificateTerms, before: Before, found: Assessment) -> tuple[str, dict[str, object]]:
    how, limit = terms.retention, ceiling(terms.retention, terms.price)
    values: dict[str, object] = {"base": BASES[how.base], "before": before.retention, "way": WAY_NAMES[how.way]}
    values |= {"rate": percent(how.rate), "limit": limit, "amount": how.amount}
    told = _RETENTION_RULES.get(how.way, _BY_SHARE)
    if how.way != "amount" and how.rates.keys() & found.value.keys():
        value = found.value if how.way == "each" else together(before.value, found.value)
        told, values["parts"] = _BY_KIND, _summed(parts_of(how, value, terms.shares))
    return told[limit is not None], values


_BY_SHARE = (
    N_("{way}: {rate} of {base}; {before} kept before"),
    N_("{way}: {rate} of {base}, up to {limit} in all; {before} kept before"),
)
_BY_KIND = (
    N_("{way}: {parts}; {before} kept before"),
    N_("{way}: {parts}, up to {limit} in all; {before} kept before"),
)
_RETENTION_RULES = {
    "amount": (
        N_("{amount} from each certificate; {before} kept before"),
        N_("{amount} from each certificate, up to {limit} in all; {before} kept before"),
    ),
    "each": (
        N_("{rate} of {base}; {before} kept before"),
        N_("{rate} of {base}, up to {limit} in all; {before} kept before"),
    ),
}
"""By the way of keeping it: without and with a limit."""


_RECOVERY_RULES = {
    "percentage": N_("{rate} of {base}, up to the advance received; {before} of {paid} recovered before"),
    "fidic": N_("{rate} of {base} once {start} of {price} is passed; {before} of {paid} recovered before"),
    "start_point": N_("{share} of what passes the start point {point}; {before} of {paid} recovered before"),
    "linear": N_("evenly between {start} and {end} of {price}; {before} of {paid} recovered before"),
    "instalments": N_("{count} equal instalments of {advance}: {periods}; {before} of {paid} recovered before"),
}
_FROM_START = N_(
    "instalments of {advance} once {start} of {price} is reached, counted from then: {periods}; "
    "{before} of {paid} recovered before"
)
_UP_TO = N_(
    "equal instalments of {advance} once {start} of {price} is reached, from the {first}. period counted from then to "
    "No. {until}; {before} of {paid} recovered before"
)
_UNEQUAL = N_("{count} instalments of {advance}: {periods}; {before} of {paid} recovered before")


def _recovery_rule(
    terms: CertificateTerms, found: Assessment, how: RecoveryTerms, advance: Advanced
) -> tuple[str, dict[str, object]]:
    values: dict[str, object] = {
        "rule": RULE_NAMES[how.rule],
        "rate": percent(how.rate),
        "base": BASES[how.base],
        "start": percent(how.start),
        "end": percent(how.end),
        "price": how.price,
        "share": percent(how.materials_share),
        "point": start_point(how.price, how.advance, how.materials_share) if how.rule == "start_point" else Money(),
        "count": len(how.periods),
        "periods": ", ".join(instalments(how)),
        "advance": how.advance,
        "first": next(iter(how.periods), ""),
        "until": how.until,
        "paid": advance.paid,
        "before": advance.recovered,
    }
    if how.rule in _OF_BASE and set(how.without) & found.value.keys():
        return _OF_BASE[how.rule], {**values, "of": _taken_of(terms, found, how)}
    if how.rule == "instalments" and how.start:
        return _FROM_START if how.until is None else _UP_TO, values
    return _UNEQUAL if how.shares else _RECOVERY_RULES.get(how.rule, "{rule}"), values


_OF_BASE = {
    "percentage": N_("{rate} of {of}, the kinds of value it is taken of; {before} of {paid} recovered before"),
    "fidic": N_(
        "{rate} of {of}, the kinds of value it is taken of, once {start} of {price} is passed; "
        "{before} of {paid} recovered before"
    ),
}
"""Where some kinds of value recover nothing."""


def _taken_of(terms: CertificateTerms, found: Assessment, how: RecoveryTerms) -> Money:
    base = base_of(PROGRESS if how.base == NET else how.base, how.without, found.value, terms.shares)
    return base - found.retention if how.base == NET else base


def instalments(how: RecoveryTerms) -> list[str]:
    """The periods that carry instalments, with their shares where they are not equal."""
    if how.until is not None:
        return [f"{how.periods[0]}–", str(how.until)]
    shares = how.shares or (None,) * len(how.periods)
    told = zip(how.periods, shares, strict=True)
    return [period if share is None else f"{period} ({percent(share)})" for period, share in told]


def _adjusted(measured: Measured) -> Iterator[Working]:
    for index, addition in enumerate(measured.additions):
        yield Working(f"added.{index}", addition.kind, addition.amount, "{reason}", {"reason": addition.reason})
    for index, deduction in enumerate(measured.deductions):
        if deduction.agreed:
            told = {"reason": deduction.reason}
            yield Working(f"deducted.{index}", deduction.kind, -deduction.amount, "{reason}", told)
        else:
            rule = N_("Disputed, not deducted: {amount} {reason}")
            values = {"reason": deduction.reason, "amount": deduction.amount}
            yield Working(f"disputed.{index}", deduction.kind, Money(), rule, values)


def _result(terms: CertificateTerms, before: Before, found: Assessment) -> Iterator[Working]:
    if before.held:
        yield Working("held_before", N_("Held from earlier certificates"), before.held)
    yield Working("due", N_("Due now"), found.due)
    if found.held:
        least = {"minimum": terms.minimum}
        yield Working("held", N_("Held over"), found.held, N_("below the minimum certificate of {minimum}"), least)
    if found.wages:
        of = {"rate": percent(terms.wages.rate), "base": BASES[terms.wages.base]}
        yield Working("wages", N_("Of this to the wage account"), found.wages, N_("{rate} of {base}"), of)
    yield Working("net", N_("Value without VAT"), found.net, *_tax_rule(terms, found))
    yield Working("vat", N_("VAT"), found.vat)


def _tax_rule(terms: CertificateTerms, found: Assessment) -> tuple[str, dict[str, object]]:
    """One rate by its name; of several each with what it is charged on and comes to."""
    if len(found.taxes) < 2:
        rate = found.taxes[0].rate if found.taxes else terms.tax.rate
        return N_("VAT at {rate}"), {"rate": percent(rate)}
    rates = (f"{percent(one.rate)} {one.net.grouped} + {one.vat.grouped}" for one in found.taxes)
    return N_("by rate, without VAT + VAT: {rates}"), {"rates": "; ".join(rates)}


def _beside(terms: CertificateTerms, before: Before, found: Assessment) -> Iterator[Working]:
    """Where the sum of the periods is not the percentage of the value to date: shown, never put right."""
    value, shares = together(before.value, found.value), terms.shares
    agreed: dict[str, tuple[Money, Money]] = {}
    if before.progress is not None:
        agreed["progress"] = base_of(PROGRESS, (), value, shares), before.progress + found.progress
    limit = ceiling(terms.retention, terms.price)
    if terms.retention.way == "each" and (limit is None or found.retention_to_date < limit):
        agreed["retention"] = of_value(terms.retention, value, shares), found.retention_to_date
    how = terms.recovery
    running = how.rule == "percentage" and how.base in (GROSS, PROGRESS) and not terms.second.advance
    if running and found.recovered_to_date < before.advance_paid:
        agreed["recovery"] = base_of(how.base, how.without, value, shares).share(how.rate), found.recovered_to_date
    for name, (whole, periods) in agreed.items():
        if whole != periods:
            told = {"whole": whole, "sum": periods}
            yield Working(f"difference.{name}", _BESIDE[name], periods - whole, _DIFFERENCE, told)


_BESIDE = {
    "retention": N_("Rounding of retention"),
    "progress": N_("Rounding of progress"),
    "recovery": N_("Rounding of recovery"),
}
_DIFFERENCE = N_("the periods add up to {sum}, the percentage of the value to date is {whole}; shown only")
