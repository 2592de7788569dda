"""Our own company: one profile, with what papers need."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from models import company
from models.company import CompanyDraft, CompanyProfile
from models.parties import AccountDraft
from models.problems import Invalid
from models.store.book import Book
from tests import makers


def test_a_profile_comes_back_as_it_was_kept(book: Book) -> None:
    with book.write(company.RECORD) as session:
        key = makers.a_company(session).id
    with book.read() as session:
        draft = company.draft_of(session, key)
        assert draft == company.profile(session)
    assert (draft.name, draft.department) == ("江北建工集团有限公司", "临湖花园项目经理部")
    assert draft.accounts == (AccountDraft("320100123456789012", "建设银行江北支行", "江北建工集团有限公司"),)


def test_papers_find_an_empty_profile_while_nobody_filled_it_in(book: Book) -> None:
    with book.read() as session:
        assert company.profile(session) == CompanyDraft()


def test_there_is_one_profile_however_often_it_is_saved(book: Book) -> None:
    for name in ("江北建工", "江北建工集团"):
        with book.write(company.RECORD) as session:
            company.record(session, CompanyDraft(name=name))
    with book.read() as session:
        assert session.scalar(select(func.count()).select_from(CompanyProfile)) == 1
        assert company.profile(session).name == "江北建工集团"


def test_a_profile_needs_a_name(book: Book) -> None:
    with pytest.raises(Invalid) as raised, book.write(company.RECORD) as session:
        company.record(session, CompanyDraft())
    assert [problem.entry for problem in raised.value.problems] == ["name"]


def test_a_wrong_credit_code_is_advice_and_is_kept_in_capitals(book: Book) -> None:
    draft = CompanyDraft(name="江北建工", credit_code="91110000100000001x")
    assert [(problem.entry, problem.advice) for problem in company.check(draft)] == [("credit_code", True)]
    with book.write(company.RECORD) as session:
        assert company.record(session, draft).credit_code == "91110000100000001X"


def test_papers_are_numbered_by_the_pattern() -> None:
    assert company.paper_number(CompanyDraft(prefix="JB"), "DZ", 2026, 7) == "JB-2026-DZ-007"
    assert (
        company.paper_number(CompanyDraft(prefix="JB", pattern="{kind}〔{year}〕{number}号"), "催", 2026, 12)
        == "催〔2026〕12号"
    )


def test_without_a_prefix_a_number_does_not_begin_with_a_dash() -> None:
    assert company.paper_number(CompanyDraft(), "DZ", 2026, 1) == "2026-DZ-001"


@pytest.mark.parametrize("pattern", ["{site}-{number}", "{number", "{0}-{number}", "{kind}-{year}", "{number:x03d}"])
def test_a_pattern_that_cannot_number_papers_is_a_problem(pattern: str) -> None:
    found = list(company.check(CompanyDraft(name="江北建工", pattern=pattern)))
    assert [(problem.entry, problem.advice) for problem in found] == [("pattern", False)]


def test_an_account_that_is_edited_keeps_its_row(book: Book) -> None:
    with book.write(company.RECORD) as session:
        before = makers.a_company(session).accounts[0].id
    with book.write(company.RECORD) as session:
        after = makers.a_company(session, accounts=(AccountDraft("6222"), AccountDraft("6333"))).accounts
        assert (after[0].id, after[0].number, after[1].number) == (before, "6222", "6333")
