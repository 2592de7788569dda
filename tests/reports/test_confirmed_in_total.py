"""A reply that names no items confirms a total: no paper and no period says of which contract it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from models import certificates, confirmations, deadlines
from models.certificates import CertificateDraft
from models.confirmations import Reply, ReplyDraft
from models.contracts import Contract, MilestoneDraft
from models.money import Money
from models.store.book import Book
from reports import named
from reports.confirmation_draft import DifferencesDraft
from reports.report import write_xlsx
from reports.statement_collect import collect
from reports.statement_draft import StatementDraft
from tests import makers
from tests.reports.books import FILL

CUT, REPLIED, LATER = date(2024, 8, 31), date(2024, 9, 20), date(2024, 10, 31)
OLD, NEW = "HT-2024-001", "HT-2024-002"
ANSWER = ReplyDraft(
    letter="对〔2024〕9 号",
    as_of=CUT,
    replied_on=REPLIED,
    kind="part",
    signatory="王志强",
    seal="official",
    promises=True,
)


@pytest.fixture
def debtor(book: Book) -> str:
    """¥ 600 are owed under one contract, ¥ 400 under a later one."""
    whole = (MilestoneDraft("certification", Decimal(1), 28),)
    with book.write(FILL) as session:
        makers.a_company(session)
        for number, day, amount in ((OLD, date(2024, 5, 3), 600), (NEW, date(2024, 6, 3), 400)):
            how = {"milestones": whole, "retention_rate": Decimal(0), "advance": None, "recovery_rate": None}
            contract = makers.a_contract(session, number=number, **how)
            work = CertificateDraft(contract=contract.id, work=Money.of(amount), certified_on=day)
            certificates.record(session, work)
        return contract.owner_id


def reply(book: Book, debtor: str, confirmed: int | None, *by_item: int) -> Reply:
    with book.write(FILL) as session:
        begun = confirmations.with_book(session, replace(ANSWER, party=debtor, stated=Money.of(1000)))
        items = tuple(
            replace(one, confirmed=Money.of(amount)) for one, amount in zip(begun.items, by_item, strict=bool(by_item))
        )
        whole = Money.of(confirmed) if confirmed is not None else None
        row = confirmations.record(session, replace(begun, confirmed=whole, items=items or begun.items))
        makers.evidence_of(session, "回执.pdf", ("replies", row.id, "confirmation"), on=REPLIED)
        return row


def told(book: Book, **scope: str) -> tuple[dict[str, str], str, str]:
    """What a statement says of contracts, of all of them, and in total only."""
    with book.read() as session:
        (group,) = collect(session, StatementDraft(as_of=LATER, **scope)).groups
    lines = {line.number: str(line.confirmed) for line in group.contracts}
    return lines, str(group.total.confirmed), str(group.in_total)


def test_a_total_stands_beside_the_contracts_and_in_none_of_their_lines(book: Book, debtor: str) -> None:
    row = reply(book, debtor, 700)
    assert told(book, party=debtor) == ({OLD: "0.00", NEW: "0.00"}, "0.00", "700.00")
    with book.read() as session:
        assert not row.by_item
        contract = session.scalars(select(Contract.id).where(Contract.number == NEW)).one()
    assert told(book, contract=contract) == ({NEW: "0.00"}, "0.00", "0.00"), (
        "nobody knows how much of it is of this one"
    )


def test_amounts_by_item_stand_with_their_contracts(book: Book, debtor: str) -> None:
    reply(book, debtor, None, 500, 200)
    assert told(book, party=debtor) == ({OLD: "500.00", NEW: "200.00"}, "700.00", "0.00")


def test_the_statement_and_its_workbook_say_the_total_once(book: Book, debtor: str, tmp_path: Path) -> None:
    reply(book, debtor, 700)
    report = named("statement")
    with book.read() as session:
        data = report.collect(session, StatementDraft(party=debtor, as_of=LATER))
    assert report.contradictions(data) == []
    write_xlsx(report, data, tmp_path / "对账函.xlsx")
    rows = list(load_workbook(tmp_path / "对账函.xlsx").worksheets[0].iter_rows(values_only=True))
    assert [(row[2], row[-1]) for row in rows if row[-1] == 700] == [("前次仅按总额确认，未分合同", 700)]


def test_the_difference_table_lists_no_items_that_nobody_named(book: Book, debtor: str) -> None:
    row = reply(book, debtor, 700)
    report = named("differences")
    with book.read() as session:
        data = report.collect(session, DifferencesDraft(row.id))
    assert report.contradictions(data) == []
    assert data.groups[0].rows[0][:4] == ("2 笔，仅按总额确认", "", Money.of(1000), Money.of(700))


@pytest.mark.parametrize(
    ("confirmed", "restarted"),
    [(700, {OLD, NEW}), (600, {OLD}), (400, set()), (350, set())],
)
def test_a_promise_of_a_total_restarts_what_it_cannot_have_left_out(
    book: Book, debtor: str, confirmed: int, restarted: set[str]
) -> None:
    """Of 1,000 (600 and 400) a promise of 600 is in part of the first, whatever was meant; of 400 of either."""
    reply(book, debtor, confirmed)
    with book.read() as session:
        found = [one for one in deadlines.deadlines(session, LATER) if one.clock.startswith("limitation")]
    assert {one.subject.contract for one in found if one.start == REPLIED} == restarted
