"""Every noun in one place: importing it makes all tables known, and it opens a book with them."""

from __future__ import annotations

from pathlib import Path

from models import (
    bill_lines,
    bills,
    bookings,
    books_checks,
    bundles,
    certificates,
    claims,
    company,
    confirmations,
    consumption,
    contract_standing,
    contracts,
    contradictions,
    correspondence,
    deadlines,
    debit_notes,
    deposits,
    disputes,
    downstream,
    evidence,
    final_accounts,
    follow_ups,
    holidays,
    invoices,
    ledger_forms,
    legal_facts,
    lending_rates,
    letters,
    matching,
    merging,
    opening,
    opening_position,
    own,
    papers,
    parties,
    projects,
    provisions,
    receipts,
    receivables,
    sales_plans,
    stages,
    variations,
    wages,
    wholesale,
    work_done,
)
from models.contracts import agreements
from models.late import complete
from models.store.book import Book
from models.store.commands import anyone

LISTINGS = {
    listing.name: listing
    for listing in (
        parties.LISTING,
        projects.LISTING,
        contract_standing.LISTING,
        bill_lines.LISTING,
        variations.LISTING,
        claims.LISTING,
        certificates.LISTING,
        final_accounts.LISTING,
        work_done.LISTING,
        work_done.UNBILLED,
        consumption.LISTING,
        consumption.MATCHING,
        deposits.LISTING,
        debit_notes.LISTING,
        sales_plans.LISTING,
        disputes.LISTING,
        disputes.PROPOSED,
        downstream.LISTING,
        downstream.COMPARISON,
        downstream.SET_OFFS,
        wages.LISTING,
        receivables.LISTING,
        receipts.LISTING,
        invoices.LISTING,
        invoices.UNINVOICED,
        invoices.UNPAID,
        bookings.LISTING,
        books_checks.LISTING,
        contradictions.LISTING,
        opening.LISTING,
        agreements.LISTING,
        papers.LISTING,
        confirmations.CONFIRMATIONS,
        confirmations.LISTING,
        confirmations.CALENDAR,
        matching.LISTING,
        bundles.LISTING,
        evidence.LISTING,
        correspondence.LISTING,
        deadlines.LISTING,
        legal_facts.LISTING,
        letters.DUE,
        letters.LISTING,
        follow_ups.LISTING,
        lending_rates.LISTING,
        holidays.LISTING,
        provisions.LISTING,
        provisions.INDIVIDUALS,
    )
}
NOUNS = (
    company,
    parties,
    merging,
    projects,
    contracts,
    bills,
    variations,
    stages,
    claims,
    certificates,
    final_accounts,
    work_done,
    consumption,
    deposits,
    debit_notes,
    sales_plans,
    disputes,
    downstream,
    receivables,
    receipts,
    invoices,
    bookings,
    books_checks,
    opening,
    opening_position,
    own,
    papers,
    matching,
    bundles,
    evidence,
    correspondence,
    legal_facts,
    confirmations,
    deadlines,
    letters,
    follow_ups,
    lending_rates,
    holidays,
    provisions,
    wholesale,
    ledger_forms,
)
for _noun in NOUNS:
    complete(_noun)  # who opens a book to write needs every table and every command


def create_book(folder: Path, site: str) -> Book:
    """An empty book in a new folder, with every table of the program."""
    return Book.create(folder, site, anyone)


def open_book(folder: Path, hold: bool = True) -> Book:
    """The book of a folder, open for writing unless another program holds it.

    Without ``hold`` it is read, and locked by the first write.
    """
    return Book.open(folder, anyone, hold=hold)
