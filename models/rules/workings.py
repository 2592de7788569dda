"""How a certificate explains itself: one line for each amount, with the rule and the figures behind it."""

from __future__ import annotations

from collections.abc import Iterator

from models.money import Money
from models.rules.base import BASES, KINDS
from models.rules.captions import N_, Working, percent
from models.rules.certificate import Assessment, Before, CertificateTerms, Measured
from models.rules.recovery import RULE_NAMES


def explain(terms: CertificateTerms, before: Before, measured: Measured, found: Assessment) -> tuple[Working, ...]:
    """The lines of a certificate in the order in which a person works them out.

    Amounts are signed as they enter ``due``; later parts, disputed deductions and the tax split are for information.
    """
    return (
        *_value(before, found),
        *_progress(terms, found),
        *_kept(terms, before, found),
        *_adjusted(measured),
        *_result(terms, before, found),
    )


def _value(before: Before, found: Assessment) -> Iterator[Working]:
    for kind, amount in found.value.items():
        yield Working(f"value.{kind}", KINDS.get(kind, kind), amount)
    yield Working("gross", N_("Value of this period"), found.gross)
    to_date = {"before": before.gross, "now": found.gross}
    yield Working("gross_to_date", N_("Value to date"), found.gross_to_date, N_("{before} before + {now} now"), to_date)


def _progress(terms: CertificateTerms, found: Assessment) -> Iterator[Working]:
    now = {"share": percent(terms.progress), "gross": found.gross}
    yield Working("progress", N_("Progress payment of this period"), found.progress, N_("{share} of {gross}"), now)
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


def _kept(terms: CertificateTerms, before: Before, found: Assessment) -> Iterator[Working]:
    how = terms.retention
    values = {"rate": percent(how.rate), "base": BASES[how.base], "before": before.retention}
    rule = N_("{rate} of {base}, up to the limit; {before} kept before")
    yield Working("retention", N_("Retention"), -found.retention, rule, values)
    back = {"rule": RULE_NAMES[terms.recovery.rule], "paid": before.advance_paid, "before": before.recovered}
    rule = N_("{rule}; {before} of {paid} recovered before")
    yield Working("recovery", N_("Recovery of the advance"), -found.recovery, rule, back)


def _adjusted(measured: Measured) -> Iterator[Working]:
    for index, addition in enumerate(measured.additions):
        yield Working(f"added.{index}", addition.kind, addition.amount, "{reason}", {"reason": addition.reason})
    for index, deduction in enumerate(measured.deductions):
        if deduction.agreed:
            yield Working(
                f"deducted.{index}", deduction.kind, -deduction.amount, "{reason}", {"reason": deduction.reason}
            )
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
    rate = {"rate": percent(terms.tax.rate)}
    yield Working("net", N_("Value without VAT"), found.net, N_("VAT at {rate}"), rate)
    yield Working("vat", N_("VAT"), found.vat)
