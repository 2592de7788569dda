"""Documents of a workbook whose parts stand in sheets of their own: claims, accounts, deposits.

How to add one: declare its sheets (``models/importing/forms_afterwards.py``) and one ``Document`` in ``DOCUMENTS``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from types import ModuleType
from typing import Any

from sqlalchemy import exists, select

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
    sales_plans,
    work_done,
)
from models.bookings import Booking, month_of
from models.books_checks import BalanceDraft, BooksCheck, BooksCheckDraft, ReasonDraft
from models.claims import Claim, StepDraft
from models.consumption import Consumption, ConsumptionLineDraft
from models.correspondence import RegisteredLetter
from models.debit_notes import DebitLineDraft, DebitNote, InstalmentDraft
from models.deposits import DeductionDraft, Deposit
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
from models.importing.masters import MAKING, each, merged
from models.importing.parts import Parts, drafts_of
from models.importing.plan import Found, Later, Origin, Plan
from models.importing.table import Table
from models.importing.values import folded
from models.invoices import InvoiceLineDraft, VatInvoice
from models.language import N_
from models.legal_facts import LegalFact
from models.money import Money
from models.problems import Invalid, Refused
from models.sales_plans import SalesPlan
from models.stages import Stage
from models.work import Progress, Work
from models.work_done import WorkDone, WorkLineDraft


@dataclass(frozen=True)
class Document:
    """A noun that comes in by the row, known by its number; its use cases are ``check``, ``draft_of`` and ``record``.

    ``parts`` names the sheet and the draft of each part of its draft; their rows name the document in the entry
    ``named_in``, and ``missing`` is said of rows whose document is nowhere. What is ``posted`` (SQL) is never changed.
    ``refers_to`` are its picked entries, ``amount`` is what it adds to the sum of the sheet, ``day`` orders the rows.
    Where its own sheet does not name it, ``begins`` makes its draft of the name that its parts bear; ``folds`` is how
    names are compared. An ``early`` one is made before the certificates, whose lines name it; what it may not do in
    this book ``expect(session, draft)`` refuses.
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
    begins: Callable[[str], Any] | None = None
    folds: Callable[[str], str] = folded
    early: bool = False
    expect: Callable[[Any, Any], None] | None = None

    @property
    def sheets(self) -> tuple[str, ...]:
        """The sheets of its parts."""
        return tuple(sheet for sheet, _ in self.parts.values())


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
        N_("There is no deposit “{name}” in this workbook. Add it to the sheet 保证金."),
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
    Document("set_offs", SetOff, set_off, SetOff.id.is_not(None), lambda draft: draft.amount, refers_to=()),
)  # fmt: skip
"""In this order, because each builds on what stands before it."""


def plan_documents(document: Document, plan: Plan) -> Work[None]:
    """Make new documents, change those of the book that may change, with the rows of their parts."""
    sheets = {part: sheet for part, (sheet, _) in document.parts.items()}
    parts = Parts(plan, sheets, lambda rows: [document.folds(one) for one in rows.column(document.named_in)])
    for rows in parts.tables.values():
        plan.resolve(rows, *(name for name, how in rows.form.entries.items() if how.pick in plan.names.kinds))
    table = plan.tables.get(document.sheet)
    if table is not None:
        yield from _plan_rows(document, plan, table, parts)
    if document.begins is not None:
        _plan_unnamed(document, document.begins, plan, parts)
    for _, number, rest, places in parts.left():
        if number not in plan.faulty:
            for index in places:
                plan.wrong(rest, index, document.named_in, document.missing, name=rest.column(document.named_in)[index])


def _plan_rows(document: Document, plan: Plan, table: Table, parts: Parts) -> Work[None]:
    plan.resolve(table, *document.refers_to)
    known = _known(document, plan)
    rows = list(each(plan, table))
    if document.day is not None:
        day = document.day
        rows.sort(key=lambda one: (day(one[1]) or date.max, one[0]))
    for index, row in rows:
        yield Progress(index, len(table), MAKING)
        taken = parts.take(document.folds(row.number))
        found = known.get(document.folds(row.number)) if row.number else None
        if found is None:
            _make(document, plan, table, index, _whole(document, row, taken), parts, taken)
        elif plan.exists(table, index, row.number, found):
            _update(document, plan, table, index, found.id, taken)
        else:
            parts.skipped(taken)


def _plan_unnamed(document: Document, begins: Callable[[str], Any], plan: Plan, parts: Parts) -> None:
    """Documents that only their parts name: begun of the name, or those of the book gone on with."""
    known = _known(document, plan)
    for _, number, table, places in list(parts.left()):
        taken = parts.take(number)
        if not taken:
            continue
        index = places[0]
        draft = begins(table.column(document.named_in)[index])
        found = known.get(str(number))
        if found is None:
            _make(document, plan, table, index, _whole(document, draft, taken), parts, taken, counted=False)
        elif plan.exists(table, index, draft.number, found):
            before = document.noun.draft_of(plan.session, found.id)
            after = _whole(document, before, taken)
            plan.update(table, index, before, after, partial(_keep, document, after), taken)
        else:
            parts.skipped(taken)


def _known(document: Document, plan: Plan) -> dict[str, Found]:
    kind = document.record
    rows = plan.session.execute(select(kind.number, kind.id, document.posted))
    return {document.folds(number): Found(key, bool(posted)) for number, key, posted in rows}


def _whole(document: Document, draft: Any, taken: Mapping[str, Origin]) -> Any:
    made: dict[str, Any] = {part: drafts_of(document.parts[part][1], origin) for part, origin in taken.items()}
    return replace(draft, **made)


def _make(
    document: Document,
    plan: Plan,
    table: Table,
    index: int,
    draft: Any,
    parts: Parts,
    taken: Mapping[str, Origin],
    counted: bool = True,
) -> None:
    contract = getattr(draft, "contract", "")
    if not plan.tell(document.noun.check(draft), table, index, taken) or contract in plan.unsound:
        plan.faulty.add(document.folds(draft.number))
        return
    if not (document.early and draft.number):
        plan.updates.append(Later(table, index, partial(_keep, document, draft), taken))
    elif not _made_at_once(document, plan, table, index, draft, taken):
        return
    counts = plan.count(table.form)
    counts.new += counted
    if contract:
        counts.add(document.amount(draft) or Money(), plan.currency_of(contract))
    parts.brought(taken)


def _made_at_once(
    document: Document, plan: Plan, table: Table, index: int, draft: Any, taken: Mapping[str, Origin]
) -> bool:
    """Whether the document could be made before anything is written."""
    try:
        if document.expect is not None and draft.contract not in plan.unsaved.records:
            document.expect(plan.session, draft)
        document.noun.record(plan.unsaved.as_session(), draft)
    except (Invalid, Refused) as told:
        plan.tell(told.problems if isinstance(told, Invalid) else [told.problem], table, index, taken)
        plan.faulty.add(document.folds(draft.number))
        return False
    return True


def _update(document: Document, plan: Plan, table: Table, index: int, key: str, taken: Mapping[str, Origin]) -> None:
    before = document.noun.draft_of(plan.session, key)
    after = _whole(document, merged(before, table, index, leave=(*document.refers_to, "number")), taken)
    if plan.tell(document.noun.check(after), table, index, taken):
        plan.update(table, index, before, after, partial(_keep, document, after), taken)


def _keep(document: Document, draft: Any, session: Any) -> Any:
    return document.noun.record(session, draft)
