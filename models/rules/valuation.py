"""The interim certificate (验工计价): from the value of a period to what is due now, due later and kept back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from models.money import Money
from models.rules.base import NET, PROGRESS, Value, base_of, together
from models.rules.certificate import (
    ALL_AT_ONCE,
    Addition,
    Advanced,
    Assessment,
    Before,
    CertificateTerms,
    Deduction,
    Measured,
    Milestone,
    advanced,
)
from models.rules.recovery import RecoveryTerms, Situation, recovery
from models.rules.retention import Held, parts_by_kind, retained
from models.rules.tax import taxed, with_tax
from models.rules.workings import explain


def assess(terms: CertificateTerms, before: Before, measured: Measured) -> Assessment:
    """Work out one certificate as ``amounts_of`` does, and explain it line by line."""
    found = amounts_of(terms, before, measured)
    return replace(found, workings=explain(terms, before, measured, found))


def amounts_of(terms: CertificateTerms, before: Before, measured: Measured) -> Assessment:
    """The amounts of one certificate without their explanation; each is rounded half up to the fen where it arises.

    gross = due + later + retention + recovery + deducted − added + (held − held before), to the fen.
    Raises ValueError when the milestones do not rise to 1, or a base or rule is unknown.
    """
    value = with_tax(measured.value, measured.rated, terms.tax)
    gross = Money.total(value.values())
    cumulative = [milestone.cumulative for milestone in terms.milestones]
    progress, *later = parts_by_kind(value, cumulative, terms.shares)
    held = Held(value, terms.shares, before.retention, before.value, measured.last, before.later_retention)
    kept = retained(terms.retention, terms.price, held)
    recovered, second = _recoveries(terms, before, measured, value, kept)
    added = Money.total(addition.amount for addition in measured.additions)
    deducted = Money.total(deduction.amount for deduction in measured.deductions if deduction.agreed)
    due, waiting = _due(terms, before.held + progress - kept - recovered + added - deducted, measured.last)
    taxes = taxed(measured.value, measured.rated, terms.tax)
    net = Money.total(one.net for one in taxes)
    return Assessment(
        value=value,
        gross=gross,
        gross_to_date=before.gross + gross,
        progress=progress,
        later=tuple(later),
        retention=kept,
        retention_to_date=before.retention + kept,
        recovery=recovered,
        recovered_to_date=before.recovered + recovered,
        added=added,
        deducted=deducted,
        disputed=tuple(deduction for deduction in measured.deductions if not deduction.agreed),
        due=due,
        held=waiting,
        net=net,
        vat=gross - net,
        wages=_wages(terms, value, due),
        second=second,
        taxes=taxes,
    )


def check_previous(stated: Money, before: Before) -> Money:
    """The "previous certificates" of a form: gross less retention of the prior certificate (G702 line 7 = its line 6).

    Returns that figure; raises ValueError when ``stated`` is another one, e.g. the previous gross.
    """
    expected = before.gross - before.retention
    if stated != expected:
        raise ValueError(f"previous certificates {stated} are not gross less retention before, {expected}")
    return expected


def _recoveries(
    terms: CertificateTerms, before: Before, measured: Measured, value: Value, kept: Money
) -> tuple[Money, Money]:
    """What is recovered of both advances, and what of it is of the second."""
    first, second = (
        recovery(how, _situation(how, one, terms, before, measured, value, kept))
        for how, one in zip((terms.recovery, terms.second), advanced(terms, before), strict=True)
    )
    return first + second, second


def _situation(
    how: RecoveryTerms,
    advance: Advanced,
    terms: CertificateTerms,
    before: Before,
    measured: Measured,
    value: Value,
    kept: Money,
) -> Situation:
    """The base of the recovery of an advance; ``net`` is the progress payment less retention."""
    all_value = together(before.value, value)
    of = PROGRESS if how.base == NET else how.base
    base = base_of(of, how.without, value, terms.shares)
    to_date = base_of(of, how.without, all_value, terms.shares)
    if how.base == NET:
        base, to_date = base - kept, to_date - before.retention - kept
    names = (measured.period, measured.month)
    reached = tuple((number, base_of(of, how.without, one, terms.shares)) for number, one in _to_date(before))
    paid, first = advance.paid - advance.later, (before.first or names) if before.begun else ()
    return Situation(base, to_date, names, paid, advance.recovered, reached, advance.begun, first)


def _to_date(before: Before) -> Iterator[tuple[int, Value]]:
    """The value to date at each of the earlier periods, upon what no certificate of this book holds."""
    own = [value for _number, value in before.periods]
    kinds = {kind for value in own for kind in value}
    summed = {kind: Money.total(one.get(kind, Money()) for one in own) for kind in kinds}
    value = together(before.value, {kind: -amount for kind, amount in summed.items()})
    for number, one in before.periods:
        value = together(value, one)
        yield number, value


def _wages(terms: CertificateTerms, value: Value, due: Money) -> Money:
    """The agreed share for wages, as far as what is due reaches (保障农民工工资支付条例 29)."""
    share = base_of(terms.wages.base, (), value, terms.shares).share(terms.wages.rate)
    return min(max(share, Money()), max(due, Money()))


def _due(terms: CertificateTerms, payable: Money, last: bool) -> tuple[Money, Money]:
    """What is certified now and what is held over because it is below the minimum (FIDIC 14.6)."""
    if terms.minimum and payable < terms.minimum and not last:
        return Money(), payable
    return payable, Money()


__all__ = [
    "ALL_AT_ONCE",
    "Addition",
    "Assessment",
    "Before",
    "CertificateTerms",
    "Deduction",
    "Measured",
    "Milestone",
    "amounts_of",
    "assess",
    "check_previous",
]
