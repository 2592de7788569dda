"""What a row of each list is edited through: the draft it stands for and the use cases that keep and remove it.

How to make another list editable outside: name it in EDITED. A list that is not there goes out and comes back too, but
every change in it is told as one that cannot be made there.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy.orm import Session

from models import (
    bill_lines,
    bookings,
    books_checks,
    bundles,
    certificates,
    claims,
    confirmations,
    consumption,
    contracts,
    correspondence,
    debit_notes,
    deposits,
    disputes,
    downstream,
    evidence,
    final_accounts,
    follow_ups,
    holidays,
    invoices,
    legal_facts,
    lending_rates,
    matching,
    opening,
    parties,
    projects,
    provisions,
    receipts,
    sales_plans,
    stages,
    variations,
    work_done,
)
from models.bills import worth
from models.contracts import agreements
from models.downstream import set_off
from models.drafts import Entry, entries, part
from models.problems import Problem


def _never(_session: Session, _key: str) -> bool:
    return False


def _nothing(_draft: Any) -> Collection[str]:
    return ()


@dataclass(frozen=True)
class Edited:
    """``draft_of(session, key)`` is the row as a draft, ``keep(session, draft)`` and ``remove(session, key, reason)``
    are use cases; ``is_fixed`` says that it is posted; ``follows(draft)`` names entries that others decide; a number
    is nobody else's ``within`` these, or in the whole book.
    """

    draft: type
    draft_of: Callable[[Session, str], Any]
    check: Callable[[Any], Iterable[Problem]]
    keep: Callable[[Session, Any], Any]
    remove: Callable[[Session, str, str], Any] | None = None
    is_fixed: Callable[[Session, str], bool] = _never
    follows: Callable[[Any], Collection[str]] = _nothing
    within: Sequence[str] = ()

    @cached_property
    def entries(self) -> Mapping[str, Entry]:
        """The entries that a cell of a list can hold, by name."""
        return {name: how for name, how in entries(self.draft).items() if not (how.readonly or part(how.kind))}

    @property
    def called(self) -> Sequence[str]:
        """The entries that together name one record and no other; none where no entry does."""
        return [*self.within, *(name for name, how in self.entries.items() if how.key)]

    @property
    def naming(self) -> str:
        """The entry that names a record: its number or its name."""
        return next((name for name, how in self.entries.items() if how.key), next(iter(self.entries)))


def _is_signed(session: Session, key: str) -> bool:
    row = session.get_one(certificates.PaymentCertificate, key)
    return bool(row.certified_on or row.void)


def _is_decided(session: Session, key: str) -> bool:
    return stages.latest(session, key) in (variations.APPROVED, variations.VOID)


def _always(_session: Session, _key: str) -> bool:
    return True


def _of_lines(draft: variations.VariationDraft) -> Collection[str]:
    return ("amount",) if any(worth(line) is not None for line in draft.lines) else ()


def _as_given(draft: deposits.DepositDraft) -> Collection[str]:
    return ("contract", "form", "amount", "paid_on") if draft.id else ()


def _as_issued(draft: invoices.InvoiceDraft) -> Collection[str]:
    said = "contract number code kind invoiced_on buyer cancels gross net vat prepayment"
    return said.split() if draft.id else ()


def _of_book(draft: final_accounts.FinalAccountDraft) -> Collection[str]:
    return ("fee",) if draft.fee_rate is not None else ()


def _of_work(draft: work_done.WorkDoneDraft) -> Collection[str]:
    return ("amount",) if work_done.by_lines(draft) else ()


def _of_reply(draft: confirmations.ReplyDraft) -> Collection[str]:
    """What its statement says, and what its items add up to."""
    said = ("letter", "party", "contract", "currency", "as_of", "stated", "demand") if draft.paper else ()
    return (*said, "confirmed") if draft.by_item else said


def _of_price(draft: bill_lines.BillLineDraft) -> Collection[str]:
    kept = ("contract",) if draft.id else ()
    return (*kept, "amount") if draft.quantity is not None and draft.price is not None else kept


EDITED: Mapping[str, Edited] = {
    "parties": Edited(parties.PartyDraft, parties.draft_of, parties.check, parties.record),
    "projects": Edited(projects.ProjectDraft, projects.draft_of, projects.check, projects.record),
    "contracts": Edited(contracts.ContractDraft, contracts.draft_of, contracts.check, contracts.record),
    "agreements": Edited(
        contracts.AgreementDraft, agreements.draft_of, contracts.check_agreement, contracts.agree,
        within=("contract", "number"),
    ),
    "bills": Edited(
        bill_lines.BillLineDraft, bill_lines.draft_of, bill_lines.check, bill_lines.record, bill_lines.remove,
        follows=_of_price, within=("contract",),
    ),
    "variations": Edited(
        variations.VariationDraft, variations.draft_of, variations.check, variations.record, variations.void,
        _is_decided, _of_lines, ("contract",),
    ),
    "certificates": Edited(
        certificates.CertificateDraft, certificates.draft_of, certificates.check, certificates.record,
        certificates.void, _is_signed,
    ),
    "claims": Edited(
        claims.ClaimDraft, claims.draft_of, claims.check, claims.record, claims.void, claims.is_fixed, claims.idle,
    ),
    "receipts": Edited(
        receipts.ReceiptDraft, receipts.draft_of, receipts.check, receipts.record, receipts.void, _always
    ),
    "final_accounts": Edited(
        final_accounts.FinalAccountDraft, final_accounts.draft_of, final_accounts.check, final_accounts.record,
        final_accounts.void, final_accounts.is_fixed, _of_book,
    ),
    "work_done": Edited(
        work_done.WorkDoneDraft, work_done.draft_of, work_done.check, work_done.record, work_done.void,
        follows=_of_work,
    ),
    "consumption": Edited(
        consumption.ConsumptionDraft, consumption.draft_of, consumption.check, consumption.record, consumption.void
    ),
    "debit_notes": Edited(
        debit_notes.DebitNoteDraft, debit_notes.draft_of, debit_notes.check, debit_notes.record, debit_notes.void,
        debit_notes.is_fixed,
    ),
    "bundles": Edited(bundles.BundleDraft, bundles.draft_of, bundles.check, bundles.record, bundles.void),
    "owner_ledgers": Edited(
        matching.OwnerLedgerDraft, matching.draft_of, matching.check, matching.record, matching.void
    ),
    "sales_plans": Edited(
        sales_plans.SalesPlanDraft, sales_plans.draft_of, sales_plans.check, sales_plans.record, sales_plans.void
    ),
    "deposits": Edited(
        deposits.DepositDraft, deposits.draft_of, deposits.check, deposits.record, deposits.void,
        follows=_as_given,
    ),
    "invoices": Edited(
        invoices.InvoiceDraft, invoices.draft_of, invoices.check, invoices.record, invoices.void,
        follows=_as_issued,
    ),
    "bookings": Edited(
        bookings.BookingDraft, bookings.draft_of, bookings.check, bookings.record, bookings.void, within=("noun",),
    ),
    "correspondence": Edited(
        correspondence.LetterDraft, correspondence.draft_of, correspondence.check, correspondence.record,
        correspondence.void,
    ),
    "evidence": Edited(
        evidence.EvidenceDraft, evidence.draft_of, evidence.check, evidence.record, evidence.void,
    ),
    "follow_ups": Edited(
        follow_ups.FollowUpDraft, follow_ups.draft_of, follow_ups.check, follow_ups.record, follow_ups.void,
    ),
    "replies": Edited(
        confirmations.ReplyDraft, confirmations.draft_of, confirmations.check, confirmations.record,
        confirmations.void, follows=_of_reply,
    ),
    "legal_facts": Edited(
        legal_facts.LegalFactDraft, legal_facts.draft_of, legal_facts.check, legal_facts.record, legal_facts.void,
    ),
    "books_checks": Edited(
        books_checks.BooksCheckDraft, books_checks.draft_of, books_checks.check, books_checks.record,
        books_checks.void,
    ),
    "subcontracts": Edited(
        downstream.SubcontractDraft, downstream.draft_of, downstream.check, downstream.record, downstream.void,
    ),
    "set_offs": Edited(
        downstream.SetOffDraft, set_off.draft_of, set_off.check, set_off.record, set_off.void, _always,
    ),
    "disputes": Edited(
        disputes.DisputeDraft, disputes.draft_of, disputes.check, disputes.record, disputes.void
    ),
    "opening": Edited(opening.OpeningDraft, opening.draft_of, opening.check, opening.take_on, within=("contract",)),
    "holidays": Edited(holidays.HolidayDraft, holidays.draft_of, holidays.check, holidays.record),
    "lending_rates": Edited(
        lending_rates.LendingRateDraft, lending_rates.draft_of, lending_rates.check, lending_rates.record
    ),
    "provisions": Edited(
        provisions.ProvisionMatrixDraft, provisions.draft_of, provisions.check, provisions.record
    ),
    "individual_provisions": Edited(
        provisions.IndividualDraft, provisions.individual_of, provisions.check_individual, provisions.single_out,
        within=("contract", "valid_from"),
    ),
}  # fmt: skip
"""By the name of the list."""
