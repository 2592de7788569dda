"""What is asked of a payment certificate, and what stands behind it when it is worked out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from models.drafts import entry
from models.language import N_
from models.money import Money, half_up
from models.problems import Problem
from models.rules import base, certificate
from models.rules.adjustment import Formula
from models.rules.fees import Fee
from models.rules.quantities import QuantityBreak

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
_STATED = N_("As the form states it")

TYPED = {
    "work": base.LINES,
    "variations": base.VARIATIONS,
    "claims": base.CLAIMS,
    "dayworks": base.DAYWORKS,
    "provisional": base.PROVISIONAL,
    "adjustment": base.ADJUSTMENT,
    "other": base.OTHER,
}
"""The entries that give a kind of value without lines."""


@dataclass(frozen=True)
class LineDraft:
    """One line: quantity × price, or an amount where there is no quantity."""

    id: str = ""
    bill_item: str = ""
    variation: str = ""
    claim: str = ""
    kind: str = entry(N_("Part"), base.LINES, choices=LINE_KINDS)
    code: str = entry(N_("Code"), "", synonyms=("编码", "清单编码", "项目编码"))
    name: str = entry(N_("Item"), "", synonyms=("清单项目", "项目名称"))
    unit: str = entry(N_("Unit"), "", synonyms=("计量单位",))
    contract_quantity: Decimal | None = entry(N_("Contract quantity"), None, readonly=True)
    previous: Decimal | None = entry(N_("Previous to date"), None, readonly=True)
    claimed_quantity: Decimal | None = entry(N_("Claimed"), None, synonyms=("本期申报", "申报数量"))
    quantity: Decimal | None = entry(N_("Certified"), None, synonyms=("本期核定", "核定数量", "本期数量", "本期工程量"))
    price: Decimal | None = entry(N_("Unit price"), None, synonyms=("综合单价",))
    claimed: Money | None = entry(N_("Amount claimed"), None)
    amount: Money | None = entry(N_("Amount certified"), None, synonyms=("本期金额",))
    remark: str = entry(N_("Remark"), "")
    vat_rate: Decimal | None = entry(N_("VAT rate"), None, unit="%", synonyms=("税率",))

    @property
    def place(self) -> str:
        """What of the contract it measures: a bill line, a variation or a claim; empty for what is free."""
        return self.bill_item or self.variation or self.claim

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
class IndexDraft:
    """The price index of a cost; with an earlier ``period`` the final index of that period, which corrects it."""

    name: str = entry(N_("Cost"), "", required=True, synonyms=("调价因子", "材料"))
    current: Decimal | None = entry(N_("Index"), None, required=True, places=4, synonyms=("现行价格指数",))
    provisional: bool = entry(N_("Provisional"), False, synonyms=("暂定",))
    period: int | None = entry(
        N_("Final index of period"), None, hint=N_("Empty: this period. An earlier one is corrected by the difference.")
    )


@dataclass(frozen=True)
class SupplyDraft:
    """Materials of the owner: what was used is taken off at the agreed price, over-use at its own."""

    name: str = entry(N_("Material"), "", required=True, synonyms=("材料名称",))
    unit: str = entry(N_("Unit"), "", synonyms=("计量单位", "单位"))
    issued: Decimal | None = entry(N_("Issued to us"), None, required=True, places=3, synonyms=("领用数量",))
    returned: Decimal | None = entry(N_("Given back"), None, places=3, synonyms=("退库数量",))
    allowed: Decimal | None = entry(
        N_("Allowed"), None, places=3, synonyms=("定额用量", "应耗数量"), hint=N_("Empty: no over-use is worked out.")
    )
    price: Decimal | None = entry(
        N_("Price"), None, places=6, hint=N_("Empty: not in our unit prices, only over-use is taken off.")
    )
    over_price: Decimal | None = entry(
        N_("Price of over-use"), None, places=6, hint=N_("Empty: the same price."), synonyms=("超耗单价",)
    )


@dataclass(frozen=True)
class MaterialPriceDraft:
    """A material whose price left the band of risk (GB 50500-2013 A.2): the difference is added or taken off."""

    name: str = entry(N_("Material"), "", required=True, synonyms=("材料名称",))
    unit: str = entry(N_("Unit"), "", synonyms=("计量单位", "单位"))
    quantity: Decimal | None = entry(N_("Quantity of the period"), None, required=True, places=3, synonyms=("数量",))
    base: Decimal | None = entry(N_("Base price"), None, required=True, synonyms=("基准单价", "基准价"))
    tender: Decimal | None = entry(N_("Tender price"), None, hint=N_("Empty: the base price."), synonyms=("投标单价",))
    current: Decimal | None = entry(N_("Price of the period"), None, required=True, synonyms=("信息价",))
    band: Decimal | None = entry(N_("Band of risk"), None, unit="%", hint=N_("Empty: that of the contract."))
    factor: Decimal | None = entry(
        N_("On top of it"), None, unit="%", hint=N_("9: tax and fees of 9 % on the difference"), synonyms=("取费税率",)
    )


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
    dayworks: Money | None = entry(N_("Day works"), None, section=_VALUES, synonyms=("计日工",))
    provisional: Money | None = entry(N_("Provisional sums spent"), None, section=_VALUES, synonyms=("暂列金额",))
    adjustment: Money | None = entry(N_("Price adjustment"), None, section=_VALUES, synonyms=("价差",))
    other: Money | None = entry(N_("Other value"), None, section=_VALUES)
    stored: Money | None = entry(
        N_("Materials on site now"), None, section=_VALUES, synonyms=("现场材料",),
        hint=N_("0 when all is built in; taken back in months: what arrived now"),
    )  # fmt: skip
    stated_gross: Money | None = entry(
        N_("Stated: value before"), None, section=_STATED, synonyms=("上期累计计价", "上期末累计"),
        hint=N_("must be what the book says"),
    )  # fmt: skip
    stated_previous: Money | None = entry(
        N_("Stated: previous certificates"), None, section=_STATED, synonyms=("以前各期证书",),
        hint=N_("value less retention before"),
    )  # fmt: skip
    remark: str = entry(N_("Remark"), "", lines=2, wide=True)
    lines: tuple[LineDraft, ...] = entry(N_("Lines"), ())
    adjustments: tuple[AdjustmentDraft, ...] = entry(N_("Deductions and additions"), ())
    indices: tuple[IndexDraft, ...] = entry(N_("Price indices"), ())
    supplies: tuple[SupplyDraft, ...] = entry(N_("Materials supplied by the owner"), ())
    material_prices: tuple[MaterialPriceDraft, ...] = entry(N_("Prices of materials beyond the band of risk"), ())


@dataclass(frozen=True)
class Indexed:
    """An earlier period whose price was adjusted: the value that moves, and the indices known so far by cost."""

    value: Money
    indices: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Pricing:
    """How the contract prices what is measured: formula, the kinds it moves, quantity breaks, materials on site.

    ``indexed`` are earlier periods by number; ``provisional`` is the sum of the contract. ``damages_owed`` is what the
    days ``late`` after the time granted come to by the terms; None where the terms say nothing of a day. Prices of
    materials move within ``band`` at our risk; what was ``delivered`` by period is taken back in so many ``months``.
    """

    formula: Formula = field(default_factory=Formula)
    adjusted: tuple[str, ...] = ()
    quantity_break: QuantityBreak | None = None
    materials: Decimal = Decimal(1)
    indexed: Mapping[int, Indexed] = field(default_factory=dict)
    provisional: Money = Money()
    damages_cap: Money | None = None
    damages: Money = Money()
    late: int = 0
    damages_owed: Money | None = None
    band: Decimal | None = None
    months: int | None = None
    delivered: tuple[tuple[int, Money], ...] = ()
    fees: tuple[Fee, ...] = ()


AS_MEASURED = Pricing()


@dataclass(frozen=True)
class Agreed:
    """A bill line, or a variation or claim as a whole; a heading has neither quantity nor price.

    ``stage`` is where a variation or claim stands.
    """

    id: str
    kind: str
    code: str
    name: str
    unit: str
    quantity: Decimal | None
    price: Decimal | None
    stage: str = ""
    vat_rate: Decimal | None = None
    price_beyond: Decimal | None = None
    price_short: Decimal | None = None


@dataclass(frozen=True)
class Background:
    """What a certificate is worked out against: the contract's terms and what earlier certificates come to.

    By its day: ``agreed`` is all that can be certified, ``quantities`` contract and previous quantity of each by id,
    ``claims`` and ``approved`` what was agreed and certified of each claim and approved variation. ``advance_today``:
    of a signed one, the advance by now where another was known then, ``recovery_since`` what it took and would now.
    """

    contract_number: str
    next_period: int
    terms: certificate.CertificateTerms
    before: certificate.Before
    advance_agreed: Money = Money()
    ceiling: Money = Money()
    quantities: Mapping[str, tuple[Decimal | None, Decimal | None]] = field(default_factory=dict)
    unapproved: frozenset[str] = frozenset()
    pricing: Pricing = AS_MEASURED
    legal: tuple[Problem, ...] = ()
    claims: Mapping[str, tuple[Money, Money]] = field(default_factory=dict)
    advance_today: Money | None = None
    recovery_since: tuple[Money, Money] | None = None
    agreed: tuple[Agreed, ...] = ()
    signed_before: date | None = None
    approved: Mapping[str, tuple[Money, Money]] = field(default_factory=dict)

    def break_of(self, item: str) -> QuantityBreak | None:
        """What happens to the price of a bill item once its quantity leaves the bill by more than was agreed."""
        how, one = self.pricing.quantity_break, self._items.get(item)
        return replace(how, new_beyond=one.price_beyond, new_short=one.price_short) if how and one else how

    @property
    def repriced(self) -> bool:
        """Whether items of the bill have new prices of their own for that."""
        return any(one.price_beyond is not None or one.price_short is not None for one in self._items.values())

    @cached_property
    def _items(self) -> dict[str, Agreed]:
        return {one.id: one for one in self.agreed if one.kind == base.LINES}

    @cached_property
    def prices(self) -> dict[str, Decimal]:
        """The unit price of each item of the bill that has one."""
        return {key: one.price for key, one in self._items.items() if one.price is not None}
