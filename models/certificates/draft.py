"""What is asked of a payment certificate, its live arithmetic, and what must hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from models.drafts import entry, faults
from models.language import N_
from models.money import Money, half_up
from models.problems import Problem
from models.rules import base, certificate
from models.rules.valuation import assess

KINDS = {
    "interim": N_("Interim certificate"),
    "advance": N_("Advance payment"),
    "last": N_("Last certificate"),
}
LINE_KINDS = base.KINDS
DEDUCTIONS = {
    "materials": N_("Materials supplied by the owner"),
    "penalty": N_("Penalty"),
    "damages": N_("Delay damages"),
    "utilities": N_("Water and electricity"),
    "correction": N_("Correction of an earlier certificate"),
    "other": N_("Other deduction"),
}
ADDITIONS = {
    "safety": N_("Safety and civilised-site fee"),
    "interest": N_("Interest on late payment"),
    "bonus": N_("Bonus"),
    "other_addition": N_("Other addition"),
}
ADJUSTMENTS = {**DEDUCTIONS, **ADDITIONS}
_VALUES = N_("Value without lines")


@dataclass(frozen=True)
class LineDraft:
    """One line: quantity × price, or an amount where there is no quantity."""

    id: str = ""
    bill_item: str = ""
    variation: str = ""
    kind: str = entry(N_("Part"), base.LINES, choices=LINE_KINDS)
    code: str = entry(N_("Code"), "", synonyms=("编码", "清单编码", "项目编码"))
    name: str = entry(N_("Item"), "", synonyms=("清单项目", "项目名称"))
    unit: str = entry(N_("Unit"), "", synonyms=("计量单位",))
    contract_quantity: Decimal | None = entry(N_("Contract quantity"), None, readonly=True)
    previous: Decimal | None = entry(N_("Previous to date"), None, readonly=True)
    claimed_quantity: Decimal | None = entry(N_("Claimed"), None, synonyms=("本期申报", "申报数量"))
    quantity: Decimal | None = entry(N_("Certified"), None, synonyms=("本期核定", "核定数量", "本期数量"))
    price: Decimal | None = entry(N_("Unit price"), None, synonyms=("综合单价",))
    claimed: Money | None = entry(N_("Amount claimed"), None)
    amount: Money | None = entry(N_("Amount certified"), None, synonyms=("本期金额",))
    remark: str = entry(N_("Remark"), "")

    def certified(self) -> Money:
        """The amount of the period: quantity × price half up to the fen, else the typed amount."""
        return self._certified

    @cached_property
    def _certified(self) -> Money:
        """Worked out once: a sheet of thousands of lines is added up on every keystroke."""
        if self.quantity is not None and self.price is not None:
            return Money(half_up((self.quantity * self.price).scaleb(2)))
        return self.amount or Money()

    def applied_for(self) -> Money:
        """The same for what was claimed; where nothing was claimed, what is certified."""
        if self.claimed_quantity is not None and self.price is not None:
            return Money(half_up((self.claimed_quantity * self.price).scaleb(2)))
        return self.claimed if self.claimed is not None else self.certified()


@dataclass(frozen=True)
class AdjustmentDraft:
    """A deduction or an addition with its reason."""

    kind: str = entry(N_("Kind"), "other", required=True, choices=ADJUSTMENTS, synonyms=("类别", "扣款类别"))
    amount: Money | None = entry(N_("Amount"), None, required=True, synonyms=("扣款金额",))
    reason: str = entry(N_("Reason"), "", required=True, synonyms=("原因", "扣款原因"))
    agreed: bool = entry(N_("We agree"), True, synonyms=("双方认可",))


@dataclass(frozen=True)
class CertificateDraft:
    """A payment application or certificate; only the contract is needed, and something to certify."""

    id: str = ""
    contract: str = entry(N_("Contract"), "", required=True, pick="contracts", synonyms=("合同编号", "合同号"))
    number: str = entry(N_("Certificate number"), "", key=True, hint=N_("Empty: made from contract and period"))
    period: int | None = entry(N_("Period number"), None, synonyms=("期数", "期次", "期号"))
    kind: str = entry(N_("Kind"), "interim", choices=KINDS)
    period_from: date | None = entry(N_("Period from"), None, synonyms=("期间起",))
    period_to: date | None = entry(N_("Period to"), None, synonyms=("期间止", "计价截止日"))
    submitted_on: date | None = entry(N_("Submitted on"), None, synonyms=("报送日期", "申报日期"))
    certified_on: date | None = entry(N_("Signed by the owner on"), None, synonyms=("签认日期", "计价日期", "审批日期"))
    claimed: Money | None = entry(N_("Claimed in all"), None, section=_VALUES, synonyms=("申报金额",))
    work: Money | None = entry(
        N_("Work in the contract"), None, section=_VALUES, synonyms=("本期计价", "计价金额", "清单金额")
    )
    variations: Money | None = entry(N_("Variations"), None, section=_VALUES, synonyms=("变更金额",))
    claims: Money | None = entry(N_("Claims"), None, section=_VALUES)
    adjustment: Money | None = entry(N_("Price adjustment"), None, section=_VALUES, synonyms=("价差",))
    other: Money | None = entry(N_("Other value"), None, section=_VALUES)
    remark: str = entry(N_("Remark"), "", lines=2, wide=True)
    lines: tuple[LineDraft, ...] = entry(N_("Lines"), ())
    adjustments: tuple[AdjustmentDraft, ...] = entry(N_("Deductions and additions"), ())


@dataclass(frozen=True)
class Background:
    """What a certificate is worked out against: the contract's terms and what earlier certificates come to.

    ``contract_number`` and ``next_period`` name a new certificate. ``quantities`` gives contract and previous
    quantity by bill item or variation id. ``unapproved`` are variation ids without approval.
    """

    contract_number: str
    next_period: int
    terms: certificate.CertificateTerms
    before: certificate.Before
    advance_agreed: Money = Money()
    ceiling: Money = Money()
    quantities: Mapping[str, tuple[Decimal | None, Decimal | None]] = field(default_factory=dict)
    unapproved: frozenset[str] = frozenset()


def value_of(draft: CertificateDraft) -> dict[str, Money]:
    """Certified value by kind: the sums of the lines, plus what was typed without lines."""
    value = {
        base.LINES: draft.work or Money(),
        base.VARIATIONS: draft.variations or Money(),
        base.CLAIMS: draft.claims or Money(),
        base.ADJUSTMENT: draft.adjustment or Money(),
        base.OTHER: draft.other or Money(),
    }
    for line in draft.lines:
        value[line.kind] = value.get(line.kind, Money()) + line.certified()
    return {kind: amount for kind, amount in value.items() if amount}


def claimed_of(draft: CertificateDraft) -> Money:
    """What was applied for: the typed total, else the lines' claims and the typed values."""
    if draft.claimed is not None:
        return draft.claimed
    typed = [draft.work, draft.variations, draft.claims, draft.adjustment, draft.other]
    return Money.total([*(line.applied_for() for line in draft.lines), *(one for one in typed if one)])


def assessed(draft: CertificateDraft, background: Background) -> certificate.Assessment:
    """The certificate worked out as it stands in the form; pure, on every keystroke."""
    measured = certificate.Measured(
        value=value_of(draft),
        additions=tuple(
            certificate.Addition(ADDITIONS[one.kind], one.amount or Money(), one.reason)
            for one in draft.adjustments
            if one.kind in ADDITIONS
        ),
        deductions=tuple(
            certificate.Deduction(DEDUCTIONS[one.kind], one.amount or Money(), one.reason, one.agreed)
            for one in draft.adjustments
            if one.kind in DEDUCTIONS
        ),
        period=str(draft.period or background.next_period),
        last=draft.kind == "last",
    )
    return assess(background.terms, background.before, measured)


def check(draft: CertificateDraft) -> Iterator[Problem]:
    """What can be said of a certificate by itself."""
    yield from faults(draft)
    if draft.period_from and draft.period_to and draft.period_to < draft.period_from:
        yield Problem("period_to", N_("The period ends before it begins."))
    if draft.period_from and draft.certified_on and draft.certified_on < draft.period_from and draft.kind != "advance":
        yield Problem("certified_on", N_("Signed on {day}, before the period began on {start}."),
                      {"day": str(draft.certified_on), "start": str(draft.period_from)})  # fmt: skip
    if draft.submitted_on and draft.certified_on and draft.certified_on < draft.submitted_on:
        yield Problem("certified_on", N_("Signed before it was submitted: is the date right?"), advice=True)
    if draft.certified_on and draft.kind != "advance" and not value_of(draft) and not draft.adjustments:
        yield Problem("work", N_("There is nothing to certify: enter lines or an amount."))
    if draft.kind == "advance" and not draft.work:
        yield Problem("work", N_("Enter the advance payment that falls due."))
    for place, line in enumerate(draft.lines):
        if line.quantity is not None and line.price is None:
            yield Problem(f"lines.{place}.price", N_("A quantity needs a unit price."))


def check_against(draft: CertificateDraft, background: Background) -> Iterator[Problem]:
    """Advice that needs the contract: more measured than agreed, variations not approved, more than the price."""
    for place, line in enumerate(draft.lines):
        agreed, previous = background.quantities.get(line.bill_item or line.variation, (None, None))
        beyond = (previous or Decimal(0)) + (line.quantity or Decimal(0)) - (agreed or Decimal(0))
        if line.quantity and agreed is not None and beyond > 0:
            yield Problem(
                f"lines.{place}.quantity",
                N_("{beyond} {unit} more than agreed: submit it, but it needs an approved variation to be certified."),
                {"beyond": f"{beyond:,f}", "unit": line.unit},
                advice=True,
            )
        if line.quantity and line.quantity < 0 and (previous or Decimal(0)) + line.quantity < 0:
            yield Problem(
                f"lines.{place}.quantity",
                N_("{below} {unit} less than nothing to date: more is taken off than was ever certified."),
                {"below": f"{-(previous or Decimal(0)) - line.quantity:,f}", "unit": line.unit},
                advice=True,
            )
        if line.variation in background.unapproved and (line.quantity or line.amount):
            yield Problem(
                f"lines.{place}.quantity",
                N_("This variation is not approved yet: the owner may strike it."),
                advice=True,
            )
    found = background.before.gross + Money.total(value_of(draft).values())
    if background.ceiling and found > background.ceiling:
        yield Problem(
            "work",
            N_("Certified to date {found} exceeds the price with approved variations {ceiling}."),
            {"found": found.grouped, "ceiling": background.ceiling.grouped},
            advice=True,
        )
