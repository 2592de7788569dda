"""An owner's ledger is read from a file in the window, matched by keys, explained, and printed as a reconciliation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from models import matching, parties
from models.matching import LedgerMatch, OwnerLedger
from models.money import Money
from models.store.book import Book
from tests.ui.pages.sample_window import CTRL, LAKESIDE, TODAY, sample_book, sample_folder  # noqa: F401
from tests.ui.pages.valuing import until
from ui.pages.form_box import FormBox
from ui.pages.form_page import FormPage
from ui.pages.matching_desk import MatchingDesk
from ui.pages.matching_rows import ALONE, PROPOSED, TAKEN, DeskModel, rows_of
from ui.pages.owner_ledgers import OwnerLedgersPage
from ui.workspace import Workspace

WAIT = 30_000
HEAD = ["日期", "凭证字号", "摘要", "借方金额", "贷方金额", "方向", "余额"]


@pytest.fixture
def workspace(open_workspace: Callable[[Any], Workspace], sample_book: Book) -> Workspace:  # noqa: F811
    made = open_workspace(sample_book)
    made.set_as_of(TODAY)
    return made


@pytest.fixture
def desk(qtbot: QtBot, workspace: Workspace) -> MatchingDesk:
    """The ledger of the sample."""
    assert workspace.book
    with workspace.book.read() as session:
        key = session.scalars(select(OwnerLedger.id)).one()
    made = MatchingDesk(workspace, key)
    qtbot.addWidget(made)
    made.resize(1216, 690)
    made.show()
    qtbot.waitExposed(made)
    until(qtbot, lambda: made.rows.count() > 0)
    return made


def matches(workspace: Workspace) -> int:
    assert workspace.book
    with workspace.book.read() as session:
        return session.scalar(select(func.count(LedgerMatch.id))) or 0


def test_every_proposal_is_taken_with_three_keys_and_taken_back_with_undo(
    qtbot: QtBot, workspace: Workspace, desk: MatchingDesk
) -> None:
    QAbstractItemModelTester(desk.rows, QAbstractItemModelTester.FailureReportingMode.QtTest)
    before, proposed = matches(workspace), desk.rows.groups(PROPOSED)
    assert proposed > 0
    desk.kinds[PROPOSED].click()
    qtbot.keyClick(desk.table, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(desk.table, Qt.Key.Key_Return)
    until(qtbot, lambda: matches(workspace) == before + proposed)
    until(qtbot, lambda: desk.rows.groups(PROPOSED) == 0)
    workspace.undo()
    until(qtbot, lambda: desk.rows.groups(PROPOSED) == proposed)


def test_lines_are_matched_by_hand_dissolved_and_explained_by_keys(
    qtbot: QtBot, dressed: QApplication, workspace: Workspace, desk: MatchingDesk
) -> None:
    desk.kinds[ALONE].click()
    alone = desk.rows.groups(ALONE)
    assert alone >= 2
    desk.table.selectAll()
    before = matches(workspace)
    qtbot.keyClick(desk.table, Qt.Key.Key_M, CTRL)
    until(qtbot, lambda: matches(workspace) == before + 1)
    until(qtbot, lambda: desk.rows.groups(ALONE) == 0)
    desk.kinds[TAKEN].click()
    row = next(place for place, one in enumerate(desk.rows.rows) if one.match and one.match.reason == matching.BY_HAND)
    desk.table.selectRow(row)
    qtbot.keyClick(desk.table, Qt.Key.Key_Delete)
    until(qtbot, lambda: desk.rows.groups(ALONE) == alone)
    desk.kinds[ALONE].click()
    desk.table.selectRow(0)
    qtbot.keyClick(desk.table, Qt.Key.Key_F2)
    until(qtbot, lambda: isinstance(QApplication.activeModalWidget(), FormBox))
    box = QApplication.activeModalWidget()
    assert isinstance(box, FormBox)
    editor = box.form.fields["reason"].editor
    editor.insertPlainText("甲方次月入账")
    qtbot.keyClick(box.verb, Qt.Key.Key_Space)
    until(qtbot, lambda: desk.rows.rows[0].reason == "甲方次月入账")
    assert desk.rows.words(0)[9] == "甲方次月入账"


def owners_file(book: Book, path: Path) -> int:
    """What the owner's accountant exports: credit is what it owes us; one line of ours is missing."""
    with book.read() as session:
        party = parties.named(session, LAKESIDE)
        assert party
        ours = matching.our_lines(session, party.id, "CNY", TODAY)[1:]
    sheet = openpyxl.Workbook()
    page = sheet.active
    page.append(["应付账款明细账　2026年"])
    page.append(HEAD)
    balance = Money()
    for place, one in enumerate(ours):
        balance += one.amount
        grew = one.amount > Money()
        amount = float(abs(one.amount).yuan)
        page.append([one.on, f"记-{place}", one.reference, None if grew else amount, amount if grew else None,
                     "贷" if balance >= Money() else "借", float(abs(balance).yuan)])  # fmt: skip
    sheet.save(path)
    return len(ours)


def test_a_file_is_read_into_the_form_saved_and_opens_matched(
    qtbot: QtBot, dressed: QApplication, workspace: Workspace, tmp_path: Path
) -> None:
    assert workspace.book
    lines = owners_file(workspace.book, tmp_path / "应付.xlsx")
    with workspace.book.read() as session:
        party = parties.named(session, LAKESIDE)
        assert party
        key = party.id
    page = OwnerLedgersPage(workspace, {"party": key})
    qtbot.addWidget(page)
    page.resize(1216, 690)
    page.show()
    qtbot.waitExposed(page)
    page.read(tmp_path / "应付.xlsx")
    qtbot.waitUntil(lambda: isinstance(page.stack.currentWidget(), FormPage), timeout=WAIT)
    form = page.stack.currentWidget()
    assert isinstance(form, FormPage)
    draft = form.form.draft()
    assert len(draft.lines) == lines
    assert draft.stated == Money.total(one.amount for one in draft.lines)
    assert draft.stated > Money()
    assert count(workspace) == 1
    qtbot.keyClick(form.save, Qt.Key.Key_Space)
    until(qtbot, lambda: count(workspace) == 2)
    assert workspace.book
    with workspace.book.read() as session:
        found = matching.standing(
            session, session.scalars(select(OwnerLedger.id).order_by(OwnerLedger.id.desc())).first()
        )
    assert len(found.matches) > lines // 2


def test_fine_amounts_of_a_file_are_rounded_off_by_a_tick(
    qtbot: QtBot, dressed: QApplication, workspace: Workspace, tmp_path: Path
) -> None:
    sheet = openpyxl.Workbook()
    rows = [("摘要 1", "1.005", None), ("摘要 2", "2.00", None)]
    for row in (["应付账款明细账　2026年"], ["日期", "摘要", "借方金额", "贷方金额"],
                *([date(2026, 3, 5), *row] for row in rows)):  # fmt: skip
        sheet.active.append(row)
    sheet.save(tmp_path / "细.xlsx")
    page = OwnerLedgersPage(workspace, {})
    qtbot.addWidget(page)
    page.resize(1216, 690)
    page.show()
    qtbot.waitExposed(page)
    page.read(tmp_path / "细.xlsx")
    qtbot.waitUntil(lambda: isinstance(page.stack.currentWidget(), FormPage), timeout=WAIT)
    form = page.stack.currentWidget()
    assert isinstance(form, FormPage)

    def amounts() -> list[str]:
        return [str(one.amount) for one in form.form.draft().lines]

    assert amounts() == ["2.00"]
    assert "1.005" in form.form.draft().remark
    tick = form.form.fields["round_off"].editor
    assert tick.isVisible()
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    until(qtbot, lambda: amounts() == ["1.01", "2.00"])
    assert form.form.draft().remark == "超过两位小数的金额已四舍五入。"
    assert not tick.isVisible()


def count(workspace: Workspace) -> int:
    assert workspace.book
    with workspace.book.read() as session:
        return session.scalar(select(func.count(OwnerLedger.id))) or 0


def test_a_file_without_known_captions_asks_what_its_columns_mean(
    qtbot: QtBot, dressed: QApplication, workspace: Workspace, tmp_path: Path
) -> None:
    sheet = openpyxl.Workbook()
    sheet.active.append(["甲", "乙", "丙"])
    sheet.active.append([date(2026, 5, 6), 12.5, "工程款"])
    sheet.save(tmp_path / "怪.xlsx")
    page = OwnerLedgersPage(workspace)
    qtbot.addWidget(page)
    page.show()
    page.read(tmp_path / "怪.xlsx")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), FormBox), timeout=WAIT)
    box = QApplication.activeModalWidget()
    assert isinstance(box, FormBox)
    for name, words in (("on", "甲"), ("amount", "乙"), ("text", "丙")):
        box.form.fields[name].editor.insert(words)
    qtbot.keyClick(box.verb, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: isinstance(page.stack.currentWidget(), FormPage), timeout=WAIT)
    form = page.stack.currentWidget()
    assert isinstance(form, FormPage)
    assert [(one.amount, one.text) for one in form.form.draft().lines] == [(Money.of("12.5"), "工程款")]


def test_rows_show_a_group_over_as_many_lines_as_its_longer_side() -> None:
    def line(key: str, yuan: int) -> matching.LedgerLine:
        return matching.LedgerLine(key, TODAY, Money.of(yuan), key, "", "theirs")

    match = matching.Matched("", (line("a", 100),), (line("x", 60), line("y", 39)), "group")
    found = matching.compared([line("a", 100)], [line("x", 60), line("y", 39)])
    model = DeskModel()
    model.put(rows_of(found, [match]))
    assert [row[:5] for row in map(model.words, range(2))] == [
        ("建议", "2026-11-23", "a", "100.00", "60.00"), ("", "", "", "", "39.00"),
    ]  # fmt: skip
    assert model.words(0)[8] == "−1.00"


def test_a_ledger_with_debit_and_credit_is_pasted_as_its_file_is_read(qtbot: QtBot, workspace: Workspace) -> None:
    page = OwnerLedgersPage(workspace)
    qtbot.addWidget(page)
    page.resize(1216, 690)
    page.show()
    qtbot.waitExposed(page)
    page.begin_record()
    until(qtbot, lambda: bool(page.findChildren(FormPage)))
    grid = page.findChildren(FormPage)[-1].form.grids["lines"]
    told: list[str] = []
    grid.pasted.connect(told.append)
    rows = [
        HEAD,
        ["2026-01-05", "记-12", "付工程款", "500,000.00", "", "借", "1,500,000.00"],
        ["2026-02-05", "记-20", "收江北建工发票", "", "800,000.00", "贷", "300,000"],
        ["", "", "本月合计", "500,000.00", "800,000.00", "", ""],
        ["2026-02-30", "记-21", "没有的日子", "", "1", "", ""],
    ]
    QApplication.clipboard().setText("\r\n".join("\t".join(row) for row in rows))
    grid.view.setFocus()
    qtbot.keyClick(grid.view, Qt.Key.Key_V, CTRL)
    lines = [(one.booked_on, one.amount, one.reference, one.text) for one in grid.lines()]
    assert lines == [
        (date(2026, 1, 5), Money.of(-500_000), "记-12", "付工程款"),
        (date(2026, 2, 5), Money.of(800_000), "记-20", "收江北建工发票"),
    ]
    assert "第 5 行" in told[0]
    qtbot.keyClick(grid.view, Qt.Key.Key_Z, CTRL)
    assert grid.lines() == ()
