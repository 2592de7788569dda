"""Issued papers: numbered in order, kept as they went out, pinned to the book, withdrawn but never changed."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from models import kept_files, papers
from models.answers.scope import scope_of
from models.checking import check
from models.money import Money
from models.numbering import is_typed
from models.papers import IssueDraft, Printed, Stamp, WithdrawalDraft, issue, withdraw
from models.papers.verifying import verify
from models.problems import Invalid, Problem, Refused
from models.rereading import TURNS
from models.store.book import Book
from models.store.listing import Question, Total
from models.work import finish
from reports import named
from reports.check_code import base32, read
from reports.report import press
from reports.statement_draft import StatementDraft
from tests import makers
from tests.reports import read_back
from tests.reports.books import FILL, a_certificate

ON = date(2026, 11, 3)
STATEMENT = named("statement")
WRONG = Problem("", "The amount in words is not {amount}.", {"amount": "1.00"})


@pytest.fixture
def owner(book: Book) -> str:
    """A debtor with one certificate."""
    with book.write(FILL) as session:
        makers.a_company(session)
        contract = makers.a_contract(session)
        a_certificate(session, contract, date(2024, 4, 25), Money.of(1_000_000))
        return contract.owner_id


def issued(book: Book, owner: str, **changes: str) -> str:
    """Issue a statement; returns its id."""
    draft = IssueDraft("statement", STATEMENT.code, ON, **changes)
    asked = StatementDraft(party=owner, as_of=date(2026, 10, 31))
    with book.write(papers.ISSUE) as session:
        return issue(session, draft, press(STATEMENT, asked), book.folder).id


def row(book: Book, paper: str) -> papers.IssuedPaper:
    with book.read() as session:
        return session.get_one(papers.IssuedPaper, paper)


def test_papers_are_numbered_in_order_by_kind_and_year(book: Book, owner: str) -> None:
    numbers = [row(book, issued(book, owner)).number for _ in range(2)]
    assert numbers == ["JB-2026-DZ-001", "JB-2026-DZ-002"]


def test_the_paper_is_kept_byte_for_byte_under_its_hash(book: Book, owner: str) -> None:
    kept = row(book, issued(book, owner))
    pdf = kept_files.read(book.folder, kept.file)
    assert pdf.startswith(b"%PDF")
    assert hashlib.sha256(pdf).hexdigest() == kept.file
    told = json.loads(kept_files.read(book.folder, kept.content))
    assert told["number"] == kept.number
    assert told["contradictions"] == []


def test_the_check_code_is_of_the_head_before_its_own_step(book: Book, owner: str, tmp_path: Path) -> None:
    before = book.head()
    assert before
    kept = row(book, issued(book, owner))
    after = book.head()
    assert after
    assert (kept.head_n, kept.head_hash) == (before.n, before.hash)
    assert after.n == before.n + 1
    (tmp_path / "paper.pdf").write_bytes(kept_files.read(book.folder, kept.file))
    code = next(word for word in read_back.text(tmp_path / "paper.pdf").split() if word.startswith("JB-1-"))
    assert read(code) == ("JB", before.n, base32(before.hash))


def test_the_kept_figures_draw_the_same_paper_again(book: Book, owner: str) -> None:
    kept = row(book, issued(book, owner))
    asked = StatementDraft(party=owner, as_of=date(2026, 10, 31))
    stamp = Stamp(kept.number, ON, "", "JB", kept.head_n, kept.head_hash)
    with book.read() as session:
        again = press(STATEMENT, asked)(session, stamp)
    assert again.pdf == kept_files.read(book.folder, kept.file)


def test_a_correction_names_the_old_paper_and_withdraws_it(book: Book, owner: str, tmp_path: Path) -> None:
    old = issued(book, owner)
    new = issued(book, owner, corrects=old)
    with book.read() as session:
        assert not papers.stands(session, old)
        assert papers.stands(session, new)
        assert session.get_one(papers.IssuedPaper, new).corrects_id == old
    (tmp_path / "paper.pdf").write_bytes(kept_files.read(book.folder, row(book, new).file))
    assert "更正并取代我方 JB-2026-DZ-001 号函" in read_back.text(tmp_path / "paper.pdf")
    with pytest.raises(Refused):
        issued(book, owner, corrects=old)


def test_a_second_paper_of_one_balance_is_told_of_while_the_first_stands(book: Book, owner: str) -> None:
    cut = date(2026, 10, 31)

    def told(kind: str = "statement", contract: str = "", day: date = cut, corrects: str = "") -> list[str]:
        with book.read() as session:
            found = papers.beside(session, kind, "", owner, contract, day, corrects)
            return [str(one.values["number"]) for one in found if one.advice]

    assert told() == []
    first = issued(book, owner)
    number = row(book, first).number
    assert told() == [number]
    assert told(corrects=first) == told("letter") == told(contract="x") == told(day=ON) == told("ageing") == []
    second = issued(book, owner, corrects=first)
    assert told() == [row(book, second).number]
    with book.write(papers.WITHDRAW) as session:
        withdraw(session, WithdrawalDraft(second, ON, "误"))
    assert told() == []


def test_a_withdrawn_paper_keeps_its_number_and_its_file(book: Book, owner: str) -> None:
    paper = issued(book, owner)
    with book.write(papers.WITHDRAW) as session:
        withdraw(session, WithdrawalDraft(paper, ON, "金额有误"))
    kept = row(book, paper)
    assert kept_files.read(book.folder, kept.file)
    assert row(book, issued(book, owner)).number == "JB-2026-DZ-002"
    with book.read() as session:
        stages = {told[1]: told[2] for told in papers.LISTING.first(session, Question(date(2026, 12, 1)))}
    assert stages == {"JB-2026-DZ-001": "withdrawn", "JB-2026-DZ-002": "issued"}
    with book.write(papers.WITHDRAW) as session, pytest.raises(Refused):
        withdraw(session, WithdrawalDraft(paper, ON, "again"))


def test_a_withdrawal_says_when_and_why(book: Book, owner: str) -> None:
    paper = issued(book, owner)
    with book.write(papers.WITHDRAW) as session, pytest.raises(Invalid):
        withdraw(session, WithdrawalDraft(paper))
    with book.write(papers.WITHDRAW) as session, pytest.raises(Refused):
        withdraw(session, WithdrawalDraft(paper, date(2026, 11, 2), "too early"))


def test_an_issued_paper_cannot_be_undone(book: Book, owner: str) -> None:
    paper = issued(book, owner)
    with pytest.raises(Refused, match=f"withdraw {row(book, paper).number}, or correct it"):
        book.undo()
    with book.write(papers.WITHDRAW) as session:
        withdraw(session, WithdrawalDraft(paper, ON, "误"))
    with pytest.raises(Refused, match="issue a new paper"):
        book.undo()
    assert row(book, paper).number == "JB-2026-DZ-001"


def test_nothing_is_issued_when_its_parts_do_not_add_up(book: Book, owner: str) -> None:
    wrong = dataclasses.replace(STATEMENT, contradictions=lambda data: [WRONG])
    asked = StatementDraft(party=owner, as_of=date(2026, 10, 31))
    draft = IssueDraft("statement", STATEMENT.code, ON)
    head = book.head()
    with pytest.raises(Refused), book.write(papers.ISSUE) as session:
        issue(session, draft, press(wrong, asked), book.folder)
    assert book.head() == head


def test_nobody_issues_a_paper_without_a_letterhead(book: Book) -> None:
    with book.write(FILL) as session:
        contract = makers.a_contract(session)
        a_certificate(session, contract, date(2024, 4, 25), Money.of(1_000))
        owner = contract.owner_id
    with pytest.raises(Refused):
        issued(book, owner)


def test_a_contract_and_a_party_that_does_not_pay_it_are_not_asked_for_together(book: Book, owner: str) -> None:
    with book.write(FILL) as session:
        other = makers.a_party(session, name="别家置业有限公司")
        with pytest.raises(Refused, match="别家置业有限公司"):
            scope_of(session, makers.CONTRACT, other.name)
        assert scope_of(session, makers.CONTRACT, makers.OWNER)["party"] == owner


@pytest.mark.parametrize(("dated", "cut"), [(date.max, ON), (ON, date(2026, 11, 4))])
def test_no_paper_goes_out_for_a_day_to_come(book: Book, owner: str, dated: date, cut: date) -> None:
    asked, head = StatementDraft(party=owner, as_of=cut), book.head()
    with pytest.raises(Refused, match=str((dated if dated > ON else cut).year)), book.write(papers.ISSUE) as session:
        issue(session, IssueDraft("statement", STATEMENT.code, dated), press(STATEMENT, asked), book.folder)
    assert book.head() == head


def test_a_changed_or_missing_file_is_not_handed_out(book: Book, owner: str) -> None:
    kept = row(book, issued(book, owner))
    place = kept_files.path_of(book.folder, kept.file)
    place.write_bytes(place.read_bytes() + b" ")
    with pytest.raises(Refused):
        kept_files.read(book.folder, kept.file)
    place.unlink()
    with pytest.raises(Refused):
        kept_files.read(book.folder, kept.file)


def test_a_press_that_fails_leaves_no_row(book: Book, owner: str) -> None:
    def broken(session: object, stamp: Stamp) -> Printed:
        raise Refused("The disk is full.")

    with pytest.raises(Refused), book.write(papers.ISSUE) as session:
        issue(session, IssueDraft("statement", "DZ", ON), broken, book.folder)
    with book.read() as session:
        assert papers.LISTING.totals(session, Question(date(2026, 12, 1))) == (Total(),)


def test_the_register_says_what_a_paper_says_whatever_is_certified_later(book: Book, owner: str) -> None:
    kept = row(book, issued(book, owner))
    told = json.loads(kept_files.read(book.folder, kept.content))
    assert (kept.currency, str(kept.amount)) == ("CNY", told["groups"][0]["total"]["balance"])
    with book.write(FILL) as session:
        a_certificate(session, makers.a_contract(session, number="JB-2", name="二期"), date(2024, 5, 25), Money.of(9))
    assert row(book, kept.id).amount == kept.amount
    with book.read() as session:
        (listed,) = papers.LISTING.first(session, Question(ON))
        names = [column.name for column in papers.LISTING.columns]
        assert listed[names.index("amount") + 1] == kept.amount


@pytest.mark.parametrize("which", ["file", "content"])
@pytest.mark.parametrize("harm", ["missing", "altered"])
def test_a_paper_that_is_missing_or_altered_is_named_by_the_check_of_the_book(
    book: Book, owner: str, which: str, harm: str
) -> None:
    kept = row(book, issued(book, owner))
    assert (finish(check(book)).holds, finish(check(book)).papers) == (True, 2)
    place = kept_files.path_of(book.folder, getattr(kept, which))
    place.chmod(0o644)
    if harm == "missing":
        place.unlink()
    else:
        place.write_bytes(place.read_bytes() + b"x")
    (found,) = finish(check(book)).findings
    assert kept.number in found.text()
    assert kept_files.path_of(Path(), getattr(kept, which)).as_posix() in found.text()


def test_every_paper_is_read_again_in_its_turn(book: Book, owner: str) -> None:
    for _ in range(6):
        issued(book, owner)
    with book.read() as session:
        days = [ON + timedelta(day) for day in range(TURNS)]
        read_again = [finish(verify(book.folder, session, day)).files for day in days]
    assert sum(read_again) == 12
    assert max(read_again) < 6


@pytest.mark.parametrize("typed", ["〔2026〕31 号", "〔2026〕31号", "[2026]31号", "（2026） 31 号"])
def test_a_number_is_known_however_its_brackets_and_spaces_are_typed(typed: str) -> None:
    assert is_typed("江建清对〔2026〕31 号", f"江建清对{typed}")
    assert not is_typed("江建清对〔2026〕32 号", f"江建清对{typed}")
    assert not is_typed("江建清对202631 号", f"江建清对{typed}")
