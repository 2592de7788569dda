"""The papers about confirmation add up as PDF, workbook and JSON; they are drafts while something is unexplained."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from models import certificates, confirmations
from models.certificates import CertificateDraft
from models.confirmations import DifferenceDraft, Reply, ReplyDraft
from models.money import Money
from models.problems import Refused
from models.receivables.record import Receivable
from models.store.book import Book
from reports import named
from reports.confirmation_draft import ConfirmationListDraft, DifferencesDraft
from reports.report import pdf, to_json, write_xlsx
from tests import makers
from tests.reports.books import FILL

DAY = date(2024, 9, 30)
PART = ReplyDraft(replied_on=date(2024, 9, 20), kind="part", signatory="王志强", seal="project", capacity="manager")


@pytest.fixture
def reply(book: Book) -> str:
    """Of the balance all but ¥ 500 is confirmed, ¥ 300 of it have a reason."""
    with book.write(FILL) as session:
        makers.a_company(session)
        contract = makers.a_contract(session)
        certificates.record(
            session, CertificateDraft(contract=contract.id, work=Money.of(9000), certified_on=date(2024, 5, 3))
        )
        owed = confirmations.stated(session, ReplyDraft(party=contract.owner_id, as_of=date(2024, 8, 31)))
        paper = makers.a_paper(session, book.folder, contract.owner_id, amount=owed)
        told = (DifferenceDraft(Money.of(300), "price", "调差未批"),)
        draft = replace(PART, paper=paper.id, confirmed=owed - Money.of(500), differences=told)
        return confirmations.record(session, draft).id


def test_the_list_of_replies_says_who_signed_and_what_is_left(book: Book, reply: str, tmp_path: Path) -> None:
    report = named("confirmations")
    with book.read() as session:
        data = report.collect(session, ConfirmationListDraft(as_of=DAY))
    (row,) = data.groups[0].rows
    assert row[9:11] == (Money.of(300), Money.of(200))
    assert "王志强" in row[11]
    assert report.contradictions(data) == []
    content, drawn = pdf(report, data)
    assert content.startswith(b"%PDF")
    assert drawn.pages == 1
    write_xlsx(report, data, tmp_path / "list.xlsx")
    assert load_workbook(tmp_path / "list.xlsx").active.max_row >= 2
    assert json.loads(to_json(report, data))["contradictions"] == []


def test_the_difference_table_is_a_draft_until_all_is_explained(book: Book, reply: str) -> None:
    report = named("differences")
    with book.read() as session:
        data = report.collect(session, DifferencesDraft(reply))
    assert not data.is_final
    assert report.contradictions(data) == []
    with book.write(FILL) as session:
        draft = confirmations.draft_of(session, reply)
        more = (*draft.differences, DifferenceDraft(Money.of(200), "ours"))
        confirmations.record(session, replace(draft, differences=more))
        done = report.collect(session, DifferencesDraft(reply))
    assert done.is_final
    assert report.contradictions(done) == []
    sums = done.groups[0].totals(done.columns)
    assert sums[2] == (sums[3] or Money()) + (sums[4] or Money())


def test_nothing_is_compared_with_a_refusal(book: Book, reply: str) -> None:
    with book.write(FILL) as session:
        draft = confirmations.draft_of(session, reply)
        confirmations.record(session, replace(draft, kind="refused", differences=()))
        with pytest.raises(Refused, match="nothing to compare"):
            named("differences").collect(session, DifferencesDraft(reply))


def test_a_later_statement_shows_what_was_confirmed_before(book: Book, reply: str) -> None:
    from reports.statement_draft import StatementDraft

    with book.read() as session:
        party = session.get_one(confirmations.Reply, reply).party_id
        said = session.get_one(confirmations.Reply, reply).confirmed
        data = named("statement").collect(session, StatementDraft(party=party, as_of=DAY))
        before = named("statement").collect(session, StatementDraft(party=party, as_of=date(2024, 9, 19)))
    assert data.groups[0].total.confirmed == said
    assert before.groups[0].total.confirmed == Money()


@pytest.mark.parametrize("of_contract", [False, True])
def test_only_the_latest_statement_to_a_debtor_is_added_up(
    book: Book, reply: str, tmp_path: Path, of_contract: bool
) -> None:
    """Two cut-off days of one debtor are no sum of anything: the older stands apart, named, in the workbook too."""
    report = named("confirmations")
    with book.write(FILL) as session:
        first = session.get_one(Reply, reply)
        contract = session.scalars(select(Receivable.contract_id)).first() if of_contract else ""
        later = ReplyDraft(
            letter="对〔2024〕12 号", party=first.party_id, as_of=date(2024, 9, 30), stated=Money.of(7000),
            replied_on=DAY, contract=contract or "", signatory="王志强", seal="official",
        )  # fmt: skip
        confirmations.record(session, later)
        other = replace(later, letter="对〔2024〕13 号", party=makers.a_party(session, "别家公司", credit_code="").id,
                        contract="", as_of=date(2024, 6, 30), stated=Money.of(300))  # fmt: skip
        confirmations.record(session, other)
        data = report.collect(session, ConfirmationListDraft(as_of=DAY))
    assert report.contradictions(data) == []
    whole, apart = data.groups
    assert [row[0] for row in whole.rows] == ["对〔2024〕12 号", "对〔2024〕13 号"]
    assert whole.totals(data.columns)[3] == Money.of(7300)
    assert [row[0] for row in apart.rows] == [first.letter]
    assert set(apart.totals(data.columns)) == {None}
    assert report.comes_to is not None
    assert report.comes_to(data) == {"CNY": Money.of(7300)}
    _content, drawn = pdf(report, data)
    assert drawn.pages == 1
    write_xlsx(report, data, tmp_path / "list.xlsx")
    titles = load_workbook(tmp_path / "list.xlsx").sheetnames
    assert "同一债务人较早的对账函，不计入合计" in titles


def test_statements_of_one_day_to_a_debtor_are_added_up_by_contract_once(book: Book, reply: str) -> None:
    with book.write(FILL) as session:
        first = session.get_one(Reply, reply)
        own = session.scalars(select(Receivable.contract_id)).first() or ""
        more = makers.a_contract(session, number="HT-2024-099").id
        base = ReplyDraft(
            party=first.party_id, as_of=date(2024, 9, 30), replied_on=DAY, signatory="王", seal="official"
        )
        for number, contract, amount in (("甲", own, 10), ("乙", more, 20), ("丙", more, 25)):
            confirmations.record(session, replace(base, letter=number, contract=contract, stated=Money.of(amount)))
        data = named("confirmations").collect(session, ConfirmationListDraft(as_of=DAY))
        assert {row[0] for row in data.groups[0].rows} == {"甲", "乙"}, "of one contract the latest number"
        confirmations.record(session, replace(base, letter="丁", stated=Money.of(40)))
        data = named("confirmations").collect(session, ConfirmationListDraft(as_of=DAY))
        assert [row[0] for row in data.groups[0].rows] == ["丁"], "one of all contracts holds the others"
