"""Whatever a person entered is in the drafts of a book: a noun that is forgotten there is found here."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from models import (
    books_checks,
    certificates,
    exchange,
    holidays,
    ledger_forms,
    lending_rates,
    parties,
    provisions,
    receivables,
)
from models.bills import BillItemDraft
from models.books_checks import BalanceDraft, BooksCheckDraft, ReasonDraft
from models.certificates import (
    AdjustmentDraft,
    CertificateDraft,
    IndexDraft,
    LineDraft,
    MaterialPriceDraft,
    SupplyDraft,
)
from models.confirmations import DifferenceDraft
from models.contracts import Contract, FactorDraft, FeeDraft, KindTermsDraft, ReleaseDraft, SignatureDraft
from models.debit_notes import DebitLineDraft, InstalmentDraft
from models.deposits import DeductionDraft
from models.downstream import SubQuantityDraft
from models.exchange.kinds import KINDS
from models.money import Money
from models.parties import AccountDraft
from models.receivables import DueChangeDraft, DueEventDraft
from models.receivables.record import Receivable
from models.store.base import Base
from models.store.book import Book
from models.variations import VariationLineDraft
from models.wholesale import LOAD
from models.work import finish
from models.work_done import WorkLineDraft
from tests import makers
from tests.models.test_every_command import USE_CASES, busy_book, waiting_for_an_invoice
from tests.reports.books import FILL

__all__ = ["busy_book"]
D = Decimal
DAY = date(2024, 9, 2)
STAY = {
    **dict.fromkeys(("evidence_files", "evidence_links", "evidence_loans"), "files are copied with the folder"),
    **dict.fromkeys(("bundles", "bundle_items"), "they list files"),
    "issued_papers": "a paper is issued once",
    "ledger_forms": "what was answered about a form of workbook is no record of the trade",
    **dict.fromkeys(("steps", "changes", "writing", "book_facts", "unfinished"), "what the book remembers of itself"),
}
"""Tables that no draft makes again, each with the reason."""


DONE_TOO = ("evidence.record", "own.fill", "opening.take_on", "matching.explain", "parties.record")
"""Commands that enter what a book with something to do for every command does not hold yet."""


def rarely(session: Session) -> None:
    """What is seldom entered: every part that a document may have."""
    key = session.scalars(select(Contract.id)).first()
    assert key
    by_days = (provisions.PastDueRateDraft("other", "goods", *[D("0.1")] * 5),)
    by_months = tuple(provisions.MonthRateDraft("sme", "", upto, D("0.1")) for upto in (6, None))
    for one in (
        makers.provision_rates(past_due=by_days, months=by_months),
        makers.provision_rates(valid_from=date(2026, 1, 1), source="集团〔2026〕3 号"),
    ):
        provisions.record(session, one)
    provisions.single_out(session, provisions.IndividualDraft("", key, DAY, D("0.6"), "已申请破产"))
    off = holidays.HolidayDraft(name="国庆节", first_on=date(2031, 10, 1), last_on=date(2031, 10, 7), source="国办")
    holidays.record(session, off)
    lending_rates.record(session, lending_rates.LendingRateDraft("", date(2026, 12, 21), D("0.03"), D("0.035"), "央行"))
    ledger_forms.keep(session, "f" * 8, "{}")
    whole = makers.a_contract(
        session, number="JB-2024-020", accepted_on=date(2025, 1, 6), fixed_share=D("0.4"),
        fees=(FeeDraft("规费", D("0.06"), "all", True),),
        factors=(FactorDraft("钢材", D("0.6"), D(100)),), kinds=(KindTermsDraft("claims", D(1)),),
        releases=(ReleaseDraft("defects_end", D(1), 28),), signatures=(SignatureDraft("施工单位", "项目经理"),),
    )  # fmt: skip
    line = VariationLineDraft("", "419-1", "盖板涵", "m", D(40), D(2000))
    makers.an_agreement(session, whole, valid_from=date(2024, 12, 1))
    makers.a_variation(session, whole, amount=None, lines=(line,))
    work = (WorkLineDraft(name="路基", amount=Money.of(5_000)),)
    makers.a_work_report(session, whole, amount=None, lines=work)
    certificates.record(session, CertificateDraft(
        contract=whole.id, certified_on=DAY, lines=(LineDraft(name="路基", amount=Money.of(900_000)),),
        indices=(IndexDraft("钢材", D(104)),),
        supplies=(SupplyDraft("钢筋", "t", D(10), None, D(9), D(3800), D(4200)),),
        material_prices=(MaterialPriceDraft("水泥", "t", D(10), D(400), D(380), D(450), D("0.05"), D("0.09")),),
        adjustments=(AdjustmentDraft("penalty", Money.of(5_000), "罚款"),),
    ))  # fmt: skip
    late = certificates.numbered(session, "JB-2024-020-01")
    assert late
    owed = session.scalars(select(Receivable.id).where(Receivable.source_id == late.id)).first()
    receivables.change_due(session, DueChangeDraft(owed or "", DAY, date(2025, 1, 1), "展期"))
    makers.a_final_account(session, whole)
    _with_parts(session, whole)


def _with_parts(session: Session, whole: Contract) -> None:
    accounts = (AccountDraft("3201001", "建设银行江北支行"),)
    owner = parties.draft_of(session, whole.owner_id)
    parties.record(session, replace(owner, accounts=accounts))
    makers.a_deposit(session, whole, deductions=(DeductionDraft(DAY, Money.of(20_000), "扬尘"),))
    goods = (DebitLineDraft(name="盖板", unit="块", quantity=D(10), price=D(500)),)
    makers.a_debit_note(session, whole, amount=None, lines=goods)
    parts = (InstalmentDraft(date(2024, 10, 1), Money.of(2_000)), InstalmentDraft(date(2024, 12, 1), Money.of(1_000)))
    makers.a_debit_note(session, whole, amount=Money.of(3_000), instalments=parts)
    makers.a_bill(session, whole, BillItemDraft(code="203-1", name="挖土方", unit="m3", quantity=D(10), price=D(30)))
    makers.a_subcontract(session, whole, quantities=(SubQuantityDraft(DAY, "203-1", D(5), D(20)),))
    reason = ReasonDraft(whole.owner_id, amount=Money.of(7), kind="elsewhere", reason="甲方次月入账")
    balance = BalanceDraft(whole.owner_id, amount=Money.of(100))
    books_checks.record(session, BooksCheckDraft(month="2024-06", balances=(balance,), reasons=(reason,)))
    short = DifferenceDraft(Money.of(7), "price", "尾差")
    makers.a_reply(session, whole, letter="对账函三", kind="part", confirmed=Money.of(100), differences=(short,))
    waiting = waiting_for_an_invoice(session)
    receivables.note_event(session, DueEventDraft(waiting, happened_on=DAY, paper="发票 001"))


def rows_of(session: Session) -> dict[str, int]:
    """How many rows stand in each table; what is void is left out, and stages of what stays."""

    def count(table: Table) -> int:
        standing = [table.c.void == 0] if "void" in table.c else []
        if table.name == "stages":
            standing.append(table.c.noun.not_in(STAY))
        return session.scalar(select(func.count()).select_from(table).where(*standing)) or 0

    return {table.name: count(table) for table in Base.metadata.sorted_tables}


def dumped(book: Book) -> list[dict[str, Any]]:
    with book.read() as session:
        return [json.loads(json.dumps(one)) for one in exchange.dump(session)]


def test_every_table_that_holds_what_a_person_entered_comes_back_from_a_dump(
    busy_book: Book, empty_book_each: Callable[[], Book]
) -> None:
    with busy_book.write(FILL) as session:
        for name in DONE_TOO:
            USE_CASES[name](session)
        rarely(session)
    copy = empty_book_each()
    drafts = dumped(busy_book)
    with copy.write(LOAD) as session:
        finish(exchange.load(session, drafts, "drafts.json"))
    with busy_book.read() as ours, copy.read() as theirs:
        here, there = rows_of(ours), rows_of(theirs)
    told = {table for table in here if table not in STAY}
    assert [table for table in sorted(told) if not here[table]] == [], "this book has a row in each"
    assert {table: there[table] for table in told} == {table: here[table] for table in told}
    assert STAY.keys() <= here.keys()
    assert dumped(copy) == drafts
    assert {one["noun"] for one in drafts} <= KINDS.keys()
