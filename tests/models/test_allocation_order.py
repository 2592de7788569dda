"""A receipt settles what its payer named, else costs, interest and debts in the order of the law."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from models import contracts, debit_notes, legal_facts, receipts
from models.debit_notes import DebitNoteDraft
from models.legal_facts import LegalFactDraft
from models.money import Money
from models.problems import Invalid
from models.receipts import AllocationDraft, ReceiptDraft, order
from models.receipts.order import DUE, INSTRUCTED, LATER, TOGETHER
from models.rules.allocation import COSTS, DOUBLED, INTEREST
from models.store.book import Book
from tests import makers

M = Money.of
SIGNED, DUE_ON, CHARGED, PAID = date(2024, 1, 5), date(2024, 3, 1), date(2024, 4, 1), date(2024, 6, 1)


@pytest.fixture
def contract(book: Book) -> str:
    return a_contract(book, "HT-01")


def a_contract(book: Book, number: str) -> str:
    with book.write(contracts.RECORD) as session:
        return makers.a_contract(session, number=number, kind="goods", advance=None, recovery_rate=None).id


def owed(book: Book, contract: str, number: str, kind: str, yuan: int, due_on: date | None, **how: Any) -> str:
    with book.write(debit_notes.RECORD) as session:
        draft = DebitNoteDraft(contract=contract, number=number, kind=kind, charged_on=SIGNED, amount=M(yuan),
                               due_on=due_on, signed_by="周仓管")  # fmt: skip
        return debit_notes.record(session, replace(draft, **how)).id


def paying(book: Book, yuan: int, **how: Any) -> list[tuple[str, int]]:
    """What a payment would settle, in its order: document and yuan."""
    with book.read() as session:
        draft = ReceiptDraft(payer=makers.a_party(session).id, received_on=PAID, amount=M(yuan))
        lines = receipts.propose(session, replace(draft, **how))
    return [(line.document, line.amount.fen // 100) for line in lines if line.amount]


def turns(book: Book, **how: Any) -> dict[str, str]:
    """Why each comes in its place, in that order."""
    with book.read() as session:
        draft = replace(ReceiptDraft(payer=makers.a_party(session).id, received_on=PAID), **how)
        owing = receipts.payable(session, draft)
        documents = {one.receivable: one.document for one in owing}
        return {documents[one.receivable]: one.why for one in order.places(owing, Money(), PAID, draft.instruction)}


def a_debt_with_interest_and_costs(book: Book, contract: str) -> None:
    """A published example: ¥ 100,000 borrowed, ¥ 5,000 interest, ¥ 3,000 costs of enforcing it."""
    owed(book, contract, "借款", "other", 100_000, DUE_ON)
    owed(book, contract, "利息", "compensation", 5_000, CHARGED)
    owed(book, contract, "费用", "costs", 3_000, CHARGED)


def test_costs_come_before_interest_and_interest_before_the_debt(book: Book, contract: str) -> None:
    """Published to article 561 of the Civil Code: of 30,000 first 3,000 costs, 5,000 interest, 22,000 of the debt."""
    a_debt_with_interest_and_costs(book, contract)
    assert paying(book, 30_000) == [("费用", 3_000), ("利息", 5_000), ("借款", 22_000)]
    assert turns(book) == {"费用": COSTS, "利息": INTEREST, "借款": DUE}


def test_what_is_left_of_the_debt_is_that_of_the_published_example(book: Book, contract: str) -> None:
    a_debt_with_interest_and_costs(book, contract)
    with book.write(receipts.RECORD) as session:
        draft = ReceiptDraft(payer=makers.a_party(session).id, received_on=PAID, amount=M(30_000))
        receipts.record(session, replace(draft, allocations=receipts.propose(session, draft)))
    assert paying(book, 10**9) == [("借款", 78_000)]


def test_what_was_agreed_otherwise_is_typed_by_hand_and_stays(book: Book, contract: str) -> None:
    """The same example where both agreed that the payment is for the debt: 30,000 of the debt."""
    a_debt_with_interest_and_costs(book, contract)
    with book.write(receipts.RECORD) as session:
        draft = ReceiptDraft(payer=makers.a_party(session).id, received_on=PAID, amount=M(30_000))
        (debt,) = [one for one in receipts.payable(session, draft) if one.document == "借款"]
        agreed = AllocationDraft(debt.receivable, amount=M(30_000))
        receipts.record(session, replace(draft, allocations=(agreed,)))
    assert paying(book, 10**9) == [("费用", 3_000), ("利息", 5_000), ("借款", 70_000)]


def test_what_is_due_comes_before_what_is_not(book: Book, contract: str) -> None:
    """Published to article 20 of Contract Law Interpretation II: the fee that is due, not the goods that are not."""
    owed(book, contract, "货款", "goods", 100_000, date(2025, 1, 1))
    owed(book, contract, "承揽费", "other", 100_000, DUE_ON)
    assert paying(book, 30_000) == [("承揽费", 30_000)]
    assert turns(book) == {"承揽费": DUE, "货款": LATER}


def test_of_two_that_are_due_the_earlier_one_comes_first(book: Book, contract: str) -> None:
    owed(book, contract, "货款", "goods", 100_000, CHARGED)
    owed(book, contract, "承揽费", "other", 100_000, DUE_ON)
    assert paying(book, 30_000) == [("承揽费", 30_000)]


def test_what_falls_due_on_the_same_day_shares_in_proportion(book: Book, contract: str) -> None:
    """Published to the same article: 30,000 on two debts of 100,000 each are 15,000 of each."""
    owed(book, contract, "货款", "goods", 100_000, DUE_ON)
    owed(book, contract, "承揽费", "other", 100_000, DUE_ON)
    assert paying(book, 30_000) == [("货款", 15_000), ("承揽费", 15_000)]
    assert set(turns(book).values()) == {TOGETHER}


def test_interest_goes_with_the_document_it_is_about(book: Book, contract: str) -> None:
    owed(book, contract, "先到期", "goods", 1_000, DUE_ON)
    owed(book, contract, "后到期", "goods", 1_000, CHARGED)
    owed(book, contract, "利息", "compensation", 100, CHARGED, about="后到期")
    assert paying(book, 1_500) == [("先到期", 1_000), ("利息", 100), ("后到期", 400)]


def test_interest_of_one_contract_does_not_come_before_an_earlier_debt_of_another(book: Book, contract: str) -> None:
    owed(book, contract, "甲", "goods", 1_000, DUE_ON)
    other = a_contract(book, "HT-02")
    owed(book, other, "乙", "goods", 1_000, CHARGED)
    owed(book, other, "乙息", "compensation", 100, CHARGED)
    assert paying(book, 10**6) == [("甲", 1_000), ("乙息", 100), ("乙", 1_000)]
    assert paying(book, 10**6, contract=other) == [("乙息", 100), ("乙", 1_000)]


def test_interest_that_falls_due_later_waits_and_interest_without_its_debt_stands_alone(
    book: Book, contract: str
) -> None:
    owed(book, contract, "到期", "goods", 1_000, DUE_ON)
    owed(book, contract, "明年的利息", "compensation", 100, date(2025, 1, 1))
    assert paying(book, 10**6) == [("到期", 1_000), ("明年的利息", 100)]
    other = a_contract(book, "HT-02")
    owed(book, other, "只剩利息", "compensation", 70, CHARGED)
    assert paying(book, 10**6, contract=other) == [("只剩利息", 70)]


def judged(book: Book, contract: str, day: date) -> None:
    with book.write(legal_facts.RECORD) as session:
        draft = LegalFactDraft(kind="judgment", contract=contract, happened_on=day, proof="（2024）苏01民初1号")
        legal_facts.record(session, draft)


def test_in_enforcement_doubled_interest_comes_after_every_money_debt_of_the_judgment(
    book: Book, contract: str
) -> None:
    """法释〔2014〕8号 article 4; before the judgment's last day the same payment follows article 561 debt by debt."""
    owed(book, contract, "一期", "goods", 1_000, DUE_ON)
    owed(book, contract, "二期", "goods", 1_000, CHARGED)
    owed(book, contract, "受理费", "costs", 50, CHARGED, about="一期")
    owed(book, contract, "加倍", "doubled", 80, CHARGED, about="一期")
    assert paying(book, 10**6) == [("受理费", 50), ("一期", 1_000), ("加倍", 80), ("二期", 1_000)]
    judged(book, contract, date(2024, 5, 1))
    assert paying(book, 10**6) == [("受理费", 50), ("一期", 1_000), ("二期", 1_000), ("加倍", 80)]
    assert paying(book, 2_060)[-1] == ("加倍", 10)
    assert turns(book)["加倍"] == DOUBLED


def test_a_judgment_of_another_contract_or_a_later_day_changes_nothing(book: Book, contract: str) -> None:
    owed(book, contract, "一期", "goods", 1_000, DUE_ON)
    owed(book, contract, "二期", "goods", 1_000, CHARGED)
    owed(book, contract, "加倍", "doubled", 80, CHARGED, about="一期")
    judged(book, a_contract(book, "HT-02"), date(2024, 5, 1))
    judged(book, contract, date(2024, 7, 1))
    assert [document for document, _yuan in paying(book, 10**6)] == ["一期", "加倍", "二期"]


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("付 FH-2 货款", ["FH-2"]),
        ("fh-2、FH-1", ["FH-2", "FH-1"]),
        ("HT-02 合同款", ["FH-3", "ZX-1"]),
        ("HT-02 利息", ["ZX-1"]),
        ("补付利息", ["ZX-1"]),
        ("发票 12345678", ["FH-1"]),
        ("FH-20 FH-2A", ["FH-1"]),
    ],
)
def test_what_the_payer_named_comes_first(book: Book, contract: str, said: str, first: list[str]) -> None:
    for number, day in (("FH-1", DUE_ON), ("FH-2", CHARGED)):
        owed(book, contract, number, "goods", 1_000, day)
    other = a_contract(book, "HT-02")
    owed(book, other, "FH-3", "goods", 1_000, date(2025, 1, 1))
    owed(book, other, "ZX-1", "compensation", 100, date(2025, 1, 1))
    found = paying(book, 10**6, instruction=said)
    assert [document for document, _yuan in found][: len(first)] == first
    assert len(found) == 4
    is_named = said not in ("发票 12345678", "FH-20 FH-2A")
    assert (turns(book, instruction=said)[first[0]] == INSTRUCTED) is is_named


def test_a_debt_that_was_named_brings_its_interest_with_it(book: Book, contract: str) -> None:
    """Among his debts a payer chooses; inside a debt only both together change the order (Civil Code 560, 561)."""
    owed(book, contract, "FH-1", "goods", 1_000, DUE_ON)
    owed(book, contract, "FH-2", "goods", 1_000, CHARGED)
    owed(book, contract, "LX-2", "compensation", 100, CHARGED, about="FH-2")
    assert paying(book, 500, instruction="还FH-2") == [("LX-2", 100), ("FH-2", 400)]
    assert paying(book, 500, instruction="还LX-2") == [("LX-2", 100), ("FH-1", 400)]


def test_a_third_party_pays_what_the_payer_owes(book: Book, contract: str) -> None:
    a_debt_with_interest_and_costs(book, contract)
    with book.write(receipts.RECORD) as session:
        third = makers.a_party(session, name="江北市城投集团有限公司", credit_code="").id
    assert paying(book, 4_000, paid_by=third, authority="委托付款书") == [("费用", 3_000), ("利息", 1_000)]


def test_interest_about_a_document_that_is_not_owed_is_refused(book: Book, contract: str) -> None:
    with pytest.raises(Invalid) as refused:
        owed(book, contract, "利息", "compensation", 100, CHARGED, about="JB-99")
    assert [one.entry for one in refused.value.problems] == ["about"]
    with pytest.raises(Invalid) as refused:
        owed(book, contract, "货", "goods", 100, CHARGED, about="JB-99")
    assert [one.entry for one in refused.value.problems] == ["about"]


def test_what_was_settled_by_law_is_released_again(book: Book, contract: str) -> None:
    a_debt_with_interest_and_costs(book, contract)
    with book.write(receipts.RECORD) as session:
        draft = ReceiptDraft(payer=makers.a_party(session).id, received_on=PAID, amount=M(30_000))
        row = receipts.record(session, replace(draft, allocations=receipts.propose(session, draft)))
        key = row.id
    with book.write(receipts.REVERSE) as session:
        receipts.reverse(session, receipts.ReversalDraft(key, "returned", PAID, "退款"))
    assert paying(book, 30_000) == [("费用", 3_000), ("利息", 5_000), ("借款", 22_000)]
