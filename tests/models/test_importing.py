"""A workbook comes in whole or not at all, once, and exactly as if a person had typed it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from models import bills, certificates, contracts, opening, parties, projects, receipts, stages, variations
from models.certificates import AdjustmentDraft, CertificateDraft, LineDraft, PaymentCertificate
from models.contracts import Contract, ContractDraft, MilestoneDraft
from models.importing import UPDATE, Sheet, Workbook
from models.money import Money
from models.opening import OpeningDraft, OpeningItemDraft
from models.receipts import AllocationDraft, Receipt, ReceiptDraft
from models.receivables import Receivable, positions
from models.store.book import Book
from models.variations import StageDraft, VariationDraft, VariationOrder
from models.work import finish
from tests.makers import a_book
from tests.models.importing_sheets import (
    OWNER,
    SITE,
    TODAY,
    Rows,
    bring_in,
    digest,
    only,
    problems,
    sentences,
    without_ids,
    workbook,
)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = a_book(tmp_path / "book")
    yield made
    made.close()


def typed(book: Book) -> None:
    """The same site as the workbook, entered by hand in the order of its days."""
    with book.write(parties.RECORD) as session:
        owner = parties.record(session, parties.PartyDraft(
            name=OWNER, aliases=(parties.AliasDraft("江北公路局"), parties.AliasDraft("江北公路处")),
            accounts=(parties.AccountDraft("6222000012345678901"),))).id  # fmt: skip
        other = parties.record(session, parties.PartyDraft(name="临湖置业")).id
        project = projects.record(session, projects.ProjectDraft(number="XM-1", name="江北三标", owner=owner)).id
        milestones = tuple(
            MilestoneDraft(event, Decimal(share), 28)
            for event, share in (("certification", "0.8"), ("final_account", "0.97"), ("defects_end", "1"))
        )
        one = contracts.record(session, ContractDraft(
            number="HT-1", name="江北三标施工合同", project=project, owner=owner, price=Money.of(48_600_000),
            signed_on=date(2025, 3, 1), advance=Money.of(1_000_000), recovery_rate=Decimal("0.1"),
            milestones=milestones)).id  # fmt: skip
        two = contracts.record(session, ContractDraft(
            number="HT-2", name="临湖花园", owner=other, price=Money.of(12_000_000),
            signed_on=date(2025, 3, 8))).id  # fmt: skip
        bills.record(session, bills.BillDraft(one, None, (
            bills.BillItemDraft("", "203-1-a", "路基挖土方", "m³", Decimal(412500), Decimal("14.8")),
            bills.BillItemDraft("", "209-3", "浆砌片石挡土墙", "m³", Decimal(9600), Decimal(398)))))  # fmt: skip
        earth = bills.items_of(session, one)[0].id
        change = variations.record(session, VariationDraft(
            contract=one, number="BG-1", name="涵洞加长", instructed_on=date(2025, 5, 1), priced_on=date(2025, 5, 8),
            amount=Money.of(485_000))).id  # fmt: skip
        variations.submit(session, StageDraft(change, date(2025, 5, 10), Money.of(485_000)))
        variations.approve(session, StageDraft(change, date(2025, 6, 1), Money.of(400_000), 5))
        variations.record(
            session, VariationDraft(contract=two, number="BG-1", name="咬合桩", instructed_on=date(2025, 5, 1))
        )
        opening.take_on(session, OpeningDraft(
            contract=one, taken_on=date(2025, 1, 1), certified=Money.of(500_000), received=Money.of(200_000), items=(
                OpeningItemDraft("progress", "旧-1", date(2023, 6, 30), date(2023, 12, 31), Money.of(300_000)),
                OpeningItemDraft("retention", "", date(2024, 6, 30), None, Money.of("50000.50")))))  # fmt: skip
        certificates.record(session, CertificateDraft(
            contract=one, number="YF-1", period=1, kind="advance", period_to=date(2025, 4, 1),
            certified_on=date(2025, 4, 1), work=Money.of(1_000_000)))  # fmt: skip
        receipts.record(session, ReceiptDraft(
            number="SK-1", payer=owner, contract=one, received_on=date(2025, 4, 20), amount=Money.of(1_000_000),
            allocations=(AllocationDraft(owed(session, "YF-1"), amount=Money.of(1_000_000)),)))  # fmt: skip
        certificates.record(session, CertificateDraft(
            contract=one, number="JJ-2", period=2, period_to=date(2025, 6, 25), submitted_on=date(2025, 6, 28),
            certified_on=date(2025, 7, 8),
            lines=(
                LineDraft(bill_item=earth, code="203-1-a", name="路基挖土方", unit="m³", quantity=Decimal(26500),
                          price=Decimal("14.8")),
                LineDraft(variation=change, kind="variations", code="BG-1", amount=Money.of(200_000))),
            adjustments=(AdjustmentDraft("penalty", Money.of(12_600), "超耗"),)))  # fmt: skip
        certificates.record(session, CertificateDraft(
            contract=one, number="JJ-3", period=3, period_to=date(2025, 7, 25), certified_on=date(2025, 8, 8),
            work=Money.of(1_000_000)))  # fmt: skip
        certificates.record(
            session,
            CertificateDraft(
                contract=two,
                period=1,
                period_to=date(2025, 6, 25),
                submitted_on=date(2025, 6, 28),
                work=Money.of(250_000),
            ),
        )
        receipts.record(session, ReceiptDraft(
            payer=other, contract=two, received_on=date(2025, 8, 1), amount=Money.of(50_000), method="bank_bill",
            matures_on=date(2026, 2, 1)))  # fmt: skip
        receipts.record(session, ReceiptDraft(
            number="SK-3", payer=owner, received_on=date(2025, 8, 31), amount=Money.of(351_940),
            allocations=(
                AllocationDraft(owed(session, "JJ-2"), amount=Money.of(300_000), allocated_on=date(2025, 9, 10)),
                AllocationDraft(owed(session, "旧-1"), amount=Money.of(51_940)))))  # fmt: skip


def owed(session: Any, document: str) -> str:
    found = select(Receivable.id).where(Receivable.document == document, Receivable.kind.in_(("advance", "progress")))
    return str(session.scalars(found).one())


def test_what_is_imported_equals_what_is_typed(book: Book, tmp_path: Path) -> None:
    bring_in(book, workbook())
    by_hand = a_book(tmp_path / "typed")
    typed(by_hand)
    imported, entered = without_ids(book), without_ids(by_hand)
    by_hand.close()
    for table, rows in entered.items():
        assert imported[table] == rows, table


def test_an_import_is_one_step_and_undo_takes_all_of_it_back(book: Book) -> None:
    empty = digest(book)
    outcome = bring_in(book, workbook())
    head = book.head()
    assert head is not None
    assert (head.n, head.command, head.title) == (1, "importing.bring_in", "Import a workbook: 台账.xlsx")
    assert outcome.changes == sum(counts.rows for counts in outcome.counts.values())
    book.undo()
    assert digest(book) == empty


def test_an_approval_that_was_imported_is_bound_to_what_stands_in_the_book(book: Book) -> None:
    bring_in(book, workbook())
    with book.read() as session:
        change = session.scalars(select(VariationOrder).where(VariationOrder.name == "涵洞加长")).one()
        assert variations.is_unaltered(session, change)
        for row in session.scalars(select(PaymentCertificate).where(PaymentCertificate.certified_on.is_not(None))):
            signed = next(one for one in stages.stages_of(session, row.id) if one.stage == "certified")
            assert signed.digest == stages.digest_of(row, [*row.lines, *row.adjustments]), row.number


def test_the_summary_says_how_many_and_how_much(book: Book) -> None:
    outcome = bring_in(book, workbook())
    assert list(outcome.counts) == ["parties", "projects", "contracts", "milestones", "bill", "variations",
                                    "certificates", "lines", "receipts", "allocations", "opening"]  # fmt: skip
    assert {name: (one.rows, one.new) for name, one in outcome.counts.items()}["receipts"] == (3, 3)
    assert {currency for one in outcome.counts.values() for currency in one.totals} == {"CNY"}
    totals = {name: str(one.totals["CNY"]) for name, one in outcome.counts.items() if one.totals}
    assert totals == {
        "contracts": "60600000.00", "bill": "9925800.00", "variations": "400000.00", "certificates": "2842200.00",
        "lines": "592200.00", "receipts": "1401940.00", "allocations": "1351940.00", "opening": "350000.50",
    }  # fmt: skip


@pytest.mark.parametrize("existing", ["skip", "update"])
def test_importing_the_same_workbook_twice_leaves_one_of_each(book: Book, existing: str) -> None:
    bring_in(book, workbook())
    once = digest(book)
    outcome = bring_in(book, workbook(), existing=existing)
    assert digest(book) == once
    assert outcome.changes == 0
    said = sentences(list(outcome.problems))
    assert any("收款: 3 of this sheet are" in sentence for sentence in said)


def test_checking_writes_nothing_and_says_the_same(book: Book) -> None:
    from models import importing

    with book.read() as session:
        checked = finish(importing.check(session, workbook(), today=TODAY))
    assert book.head() is None
    assert checked == bring_in(book, workbook())


def test_sheets_may_come_one_at_a_time(book: Book, tmp_path: Path) -> None:
    for name in ("单位", "项目"):
        bring_in(book, workbook(only(name)))
    bring_in(book, workbook(only("合同", "付款节点")))
    for name in ("清单", "变更", "期初"):
        bring_in(book, workbook(only(name)))
    advance = [SITE["验工计价"][0], SITE["验工计价"][2]]
    rest = [row for row in SITE["验工计价"] if row[1] != "YF-1"]
    bring_in(book, workbook({"验工计价": advance, "收款": SITE["收款"], "核销": SITE["核销"][:2]}))
    bring_in(book, workbook({"验工计价": rest, "计价明细": SITE["计价明细"]}))
    bring_in(book, workbook(only("核销")))
    at_once = a_book(tmp_path / "at-once")
    bring_in(at_once, workbook())
    assert without_ids(book) == without_ids(at_once)
    at_once.close()


def test_columns_may_stand_in_any_order_under_any_of_their_names(book: Book, tmp_path: Path) -> None:
    contracts_sheet = [list(reversed(row)) for row in SITE["合同"]]
    contracts_sheet[0] = ["Recovered of each certificate", " 预 付 款：", "签约日期*", "合同价(元)", "甲方", "所属项目",
                          "Contract name", "合同号＊"]  # fmt: skip
    titled: Rows = [["二〇二五年合同台账", *[""] * 7], [""] * 8, *contracts_sheet]
    bring_in(book, workbook(合同=titled))
    plain = a_book(tmp_path / "plain")
    bring_in(plain, workbook())
    assert without_ids(book) == without_ids(plain)
    plain.close()


def test_an_amount_in_wan_is_read_as_such(book: Book) -> None:
    rows: Rows = [["合同编号", "合同名称", "业主", "合同金额（万元）"], ["HT-9", "甲", OWNER, 4860.123456]]
    bring_in(book, workbook({"单位": SITE["单位"], "合同": rows}))
    with book.read() as session:
        assert session.scalars(select(Contract.price)).one() == Money.of("48601234.56")


def test_an_update_changes_what_is_not_posted_and_leaves_empty_cells_alone(book: Book) -> None:
    bring_in(book, workbook())
    rows: Rows = [
        ["合同编号", "合同名称", "业主", "合同金额", "经办人"],
        ["HT-2", "临湖花园二期", "临湖置业", "", "王工"],
    ]
    signed: Rows = [["合同编号", "number", "期数", "计价金额", "签认日期"],
                    ["HT-2", "HT-2-01", 1.0, 260000.0, date(2025, 7, 1)], ["HT-1", "JJ-3", 3.0, 1.0, ""]]  # fmt: skip
    outcome = bring_in(book, workbook({"合同": rows, "验工计价": signed}), existing=UPDATE)
    assert (outcome.counts["contracts"].updated, outcome.counts["certificates"].updated) == (1, 1)
    assert "验工计价: 1 of this sheet are posted and are not changed: JJ-3." in sentences(list(outcome.problems))
    with book.read() as session:
        contract = contracts.numbered(session, "HT-2")
        assert contract is not None
        assert (contract.name, contract.handler, contract.price) == ("临湖花园二期", "王工", Money.of(12_000_000))
        row = certificates.numbered(session, "HT-2-01")
        assert row is not None
        assert (row.gross, row.certified_on) == (Money.of(260_000), date(2025, 7, 1))
        owing = [item.amount for item in session.scalars(select(Receivable).where(Receivable.source_id == row.id))]
        assert Money.total(owing) == Money.of(260_000)


def test_two_receipts_alike_without_a_number_are_two_and_stay_two(book: Book) -> None:
    rows: Rows = [["付款单位", "收款日期", "金额"], *[[OWNER, date(2025, 5, 1), 100.0]] * 2]
    bring_in(book, workbook({"单位": SITE["单位"], "收款": rows}))
    bring_in(book, workbook({"收款": rows}))
    more = bring_in(book, workbook({"收款": [*rows, rows[1]]}))
    assert more.counts["receipts"].new == 1
    with book.read() as session:
        assert list(session.scalars(select(Receipt.number).order_by(Receipt.number))) == [
            "SK-2025-001", "SK-2025-002", "SK-2025-003",
        ]  # fmt: skip


def test_totals_blank_rows_and_hidden_sheets_are_left_out_and_said(book: Book) -> None:
    empty, sums = ["", "", "", "", "", "", ""], [[total, "", "", "", 9.0, "", ""] for total in ("合 计", "合计 美元")]
    rows: Rows = [*SITE["收款"], empty, *sums]
    hidden = Sheet("合同台账", SITE["合同"], hidden=True)
    found = workbook(收款=rows, 备忘=[["随便"], ["写写"]])
    outcome = bring_in(book, replace(found, sheets=(*found.sheets, hidden)))
    assert outcome.counts["receipts"].new == 3
    assert sentences(list(outcome.problems))[:4] == [
        "收款!A6: This row looks like a total and is not imported.",
        "收款!A7: This row looks like a total and is not imported.",
        "备忘: The sheet is not one of the template (2 rows) and is not imported.",
        "合同台账: The hidden sheet (3 rows) is not imported. Show it if it should be.",
    ]


def test_a_downward_merge_is_filled_in_and_said(book: Book) -> None:
    rows: Rows = [["合同编号", "event", "累计比例"], ["HT-1", "certification", "80%"], ["", "defects_end", "100%"]]
    sheets = workbook(付款节点=rows).sheets
    merged = [replace(one, merged=(((1, 0), (2, 0)),)) if one.name == "付款节点" else one for one in sheets]
    outcome = bring_in(book, Workbook("台账.xlsx", tuple(merged)))
    assert "付款节点!A2: Merged cells: the value is taken for rows 2 to 3." in sentences(list(outcome.problems))
    assert outcome.counts["milestones"].new == 2


def test_closing_the_work_between_two_pieces_keeps_nothing(book: Book) -> None:
    from models import importing

    empty = digest(book)
    for pieces in (1, 5, 30, 60):
        work = importing.bring_in(book, workbook(), today=TODAY)
        for _ in range(pieces):
            next(work, None)
        if book.head() is None:
            work.close()
            assert digest(book) == empty


def test_the_position_follows_from_what_was_imported(book: Book) -> None:
    bring_in(book, workbook())
    with book.read() as session:
        (position,) = positions(session, TODAY)
        amounts = session.scalar(select(func.sum(Receivable.amount)))
        assert amounts is not None
        assert position.balance == amounts - Money.of("1351940")


def spoiled(sheet: str, row: int, column: int, value: Any) -> Workbook:
    rows = [list(one) for one in SITE[sheet]]
    rows[row][column] = value
    return workbook(**{sheet: rows})


@pytest.mark.parametrize(
    ("sheet", "row", "column", "value", "said"),
    [
        ("合同", 1, 0, "", "合同!A2: {caption} is missing: please fill it in."),
        ("合同", 2, 0, "HT-1", "合同!A3: “HT-1” stands in row 2 already. Give each its own number."),
        ("合同", 1, 3, "江南公路局", "合同!D2: There is no party “江南公路局”. Add it to the sheet 单位"),
        ("合同", 1, 4, 48600000.123, "合同!E2: 48600000.123 has more than two decimals."),
        ("合同", 1, 4, -1.0, "合同!E2: The price cannot be negative."),
        ("合同", 1, 4, "四千万", "合同!E2: “四千万” is not a number."),
        ("合同", 1, 5, "2026-02-30", "合同!F2: There is no day 2026-02-30. Check the month and the day."),
        ("合同", 1, 5, 60.0, "合同!F2: “60” is not a date."),
        ("合同", 1, 1, "江北\u202e三标", "合同!B2: An invisible character (U+202E) is in the text."),
        ("单位", 1, 2, 6222000012345678901.0, "单位!C2: Excel has lost digits of this number: it has more than 15."),
        ("付款节点", 3, 2, "99%", "付款节点!C4: The last cumulative share must be 100 %."),
        ("付款节点", 2, 1, "付清", "付款节点!B3: “付清” is none of the choices of this column."),
        ("清单", 1, 0, "HT-7", "清单!A2: There is no contract “HT-7”. Add it to the sheet 合同"),
        ("变更", 1, 9, "", "变更!J2: Enter the amount that belongs to this stage."),
        ("变更", 1, 8, date(2025, 5, 9), "变更!I2: This day is before the stage it follows (2025-05-10)."),
        ("验工计价", 1, 0, "HT-7", "验工计价!A2: There is no contract “HT-7”."),
        ("验工计价", 1, 7, "", "验工计价!H2: There is nothing to certify: enter lines or an amount; of a period "
         "without new work enter 0."),
        ("验工计价", 3, 10, "", "验工计价!A4: {caption} is missing: please fill it in."),
        ("计价明细", 1, 0, "JJ-9", "计价明细!A2: There is no certificate “JJ-9”. Add it to the sheet 验工计价"),
        ("收款", 1, 4, 0.0, "收款!E2: A receipt is more than nothing."),
        ("收款", 1, 4, -100.0, "收款!E2: A receipt is more than nothing."),
        ("收款", 1, 4, 999999.99, "核销!D2: 0.01 more is allocated than was received."),
        ("核销", 1, 0, "SK-9", "核销!A2: There is no receipt “SK-9”. Add it to the sheet 收款, or correct the number."),
        ("核销", 1, 1, "YF-9", "核销!B2: Nothing is owed by a document “YF-9”."),
        ("核销", 2, 2, "deposit", "核销!C3: Document “JJ-2” makes nothing of this class owed."),
        ("核销", 2, 4, date(2025, 8, 30), "核销!E3: Allocated before the money was received."),
        ("核销", 1, 3, -5.0, "核销!D2: An allocation is more than nothing."),
        ("期初", 1, 3, date(2025, 1, 2), "期初!D2: An old item is posted before the day the book begins."),
        ("期初", 2, 1, date(2025, 1, 2), "期初!B3: Another figure stands for this contract in row 2. Say it once."),
    ],
    ids=lambda value: value[:7] if isinstance(value, str) and "!" in value else "",
)  # fmt: skip
def test_each_problem_names_its_cell_and_nothing_is_kept(
    book: Book, sheet: str, row: int, column: int, value: Any, said: str
) -> None:
    found = problems(book, spoiled(sheet, row, column, value))
    shown = [
        f"{problem.where}: {problem.message.format(**{**problem.values, 'caption': '{caption}'})}" for problem in found
    ]
    assert [one for one in shown if one.startswith(said)], shown


def test_more_allocated_than_is_owed_is_a_problem(book: Book) -> None:
    rows = [*SITE["收款"], ["SK-4", OWNER, "HT-1", date(2025, 5, 1), 900000.0, "", ""]]
    paid = [*SITE["核销"], ["SK-4", "YF-1", "", 0.01, ""]]
    assert sentences(problems(book, workbook(收款=rows, 核销=paid))) == [
        "核销!D5: 0.01 more is allocated than is owed."
    ]


def test_all_problems_are_told_at_once_and_none_twice(book: Book) -> None:
    rows: Rows = [
        SITE["合同"][0],
        ["HT-1", "", "没有", OWNER, 1.005, "昨天", "", ""],
        ["HT-1", "乙", "", "无此单位", "", "", "", "150%"],
    ]
    found = problems(book, workbook({**only("单位", "项目"), "合同": rows}))
    places = [problem.where for problem in found]
    assert places == sorted(set(places), key=places.index)
    assert set(places) == {"合同!B2", "合同!C2", "合同!E2", "合同!F2", "合同!A3", "合同!D3", "合同!H3"}


def test_a_document_with_problems_is_not_also_unknown_to_its_parts(book: Book) -> None:
    found = problems(book, spoiled("合同", 1, 4, "四千万"))
    assert [problem.where for problem in found] == ["合同!E2"]


def test_a_column_that_is_missing_is_told_once(book: Book) -> None:
    rows = [row[1:] for row in SITE["合同"]]
    found = problems(book, workbook({**only("单位", "项目"), "合同": rows}))
    assert [problem.where for problem in found] == ["合同!1"]


def test_two_columns_of_one_meaning_are_a_problem(book: Book) -> None:
    rows: Rows = [["名称", "客户名称"], ["甲", "乙"]]
    assert [one.split(": ")[0] for one in sentences(problems(book, workbook({"单位": rows})))] == ["单位!B1"]


def test_a_workbook_without_a_known_sheet_is_a_problem(book: Book) -> None:
    found = sentences(problems(book, workbook({"Sheet1": [["合同编号"], ["HT-1"]]})))
    assert found[0].startswith("No sheet is called as in the template")


def test_empty_sheets_bring_nothing_and_that_is_said(book: Book) -> None:
    outcome = bring_in(book, workbook({"合同": [], "收款": [["", ""]], "单位": [["名称"]]}))
    assert sentences(list(outcome.problems)) == ["There is nothing to import: no sheet of the template holds a row."]
    assert book.head() is None


def test_a_sheet_without_a_known_caption_is_a_problem(book: Book) -> None:
    found = sentences(problems(book, workbook({"合同": [["甲", "乙"], ["1", "2"]]})))
    assert found == ["合同: None of the captions of this sheet is known. Use the captions of the template."]


def test_two_sheets_of_one_kind_are_a_problem(book: Book) -> None:
    found = sentences(problems(book, workbook({"合同": SITE["合同"], "合同台账": SITE["合同"]})))
    assert any("合同台账: The sheet “合同” is of the same kind." in one for one in found)


def test_errors_and_formulas_without_a_value_are_problems(book: Book) -> None:
    sheets = [
        replace(sheet, errors={(1, 4): "#REF!"}, valueless=frozenset({(2, 4)})) if sheet.name == "合同" else sheet
        for sheet in workbook(
            合同=[[*row[:4], "" if place else row[4], *row[5:]] for place, row in enumerate(SITE["合同"])]
        ).sheets
    ]
    found = sentences(problems(book, Workbook("台账.xlsx", tuple(sheets))))
    assert "合同!E2: This cell shows #REF!. Correct the formula or type the value." in found
    assert any(one.startswith("合同!E3: This formula was never worked out.") for one in found)


def test_cells_merged_across_columns_are_a_problem(book: Book) -> None:
    sheets = [replace(one, merged=(((1, 0), (1, 1)),)) if one.name == "合同" else one for one in workbook().sheets]
    found = sentences(problems(book, Workbook("台账.xlsx", tuple(sheets))))
    assert "合同!A2: Cells are merged across columns. Unmerge them and fill in each." in found


def test_the_fen_may_be_rounded_when_the_user_says_so(book: Book) -> None:
    found = spoiled("收款", 2, 4, 50000.005)
    assert problems(book, found)
    bring_in(book, found, round_off=True)
    with book.read() as session:
        assert session.scalar(select(Receipt.amount).where(Receipt.number == "SK-2025-001")) == Money.of("50000.01")


def test_a_periods_order_in_the_sheet_does_not_matter(book: Book, tmp_path: Path) -> None:
    bring_in(book, workbook())
    other = a_book(tmp_path / "other")
    rows = [SITE["验工计价"][0], *reversed(SITE["验工计价"][1:])]
    bring_in(other, workbook(验工计价=rows))
    assert without_ids(book) == without_ids(other)
    other.close()


def test_two_certificates_of_one_period_are_a_problem(book: Book) -> None:
    """Each would be worked out as if the other were not there."""
    rows = [*SITE["验工计价"], ["HT-1", "JJ-9", 2.0, "", date(2025, 6, 25), "", "", 5.0, "", "", ""]]
    found = problems(book, workbook(验工计价=rows))
    assert [(one.where, one.entry) for one in found] == [("验工计价!C6", "period")]
    bring_in(book, workbook())
    again = [SITE["验工计价"][0], ["HT-2", "另一张", 1.0, "", date(2025, 6, 25), "", "", 5.0, "", "", ""]]
    assert [one.entry for one in problems(book, workbook({"验工计价": again}))] == ["period"]
