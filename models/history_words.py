"""The words in which a history is told: what each kind of row is called, what names it, and what its entries are."""

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
    contracts,
    deposits,
    evidence,
    final_accounts,
    invoices,
    legal_facts,
    opening,
    parties,
    projects,
    receipts,
    receivables,
    variations,
)
from models.contracts.terms_draft import TermsDraft
from models.drafts import Entry, entries
from models.events import EVENTS
from models.language import N_, text

MADE, CHANGED, REMOVED = "made", "changed", "removed"
SINGLE = {MADE: N_("Added: {noun} {subject}"), REMOVED: N_("Removed: {noun} {subject}")}
COUNTED = {
    MADE: N_("Added: {noun}, {count} rows"),
    CHANGED: N_("Changed: {noun}, {count} rows"),
    REMOVED: N_("Removed: {noun}, {count} rows"),
}

NOUNS = {
    "contracts": N_("contract"),
    "contract_terms": N_("payment terms"),
    "milestones": N_("payment milestone"),
    "releases": N_("release of retention"),
    "kind_terms": N_("terms of a kind of value"),
    "price_factors": N_("part of the price formula"),
    "contract_signatures": N_("signature"),
    "agreements": N_("supplementary agreement"),
    "contract_events": N_("event"),
    "bill_items": N_("bill item"),
    "variations": N_("variation order"),
    "variation_lines": N_("line of a variation"),
    "claims": N_("claim"),
    "certificates": N_("certificate"),
    "certificate_lines": N_("line of a certificate"),
    "certificate_adjustments": N_("adjustment of a certificate"),
    "certificate_indices": N_("price index"),
    "certificate_supplies": N_("materials of the owner"),
    "final_accounts": N_("final account"),
    "final_account_reviews": N_("review of a final account"),
    "deposits": N_("deposit"),
    "deposit_deductions": N_("deduction from a deposit"),
    "invoices": N_("invoice"),
    "invoice_lines": N_("line of an invoice"),
    "bookings": N_("booking"),
    "legal_facts": N_("fact for deadlines"),
    "books_checks": N_("check with the ledger"),
    "ledger_balances": N_("balance of the ledger"),
    "ledger_reasons": N_("explained difference"),
    "receivables": N_("receivable"),
    "due_changes": N_("changed payment date"),
    "due_events": N_("event a payment date waits for"),
    "allocations": N_("allocation"),
    "receipts": N_("receipt"),
    "opening_positions": N_("opening balance"),
    "stages": N_("stage"),
    "issued_papers": N_("issued paper"),
    "evidence_files": N_("file of evidence"),
    "evidence_loans": N_("loan of an original"),
    "evidence_links": N_("evidence"),
    "parties": N_("party"),
    "party_aliases": N_("other name"),
    "bank_accounts": N_("bank account"),
    "projects": N_("project"),
    "company_profiles": N_("company profile"),
    "company_accounts": N_("bank account"),
    "own_columns": N_("own column"),
    "own_values": N_("own entry"),
}
PARTS = {
    "contracts": (
        ("own_values", "record"),
        ("contract_terms", "contract_id"),
        ("agreements", "contract_id"),
        ("contract_events", "contract_id"),
        ("contract_signatures", "contract_id"),
        ("bill_items", "contract_id"),
        ("variations", "contract_id"),
        ("claims", "contract_id"),
        ("certificates", "contract_id"),
        ("final_accounts", "contract_id"),
        ("deposits", "contract_id"),
        ("invoices", "contract_id"),
        ("legal_facts", "contract_id"),
        ("receivables", "contract_id"),
        ("receipts", "contract_id"),
        ("opening_positions", "contract_id"),
    ),
    "contract_terms": tuple((name, "terms_id") for name in ("milestones", "releases", "kind_terms", "price_factors")),
    "variations": (("own_values", "record"), ("variation_lines", "variation_id"), ("stages", "document_id")),
    "claims": (("own_values", "record"), ("stages", "document_id")),
    "certificates": (
        ("own_values", "record"),
        ("certificate_lines", "certificate_id"),
        ("certificate_adjustments", "certificate_id"),
        ("certificate_indices", "certificate_id"),
        ("certificate_supplies", "certificate_id"),
        ("stages", "document_id"),
        ("bookings", "document_id"),
    ),
    "final_accounts": (
        ("own_values", "record"),
        ("final_account_reviews", "final_account_id"),
        ("stages", "document_id"),
        ("bookings", "document_id"),
    ),
    "deposits": (("own_values", "record"), ("deposit_deductions", "deposit_id")),
    "books_checks": (("own_values", "record"), ("ledger_balances", "check_id"), ("ledger_reasons", "check_id")),
    "invoices": (("own_values", "record"), ("invoice_lines", "invoice_id"), ("bookings", "document_id")),
    "legal_facts": (("own_values", "record"),),
    "receivables": (
        ("own_values", "record"),
        ("due_changes", "receivable_id"),
        ("due_events", "receivable_id"),
        ("allocations", "receivable_id"),
    ),
    "receipts": (
        ("own_values", "record"),
        ("stages", "document_id"),
        ("bookings", "document_id"),
    ),
    "parties": (("own_values", "record"), ("party_aliases", "party_id"), ("bank_accounts", "party_id")),
    "company_profiles": (("company_accounts", "company_id"),),
    "projects": (("own_values", "record"),),
    "bill_items": (("own_values", "record"),),
}
_PROVEN = ("evidence_links", "record")
PARTS = {noun: (*parts, _PROVEN) if ("own_values", "record") in parts else parts for noun, parts in PARTS.items()}
PARTS["evidence_files"] = (("evidence_links", "file_id"), ("evidence_loans", "file_id"))
"""What belongs to a record: the tables of its parts and documents, and the column that names it there."""

REMOVABLE = frozenset(
    "milestones releases kind_terms price_factors contract_signatures contract_events bill_items "
    "variation_lines agreements final_account_reviews deposit_deductions invoice_lines stages due_events "
    "party_aliases bank_accounts company_accounts own_values evidence_loans ledger_balances ledger_reasons".split()
)
"""Parts that may go without their record being touched."""

SUBJECTS = {
    "contracts": ("number",),
    "contract_terms": (),
    "milestones": ("event", "cumulative"),
    "releases": ("event", "cumulative"),
    "kind_terms": ("kind",),
    "price_factors": ("name", "weight"),
    "contract_signatures": ("party",),
    "agreements": ("number",),
    "contract_events": ("event", "happened_on"),
    "bill_items": ("code", "name"),
    "variations": ("number",),
    "variation_lines": ("code", "name"),
    "claims": ("number",),
    "certificates": ("number",),
    "certificate_lines": ("code", "name"),
    "certificate_adjustments": ("reason", "amount"),
    "certificate_indices": ("name", "current"),
    "certificate_supplies": ("name", "issued"),
    "final_accounts": ("number",),
    "final_account_reviews": ("level", "amount"),
    "deposits": ("number", "amount"),
    "deposit_deductions": ("reason", "amount"),
    "invoices": ("number", "gross"),
    "invoice_lines": ("amount",),
    "bookings": ("number", "voucher"),
    "legal_facts": ("number", "happened_on"),
    "books_checks": ("month",),
    "ledger_balances": ("account", "amount"),
    "ledger_reasons": ("reason", "amount"),
    "receivables": ("document", "kind", "amount"),
    "due_changes": ("due_on", "reason"),
    "due_events": ("happened_on", "paper"),
    "allocations": ("amount", "allocated_on"),
    "receipts": ("number", "amount"),
    "opening_positions": ("taken_on",),
    "stages": ("stage", "reached_on", "amount"),
    "evidence_files": ("number", "name"),
    "evidence_loans": ("borrower", "lent_on"),
    "evidence_links": ("kind", "document"),
    "parties": ("name",),
    "party_aliases": ("name",),
    "bank_accounts": ("number",),
    "projects": ("name",),
    "company_profiles": ("name",),
    "company_accounts": ("number",),
    "own_columns": ("caption",),
    "own_values": ("column_id", "words", "amount", "number", "day"),
}
NAMED = {
    "owner_id": ("parties", "name"),
    "payer_id": ("parties", "name"),
    "buyer_id": ("parties", "name"),
    "party_id": ("parties", "name"),
    "cancels_id": ("invoices", "number"),
    "receivable_id": ("receivables", "document"),
    "parent_id": ("parties", "name"),
    "project_id": ("projects", "name"),
    "contract_id": ("contracts", "number"),
    "column_id": ("own_columns", "caption"),
}
"""Columns that name another record, and what that is called by."""

_DRAFTS: dict[str, Any] = {
    "contracts": contracts.ContractDraft,
    "contract_terms": TermsDraft,
    "milestones": contracts.MilestoneDraft,
    "releases": contracts.ReleaseDraft,
    "kind_terms": contracts.KindTermsDraft,
    "price_factors": contracts.FactorDraft,
    "contract_signatures": contracts.SignatureDraft,
    "agreements": contracts.AgreementDraft,
    "bill_items": bills.BillItemDraft,
    "variations": variations.VariationDraft,
    "claims": claims.ClaimDraft,
    "certificates": certificates.CertificateDraft,
    "final_accounts": final_accounts.FinalAccountDraft,
    "final_account_reviews": final_accounts.ReviewDraft,
    "deposits": deposits.DepositDraft,
    "deposit_deductions": deposits.DeductionDraft,
    "evidence_files": evidence.EvidenceDraft,
    "evidence_loans": evidence.LoanDraft,
    "evidence_links": evidence.LinkDraft,
    "legal_facts": legal_facts.LegalFactDraft,
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
    "deposits": {"void": N_("Void")},
    "legal_facts": {"void": N_("Void")},
    "receipts": {"void": N_("Void")},
    "invoices": {"void": N_("Void")},
    "bookings": {"void": N_("Void")},
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
