"""What an agency pays is owed by the owner: every list tells it under him, and the agency's money is his."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import certificates, contracts, contradictions, coverage, debit_notes, receipts
from models.ageing_table import LISTINGS
from models.arrears import arrears
from models.books_checks.ours import ours
from models.certificates import CertificateDraft
from models.confirmations.calendar import due_statements
from models.contracts import Contract, MilestoneDraft
from models.contradictions.row import PAYER
from models.debit_notes import DebitNoteDraft
from models.matching.lines import our_lines
from models.money import Money
from models.problems import heard
from models.receipts import AllocationDraft, ReceiptDraft
from models.receivables import LISTING, positions
from models.receivables.fifo import fifo
from models.receivables.record import Receivable
from models.rules.ageing import DUE
from models.store.book import Book
from models.store.commands import Command
from models.store.listing import Question
from tests import makers

DO = Command("tests.do", "Do for a test")
DAY, PAID_ON, MONTH = date(2024, 8, 31), date(2024, 8, 1), "2024-08"
AGENCY = "云岭县财政国库支付中心"


@pytest.fixture
def contract(book: Book) -> str:
    """¥ 1,000 certified in May under a contract that an agency pays."""
    with book.write(DO) as session:
        makers.a_company(session)
        agency = makers.a_party(session, AGENCY, credit_code="").id
        whole = (MilestoneDraft("certification", Decimal(1), 28),)
        how = {"milestones": whole, "retention_rate": Decimal(0), "advance": None, "recovery_rate": None}
        row = makers.a_contract(session, payer=agency, **how)
        certificates.record(
            session, CertificateDraft(contract=row.id, work=Money.of(1000), certified_on=date(2024, 5, 3))
        )
        return row.id


def whose(session: Session, key: str) -> tuple[str, str]:
    row = session.get_one(Contract, key)
    return row.owner_id, row.payer_id or ""


def test_every_list_tells_the_debt_under_the_owner(book: Book, contract: str) -> None:
    with book.read() as session:
        owner, agency = whose(session, contract)
        question = Question(DAY)
        place = 1 + [one.name for one in LISTING.columns].index("party")
        assert {row[place] for row in LISTING.first(session, question)} == {makers.OWNER}
        assert [row[0] for row in LISTINGS[DUE, "party"].first(session, question)] == [owner]
        assert [one.party for one in fifo(session, DAY)] == [makers.OWNER]
        assert [one.debtor for one in arrears(session, DAY)] == [makers.OWNER]
        assert [one.name for one in coverage.by_debtor(session, DAY)] == [makers.OWNER]
        assert [one.party_id for one in due_statements(session, DAY)] == [owner]
        assert set(ours(session, MONTH, "all")) == {(owner, "CNY")}
        assert positions(session, DAY, party=agency) == []
        assert positions(session, DAY, party=owner)[0].balance == Money.of(1000)


@pytest.mark.parametrize("named", [True, False])
def test_what_the_agency_pays_is_proposed_for_the_owners_debt_and_contradicts_nothing(
    book: Book, contract: str, named: bool
) -> None:
    with book.write(DO) as session:
        owner, agency = whose(session, contract)
        draft = ReceiptDraft(
            payer=agency, contract=contract if named else "", received_on=PAID_ON, amount=Money.of(300)
        )
        (one,) = receipts.payable(session, draft)
        assert list(receipts.check_debtor("amount", draft, one.payers)) == []
        assert list(receipts.check_debtor("amount", replace(draft, payer="somebody"), one.payers)) != []
        free = receipts.record(session, draft)
        assert [str(one.amount) for one in our_lines(session, owner, "CNY", DAY)] == ["1000.00", "-300.00"]
        assert ours(session, MONTH, "all")[owner, "CNY"].balance == Money.of(700)
        assert receipts.beside(session, DAY, party=owner)["CNY"].unallocated == Money.of(300)
        receipts.correct(
            session, replace(receipts.draft_of(session, free.id), allocations=receipts.propose(session, draft))
        )
        assert positions(session, DAY, party=owner)[0].balance == Money.of(700)
        assert [one for one in contradictions.contradictions(session, DAY) if one.kind == PAYER] == []


@pytest.mark.parametrize("named", [True, False])
def test_money_of_a_stranger_is_told_once_where_it_is_kept_and_stops_nothing(
    book: Book, contract: str, named: bool
) -> None:
    """民法典 523, 524: who pays for another says so; by load and command as at the allocation desk."""
    with book.write(DO) as session:
        owner, agency = whose(session, contract)
        stranger, under = makers.a_party(session, "路人", credit_code="").id, contract if named else ""
        owed = session.scalars(select(Receivable.id).where(Receivable.contract_id == contract)).one()

        def told(payer: str, amount: int, lines: tuple[AllocationDraft, ...] = (), **more: str) -> list[str]:
            draft = ReceiptDraft(payer=payer, contract=under, received_on=PAID_ON, amount=Money.of(amount), **more)
            with heard() as found:
                receipts.record(session, replace(draft, allocations=lines))
            return [one.entry for one in found]

        some = (AllocationDraft(owed, amount=Money.of(10)),)
        assert told(stranger, 10, some) == ["allocations.0.receivable"]
        assert told(stranger, 10) == (["payer"] if named else [])
        assert told(owner, 10, some) == told(agency, 10, some) == told(agency, 10) == []
        assert told(owner, 10, some, paid_by=stranger, authority="三方协议") == []
        assert positions(session, DAY, party=owner)[0].balance == Money.of(960)


def test_a_note_to_the_agency_is_owed_by_the_owner_and_one_to_another_by_him(book: Book, contract: str) -> None:
    with book.write(DO) as session:
        owner, agency = whose(session, contract)
        other = makers.a_party(session, "担保公司", credit_code="").id
        for number, payer in (("费-1", agency), ("费-2", other), ("费-3", "")):
            debit_notes.record(
                session,
                DebitNoteDraft(
                    number=number,
                    contract=contract,
                    payer=payer,
                    kind="other",
                    charged_on=DAY,
                    amount=Money.of(5),
                    due_on=DAY,
                ),
            )
        rows = session.execute(
            select(Receivable.document, Receivable.party_id).where(Receivable.document.startswith("费"))
        )
        assert {row[0]: row[1] for row in rows} == {"费-1": owner, "费-2": other, "费-3": owner}


def test_an_agency_that_is_named_later_changes_no_past_day(book: Book, contract: str) -> None:
    with book.write(DO) as session:
        owner, _agency = whose(session, contract)
        before = positions(session, DAY, party=owner)
        for payer in ("", makers.a_party(session, "新支付中心", credit_code="").id):
            contracts.record(session, replace(contracts.draft_of(session, contract), payer=payer))
            assert positions(session, DAY, party=owner) == before
