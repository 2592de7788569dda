"""What goes into an interim certificate (验工计价) and what comes out: terms, earlier certificates, this period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from models.money import Money
from models.rules.base import PROGRESS, Shares, Value
from models.rules.captions import NOTHING, Working
from models.rules.recovery import NO_RECOVERY, RecoveryTerms
from models.rules.retention import NO_RETENTION, RetentionTerms
from models.rules.tax import NO_TAX, Rated, Taxed, TaxTerms


@dataclass(frozen=True)
class Milestone:
    """A cumulative share of the value (0.8, 0.97, 1) that is payable ``days`` after ``event``."""

    event: str
    cumulative: Decimal
    days: int = 0


ALL_AT_ONCE = (Milestone("certification", Decimal(1)),)


@dataclass(frozen=True)
class WageTerms:
    """The share of each certificate that goes to the wage account (农民工工资专户), and what it is taken of."""

    rate: Decimal = Decimal(0)
    base: str = PROGRESS


NO_WAGES = WageTerms()


@dataclass(frozen=True)
class CertificateTerms:
    """What the contract says about a certificate.

    ``price`` is the contract price (caps refer to it). The first milestone is the share payable now (``progress_of``:
    of some kinds of value another one), the rest are later parts; the last one is cumulative 1. A certificate below
    ``minimum`` is held over to the next. ``second`` is a second advance (materials) with a recovery of its own.
    """

    price: Money = NOTHING
    milestones: tuple[Milestone, ...] = ALL_AT_ONCE
    retention: RetentionTerms = NO_RETENTION
    recovery: RecoveryTerms = NO_RECOVERY
    tax: TaxTerms = NO_TAX
    minimum: Money = NOTHING
    wages: WageTerms = NO_WAGES
    progress_of: Mapping[str, Decimal] = field(default_factory=dict)
    second: RecoveryTerms = NO_RECOVERY

    @property
    def progress(self) -> Decimal:
        return self.milestones[0].cumulative

    @property
    def shares(self) -> Shares:
        return Shares(self.progress, self.progress_of)


@dataclass(frozen=True)
class Deduction:
    """An amount off the certificate with its reason; one that we have not agreed changes nothing and is disputed."""

    kind: str
    amount: Money
    reason: str = ""
    agreed: bool = True


@dataclass(frozen=True)
class Addition:
    """An amount paid in full on top of the progress payment, e.g. the safety and civilised-site fee."""

    kind: str
    amount: Money
    reason: str = ""


@dataclass(frozen=True)
class Before:
    """What earlier certificates come to, summed from what is stored.

    ``value`` by kind including tax; ``held`` is what was below the minimum and waits for a later certificate;
    ``advance_paid`` is the advance really received so far. ``progress`` is None where it is not known, as for a
    contract that began before the book did. What certificates of later periods, signed before this one, recovered and
    kept leaves less of the advance and the limit to this one. ``periods`` are the earlier certificates with their
    value, by number, where a rule of recovery counts from one of them. ``second_recovered`` of ``recovered`` and
    ``later_second`` of ``later_recovered`` are of the second advance. ``begun`` was recovered before the book began;
    ``first`` are the names (number, month) of the first certificate of the book, none where this is it. Of what was
    paid and recovered before the book began ``second_paid`` and ``second_begun`` are of the second advance, None where
    the two are not told apart.
    """

    value: Value = field(default_factory=dict)
    retention: Money = NOTHING
    recovered: Money = NOTHING
    advance_paid: Money = NOTHING
    held: Money = NOTHING
    progress: Money | None = None
    later_recovered: Money = NOTHING
    later_retention: Money = NOTHING
    second_recovered: Money = NOTHING
    later_second: Money = NOTHING
    periods: tuple[tuple[int, Value], ...] = ()
    begun: Money = NOTHING
    first: tuple[str, ...] = ()
    second_paid: Money | None = None
    second_begun: Money | None = None

    @property
    def gross(self) -> Money:
        return Money.total(self.value.values())


@dataclass(frozen=True)
class Advanced:
    """Of one advance: received so far, recovered by earlier certificates, and by later ones that are signed already.

    ``begun`` of what was recovered was so before the book began.
    """

    paid: Money
    recovered: Money
    later: Money
    begun: Money = NOTHING


def advanced(terms: CertificateTerms, before: Before) -> tuple[Advanced, Advanced]:
    """The first and the second advance: what is received is of the first up to what was agreed, then of the second.

    So is what was recovered before the book began, where the two are not told apart.
    """
    paid = begun = Money()
    if terms.second.advance:
        paid, begun = (max(one - terms.recovery.advance, Money()) for one in (before.advance_paid, before.begun))
        paid = max(paid, before.second_paid or Money())
        begun = begun if before.second_begun is None else before.second_begun
    own = before.recovered - before.second_recovered - begun
    return (
        Advanced(before.advance_paid - paid, own, before.later_recovered - before.later_second, before.begun - begun),
        Advanced(paid, before.second_recovered + begun, before.later_second, begun),
    )


@dataclass(frozen=True)
class Measured:
    """What this period brings: value by kind (as the contract prices it), additions and deductions.

    ``period`` and ``month`` are names that instalments of the advance refer to. ``last`` pays what is held although it
    is below the minimum. ``rated`` are parts of the value with a rate of tax of their own; ``rules`` says by kind how a
    value was worked out.
    """

    value: Value = field(default_factory=dict)
    additions: tuple[Addition, ...] = ()
    deductions: tuple[Deduction, ...] = ()
    period: str = ""
    last: bool = False
    month: str = ""
    rated: Rated = field(default_factory=dict)
    rules: Mapping[str, tuple[str, Mapping[str, object]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Assessment:
    """The certificate: gross = due + later + retention + recovery + deducted − added + (held − held before).

    ``value`` by kind and ``gross`` include tax; ``net`` + ``vat`` = ``gross``, by rate in ``taxes``. ``later``
    has one amount for each milestone after the first. ``disputed`` are the deductions we have not agreed. ``wages`` of
    what is due go to the wage account, ``second`` of the recovery is that of the second advance.
    """

    value: Value
    gross: Money
    gross_to_date: Money
    progress: Money
    later: tuple[Money, ...]
    retention: Money
    retention_to_date: Money
    recovery: Money
    recovered_to_date: Money
    added: Money
    deducted: Money
    disputed: tuple[Deduction, ...]
    due: Money
    held: Money
    net: Money
    vat: Money
    wages: Money = NOTHING
    second: Money = NOTHING
    taxes: tuple[Taxed, ...] = ()
    workings: tuple[Working, ...] = ()
