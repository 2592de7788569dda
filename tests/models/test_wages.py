"""The wage account by month, and who paid a receipt by what authority and instruction."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models import answers, certificates, exchange, receipts, wages
from models.certificates import CertificateDraft
from models.contracts import MilestoneDraft
from models.money import Money
from models.problems import Invalid
from models.receipts import ReceiptDraft, ReversalDraft
from models.store.book import Book
from models.store.commands import Command
from models.store.listing import Question
from tests import makers

TEST = Command("tests.wages", "For a test")
M = Money.of
ALL = (MilestoneDraft("certification", Decimal(1), 28),)


def told(book: Book, as_of: date) -> list[tuple[str, ...]]:
    with book.read() as session:
        rows = answers.listed(wages.LISTING, session, Question(as_of, sort="month"))
    return [tuple(one[name] for name in ("month", "agreed", "paid", "short", "short_to_date")) for one in rows]


def test_what_is_short_in_the_wage_account_is_told_by_month_and_to_date(book: Book) -> None:
    """保障农民工工资支付条例 29: 20 % of each progress payment goes to the wage account."""
    with book.write(TEST) as session:
        contract = makers.a_contract(
            session, advance=None, recovery_rate=None, milestones=ALL, wage_share=Decimal("0.2")
        )
        for month in (5, 6):
            day = date(2024, month, 10)
            certificates.record(session, CertificateDraft(contract=contract.id, work=M(1_000), certified_on=day))
        draft = ReceiptDraft(payer=contract.owner_id, contract=contract.id, amount=M(500))
        receipts.record(session, replace(draft, received_on=date(2024, 5, 20), wages=M(150)))
        back = receipts.record(session, replace(draft, received_on=date(2024, 6, 20), wages=M(250))).id
    may, june = ("2024-05", "200.00", "150.00", "50.00", "50.00"), ("2024-06", "200.00", "250.00", "-50.00", "0.00")
    assert told(book, date(2024, 6, 30)) == [may, june]
    assert told(book, date(2024, 5, 31)) == [may]
    with book.write(TEST) as session:
        receipts.reverse(session, ReversalDraft(back, "returned", date(2024, 7, 1), "退回"))
    assert told(book, date(2024, 7, 31)) == [may, june, ("2024-07", "0.00", "-250.00", "250.00", "250.00")]


@pytest.mark.parametrize("wages_of", [Money(-1), M(501)])
def test_more_than_came_in_does_not_go_into_the_wage_account(book: Book, wages_of: Money) -> None:
    with book.write(TEST) as session, pytest.raises(Invalid):
        contract = makers.a_contract(session)
        draft = ReceiptDraft(payer=contract.owner_id, contract=contract.id, received_on=date(2024, 5, 1))
        receipts.record(session, replace(draft, amount=M(500), wages=wages_of))


def test_a_wage_account_belongs_to_a_contract(book: Book) -> None:
    with book.write(TEST) as session, pytest.raises(Invalid):
        payer = makers.a_party(session).id
        receipts.record(session, ReceiptDraft(payer=payer, received_on=date(2024, 5, 1), amount=M(5), wages=M(1)))


def test_a_third_party_pays_with_its_authority_and_the_instruction_is_kept(book: Book) -> None:
    with book.write(TEST) as session:
        payer, other = makers.a_party(session), makers.a_party(session, "江北建材有限公司")
        draft = ReceiptDraft(payer=payer.id, paid_by=other.id, received_on=date(2024, 5, 1), amount=M(5),
                             authority="委托付款书 2024-3", instruction="指定支付 3 号楼进度款")  # fmt: skip
        row = receipts.record(session, draft)
        kept = receipts.draft_of(session, row.id)
        assert (kept.paid_by, kept.authority, kept.instruction) == (other.id, draft.authority, draft.instruction)
        (listed,) = answers.listed(receipts.LISTING, session, Question(date(2024, 6, 1)))
        assert (listed["payer"], listed["paid_by"]) == (makers.OWNER, "江北建材有限公司")
        (dumped,) = [one["draft"] for one in exchange.dump(session) if one["noun"] == "receipts"]
        assert (dumped["paid_by"], dumped["authority"]) == ("江北建材有限公司", "委托付款书 2024-3")
        again = receipts.correct(session, replace(kept, amount=M(6)))
        assert (again.paid_by_id, again.instruction) == (other.id, draft.instruction)


def test_a_third_party_without_authority_is_asked_for_and_the_payer_is_no_third_party() -> None:
    draft = ReceiptDraft(payer="甲", paid_by="乙", received_on=date(2024, 5, 1), amount=M(5))
    assert [(one.entry, one.advice) for one in receipts.check(draft)] == [("authority", True)]
    assert [one.entry for one in receipts.check(replace(draft, paid_by="甲")) if not one.advice] == ["paid_by"]
