"""The reconciliation goes from our balance to the owner's line by line, and says what nobody explained."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from models import matching
from models.matching import ExplanationDraft, OwnerLedgerDraft, OwnerLineDraft
from models.money import Money
from models.store.book import Book
from reports import named
from reports.reconciliation import ReconciliationDraft, collect
from reports.report import write_pdf, write_xlsx
from reports.tabular import Tabular
from tests import makers
from tests.reports import read_back
from tests.reports.books import FILL, a_ledger

DAY = date(2025, 9, 30)


def reconciled(book: Book, stated: Money | None = None, explain: bool = False) -> Tabular:
    with book.write(FILL) as session:
        makers.a_company(session)
        a_ledger(session, 3)
        owner = makers.a_party(session).id
        ours = matching.our_lines(session, owner, "CNY", DAY)
        lines = [OwnerLineDraft(one.on, one.amount, one.reference) for one in ours[:-1]]
        lines.append(OwnerLineDraft(DAY, Money.of("-1234.56"), "付-9", "代扣水电费"))
        draft = OwnerLedgerDraft(party=owner, as_of=DAY, stated=stated, lines=tuple(lines))
        key = matching.record(session, draft).id
        matching.take(session, key)
        if explain:
            found = matching.standing(session, key)
            for one in (*found.only_ours, *found.only_theirs):
                matching.explain(session, ExplanationDraft(key, one.key, "双方下月调整"))
        return collect(session, ReconciliationDraft(key))


def test_it_reaches_the_owners_balance_and_prints(book: Book, tmp_path: Path) -> None:
    data = reconciled(book)
    report = named("reconciliation")
    assert report.contradictions(data) == []
    rows = data.groups[0].rows
    assert [row[0] for row in rows] == ["我方账面余额", "减：对方已记、我方未记", "减：我方已记、对方未记"]
    assert all((row[4] < Money()) is row[0].startswith("减：") for row in rows[1:]), "the word agrees with the sign"
    assert Money.total(row[4] for row in rows) == data.checks[0].other
    path, table = tmp_path / "t.pdf", tmp_path / "t.xlsx"
    assert not write_pdf(report, data, path).missing
    words = read_back.text(path, "-layout")
    for said in ("余额调节表", "代扣水电费", "-1,234.56", "对方账面余额", "尚未说明的差异 2 处"):
        assert said in words
    write_xlsx(report, data, table)
    assert load_workbook(table).active.cell(3, 2).value is not None


def test_nobody_signs_a_page_without_figures(book: Book, tmp_path: Path) -> None:
    data, path = reconciled(book), tmp_path / "t.pdf"
    (group,) = data.groups
    pages = set()
    for count in range(14, 34):
        rows = (*group.rows[:1], *(group.rows[1:2] * count))
        write_pdf(named("reconciliation"), replace(data, groups=(replace(group, rows=rows),), checks=()), path)
        *before, last = [one for one in read_back.text(path, "-layout").split("\f") if one.strip()]
        assert "对方账面余额" in last, count
        assert "编制" in last, count
        pages.add(len(before))
    assert pages == {0, 1}


def test_what_the_owner_states_beyond_its_lines_has_its_own_row_and_is_not_explained(book: Book) -> None:
    data = reconciled(book, stated=Money.of(5), explain=True)
    assert data.groups[0].rows[-1][0] == "对方余额中未列明细的部分"
    assert data.checks[0].one == Money.of(5)
    assert "尚未说明的差异 1 处" in data.notes[1]


def test_when_every_line_has_a_reason_it_says_that_the_balances_agree(book: Book) -> None:
    data = reconciled(book, explain=True)
    assert {row[5] for row in data.groups[0].rows[1:]} == {"双方下月调整"}
    assert "相符" in data.notes[1]
