"""What a file of drafts may hold: for each noun its draft and the use case that keeps it.

How to add one: name it in KINDS with its draft; what is not a noun of its own (a stage, a release) has its draft here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    bills,
    bookings,
    books_checks,
    certificates,
    claims,
    company,
    confirmations,
    consumption,
    contracts,
    correspondence,
    debit_notes,
    deposits,
    disputes,
    downstream,
    final_accounts,
    follow_ups,
    holidays,
    invoices,
    legal_facts,
    lending_rates,
    letters,
    matching,
    opening,
    own,
    parties,
    projects,
    provisions,
    receipts,
    receivables,
    sales_plans,
    variations,
    work_done,
)
from models.certificates import CertificateDraft, ReviewDraft
from models.downstream import set_off
from models.drafts import entry, faults, from_plain
from models.exchange.called import named
from models.language import N_
from models.money import Money
from models.problems import Refused, stop
from models.receivables.record import Allocation


@dataclass(frozen=True)
class VariationStageDraft(variations.StageDraft):
    """A variation order went one stage further."""

    stage: str = entry(
        N_("Stage"), "", required=True,
        choices={name: variations.STAGES[name] for name in ("submitted", "reviewed", "approved", "rejected")},
    )  # fmt: skip


@dataclass(frozen=True)
class CertificateWithReviewsDraft(CertificateDraft):
    """A certificate with what the supervisor and the owner said before it was signed."""

    reviews: tuple[ReviewDraft, ...] = entry(N_("Reviews"), ())


@dataclass(frozen=True)
class CertificateVoidDraft:
    """A certificate was voided when others had been worked out beside it: they stay as they were signed."""

    document: str = entry(N_("Payment certificate"), "", required=True)
    reason: str = entry(N_("Reason"), "")


@dataclass(frozen=True)
class ReceiptVoidDraft:
    """A receipt was voided when certificates had recovered the advance it paid: they stay as they were signed."""

    receipt: str = entry(N_("Receipt"), "", required=True)
    reason: str = entry(N_("Reason"), "")


@dataclass(frozen=True)
class CollectionDraft:
    """A bill was paid."""

    receipt: str = entry(N_("Receipt"), "", required=True)
    on: date | None = entry(N_("On"), None, required=True)


@dataclass(frozen=True)
class ReleaseDraft:
    """An allocation was taken back: money is unallocated again."""

    receipt: str = entry(N_("Receipt"), "", required=True)
    receivable: str = entry(N_("Receivable"), "", required=True, pick="receivables")
    amount: Money | None = entry(N_("Amount"), None, required=True)
    on: date | None = entry(N_("On"), None, required=True)


@dataclass(frozen=True)
class OwnValueDraft:
    """What stands in an own column of a record: the record by number or name, the column by its caption."""

    listing: str = entry(N_("List"), "", required=True)
    record: str = entry(N_("Record"), "", required=True)
    column: str = entry(N_("Column"), "", required=True)
    value: str = entry(N_("Value"), "", lines=2)


@dataclass(frozen=True)
class Kind:
    """``keep`` is the use case; ``caption`` is how people call one of these."""

    draft: type
    keep: Callable[[Session, Any], Any]
    caption: str


def keep_stage(session: Session, draft: VariationStageDraft) -> Any:
    stop(faults(draft))
    use_cases = {
        variations.SUBMITTED: variations.submit,
        variations.REVIEWED: variations.review,
        variations.APPROVED: variations.approve,
        variations.REJECTED: variations.reject,
    }
    return use_cases[draft.stage](session, draft)


def keep_certificate(session: Session, draft: CertificateWithReviewsDraft) -> Any:
    """Keep the certificate; with reviews it is first kept unsigned, then reviewed, then signed."""
    return _reviewed(session, draft, certificates.record)


def keep_correction(session: Session, draft: CertificateWithReviewsDraft) -> Any:
    """Correct the certificate of this number, as the window does."""
    old = certificates.numbered(session, draft.number)
    if old is None:
        raise Refused(N_("There is no record “{name}”."), name=draft.number)
    return _reviewed(session, replace(draft, id=old.id), certificates.correct)


def _reviewed(session: Session, draft: CertificateWithReviewsDraft, keep: Callable[[Session, Any], Any]) -> Any:
    plain = CertificateDraft(**{name: getattr(draft, name) for name in CertificateDraft.__dataclass_fields__})
    if not draft.reviews:
        return keep(session, plain)
    row = keep(session, replace(plain, certified_on=None))
    for one in draft.reviews:
        certificates.review(session, replace(one, document=row.id))
    if plain.certified_on:
        again = certificates.draft_of(session, row.id)
        row = certificates.record(session, replace(again, certified_on=plain.certified_on))
    return row


def keep_void(session: Session, draft: CertificateVoidDraft) -> Any:
    stop(faults(draft))
    return certificates.void(session, draft.document, draft.reason)


def keep_receipt_void(session: Session, draft: ReceiptVoidDraft) -> Any:
    stop(faults(draft))
    return receipts.void(session, draft.receipt, draft.reason)


def keep_collection(session: Session, draft: CollectionDraft) -> Any:
    stop(faults(draft))
    assert draft.on
    return receipts.collect(session, draft.receipt, draft.on)


def keep_release(session: Session, draft: ReleaseDraft) -> Any:
    """Release the standing allocation of this receipt, receivable and amount."""
    stop(faults(draft))
    assert draft.on
    released = select(Allocation.reverses_id).where(Allocation.reverses_id.is_not(None))
    found = session.scalars(
        select(Allocation)
        .where(Allocation.receipt_id == draft.receipt, Allocation.receivable_id == draft.receivable)
        .where(Allocation.amount == draft.amount, Allocation.void == 0, Allocation.id.not_in(released))
        .order_by(Allocation.id)
    ).first()
    if found is None:
        raise Refused(N_("This receipt has no allocation of this amount to this receivable."))
    return receipts.release(session, found.id, draft.on)


def keep_own_value(session: Session, draft: OwnValueDraft) -> Any:
    """Fill in one own column; amounts as "1234.50", days as 2026-11-23."""
    stop(faults(draft))
    columns = own.own_of(session, draft.listing).get(draft.listing, ())
    column = next((one for one in columns if one.caption == draft.column), None)
    if column is None:
        raise Refused(N_("There is no own column “{caption}”."), caption=draft.column)
    key = named(session, draft.listing, draft.record)
    if not key:
        raise Refused(N_("There is no record “{name}”."), name=draft.record)
    filled: Any = own.extended_draft(own.FillDraft, columns)
    try:
        value = from_plain(filled, {column.name: draft.value})
    except (ValueError, ArithmeticError) as error:
        raise Refused(N_("“{value}” does not fit the own column “{caption}”."), value=draft.value,
                      caption=draft.column) from error  # fmt: skip
    own.fill(session, key, {column.name: getattr(value, column.name)}, columns)
    return session.get_one(own.OwnColumn, column.id)


KINDS: Mapping[str, Kind] = {
    "own_columns": Kind(own.OwnColumnsDraft, own.define, N_("Own columns")),
    "company": Kind(company.CompanyDraft, company.record, N_("Our company")),
    "parties": Kind(parties.PartyDraft, parties.record, N_("Party")),
    "projects": Kind(projects.ProjectDraft, projects.record, N_("Project")),
    "contracts": Kind(contracts.ContractDraft, contracts.record, N_("Contract")),
    "agreements": Kind(contracts.AgreementDraft, contracts.agree, N_("Supplementary agreement")),
    "bills": Kind(bills.BillDraft, bills.record, N_("Bill of quantities")),
    "opening": Kind(opening.OpeningDraft, opening.take_on, N_("Opening balances")),
    "variations": Kind(variations.VariationDraft, variations.record, N_("Variation order")),
    "variation_stages": Kind(VariationStageDraft, keep_stage, N_("Stage of a variation order")),
    "claims": Kind(claims.ClaimDraft, claims.record, N_("Claim")),
    "certificates": Kind(CertificateWithReviewsDraft, keep_certificate, N_("Payment certificate")),
    "certificate_corrections": Kind(CertificateWithReviewsDraft, keep_correction, N_("Corrected certificate")),
    "certificate_voids": Kind(CertificateVoidDraft, keep_void, N_("Voided certificate")),
    "work_done": Kind(work_done.WorkDoneDraft, work_done.record, N_("Work report")),
    "consumption": Kind(consumption.ConsumptionDraft, consumption.record, N_("Consumption report")),
    "final_accounts": Kind(final_accounts.FinalAccountDraft, final_accounts.record, N_("Final account")),
    "deposits": Kind(deposits.DepositDraft, deposits.record, N_("Deposit")),
    "debit_notes": Kind(debit_notes.DebitNoteDraft, debit_notes.record, N_("Debit note")),
    "sales_plans": Kind(sales_plans.SalesPlanDraft, sales_plans.record, N_("Sales plan")),
    "subcontracts": Kind(downstream.SubcontractDraft, downstream.record, N_("Subcontract")),
    "set_offs": Kind(downstream.SetOffDraft, set_off.record, N_("Set-off among three")),
    "disputes": Kind(disputes.DisputeDraft, disputes.record, N_("Disputed item")),
    "due_changes": Kind(receivables.DueChangeDraft, receivables.change_due, N_("Changed payment date")),
    "due_events": Kind(receivables.DueEventDraft, receivables.note_event, N_("What a payment date waits for")),
    "receipts": Kind(receipts.ReceiptDraft, receipts.record, N_("Receipt")),
    "allocations": Kind(receipts.AllocationsDraft, receipts.allocate, N_("Allocation")),
    "releases": Kind(ReleaseDraft, keep_release, N_("Release of an allocation")),
    "collections": Kind(CollectionDraft, keep_collection, N_("Collected bill")),
    "reversals": Kind(receipts.ReversalDraft, receipts.reverse, N_("Reversal of a receipt")),
    "receipt_voids": Kind(ReceiptVoidDraft, keep_receipt_void, N_("Voided receipt")),
    "invoices": Kind(invoices.InvoiceDraft, invoices.record, N_("VAT invoice")),
    "bookings": Kind(bookings.BookingDraft, bookings.record, N_("Booking")),
    "correspondence": Kind(correspondence.LetterDraft, correspondence.record, N_("Letter in or out")),
    "legal_facts": Kind(legal_facts.LegalFactDraft, legal_facts.record, N_("Fact for deadlines")),
    "books_checks": Kind(books_checks.BooksCheckDraft, books_checks.record, N_("Check with the ledger")),
    "follow_ups": Kind(follow_ups.FollowUpDraft, follow_ups.record, N_("Follow-up")),
    "replies": Kind(confirmations.ReplyDraft, confirmations.record, N_("Reply to a statement")),
    "owner_ledgers": Kind(matching.OwnerLedgerDraft, matching.record, N_("Owner's ledger")),
    "ledger_matches": Kind(matching.ToldMatchingDraft, matching.keep_told, N_("Matches with an owner's ledger")),
    "letter_texts": Kind(letters.LetterTextDraft, letters.record, N_("Letter text")),
    "holidays": Kind(holidays.HolidayDraft, holidays.record, N_("Holiday")),
    "lending_rates": Kind(lending_rates.LendingRateDraft, lending_rates.record, N_("Lending rates (LPR)")),
    "provisions": Kind(provisions.ProvisionMatrixDraft, provisions.record, N_("Provision rates")),
    "individual_provisions": Kind(provisions.IndividualDraft, provisions.single_out, N_("Provided for by themselves")),
    "own_values": Kind(OwnValueDraft, keep_own_value, N_("Entry of an own column")),
}
