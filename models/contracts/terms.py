"""Payment terms as they are kept, as a form shows them, and as the arithmetic of a certificate takes them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from models.contracts.record import Contract, ContractFee, KindTerms, Milestone, PriceFactor, Release, Terms
from models.contracts.recovery_periods import instalments_of, last_months
from models.contracts.terms_draft import FactorDraft, FeeDraft, KindTermsDraft, MilestoneDraft, ReleaseDraft, TermsDraft
from models.events import DEFECTS_END
from models.money import Money
from models.rules import certificate
from models.rules.adjustment import Formula
from models.rules.base import CLAIMS, DAYWORKS, LINES, MATERIALS, OTHER, PROVISIONAL, VARIATIONS
from models.rules.certificate import WageTerms
from models.rules.claims import WINDOWS, ClaimTerms, terms_of
from models.rules.fees import Fee
from models.rules.quantities import QuantityBreak
from models.rules.recovery import NO_RECOVERY, RecoveryTerms
from models.rules.retention import RetentionTerms, parts
from models.rules.tax import TaxTerms, rate_on
from models.store.parts import keep_parts

_PLAIN = (
    "vat_method vat_rate vat_included recovery_rule recovery_base recovery_share recovery_start recovery_end "
    "recovery_periods recovery_last recovery_until recovery_net "
    "second_rule second_base second_share second_start second_end second_periods second_until "
    "retention_way retention_base retention_cap retention_limit materials_rate materials_months fixed_share price_band "
    "break_share break_beyond break_short wage_share wage_base damages_cap invoiced_when retention_invoiced "
    "damages_day damages_rate interest_free raised_after raised_times "
    "claim_form claim_notice claim_report claim_final claim_review claim_answer claim_silence"
).split()
_AMOUNTS = "advance second_advance minimum retention_amount".split()
_RATES = "recovery_rate second_rate retention_rate".split()
_KIND = "kind progress retention_rate vat_rate recovers adjusts".split()
NOTHING = Decimal(0)
_MOVED = (LINES, VARIATIONS, CLAIMS, DAYWORKS, PROVISIONAL, OTHER)
"""Kinds of value whose prices a formula may move: what is no price adjustment itself, and not paid ahead."""


def certificate_terms(terms: Terms, contract: Contract, price: Money, day: date) -> certificate.CertificateTerms:
    """The terms as the arithmetic of a certificate takes them; ``price`` and rates of tax are those of its day."""
    return certificate.CertificateTerms(
        price=price,
        milestones=tuple(certificate.Milestone(one.event, one.cumulative, one.days or 0) for one in terms.milestones)
        or certificate.ALL_AT_ONCE,
        retention=_retention(terms, contract.layout),
        recovery=_recovery(terms, contract, price),
        second=_second(terms, contract, price),
        tax=tax_terms(terms, day, contract.kind),
        minimum=terms.minimum,
        wages=WageTerms(terms.wage_share or NOTHING, terms.wage_base),
        progress_of={one.kind: one.progress for one in terms.kinds if one.progress is not None},
    )


_NOT_RETAINED = {"fidic": (MATERIALS, CLAIMS, OTHER)}
"""By form, what retention is not taken from unless agreed: FIDIC 14.3 (c) takes it of (a) and (b), not of (e), (f)."""


def _retention(terms: Terms, layout: str) -> RetentionTerms:
    usual = dict.fromkeys(_NOT_RETAINED.get(layout, ()), NOTHING)
    return RetentionTerms(
        rate=terms.retention_rate,
        base=terms.retention_base,
        cap_rate=terms.retention_cap,
        cap=terms.retention_limit,
        rates=usual | {one.kind: one.retention_rate for one in terms.kinds if one.retention_rate is not None},
        way=terms.retention_way,
        amount=terms.retention_amount,
    )


def _recovery(terms: Terms, contract: Contract, price: Money) -> RecoveryTerms:
    periods, shares = instalments_of(terms.recovery_periods)
    if not periods and terms.recovery_last and contract.completion_on:
        periods = last_months(terms.recovery_last, contract.completion_on)
    return _rule(terms, "recovery", contract, price, terms.advance, periods, shares)


def _second(terms: Terms, contract: Contract, price: Money) -> RecoveryTerms:
    """The second advance (materials), with a recovery of its own."""
    if not terms.second_advance:
        return NO_RECOVERY
    return _rule(terms, "second", contract, price, terms.second_advance, *instalments_of(terms.second_periods))


def _rule(
    terms: Terms,
    of: str,
    contract: Contract,
    price: Money,
    advance: Money,
    periods: tuple[str, ...],
    shares: tuple[Decimal, ...],
) -> RecoveryTerms:
    """The entries of one advance: ``recovery_…`` or ``second_…``."""
    own = {name: getattr(terms, f"{of}_{name}") for name in "rule rate base share start end until".split()}
    return RecoveryTerms(
        rule=own["rule"],
        rate=own["rate"],
        base=own["base"],
        without=tuple(one.kind for one in terms.kinds if not one.recovers),
        advance=advance,
        price=price - contract.provisional if terms.recovery_net else price,
        materials_share=own["share"] or Decimal(1),
        start=own["start"] or NOTHING,
        end=own["end"] or Decimal(1),
        periods=periods or (("1",) if own["until"] else ()),
        shares=shares,
        until=own["until"],
    )


def counts_from_start(terms: Terms) -> bool:
    """Whether recovery asks in which of the earlier certificates the start share was reached."""
    return any(
        rule == "instalments" and bool(start)
        for rule, start in ((terms.recovery_rule, terms.recovery_start), (terms.second_rule, terms.second_start))
    )


def retention_rule(terms: Terms) -> tuple[tuple[str, int | None, Decimal], ...]:
    """Event, days after it and cumulative share of each part in which what is withheld is released.

    Where no release was agreed it waits, as the last of the price does, for the end of the defects period and its days;
    the days of the price are none of its own.
    """
    if terms.releases:
        return tuple((one.event, one.days, one.cumulative) for one in terms.releases)
    days = next((one.days for one in terms.milestones if one.event == DEFECTS_END), None)
    return ((DEFECTS_END, days, Decimal(1)),)


def retention_owed(terms: Terms, kept: Money) -> Iterator[tuple[str, str, int | None, Money]]:
    """The receivables of what is withheld: class, event, days after it, amount."""
    rule = retention_rule(terms)
    for (event, days, _share), part in zip(rule, parts(kept, [share for *_rule, share in rule]), strict=True):
        yield "retention", event, days, part


def tax_terms(terms: Terms, day: date, kind: str) -> TaxTerms:
    """The rates of tax of a day: those that were agreed, else those of the law."""
    agreed = None if terms.vat_method == "exempt" else terms.vat_rate
    rate = rate_on(terms.vat_method, day, kind) if agreed is None else agreed
    rates = {one.kind: one.vat_rate for one in terms.kinds if one.vat_rate is not None}
    return TaxTerms(rate, terms.vat_included, rates)


def claim_terms(terms: Terms) -> ClaimTerms:
    """The windows of claims: those of the form of contract, and what was agreed otherwise."""
    own = {name: getattr(terms, f"claim_{name}") for name in WINDOWS}
    return terms_of(terms.claim_form, own, terms.claim_silence)


def formula(terms: Terms) -> Formula:
    """The price formula of the contract; without moving parts prices stay."""
    return Formula(
        Decimal(1) if terms.fixed_share is None else terms.fixed_share,
        {one.name: (one.weight, one.index) for one in terms.factors},
    )


def adjusted_kinds(terms: Terms) -> tuple[str, ...]:
    """The kinds of value whose prices the formula moves: work and variations, and what was agreed of others."""
    agreed = {one.kind: one.adjusts for one in terms.kinds if one.adjusts}
    usual = dict.fromkeys((LINES, VARIATIONS), "yes") | agreed
    return tuple(kind for kind in _MOVED if usual.get(kind) == "yes")


def fees_of(terms: Terms) -> tuple[Fee, ...]:
    """What each certificate adds as a rate of its value."""
    return tuple(Fee(one.name, one.rate, one.of, one.on_top) for one in terms.fees)


def quantity_break(terms: Terms) -> QuantityBreak | None:
    """Where unit prices change because a quantity leaves the bill by too much."""
    if terms.break_share is None:
        return None
    beyond, short = terms.break_beyond, terms.break_short
    return QuantityBreak(
        terms.break_share, Decimal(1) if beyond is None else beyond, Decimal(1) if short is None else short
    )


def terms_entries(terms: Terms) -> dict[str, Any]:
    """The entries of a form."""
    return {
        **{name: getattr(terms, name) for name in _PLAIN},
        **{name: getattr(terms, name) or None for name in (*_AMOUNTS, *_RATES)},
        "milestones": tuple(MilestoneDraft(one.event, one.cumulative, one.days) for one in terms.milestones),
        "releases": tuple(ReleaseDraft(one.event, one.cumulative, one.days) for one in terms.releases),
        "kinds": tuple(KindTermsDraft(*(getattr(one, name) for name in _KIND)) for one in terms.kinds),
        "fees": tuple(FeeDraft(one.name, one.rate, one.of, one.on_top) for one in terms.fees),
        "factors": tuple(FactorDraft(one.name, one.weight, one.index) for one in terms.factors),
    }


def fill_terms(terms: Terms, draft: TermsDraft) -> None:
    for name in _PLAIN:
        setattr(terms, name, getattr(draft, name))
    for name in _AMOUNTS:
        setattr(terms, name, getattr(draft, name) or Money())
    for name in _RATES:
        setattr(terms, name, getattr(draft, name) or NOTHING)
    keep_parts(terms.milestones, draft.milestones, Milestone, _fill_share)
    keep_parts(terms.releases, draft.releases, Release, _fill_share)
    keep_parts(terms.kinds, draft.kinds, KindTerms, _fill_kind)
    keep_parts(terms.factors, draft.factors, PriceFactor, _fill_factor)
    keep_parts(terms.fees, draft.fees, ContractFee, _fill_fee)


def _fill_share(row: Milestone | Release, draft: MilestoneDraft | ReleaseDraft, place: int) -> None:
    row.position, row.event, row.days = place, draft.event, draft.days
    row.cumulative = draft.cumulative or NOTHING


def _fill_kind(row: KindTerms, draft: KindTermsDraft, place: int) -> None:
    row.position = place
    for name in _KIND:
        setattr(row, name, getattr(draft, name))


def _fill_factor(row: PriceFactor, draft: FactorDraft, place: int) -> None:
    row.position, row.name = place, draft.name
    row.weight, row.index = draft.weight or NOTHING, draft.index or NOTHING


def _fill_fee(row: ContractFee, draft: FeeDraft, place: int) -> None:
    row.position, row.name, row.of, row.on_top = place, draft.name, draft.of, draft.on_top
    row.rate = draft.rate or NOTHING
