"""A disputed item keeps both positions and changes no balance; what was not agreed to asks to be recorded as one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from models import answers, certificates, contracts, disputes, exchange, receivables, variations
from models.certificates import AdjustmentDraft, CertificateDraft
from models.certificates.record import Adjustment
from models.claims import REJECTED, StepDraft
from models.deposits import DeductionDraft
from models.disputes import Dispute, DisputeDraft
from models.money import Money
from models.problems import Gone, Invalid, Refused
from models.store.book import Book
from models.store.listing import Question
from models.variations import StageDraft
from models.wholesale import LOAD
from models.work import finish
from tests import makers
from tests.makers import CLAIMED, a_book
from tests.models.importing_sheets import bring_in, workbook
from tests.models.test_importing_claims import SHEETS

M = Money.of
LATER = date(2026, 1, 1)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = a_book(tmp_path / "book")
    yield made
    made.close()


def contested(session: Any) -> contracts.Contract:
    """A contract with one of everything that we or the owner did not agree to."""
    contract = makers.a_contract(session, recovery_rule="none", advance=None)
    fine = AdjustmentDraft("penalty", M(20_000), "扬尘罚款", agreed=False)
    agreed = AdjustmentDraft("utilities", M(1_000), "水电")
    certificates.record(
        session,
        CertificateDraft(
            contract=contract.id, work=M(500_000), certified_on=date(2024, 6, 3), adjustments=(agreed, fine)
        ),
    )
    taken = (
        DeductionDraft(date(2024, 7, 1), M(9_000), "欠料款", False),
        DeductionDraft(date(2024, 7, 1), M(1), "协商"),
    )
    makers.a_deposit(session, contract, deductions=taken)
    makers.a_final_account(session, contract, fee=M(7_000), fee_agreed=False)
    makers.a_claim(session, contract, *CLAIMED, StepDraft(REJECTED, date(2024, 8, 1), remark="非我方责任"))
    makers.a_claim(session, contract)
    order = makers.a_variation(session, contract)
    variations.submit(session, StageDraft(order.id, date(2024, 5, 20), M(350_000)))
    variations.reject(session, StageDraft(order.id, date(2024, 6, 20), remark="含在报价内"))
    return contract


def asks(session: Any) -> dict[str, Money]:
    names = [column.name for column in disputes.PROPOSED.columns]
    found = [dict(zip(names, row[1:], strict=True)) for row in disputes.PROPOSED.first(session, Question(LATER))]
    return {f"{one['about']} {one['name'] or one['document']}": one["amount"] for one in found}


def key_of(session: Any, about: str) -> str:
    place = [column.name for column in disputes.PROPOSED.columns].index("about") + 1
    return next(row[0] for row in disputes.PROPOSED.first(session, Question(LATER)) if row[place] == about)


def test_what_was_not_agreed_to_asks_to_be_recorded_and_nothing_else_does(book: Book) -> None:
    with book.write(disputes.RECORD) as session:
        contested(session)
        assert asks(session) == {
            "certificates 扬尘罚款": M(20_000),
            "deposits 欠料款": M(9_000),
            f"final_accounts {makers.CONTRACT}-JS": M(7_000),
            "claims 施工图迟交停工": M(90_000),
            "variations 基坑支护改为咬合桩": M(350_000),
        }


def test_a_proposal_becomes_a_disputed_item_and_changes_no_balance(book: Book) -> None:
    with book.write(disputes.RECORD) as session:
        contract = contested(session)
        before = receivables.positions(session, LATER), receivables.ageing(session, LATER)
        draft = disputes.proposed(session, key_of(session, "certificates"))
        assert (draft.amount, draft.name, draft.theirs) == (M(20_000), "扬尘罚款", "扬尘罚款")
        assert (draft.about, draft.document) == ("certificates", f"{makers.CONTRACT}-01")
        row = disputes.record(session, replace(draft, undisputed=M(5_000), opened_on=date(2024, 6, 10)))
        assert row.number == f"{makers.CONTRACT}-ZY-01"
        assert len(asks(session)) == 4
        assert (receivables.positions(session, LATER), receivables.ageing(session, LATER)) == before
        (told,) = answers.position_on(session, LATER, contract=contract.id)
        assert told["disputed"] == "24000.00", "with ¥ 9,000 taken off the deposit, which nobody recorded yet"
        (early,) = answers.position_on(session, date(2024, 6, 9))
        assert early["disputed"] == "20000.00", "the fine as it was before it was recorded; the deposit was whole"
        with pytest.raises(Invalid, match="recorded as disputed already"):
            disputes.record(session, draft)
        kept = disputes.draft_of(session, row.id)
        disputes.record(session, replace(kept, closed_on=date(2024, 9, 1), outcome="part", settled=M(8_000)))
        assert disputes.disputed(session, LATER) == {"CNY": M(9_000)}
        assert disputes.disputed(session, date(2024, 8, 31)) == {"CNY": M(24_000)}
        (listed,) = answers.disputes_on(session, LATER, party=contract.owner_id)
        assert (listed["disputed"], listed["outcome"], listed["settled"]) == (None, "part", "8000.00")
        disputes.void(session, row.id, "误录")
        assert len(asks(session)) == 5
        for deed in (lambda: disputes.void(session, row.id, "再次"), lambda: disputes.record(session, kept)):
            with pytest.raises(Refused, match="is void already"):
                deed()


def test_what_is_disputed_is_found_by_the_number_of_its_document(book: Book) -> None:
    with book.write(disputes.RECORD) as session:
        contract = contested(session)
        by_number = makers.a_dispute(session, contract, document=f"{makers.CONTRACT}-01", about="deposits")
        assert (by_number.about, by_number.subject != "") == ("certificates", True)
        free = makers.a_dispute(session, contract, document="会议纪要 12 号")
        assert (free.about, free.subject, free.document) == ("", "", "会议纪要 12 号")
        other = makers.a_contract(session, number="HT-2")
        with pytest.raises(Invalid, match="belongs to another contract"):
            makers.a_dispute(session, other, subject=by_number.subject)
        fine = session.scalars(select(Adjustment.id).where(Adjustment.agreed == 0)).one()
        row = makers.a_dispute(session, contract, subject=fine)
        session.delete(session.get_one(Adjustment, fine))
        session.flush()
        again = disputes.record(session, replace(disputes.draft_of(session, row.id), person="周商务"))
        assert (again.document, again.subject) == (f"{makers.CONTRACT}-01", fine)
        with pytest.raises(Gone):
            disputes.proposed(session, fine)


def test_a_copy_of_the_book_disputes_the_same(book: Book) -> None:
    with book.write(disputes.RECORD) as session:
        contract = contested(session)
        for about in disputes.ABOUT:
            if about:
                draft = disputes.proposed(session, key_of(session, about))
                disputes.record(session, replace(draft, opened_on=date(2024, 9, 2), person="周商务"))
        makers.a_dispute(session, contract, closed_on=date(2024, 8, 1), outcome="dropped")
        disputes.void(session, makers.a_dispute(session, contract).id, "误录")
    with book.read() as session:
        drafts = json.loads(json.dumps(list(exchange.dump(session))))
    copy = a_book(book.folder.parent / "copy")
    try:
        with copy.write(LOAD) as session:
            finish(exchange.load(session, drafts, "drafts.json"))
        with copy.read() as theirs, book.read() as ours:
            assert list(exchange.dump(theirs)) == drafts
            assert asks(theirs) == asks(ours) == {}
            assert disputes.disputed(theirs, LATER) == disputes.disputed(ours, LATER)
    finally:
        copy.close()


def test_disputed_items_come_in_from_a_workbook_with_the_document_they_name(book: Book) -> None:
    rows = [["合同编号", "争议编号", "涉及单据", "争议事项", "争议金额", "无争议金额", "提出日期", "对方意见"],
            ["HT-1", "ZY-1", "SP-1", "停工索赔", 90_000.0, 40_000.0, date(2025, 8, 1), "不予认可"],
            ["HT-1", "ZY-2", "", "工期责任", 10_000.0, "", date(2025, 8, 2), ""]]  # fmt: skip
    outcome = bring_in(book, workbook({**SHEETS, "争议": rows}))
    assert outcome.counts["disputes"].new == 2
    with book.read() as session:
        kept = {row.number: (row.about, bool(row.subject)) for row in session.scalars(select(Dispute))}
        assert kept == {"ZY-1": ("claims", True), "ZY-2": ("", False)}
        assert disputes.disputed(session, LATER) == {"CNY": M(60_000)}


@pytest.mark.parametrize(
    ("changes", "entry"),
    [
        ({"name": ""}, "name"),
        ({"amount": None}, "amount"),
        ({"amount": Money()}, "amount"),
        ({"undisputed": M(31_000)}, "undisputed"),
        ({"settled": M(-1)}, "settled"),
        ({"closed_on": date(2024, 5, 1), "outcome": "ours"}, "closed_on"),
        ({"closed_on": date(2024, 7, 1)}, "outcome"),
        ({"outcome": "ours"}, "closed_on"),
        ({"opened_on": None}, "opened_on"),
    ],
)
def test_what_does_not_fit_is_told_beside_its_entry(changes: dict[str, Any], entry: str) -> None:
    sound = DisputeDraft(contract="c", name="罚款", amount=M(30_000), opened_on=date(2024, 6, 1))
    assert not list(disputes.check(sound))
    assert entry in [one.entry for one in disputes.check(replace(sound, **changes))]
