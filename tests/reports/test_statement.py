"""The statement of account collected from a book: it adds up on every day, and says what stands in the book."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from models import receipts
from models.certificates import PaymentCertificate
from models.contracts.record import Contract
from models.matching.lines import our_lines
from models.money import Money
from models.problems import Invalid, Refused
from models.receipts import ReceiptDraft
from models.receivables import position
from models.store.book import Book
from reports import named
from reports.report import write_pdf
from reports.statement_collect import collect
from reports.statement_draft import StatementDraft
from reports.statement_figures import StatementOfAccount
from tests import makers
from tests.reports import read_back
from tests.reports.books import FILL, a_certificate, a_ledger, a_receipt, old_items

AS_OF = date(2026, 10, 31)
STATEMENT = named("statement")


def asked(book: Book, **changes: object) -> StatementOfAccount:
    with book.read() as session:
        return collect(session, StatementDraft(**{"as_of": AS_OF, **changes}))  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(4))
def test_whatever_happened_the_statement_adds_up_on_every_day(book: Book, seed: int) -> None:
    with book.write(FILL) as session:
        owner = a_ledger(session, seed)
    printed = 0
    for days in range(0, 900, 90):
        day = date(2024, 4, 10) + timedelta(days)
        for since in (None, day - timedelta(60)):
            try:
                data = asked(book, party=owner, as_of=day, since=since)
            except Refused:
                continue
            assert [problem.text() for problem in STATEMENT.contradictions(data)] == []
            with book.read() as session:
                balances = {one.currency: one.balance for one in position.positions(session, day, party=owner)}
            for group in data.groups:
                assert group.total.balance == balances.get(group.currency, Money())
                with book.read() as session:
                    lines = our_lines(session, owner, group.currency, day)
                assert group.owed == Money.total(one.amount for one in lines), (
                    "as matching with the owner's ledger says"
                )
            printed += 1
    assert printed > 10


def test_the_statements_of_the_contracts_are_the_statement_of_the_debtor(book: Book) -> None:
    with book.write(FILL) as session:
        owner = a_ledger(session, 11)
    whole = asked(book, party=owner)
    with book.read() as session:
        ids = {contract.number: contract.id for contract in session.query(Contract)}
    for group in whole.groups:
        for line in group.contracts:
            alone = asked(book, contract=ids[line.number])
            assert alone.groups[0].contracts == (line,)


@pytest.fixture
def simple(book: Book) -> tuple[Book, str, str]:
    """¥ 1,000,000 certified with a fine of ¥ 1,000, ¥ 300,000 paid, ¥ 50,000 not allocated."""
    with book.write(FILL) as session:
        makers.a_company(session, name="江北建工集团有限公司", prepared_by="王𬭛")
        contract = makers.a_contract(session)
        a_certificate(session, contract, date(2024, 4, 25), Money.of(1_000_000), Money.of(1_000))
        bill = {"method": "bank_bill", "bill_number": "1 3051 7", "matures_on": date(2027, 1, 1)}
        a_receipt(session, contract, date(2024, 6, 1), Money.of(300_000), **bill)
        a_receipt(session, contract, date(2024, 7, 1), Money.of(50_000), settle=False)
        owner, key = contract.owner_id, contract.id
    return book, owner, key


def test_a_certificate_shows_its_whole_value_and_what_was_taken_off(simple: tuple[Book, str, str]) -> None:
    book, owner, _ = simple
    account = asked(book, party=owner).groups[0].accounts[0]
    first, second = account.movements
    assert (first.certified, first.deducted) == (Money.of(1_000_000), Money.of(1_000))
    assert first.retention == Money.of(30_000)
    assert "第 1 期验工计价" in first.summary
    assert "扣留质保金 30,000.00" in first.summary
    assert second.received == Money.of(300_000)
    assert "1 3051 7" in second.summary
    assert account.closing == second.balance == Money.of(699_000)


def test_what_stands_beside_the_balance_is_listed_and_not_netted(simple: tuple[Book, str, str]) -> None:
    book, owner, _ = simple
    group = asked(book, party=owner).groups[0]
    assert [one.amount for one in group.unallocated] == [Money.of(50_000)]
    assert [(one.number, one.amount) for one in group.bills] == [("1 3051 7", Money.of(300_000))]
    assert group.total.balance == Money.of(699_000)


def test_what_is_in_dispute_stands_apart_from_what_is_agreed(simple: tuple[Book, str, str], tmp_path: Path) -> None:
    book, owner, key = simple
    with book.write(FILL) as session:
        contract = session.get_one(Contract, key)
        number = session.query(PaymentCertificate.number).scalar()
        makers.a_dispute(session, contract, about="certificates", document=number, amount=Money.of(30_000))
        makers.a_dispute(session, contract, name="未签认的签证", amount=Money.of(8_000), undisputed=None)
        makers.a_dispute(session, contract, name="已了结", closed_on=date(2024, 7, 1), outcome="withdrawn")
    data = asked(book, party=owner)
    group = data.groups[0]
    assert group.total.balance == Money.of(699_000)
    assert group.in_dispute == Money.of(20_000)
    told = [(one.name, one.amount, one.of_balance) for one in group.disputed]
    assert told == [("扬尘罚款", Money.of(20_000), Money.of(20_000)), ("未签认的签证", Money.of(8_000), Money())]
    write_pdf(STATEMENT, data, tmp_path / "paper.pdf")
    words = read_back.text(tmp_path / "paper.pdf")
    assert "679,000.00" in words
    assert "8,000.00" in words
    assert "扬尘罚款" in words
    assert asked(book, party=owner, as_of=date(2024, 5, 31)).groups[0].disputed == ()


def test_what_is_disputed_only_beside_the_balance_leaves_the_whole_balance_agreed(
    simple: tuple[Book, str, str], tmp_path: Path
) -> None:
    book, owner, key = simple
    with book.write(FILL) as session:
        contract = session.get_one(Contract, key)
        makers.a_dispute(session, contract, name="未签认的签证", amount=Money.of(8_000), undisputed=None)
    write_pdf(STATEMENT, asked(book, party=owner), tmp_path / "paper.pdf")
    words = read_back.text(tmp_path / "paper.pdf").replace("\n", "")
    assert "余额均无争议。另有未计入余额的争议金额 8,000.00" in words


def test_who_paid_for_the_debtor_and_what_for_stands_in_the_account(book: Book) -> None:
    with book.write(FILL) as session:
        makers.a_company(session)
        contract = makers.a_contract(session)
        a_certificate(session, contract, date(2024, 4, 25), Money.of(1_000_000))
        third = makers.a_party(session, "江北市城投集团有限公司")
        how = {"paid_by": third.id, "authority": "委托付款书 3 号", "instruction": "四月进度款"}
        a_receipt(session, contract, date(2024, 6, 1), Money.of(300_000), **how)
        key = contract.id
    movement = asked(book, contract=key).groups[0].accounts[0].movements[-1]
    assert "江北市城投集团有限公司" in movement.summary
    assert "四月进度款" in movement.summary


def test_a_cut_off_before_a_receipt_does_not_know_of_it(simple: tuple[Book, str, str]) -> None:
    book, owner, _ = simple
    early = asked(book, party=owner, as_of=date(2024, 5, 31)).groups[0]
    assert early.total.received == Money()
    assert early.total.balance == Money.of(999_000)
    assert early.bills == early.unallocated == ()


def test_a_later_beginning_opens_with_what_was_there_before(simple: tuple[Book, str, str]) -> None:
    book, owner, _ = simple
    account = asked(book, party=owner, since=date(2024, 5, 1)).groups[0].accounts[0]
    assert account.opening == Money.of(999_000)
    assert [movement.received for movement in account.movements] == [Money.of(300_000)]


def test_what_is_kept_at_the_opening_is_kept_at_the_closing_too(book: Book) -> None:
    with book.write(FILL) as session:
        makers.a_company(session)
        contract = makers.a_contract(session)
        old_items(session, contract)
        owner = contract.owner_id
    day = date(2024, 6, 30)
    for since in (None, date(2000, 1, 1), day):
        group = asked(book, party=owner, as_of=day, since=since).groups[0]
        (account,) = group.accounts
        moved = Money.total(one.retention for one in account.movements)
        assert account.kept + moved == group.total.retention == Money.of(150_000)
    assert account.kept == Money.of(150_000), "nothing moved on the last day"


def test_retention_that_falls_due_is_no_longer_shown_as_kept(book: Book) -> None:
    with book.write(FILL) as session:
        makers.a_company(session)
        contract = makers.a_contract(session)
        old_items(session, contract)
        owner = contract.owner_id
    group = asked(book, party=owner, as_of=date(2024, 6, 30)).groups[0]
    assert group.total.retention == Money.of(150_000)
    assert group.total.certified == Money.of(5_000_000)
    assert group.total.received == Money.of(4_200_000)
    assert group.total.deducted == Money.of(150_000)
    assert any("建账前" in movement.summary for movement in group.accounts[0].movements)


def test_a_debtor_without_anything_owed_gets_no_statement(book: Book) -> None:
    with book.write(FILL) as session:
        owner = makers.a_contract(session).owner_id
    with pytest.raises(Refused):
        asked(book, party=owner)


def test_a_draft_without_debtor_or_day_is_answered_beside_its_entries(book: Book) -> None:
    with pytest.raises(Invalid) as refusal:
        asked(book, as_of=None)
    assert {problem.entry for problem in refusal.value.problems} == {"as_of", "party"}


def test_the_printed_statement_says_what_stands_in_the_book(simple: tuple[Book, str, str], tmp_path: Path) -> None:
    book, owner, _ = simple
    data = asked(book, party=owner, demand=True, dated_on=date(2026, 11, 3))
    write_pdf(STATEMENT, data, tmp_path / "statement.pdf")
    words = read_back.text(tmp_path / "statement.pdf", "-layout")
    for told in ("江北建工集团有限公司", "王𬭛", "699,000.00", "人民币陆拾肆万玖仟元整", "10 日内付清", "50,000.00"):
        assert told in words, told


def test_statement_slip_and_register_leave_the_same_balance_after_money_that_is_not_allocated(
    simple: tuple[Book, str, str], tmp_path: Path
) -> None:
    book, owner, _ = simple
    data = asked(book, party=owner, demand=True)
    assert (data.groups[0].held, data.groups[0].owed) == (Money.of(50_000), Money.of(649_000))
    assert STATEMENT.comes_to(data) == {"CNY": Money.of(649_000)}
    write_pdf(STATEMENT, data, tmp_path / "statement.pdf")
    words = "".join(read_back.text(tmp_path / "statement.pdf").split())
    assert "我方应付贵方：人民币649,000.00（已扣除未核销付款50,000.00）" in words
    assert "扣除我方已收未核销的款项后，请贵方" in words
    rows = [line.split() for line in read_back.text(tmp_path / "statement.pdf", "-layout").splitlines()]
    assert next(row for row in rows if row[:1] == ["尚欠金额"])[1:5] == [
        "1,000,000.00", "1,000.00", "350,000.00", "649,000.00",
    ]  # fmt: skip
    sheet = STATEMENT.sheets(data)[0].rows
    assert Money.total(row[6] for row in sheet) == Money.of(649_000)


def test_who_paid_more_than_is_owed_is_told_what_we_refund_in_words_too(
    simple: tuple[Book, str, str], tmp_path: Path
) -> None:
    book, owner, _ = simple
    with book.write(FILL) as session:
        receipts.record(session, ReceiptDraft(payer=owner, received_on=date(2026, 5, 8), amount=Money.of("649012.34")))
    data = asked(book, party=owner, demand=True)
    (group,) = data.groups
    assert (group.owed, group.to_settle) == (Money.of("-12.34"), Money.of("12.34"))
    assert STATEMENT.contradictions(data) == []
    write_pdf(STATEMENT, data, tmp_path / "statement.pdf")
    words = "".join(read_back.text(tmp_path / "statement.pdf").split())
    assert "贵方应退我方：人民币12.34（已扣除未核销付款699,012.34）（大写：壹拾贰元叁角肆分）" in words
    assert "我方应退贵方金额（大写）：人民币壹拾贰元叁角肆分" in words
    assert "结余（负数为应退）" in words
    assert not [one for one in ("我方应付贵方", "负壹拾", "付清", "尚欠金额") if one in words]
    english = asked(book, party=owner, language="en")
    write_pdf(STATEMENT, english, tmp_path / "english.pdf")
    told = " ".join(read_back.text(tmp_path / "english.pdf").split())
    assert "(twelve and" in told
    assert "minus twelve" not in told


def test_without_the_demand_the_letter_asks_for_nothing(simple: tuple[Book, str, str], tmp_path: Path) -> None:
    book, owner, _ = simple
    write_pdf(STATEMENT, asked(book, party=owner), tmp_path / "statement.pdf")
    assert "付清" not in read_back.text(tmp_path / "statement.pdf")


def test_an_english_paper_is_english_in_a_chinese_window(simple: tuple[Book, str, str], tmp_path: Path) -> None:
    book, owner, _ = simple
    write_pdf(STATEMENT, asked(book, party=owner, language="en", demand=True), tmp_path / "statement.pdf")
    words = read_back.text(tmp_path / "statement.pdf", "-layout")
    assert "Statement of Account" in words
    assert "Certificate for period 1" in words
    assert not [
        told
        for told in ("应收", "逾期", "确权", "合计", "盖章", "质保金", "人民币", "元整", "佰", "仟")
        if told in words
    ]


@contextmanager
def counted(session: Session) -> Iterator[list[str]]:
    """The questions that are put to the database meanwhile."""
    questions: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        questions.append(statement)

    event.listen(session.get_bind(), "before_cursor_execute", note)
    yield questions
    event.remove(session.get_bind(), "before_cursor_execute", note)


def test_the_number_of_questions_does_not_grow_with_the_book(book: Book) -> None:
    counts = []
    for movements in (3, 30):
        with book.write(FILL) as session:
            owner = a_ledger(session, movements, movements=movements)
        with book.read() as session, counted(session) as questions:
            collect(session, StatementDraft(party=owner, as_of=AS_OF))
        counts.append(len(questions))
    assert counts[0] == counts[1] <= 15


def test_a_contract_that_owes_nothing_yet_has_a_statement_of_zeros(book: Book) -> None:
    with book.write(FILL) as session:
        makers.a_company(session)
        contract = makers.a_contract(session).id
    data = asked(book, contract=contract)
    assert data.groups[0].total.balance == Money()
    assert data.groups[0].words == "零元整"
    assert STATEMENT.contradictions(data) == []


def test_who_only_paid_gets_a_statement_of_what_is_not_set_against_anything(book: Book) -> None:
    with book.write(FILL) as session:
        payer = makers.a_party(session, "只付过款的单位").id
        receipts.record(session, ReceiptDraft(payer=payer, received_on=date(2026, 5, 8), amount=Money.of(1000)))
    (group,) = asked(book, party=payer).groups
    assert (group.currency, group.contracts, str(group.total.balance)) == ("CNY", (), "0.00")
    assert [str(one.amount) for one in group.unallocated] == ["1000.00"]
    with pytest.raises(Refused) as refusal:
        asked(book, party=payer, as_of=date(2026, 5, 7))
    assert "期初余额" in refusal.value.text("zh")
