"""Final accounts and deposits go out as drafts and come in again: the same is owed on every day."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from models import deposits, exchange, final_accounts, receivables
from models.deposits import DeductionDraft
from models.money import Money
from models.store.book import Book
from models.wholesale import LOAD
from models.work import finish
from tests import makers
from tests.reports.books import FILL, a_certificate, a_receipt

M = Money.of
DAYS = [date(2025, 3, 26), date(2025, 6, 10), date(2025, 8, 20), date(2026, 1, 1), date(2028, 1, 1)]


def test_a_copy_made_of_its_drafts_owes_the_same_on_every_day(book: Book, empty_book_each: Callable[[], Book]) -> None:
    with book.write(FILL) as session:
        owner = makers.a_party(session)
        contract = makers.a_contract(session, recovery_rule="none", advance=None, accepted_on=date(2025, 5, 1))
        early = makers.a_final_account(session, contract)
        a_certificate(session, contract, date(2025, 3, 25), M(1_000_000))
        makers.a_final_account(
            session, contract, kind="stage", part="地下室", part_certified=M(400_000), settled=M(420_000),
            settled_on=date(2025, 6, 10), submitted_on=date(2025, 5, 10), reviews=(),
        )  # fmt: skip
        a_receipt(session, contract, date(2025, 5, 1), M(795_000))
        kept = final_accounts.draft_of(session, early.id)
        final_accounts.record(session, replace(kept, settled=M(830_000), settled_on=date(2025, 8, 20)))
        taken = (
            DeductionDraft(date(2025, 9, 1), M(20_000), "扬尘"),
            DeductionDraft(date(2025, 9, 2), M(5), "误工", False),
        )
        makers.a_deposit(session, contract, deductions=taken, return_event="", return_on=date(2025, 12, 1))
        makers.a_deposit(session, contract, kind="quality", form="guarantee", amount=M(30_000), guarantee_number="B-1",
                         paid_on=date(2025, 10, 1), replaces_retention=True)  # fmt: skip
        void = makers.a_deposit(session, makers.a_contract(session, number="JB-9"))
        deposits.void(session, void.id, "误录")
        assert owner.id == contract.owner_id
    with book.read() as session:
        drafts = json.loads(json.dumps(list(exchange.dump(session))))
    copy = empty_book_each()
    with copy.write(LOAD) as session:
        finish(exchange.load(session, drafts, "drafts.json"))
    with book.read() as ours, copy.read() as theirs:
        assert list(exchange.dump(theirs)) == drafts
        for day in DAYS:
            assert receivables.positions(theirs, day) == receivables.positions(ours, day)
            assert receivables.ageing(theirs, day) == receivables.ageing(ours, day)
    assert {one["noun"] for one in drafts} >= {"final_accounts", "deposits"}
