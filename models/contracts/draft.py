"""What is asked of a contract and of a supplementary agreement, and what must hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.contracts.legal_caps import check_caps, check_retention
from models.contracts.legal_days import check_small_creditor
from models.contracts.terms_check import check_terms
from models.contracts.terms_draft import TermsDraft
from models.currencies import CURRENCIES, HOME
from models.drafts import entry, faults
from models.language import N_
from models.money import Money
from models.problems import Problem
from models.rules import due
from models.rules.tax import rate_on

KINDS = {
    "construction": N_("Construction"),
    "design": N_("Survey and design"),
    "consulting": N_("Consulting and supervision"),
    "goods": N_("Sale of goods or equipment"),
    "investment": N_("Investment"),
}
ROLES = {
    "main": N_("Main contractor"),
    "leader": N_("Consortium leader"),
    "member": N_("Consortium member"),
    "subcontractor": N_("Subcontractor"),
    "internal": N_("Internal subcontract"),
    "supplier": N_("Supplier"),
}
LAYOUTS = {
    "gb50500": N_("GB 50500-2013 (bills of quantities)"),
    "highway": N_("Highway works (interim payment certificate)"),
    "railway": N_("Railway works (valuation)"),
    "fidic": N_("FIDIC Red Book 14.3"),
    "aia": N_("Application and schedule of values (North America)"),
}
"""The forms in which certificates are printed."""

SME_DEBTORS = {
    "": N_("No"),
    due.PUBLIC: N_("Yes, the debtor is a state body or public institution"),
    due.LARGE: N_("Yes, the debtor is a large enterprise"),
}
"""Whether the law on payments to small and medium enterprises protects us, and against whom."""

_DATES = N_("Dates")
_DUE = N_("Payment dates")
_PAPERS = N_("Papers")
_PEOPLE = N_("Responsibility")


@dataclass(frozen=True)
class SignatureDraft:
    """Who signs a certificate, in place of what the layout says: first we, then the supervisor, then the owner."""

    party: str = entry(N_("Signs as"), "", required=True, synonyms=("签署方",))
    people: str = entry(
        N_("Roles and names"), "", wide=True, synonyms=("签署人",),
        hint=N_("Each role with its name if it is known, separated by 、 or ;"),
    )  # fmt: skip


@dataclass(frozen=True)
class ContractDraft(TermsDraft):
    """What is asked of a contract; number, name, owner and price are needed."""

    id: str = ""
    number: str = entry(N_("Contract number"), "", required=True, key=True, synonyms=("合同号", "编号"))
    name: str = entry(N_("Contract name"), "", required=True, wide=True, synonyms=("合同名称", "工程名称"))
    project: str = entry(N_("Project"), "", pick="projects", synonyms=("项目", "所属项目"))
    owner: str = entry(N_("Owner"), "", required=True, pick="parties", synonyms=("业主", "甲方", "发包人", "建设单位"))
    payer: str = entry(N_("Payer if another"), "", pick="parties", synonyms=("付款方", "付款单位"))
    kind: str = entry(N_("Kind"), "construction", choices=KINDS, synonyms=("类型", "合同类型"))
    role: str = entry(N_("Our role"), "main", choices=ROLES)
    currency: str = entry(N_("Currency"), HOME, choices=CURRENCIES)
    price: Money | None = entry(N_("Contract price with VAT"), None, required=True, synonyms=("合同金额", "合同价"))
    provisional: Money | None = entry(N_("Provisional sums"), None, synonyms=("暂列金额",))
    tender_bond: Money | None = entry(N_("Tender bond agreed"), None, synonyms=("投标保证金",))
    performance_bond: Money | None = entry(N_("Performance bond agreed"), None, synonyms=("履约保证金", "履约担保"))
    signed_on: date | None = entry(N_("Signed on"), None, section=_DATES, synonyms=("签订日期", "签约日期"))
    start_on: date | None = entry(N_("Start on"), None, section=_DATES, synonyms=("开工日期",))
    completion_on: date | None = entry(N_("Completion agreed for"), None, section=_DATES)
    completed_on: date | None = entry(N_("Completed on"), None, section=_DATES, synonyms=("竣工日期", "完工日期"))
    accepted_on: date | None = entry(N_("Accepted on"), None, section=_DATES, synonyms=("验收日期",))
    handed_over_on: date | None = entry(N_("Handed over on"), None, section=_DATES, synonyms=("交付日期",))
    submitted_on: date | None = entry(N_("Final account submitted on"), None, section=_DATES, synonyms=("送审日期",))
    settled_on: date | None = entry(N_("Final account agreed on"), None, section=_DATES, synonyms=("定案日期",))
    reviewed_on: date | None = entry(
        N_("Public finance review finished on"), None, section=_DATES, synonyms=("财政评审日期", "审计完成日期")
    )
    funded_on: date | None = entry(N_("Funds arrived on"), None, section=_DATES, synonyms=("资金到位日期",))
    sued_on: date | None = entry(
        N_("Suit or arbitration filed on"), None, section=_DATES, synonyms=("起诉日期",),
        hint=N_("With the court's receipt under “Facts for deadlines” it interrupts limitation"),
    )  # fmt: skip
    defects_months: int | None = entry(
        N_("Defects period in months"), 24, section=_DATES, synonyms=("缺陷责任期",),
        hint=N_("empty: 24 by law (建工解释（一）17)"),
    )  # fmt: skip
    sme_debtor: str = entry(
        N_("We are a small or medium enterprise"), "", choices=SME_DEBTORS, section=_DUE, synonyms=("中小企业付款",),
        hint=N_("as of the day of the contract, and told to the debtor"),
    )  # fmt: skip
    due_rolls: bool = entry(
        N_("Due dates on holidays move to the next working day"), False, section=_DUE, synonyms=("到期日遇节假日顺延",)
    )
    handler: str = entry(N_("Handler"), "", section=_PEOPLE, synonyms=("经办人", "负责人"))
    approval_number: str = entry(N_("Approval number"), "", section=_PEOPLE)
    remark: str = entry(N_("Remark"), "", lines=2, wide=True, section=_PEOPLE)
    layout: str = entry(
        N_("Form of the certificates"), "gb50500", choices=LAYOUTS, section=_PAPERS, synonyms=("版式",),
        hint=N_("FIDIC 14.3: retention is not taken of materials, claims and others, unless agreed by kind"),
    )  # fmt: skip
    signatures: tuple[SignatureDraft, ...] = entry(N_("Signatures"), (), section=_PAPERS)


@dataclass(frozen=True)
class AgreementDraft(TermsDraft):
    """A supplementary agreement; the terms shown are those it leaves in force."""

    id: str = ""
    contract: str = entry(N_("Contract"), "", required=True, pick="contracts")
    number: str = entry(N_("Agreement number"), "", required=True)
    signed_on: date | None = entry(N_("Signed on"), None, required=True)
    valid_from: date | None = entry(N_("Valid from"), None, required=True)
    price_change: Money | None = entry(N_("Change of the price"), None)
    reason: str = entry(N_("Reason"), "", wide=True)


_NO_MILESTONES = N_(
    "No milestones: the whole of each certificate is payable, on the day the law sets (30 or 60 days for small and"
    " medium creditors, else hand-over, final account or suit). Enter the milestones if payment was agreed."
)


def rate_by_law(draft: ContractDraft, day: date) -> Decimal:
    """The rate that counts on a day while the contract names none: by its method and kind (``rules.tax``)."""
    return rate_on(draft.vat_method, day, draft.kind)


def check(draft: ContractDraft) -> Iterator[Problem]:
    """Everything that can be said without the database; advice never blocks."""
    yield from faults(draft)
    yield from check_terms(draft)
    if not draft.milestones:
        yield Problem("milestones", _NO_MILESTONES, advice=True)
    yield from check_caps(draft)
    yield from check_small_creditor(draft)
    if draft.advance and draft.recovery_rule == "instalments" and draft.recovery_last and not draft.completion_on:
        yield Problem("completion_on", N_("The last months before completion need the day agreed for it."))
    if draft.price is not None and draft.price < Money():
        yield Problem("price", N_("The price cannot be negative."))
    if draft.signed_on and draft.start_on and draft.start_on < draft.signed_on:
        yield Problem("start_on", N_("Work started before the contract was signed: is the date right?"), advice=True)
    for name in ("completion_on", "completed_on"):
        day = getattr(draft, name)
        if day and draft.start_on and day < draft.start_on:
            yield Problem(name, N_("Completed before work started: is the date right?"), advice=True)
    advance = (draft.advance or Money()) + (draft.second_advance or Money())
    if draft.price is not None and advance > max(draft.price, Money()):
        values = {"advance": advance.grouped, "price": draft.price.grouped}
        yield Problem("advance", N_("The advance {advance} is more than the price {price}."), values, advice=True)
    if draft.accepted_on and draft.handed_over_on and draft.handed_over_on < draft.accepted_on:
        yield Problem("handed_over_on", N_("Handed over before acceptance: is the date right?"), advice=True)


def check_agreement(draft: AgreementDraft) -> Iterator[Problem]:
    yield from faults(draft)
    yield from check_terms(draft)
    yield from check_retention(draft, draft.signed_on)
