"""Documents of a workbook whose parts stand in sheets of their own: claims, accounts, deposits.

How to add one: declare its sheets (``models/importing/forms_afterwards.py``) and one ``Document`` in ``DOCUMENTS``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import ModuleType
from typing import Any

from sqlalchemy import exists

from models import (
    bookings,
    books_checks,
    claims,
    confirmations,
    consumption,
    correspondence,
    debit_notes,
    deposits,
    disputes,
    downstream,
    final_accounts,
    follow_ups,
    invoices,
    legal_facts,
    provisions,
    sales_plans,
    work_done,
)
from models.bookings import Booking, month_of
from models.books_checks import BalanceDraft, BooksCheck, BooksCheckDraft, ReasonDraft
from models.claims import Claim, StepDraft
from models.consumption import Consumption, ConsumptionLineDraft
from models.correspondence import RegisteredLetter
from models.debit_notes import DebitLineDraft, DebitNote, InstalmentDraft
from models.deposits import DeductionDraft, Deposit, DepositDraft
from models.disputes import Dispute
from models.downstream import (
    SetOff,
    SubCertificateDraft,
    Subcontract,
    SubPaymentDraft,
    SubQuantityDraft,
    set_off,
)
from models.final_accounts import FinalAccount, ReviewDraft
from models.follow_ups import FollowUp
from models.importing.forms_confirming import NO_REPLY, PARTS_OF_REPLY
from models.importing.plan import Plan
from models.importing.values import folded
from models.invoices import InvoiceLineDraft, VatInvoice
from models.language import N_
from models.legal_facts import LegalFact
from models.money import Money
from models.provisions import (
    IndividualProvision,
    MonthRateDraft,
    PastDueRateDraft,
    ProvisionMatrix,
    ProvisionMatrixDraft,
    ProvisionRateDraft,
    individual,
)
from models.sales_plans import SalesPlan
from models.stages import Stage
from models.work_done import WorkDone, WorkLineDraft


@dataclass(frozen=True)
class Document:
    """A noun that comes in by the row, known by its number; its use cases are ``check``, ``draft_of`` and ``record``.

    ``parts`` names the sheet and the draft of each part of its draft; their rows name the document in the entry
    ``named_in``, and ``missing`` is said of rows whose document is nowhere. What is ``posted`` (SQL) is never changed.
    ``refers_to`` are its picked entries, ``amount`` is what it adds to the sum of the sheet, ``day`` orders the rows.
    Where its own sheet does not name it, ``begins`` makes its draft of the name that its parts bear; ``folds`` is how
    names are compared, ``shown`` how one is told. An ``early`` one is made before the certificates, whose lines name
    it; what it may not do in this book ``expect(session, draft)`` refuses. ``behind`` fills in what its checks are held
    against.
    """

    sheet: str
    record: Any
    noun: ModuleType
    posted: Any
    amount: Callable[[Any], Money | None]
    parts: Mapping[str, tuple[str, type]] = field(default_factory=dict)
    named_in: str = ""
    missing: str = ""
    refers_to: tuple[str, ...] = ("contract",)
    day: Callable[[Any], date | None] | None = None
    begins: Callable[[Any], Any] | None = None
    folds: Callable[[Any], str] = folded
    shown: Callable[[Plan, Any], str] = lambda _plan, draft: draft.number
    early: bool = False
    expect: Callable[[Any, Any], None] | None = None
    behind: Callable[[Plan, Any], Any] = lambda _plan, draft: draft

    @property
    def sheets(self) -> tuple[str, ...]:
        """The sheets of its parts."""
        return tuple(sheet for sheet, _ in self.parts.values())


def _with_limits(plan: Plan, draft: DepositDraft) -> DepositDraft:
    """A deposit with what the law limits it by: the price of a new contract, all that the book knows of another."""
    if draft.contract in plan.unsaved.records:
        return replace(draft, price=plan.price_of(draft.contract))
    return draft if draft.contract in plan.unsound else deposits.with_book(plan.session, draft)


DOCUMENTS = (
    Document(
        "follow_ups", FollowUp, follow_ups, FollowUp.void, lambda draft: draft.promised,
        refers_to=("party", "contract"), day=lambda draft: draft.happened_on,
    ),
    Document(
        "claims", Claim, claims,
        exists().where(Stage.document_id == Claim.id, Stage.stage.in_(claims.ENDS)) | (Claim.void == 1),
        lambda draft: claims.claimed(draft.steps),
        {"steps": ("claim_steps", StepDraft)}, "claim",
        N_("There is no claim “{name}” in this workbook. Add it to the sheet 索赔."),
        early=True, expect=claims.expect_room,
    ),
    Document(
        "deposits", Deposit, deposits, Deposit.void, lambda draft: draft.amount,
        {"deductions": ("deposit_deductions", DeductionDraft)}, "deposit",
        N_("There is no deposit “{name}” in this workbook. Add it to the sheet 保证金."), behind=_with_limits,
    ),
    Document(
        "final_accounts", FinalAccount, final_accounts, FinalAccount.settled_on.is_not(None),
        lambda draft: draft.settled or draft.amount,
        {"reviews": ("account_reviews", ReviewDraft)}, "account",
        N_("There is no final account “{name}” in this workbook. Add it to the sheet 竣工结算."),
        day=lambda draft: draft.settled_on,
    ),
    Document(
        "work_done", WorkDone, work_done, WorkDone.void, lambda draft: work_done.worked_out(draft).amount,
        {"lines": ("work_lines", WorkLineDraft)}, "report",
        N_("There is no work report “{name}” in this workbook. Add it to the sheet 完成产值."),
        day=lambda draft: draft.done_to,
    ),
    Document(
        "consumption", Consumption, consumption, Consumption.void, lambda draft: None,
        {"lines": ("consumption_lines", ConsumptionLineDraft)}, "report",
        N_("There is no consumption report “{name}” in this workbook. Add it to the sheet 材料机械消耗."),
        day=lambda draft: draft.used_to,
    ),
    Document(
        "debit_notes", DebitNote, debit_notes, DebitNote.id.is_not(None),
        lambda draft: debit_notes.worked_out(draft).amount,
        {"lines": ("debit_lines", DebitLineDraft), "instalments": ("instalments", InstalmentDraft)}, "note",
        N_("There is no debit note “{name}” in this workbook. Add it to the sheet 应收单据."),
        ("contract", "payer"), lambda draft: draft.charged_on,
    ),
    Document("sales_plans", SalesPlan, sales_plans, SalesPlan.void, lambda _draft: None),
    Document(
        "invoices", VatInvoice, invoices, VatInvoice.void, lambda draft: invoices.completed(draft).gross,
        {"lines": ("invoice_lines", InvoiceLineDraft)}, "invoice",
        N_("There is no invoice “{name}” in this workbook. Add it to the sheet 发票."), ("contract", "buyer"),
        day=lambda draft: draft.invoiced_on,
    ),
    Document("bookings", Booking, bookings, Booking.void, lambda _draft: None, refers_to=()),
    Document(
        "correspondence", RegisteredLetter, correspondence, RegisteredLetter.void, lambda draft: draft.amount,
        refers_to=("party", "contract"), day=lambda draft: draft.dated_on,
    ),
    Document("legal_facts", LegalFact, legal_facts, LegalFact.void, lambda draft: draft.amount, {}, "", "",
             ("party", "contract")),
    Document(
        "replies", confirmations.Reply, confirmations, confirmations.Reply.void, lambda draft: draft.confirmed,
        PARTS_OF_REPLY, "reply", NO_REPLY, ("party", "contract"), lambda draft: draft.replied_on,
    ),
    Document(
        "books_checks", BooksCheck, books_checks, BooksCheck.void, lambda _draft: None,
        {"balances": ("ledger_balances", BalanceDraft), "reasons": ("ledger_reasons", ReasonDraft)}, "month",
        N_("“{name}” is no month of a check. Write it like 2026-08."), (),
        begins=lambda month: BooksCheckDraft(month=month), folds=lambda month: month_of(month) or folded(month),
    ),
    Document("disputes", Dispute, disputes, Dispute.void, lambda draft: draft.amount),
    Document(
        "subcontracts", Subcontract, downstream, Subcontract.void, lambda draft: draft.price,
        {"certified": ("sub_certificates", SubCertificateDraft), "payments": ("sub_payments", SubPaymentDraft),
         "quantities": ("sub_quantities", SubQuantityDraft)},
        "subcontract", N_("There is no subcontract “{name}” in this workbook. Add it to the sheet 分包合同."),
        refers_to=("contract", "party"),
    ),
    Document(
        "provisions", ProvisionMatrix, provisions, ProvisionMatrix.id.is_(None), lambda _draft: None,
        {"rates": ("provision_rates", ProvisionRateDraft), "past_due": ("provision_past_due", PastDueRateDraft),
         "months": ("provision_months", MonthRateDraft)},
        "valid_from",
        N_("Say from which day these rates are valid."), (),
        begins=lambda day: ProvisionMatrixDraft(valid_from=day), folds=lambda day: str(day or ""),
    ),
    Document(
        "individual_provisions", IndividualProvision, individual, IndividualProvision.id.is_(None),
        lambda _draft: None, shown=lambda plan, one: f"{plan.contract(one.contract).number} {one.valid_from}",
    ),
    Document("set_offs", SetOff, set_off, SetOff.id.is_not(None), lambda draft: draft.amount, refers_to=()),
)  # fmt: skip
"""In this order, because each builds on what stands before it."""
