"""Pages over the fake book, as a noun would declare them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.drafts import entry, faults
from models.language import N_
from models.money import Money
from models.problems import Problem, stop
from models.store.commands import Command
from tests.ui.fakes import KINDS, receipts_listing
from ui.forms.spec import FormSpec
from ui.pages import Page
from ui.pages.list_spec import ListPageSpec, Verb
from ui.pages.settings import SettingsPage


@dataclass(frozen=True)
class ReceiptDraft:
    """A receipt as the fake book keeps it."""

    id: str = ""
    number: str = entry(N_("Document number"), "", required=True, key=True)
    payer: str = entry(N_("Payer"), "", required=True)
    on: date | None = entry(N_("Received on"), None)
    method: str = entry(N_("Method"), "bank", choices=KINDS)
    amount: Money | None = entry(N_("Amount"), None, required=True)


RECORD = Command("receipts.record", N_("Record a receipt"))
VOID = Command("receipts.void", N_("Void a receipt"))
LISTING = receipts_listing()


def check(draft: ReceiptDraft) -> Iterator[Problem]:
    yield from faults(draft)


def record(session: Any, draft: ReceiptDraft) -> str:
    stop(check(draft))
    if draft.number == "2026-000001" and draft.id != "id-000001":
        stop([Problem("number", N_("This number is taken."))])
    key = draft.id or "id-new"
    row = (key, draft.number, draft.payer, draft.on or date(2026, 1, 1), draft.method, draft.amount, 0, "")
    session.book.rows = [one for one in session.book.rows if one[0] != key] + [row]
    session.info["subject"] = draft.number
    return key


def void(session: Any, key: str, reason: str) -> None:
    session.book.rows = [one for one in session.book.rows if one[0] != key]
    session.book.reasons.append(reason)


def draft_of(session: Any, key: str) -> ReceiptDraft:
    row = next(row for row in session.book.rows if row[0] == key)
    return ReceiptDraft(row[0], row[1], row[2], row[3], row[4], row[5])


SPEC = ListPageSpec(
    name="receipts",
    new=N_("New receipt"),
    listing=LISTING,
    draft=ReceiptDraft,
    draft_of=draft_of,
    save=Verb(RECORD, record),
    void=Verb(VOID, void),
    form=FormSpec(ReceiptDraft, check=check),
)
SETTINGS = SettingsPage
HERE = "tests.ui.fake_pages"
PAGES = (
    Page("home", "home", N_("Home"), make=f"{HERE}:SETTINGS"),
    Page("receipts", "receipts", N_("Receipts"), spec=f"{HERE}:SPEC", new=N_("New receipt")),
    Page("parties", "parties", N_("Contracts"), make=f"{HERE}:SETTINGS"),
    Page("others", "parties", N_("Evidence"), make=f"{HERE}:SETTINGS"),
    Page("settings", "settings", N_("Settings"), make=f"{HERE}:SETTINGS", bookless=True),
)
