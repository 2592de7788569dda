"""Days late without interest and the higher rate after so many are terms of the contract; papers may say otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models import certificates, contracts, parties
from models.certificates import CertificateDraft
from models.contracts import AgreementDraft, MilestoneDraft, check
from models.contracts.terms_check import idle_terms
from models.money import Money
from models.problems import Refused
from models.store.book import Book
from reports import named
from reports.interest_collect import collect
from reports.interest_draft import DAILY, DOUBLED, LPR_1, SME, InterestDraft
from reports.interest_figures import InterestSheet
from reports.letter_draft import LetterDraft
from reports.letter_figures import Letter
from tests import makers
from tests.reports.books import FILL, a_certificate, a_receipt
from tests.samples import Run, run

__all__ = ["run"]
LETTER = named("letter")
UP_TO = date(2024, 6, 22)
"""The certificate of 25 April 2024 fell due on 23 May: 30 days late at the end of this day."""
HALF = Decimal("0.0005")
FREE = "逾期的前 10 天不计利息。"


def a_late_contract(book: Book, number: str = makers.CONTRACT, **terms: Any) -> str:
    """¥ 800,000 late since 24 May 2024."""
    with book.write(FILL) as session:
        makers.a_company(session)
        contract = makers.a_contract(session, number=number, advance=None, recovery_rule="none", recovery_rate=None)
        contracts.record(session, replace(contracts.draft_of(session, contract.id), **terms))
        a_certificate(session, contract, date(2024, 4, 25), Money.of(1_000_000))
        return contract.id


def sheet(book: Book, **asked: Any) -> InterestSheet:
    with book.read() as session:
        return collect(session, InterestDraft(**{"as_of": UP_TO, "rate_kind": DAILY, "rate": HALF, **asked}))


def letter(book: Book, **asked: Any) -> Letter:
    with book.read() as session:
        found = LETTER.collect(session, LetterDraft(as_of=UP_TO, interest="daily", rate=HALF, **asked))
    assert isinstance(found, Letter)
    return found


def rows(data: InterestSheet | Letter) -> list[tuple[date, int, str]]:
    groups = data.groups if isinstance(data, InterestSheet) else data.accrued
    segments = [one for group in groups for item in group.items for one in item.segments]
    return [(one.first, one.days, str(one.amount)) for one in segments]


def test_the_first_days_late_bear_no_interest_where_the_contract_says_so(book: Book) -> None:
    """By hand: of 30 days late 20 bear 0.05 % of ¥ 800,000: 8,000.00; the paper may say otherwise."""
    key = a_late_contract(book, interest_free=10)
    data = sheet(book, contract=key)
    assert rows(data) == [(date(2024, 6, 3), 20, "8000.00")]
    assert FREE in data.terms
    assert rows(sheet(book, contract=key, interest_free=0)) == [(date(2024, 5, 24), 30, "12000.00")]
    assert FREE not in sheet(book, contract=key, interest_free=0).terms
    assert rows(sheet(book, contract=key, interest_free=29)) == [(UP_TO, 1, "400.00")]
    assert rows(sheet(book, contract=key, since=date(2024, 6, 13))) == [(date(2024, 6, 13), 10, "4000.00")]
    with pytest.raises(Refused, match="free by the contract"):
        sheet(book, contract=key, as_of=date(2024, 6, 2))


def test_the_higher_rate_after_days_late_is_that_of_the_contract_where_the_paper_says_none(book: Book) -> None:
    """By hand: 10 days at 0.05 % of ¥ 800,000 = 4,000.00, 20 days at 0.1 % = 16,000.00 (at 0.06 % 9,600.00)."""
    key = a_late_contract(book, raised_after=10)
    later = date(2024, 6, 3)
    assert rows(sheet(book, contract=key)) == [(date(2024, 5, 24), 10, "4000.00"), (later, 20, "16000.00")]
    assert "逾期超过 10 天的，自次日起按上述利率的 2 倍计算。" in sheet(book, contract=key).terms
    other = sheet(book, contract=key, raised_after=10, raised_times=Decimal("1.2"))
    assert rows(other)[1:] == [(later, 20, "9600.00")]
    plain = sheet(book, contract=key, raised_after=1, raised_times=Decimal(1))
    assert rows(plain) == [(date(2024, 5, 24), 30, "12000.00")]
    assert not [one for one in plain.terms if "倍" in one]
    typed = sheet(book, contract=key, principal=Money.of(800_000), since=date(2024, 5, 24))
    assert rows(typed) == rows(sheet(book, contract=key))
    assert rows(sheet(book, principal=Money.of(800_000), since=date(2024, 5, 24))) == rows(plain)


def test_days_without_interest_count_towards_those_after_which_the_rate_is_raised(book: Book) -> None:
    """By hand: free to 2 June, 0.05 % for 10 days = 4,000.00, from the 21st day late on 0.1 % for 10 = 8,000.00."""
    key = a_late_contract(book, interest_free=10, raised_after=20, raised_times=Decimal(2))
    assert rows(sheet(book, contract=key)) == [(date(2024, 6, 3), 10, "4000.00"), (date(2024, 6, 13), 10, "8000.00")]


@pytest.mark.parametrize(("paid", "expected"), [(300_000, "5000.00"), (800_000, None)])
def test_what_is_paid_in_the_days_without_interest_bears_none(book: Book, paid: int, expected: str | None) -> None:
    """By hand: ¥ 500,000 of 800,000 is left when the free days end: 20 days at 0.05 % are 5,000.00."""
    key = a_late_contract(book, interest_free=10)
    with book.write(FILL) as session:
        a_receipt(session, session.get_one(contracts.Contract, key), date(2024, 6, 1), Money.of(paid))
    if expected is None:
        with pytest.raises(Refused):
            sheet(book, contract=key)
    else:
        assert rows(sheet(book, contract=key)) == [(date(2024, 6, 3), 20, expected)]


def test_each_contract_of_a_debtor_has_its_own_terms_and_the_paper_says_whose(book: Book) -> None:
    for number, terms in (("A-1", {"interest_free": 10}), ("B-2", {}), ("C-3", {"interest_free": 10})):
        a_late_contract(book, number, **terms)
    with book.read() as session:
        owner = parties.named(session, makers.OWNER)
        assert owner is not None
        party = owner.id
    data = sheet(book, party=party)
    by = {item.contract: str(item.interest) for item in data.groups[0].items}
    assert by == {"A-1": "8000.00", "B-2": "12000.00", "C-3": "8000.00"}
    assert f"A-1，C-3：{FREE}" in data.terms
    assert f"A-1，C-3：{FREE}" in letter(book, party=party).terms


def test_a_supplementary_agreement_changes_it_for_what_comes_to_be_owed_afterwards(book: Book) -> None:
    key = a_late_contract(book, interest_free=10)
    with book.write(FILL) as session:
        contract = session.get_one(contracts.Contract, key)
        terms = {
            name: getattr(contracts.draft_of(session, key), name) for name in contracts.TermsDraft.__dataclass_fields__
        }
        terms["interest_free"] = None
        signed = {"signed_on": date(2024, 4, 26), "valid_from": date(2024, 4, 26)}
        contracts.agree(session, AgreementDraft(contract=key, number="补-1", **{**terms, **signed}))
        a_certificate(session, contract, date(2024, 4, 26), Money.of(1_000_000))
    assert rows(sheet(book, contract=key)) == [(date(2024, 6, 3), 20, "8000.00"), (date(2024, 5, 25), 29, "11600.00")]


@pytest.mark.parametrize(("rate", "days"), [(SME, 30), (DOUBLED, 30), (LPR_1, 20)])
def test_what_law_sets_by_the_day_is_not_changed_by_the_contract(book: Book, rate: str, days: int) -> None:
    key = a_late_contract(book, interest_free=10, raised_after=15, sme_debtor="large")
    data = sheet(book, contract=key, rate_kind=rate, rate=None)
    (item,) = data.groups[0].items
    assert item.days == days
    assert (FREE in data.terms) == (rate == LPR_1)
    assert len({one.rate for one in item.segments}) == (2 if rate == LPR_1 else 1)


def test_a_letter_works_out_interest_by_the_contract_and_says_so(book: Book) -> None:
    key = a_late_contract(book, interest_free=10, raised_after=20)
    data = letter(book, contract=key)
    assert rows(data) == [(date(2024, 6, 3), 10, "4000.00"), (date(2024, 6, 13), 10, "8000.00")]
    assert str(data.groups[0].interest) == "12000.00"
    assert {FREE, "逾期超过 20 天的，自次日起按上述利率的 2 倍计算。"} <= set(data.terms)
    with book.write(FILL) as session:
        contracts.record(session, replace(contracts.draft_of(session, key), interest_free=60))
    data = letter(book, contract=key)
    assert (rows(data), data.terms, str(data.groups[0].interest)) == ([], (), "0.00")


def test_a_letter_says_of_negative_certificates_and_dishonoured_bills_what_the_sheet_says(book: Book) -> None:
    key = a_late_contract(book, milestones=(MilestoneDraft("certification", Decimal(1), 28),), retention_rate=None)
    with book.write(FILL) as session:
        draft = CertificateDraft(contract=key, work=Money.of(-100_000), certified_on=date(2024, 5, 3))
        certificates.record(session, draft)
    told = [one for one in sheet(book, contract=key).terms if "负数计价" in one]
    assert len(told) == 1
    assert told[0] in letter(book, contract=key).terms


@pytest.mark.parametrize(
    ("terms", "entries"),
    [
        ({"interest_free": 0, "raised_after": 1, "raised_times": Decimal(10)}, []),
        ({"interest_free": -1}, ["interest_free"]),
        ({"raised_after": 0, "raised_times": Decimal("10.01")}, ["raised_after", "raised_times"]),
    ],
)
def test_terms_that_cannot_be_are_told_at_their_entry(terms: dict[str, Any], entries: list[str]) -> None:
    draft = contracts.ContractDraft(number="1", name="1", owner="1", price=Money.of(1), **terms)
    assert [one.entry for one in check(draft) if not one.advice] == entries
    assert ("raised_times" in idle_terms(draft)) == ("raised_after" not in terms)


def test_the_command_takes_the_contract_unless_it_says_otherwise(book: Book, run: Run) -> None:
    a_late_contract(book, interest_free=10, raised_after=20)
    words = ("interest", "--contract", makers.CONTRACT, "--to", UP_TO, "--rate", "0.05/d", "--book", book.folder)
    told = run(*words, "--json").told
    assert (told["groups"][0]["interest"], FREE in told["terms"]) == ("12000.00", True)
    assert run(*words, "--free", "0", "--after", "20=1", "--json").told["groups"][0]["interest"] == "12000.00"
    assert run(*words, "--free", "5", "--after", "20=1", "--json").told["groups"][0]["interest"] == "10000.00"
    ended = run(*words, "--free", "-1")
    assert (ended.code, "--free" in ended.err) == (1, True)
