"""The words in which a history tells what changed: the entries of each kind of row, their captions and choices."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

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
    evidence,
    final_accounts,
    follow_ups,
    invoices,
    legal_facts,
    letters,
    opening,
    parties,
    projects,
    receipts,
    receivables,
    sales_plans,
    variations,
    work_done,
)
from models.contracts.terms_draft import TermsDraft
from models.drafts import Entry, entries
from models.events import EVENTS
from models.language import N_, text

_DRAFTS: dict[str, Any] = {
    "contracts": contracts.ContractDraft,
    "contract_terms": TermsDraft,
    "milestones": contracts.MilestoneDraft,
    "releases": contracts.ReleaseDraft,
    "kind_terms": contracts.KindTermsDraft,
    "price_factors": contracts.FactorDraft,
    "contract_fees": contracts.FeeDraft,
    "contract_signatures": contracts.SignatureDraft,
    "agreements": contracts.AgreementDraft,
    "bill_items": bills.BillItemDraft,
    "variations": variations.VariationDraft,
    "claims": claims.ClaimDraft,
    "certificates": certificates.CertificateDraft,
    "final_accounts": final_accounts.FinalAccountDraft,
    "final_account_reviews": final_accounts.ReviewDraft,
    "work_done": work_done.WorkDoneDraft,
    "work_lines": work_done.WorkLineDraft,
    "consumptions": consumption.ConsumptionDraft,
    "consumption_lines": consumption.ConsumptionLineDraft,
    "debit_notes": debit_notes.DebitNoteDraft,
    "debit_lines": debit_notes.DebitLineDraft,
    "debit_instalments": debit_notes.InstalmentDraft,
    "sales_plans": sales_plans.SalesPlanDraft,
    "deposits": deposits.DepositDraft,
    "disputes": disputes.DisputeDraft,
    "subcontracts": downstream.SubcontractDraft,
    "sub_certificates": downstream.SubCertificateDraft,
    "sub_payments": downstream.SubPaymentDraft,
    "sub_quantities": downstream.SubQuantityDraft,
    "set_offs": downstream.SetOffDraft,
    "deposit_deductions": deposits.DeductionDraft,
    "correspondence": correspondence.LetterDraft,
    "evidence_files": evidence.EvidenceDraft,
    "evidence_loans": evidence.LoanDraft,
    "evidence_links": evidence.LinkDraft,
    "legal_facts": legal_facts.LegalFactDraft,
    "follow_ups": follow_ups.FollowUpDraft,
    "replies": confirmations.ReplyDraft,
    "confirmed_items": confirmations.ConfirmedDraft,
    "reply_differences": confirmations.DifferenceDraft,
    "letter_texts": letters.LetterTextDraft,
    "receipts": receipts.ReceiptDraft,
    "invoices": invoices.InvoiceDraft,
    "invoice_lines": invoices.InvoiceLineDraft,
    "bookings": bookings.BookingDraft,
    "books_checks": books_checks.BooksCheckDraft,
    "ledger_balances": books_checks.BalanceDraft,
    "ledger_reasons": books_checks.ReasonDraft,
    "opening_positions": opening.OpeningDraft,
    "due_changes": receivables.DueChangeDraft,
    "due_events": receivables.DueEventDraft,
    "parties": parties.PartyDraft,
    "party_aliases": parties.AliasDraft,
    "bank_accounts": parties.AccountDraft,
    "projects": projects.ProjectDraft,
    "company_profiles": company.CompanyDraft,
    "company_accounts": parties.AccountDraft,
}
_CAPTIONS = {
    "contract_events": {"happened_on": N_("Day")},
    "receivables": {"amount": N_("Amount"), "void": N_("Void")},
    "allocations": {"amount": N_("Amount"), "void": N_("Void")},
    "certificates": {"gross": N_("Value certified"), "due": N_("Due now"), "void": N_("Void")},
    "claims": {"void": N_("Void")},
    "final_accounts": {"void": N_("Void")},
    "work_done": {"void": N_("Void")},
    "consumptions": {"void": N_("Void")},
    "debit_notes": {"void": N_("Void")},
    "sales_plans": {"void": N_("Void")},
    "deposits": {"void": N_("Void")},
    "disputes": {"void": N_("Void")},
    "subcontracts": {"void": N_("Void")},
    "set_offs": {"void": N_("Void")},
    "legal_facts": {"void": N_("Void")},
    "follow_ups": {"void": N_("Void")},
    "replies": {"void": N_("Void")},
    "receipts": {"void": N_("Void")},
    "invoices": {"void": N_("Void")},
    "bookings": {"void": N_("Void")},
    "correspondence": {"void": N_("Void")},
    "evidence_files": {"void": N_("Void")},
    "evidence_links": {"void": N_("Void")},
    "books_checks": {"void": N_("Void")},
    "own_values": {"words": N_("Value"), "amount": N_("Value"), "number": N_("Value"), "day": N_("Value")},
}
_CHOICES: dict[tuple[str, str], Mapping[str, str]] = {
    ("contract_events", "event"): EVENTS,
    ("receivables", "kind"): receivables.CLASSES,
    ("stages", "stage"): {**variations.STAGES, **certificates.STAGES, **final_accounts.STAGES, **claims.STAGES},
}


def captions(noun: str) -> dict[str, str]:
    """Column → caption in the reader's language, of the columns that a person entered or that matter to one."""
    draft = _DRAFTS.get(noun)
    found = {_column(noun, one): one.caption for one in (entries(draft).values() if draft else ())}
    return {column: text(caption) for column, caption in {**found, **_CAPTIONS.get(noun, {})}.items()}


@cache
def entry_of(noun: str, column: str) -> Entry | None:
    """The entry of the noun's draft that is kept in this column."""
    draft = _DRAFTS.get(noun)
    known = entries(draft) if draft else {}
    return known.get(column) or known.get(column.removesuffix("_id"))


def choices_of(noun: str, column: str) -> Mapping[str, str]:
    how = entry_of(noun, column)
    return _CHOICES.get((noun, column)) or (how.choices if how else {})


def _column(noun: str, how: Entry) -> str:
    """The column in which an entry is kept: picked records are kept by id."""
    return f"{how.name}_id" if how.pick else how.name
