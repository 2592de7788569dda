"""A promise holds up the next letter for what it covers, and never until limitation or priority would be lost."""

from __future__ import annotations

from datetime import date

import pytest

from models import follow_ups, letters, opening
from models.follow_ups import FollowUpDraft
from models.money import Money
from models.opening import OpeningDraft, OpeningItemDraft
from models.problems import Refused
from models.store.book import Book
from models.store.commands import Command
from reports.letter import LETTER
from reports.letter_draft import LetterDraft
from tests import makers

DO = Command("tests.do", "Do for a test")
DAY = date(2025, 6, 30)


@pytest.fixture
def owing(book: Book) -> Book:
    """400,000 overdue under one contract, 600,000 under another of the same debtor."""
    with book.write(DO) as session:
        makers.a_company(session)
        for number, day, amount in (("A", date(2024, 3, 10), 400_000), ("B", date(2024, 12, 20), 600_000)):
            contract = makers.a_contract(session, number=number, role="material")
            item = OpeningItemDraft("progress", f"旧账-{number}", date(2024, 1, 5), day, Money.of(amount))
            opening.take_on(session, OpeningDraft(contract=contract.id, taken_on=date(2024, 6, 10), items=(item,)))
    return book


def promise(book: Book, amount: int | None, until: date, contract: str = "") -> None:
    with book.write(DO) as session:
        draft = FollowUpDraft(
            party=makers.parties.named(session, makers.OWNER).id,  # type: ignore[union-attr]
            contract=makers.contracts.numbered(session, contract).id if contract else "",
            kind="promise", happened_on=DAY, said="口头", promised=Money.of(amount) if amount else None,
            promised_on=until,
        )  # fmt: skip
        follow_ups.record(session, draft)


def advice(book: Book, contract: str = "") -> list[str]:
    with book.read() as session:
        party = makers.parties.named(session, makers.OWNER).id  # type: ignore[union-attr]
        key = makers.contracts.numbered(session, contract).id if contract else ""
        made = LETTER.collect(session, LetterDraft("request", party, key, DAY))
        return [one.text("zh") for one in made.advice]


def state(book: Book) -> tuple[str, date]:
    with book.read() as session:
        (found,) = letters.standings(session, DAY)
        return found.state(DAY), found.from_on


def test_a_promise_of_a_part_is_noted_and_holds_up_nothing(owing: Book) -> None:
    promise(owing, 10_000, date(2025, 12, 20))
    (told,) = [one for one in advice(owing) if "承诺" in one]
    assert "逾期的 1,000,000.00 元中有 990,000.00 元不在承诺之内" in told
    assert state(owing) == ("now", date(2024, 3, 11))


@pytest.mark.parametrize("amount", [1_000_000, None])
def test_a_promise_of_everything_holds_up_the_next_letter_until_its_day(owing: Book, amount: int | None) -> None:
    promise(owing, amount, date(2025, 7, 20))
    for contract in ("", "A", "B"):
        with pytest.raises(Refused, match="2025-07-20"):
            advice(owing, contract)
    assert state(owing) == ("promised", date(2025, 7, 21))


def test_promises_of_several_parts_add_up(owing: Book) -> None:
    promise(owing, 400_000, date(2025, 7, 20))
    promise(owing, 599_999, date(2025, 8, 20))
    assert "有 1.00 元不在承诺之内" in "".join(advice(owing))
    promise(owing, 1, date(2025, 8, 10))
    with pytest.raises(Refused, match="2025-08-20"):
        advice(owing)


def test_a_promise_under_one_contract_holds_up_only_its_letters(owing: Book) -> None:
    promise(owing, 400_000, date(2025, 7, 20), "A")
    with pytest.raises(Refused, match="2025-07-20"):
        advice(owing, "A")
    assert not [one for one in advice(owing, "B") if "承诺" in one]
    assert "逾期的 1,000,000.00 元中有 600,000.00 元不在承诺之内" in "".join(advice(owing))


@pytest.mark.parametrize(
    ("until", "held"), [(date(2027, 2, 8), True), (date(2027, 2, 9), False), (date(2099, 12, 20), False)]
)
def test_no_promise_outlasts_limitation_or_leaves_a_letter_less_than_thirty_days(
    owing: Book, until: date, held: bool
) -> None:
    promise(owing, None, until)
    if held:
        with pytest.raises(Refused, match="2027-02-08"):
            advice(owing)
        return
    (told,) = [one for one in advice(owing) if "承诺" in one]
    assert "诉讼时效或优先受偿权在2027-03-10届满" in told
    assert "在2027-03-10前送达" in told
    assert state(owing)[0] == "now"
