"""Releases of retention, lines of variations and several deductions of a certificate come in on sheets of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from models import certificates, contracts, parties, variations
from models.certificates import AdjustmentDraft, CertificateDraft, LineDraft
from models.contracts import ContractDraft, MilestoneDraft, ReleaseDraft
from models.importing import UPDATE
from models.importing.captions import captions, plain
from models.importing.forms import FORMS
from models.language import LANGUAGES
from models.money import Money
from models.store.book import Book
from models.variations import StageDraft, VariationDraft, VariationLineDraft
from reports.reading.workbook import read_workbook
from reports.template import write_template
from tests.makers import a_book
from tests.models.importing_sheets import Rows, bring_in, problems, sentences, without_ids, workbook

SHEETS: dict[str, Rows] = {
    "单位": [["名称"], ["江北公路事业发展中心"]],
    "合同": [["合同编号", "合同名称", "业主", "合同金额", "签订日期", "质保金比例"],
             ["HT-1", "江北三标", "江北公路事业发展中心", 2_000_000.0, date(2025, 3, 1), "3%"]],
    "付款节点": [["合同编号", "event", "累计比例", "天数"], ["HT-1", "certification", "100%", 28.0]],
    "质保金返还": [["合同编号", "event", "累计比例", "天数"],
                ["HT-1", "acceptance", "50%", 28.0], ["HT-1", "defects_end", "100%", 28.0]],
    "变更": [["合同编号", "变更编号", "变更名称", "指令日期", "申报日期", "申报金额", "批准日期", "批准金额"],
             ["HT-1", "BG-1", "涵洞加长", date(2025, 4, 1), date(2025, 4, 10), 100000.0, date(2025, 5, 1), 100000.0]],
    "变更明细": [["合同编号", "变更编号", "项目编码", "项目名称", "计量单位", "工程量", "综合单价", "合价"],
               ["HT-1", "BG-1", "419-1", "盖板涵", "m", 40.0, 2000.0, ""],
               ["HT-1", "BG-1", "", "改沟", "", "", "", 20000.0]],
    "验工计价": [["合同编号", "number", "期数", "计价截止日", "签认日期", "计价金额",
                "扣款类别", "扣款金额", "扣款原因"],
               ["HT-1", "JJ-1", 1.0, date(2025, 6, 25), date(2025, 7, 8), 1000000.0, "other", 100.0, "水样检测"]],
    "计价扣款": [["计价单号", "类别", "金额", "原因", "双方认可"],
               ["JJ-1", "penalty", 12600.0, "材料超耗", "是"],
               ["JJ-1", "bonus", 5000.0, "提前竣工", ""],
               ["JJ-1", "utilities", 300.5, "六月水电", "否"]],
}  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = a_book(tmp_path / "book")
    yield made
    made.close()


def typed(book: Book) -> None:
    """The same, entered by hand."""
    with book.write(contracts.RECORD) as session:
        owner = parties.record(session, parties.PartyDraft(name="江北公路事业发展中心")).id
        releases = (ReleaseDraft("acceptance", Decimal("0.5"), 28), ReleaseDraft("defects_end", Decimal(1), 28))
        contract = contracts.record(session, ContractDraft(
            number="HT-1", name="江北三标", owner=owner, price=Money.of(2_000_000), signed_on=date(2025, 3, 1),
            retention_rate=Decimal("0.03"), milestones=(MilestoneDraft("certification", Decimal(1), 28),),
            releases=releases)).id  # fmt: skip
        change = variations.record(session, VariationDraft(
            contract=contract, number="BG-1", name="涵洞加长", instructed_on=date(2025, 4, 1), lines=(
                VariationLineDraft("", "419-1", "盖板涵", "m", Decimal(40), Decimal(2000)),
                VariationLineDraft("", "", "改沟", amount=Money.of(20_000))))).id  # fmt: skip
        variations.submit(session, StageDraft(change, date(2025, 4, 10), Money.of(100_000)))
        variations.approve(session, StageDraft(change, date(2025, 5, 1), Money.of(100_000)))
        certificates.record(session, CertificateDraft(
            contract=contract, number="JJ-1", period=1, period_to=date(2025, 6, 25), certified_on=date(2025, 7, 8),
            work=Money.of(1_000_000), adjustments=(
                AdjustmentDraft("penalty", Money.of(12_600), "材料超耗"),
                AdjustmentDraft("bonus", Money.of(5_000), "提前竣工"),
                AdjustmentDraft("utilities", Money.of("300.50"), "六月水电", False),
                AdjustmentDraft("other", Money.of(100), "水样检测"))))  # fmt: skip


@pytest.fixture
def by_hand(tmp_path: Path) -> Iterator[dict[str, list[str]]]:
    made = a_book(tmp_path / "by-hand")
    typed(made)
    yield without_ids(made)
    made.close()


def test_what_is_imported_equals_what_is_typed(book: Book, by_hand: dict[str, list[str]]) -> None:
    outcome = bring_in(book, workbook(SHEETS))
    assert {name: (one.rows, one.new) for name, one in outcome.counts.items() if name in ("releases", "adjustments",
            "variation_lines")} == {"releases": (2, 2), "adjustments": (3, 3), "variation_lines": (2, 2)}  # fmt: skip
    assert without_ids(book) == by_hand


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_template_filled_in_with_them_brings_the_same(
    book: Book, by_hand: dict[str, list[str]], tmp_path: Path, language: str
) -> None:
    path = write_template(tmp_path / "t.xlsx", language)
    made = openpyxl.load_workbook(path)
    for one in FORMS:
        if one.chinese in SHEETS:
            head, *rows = SHEETS[one.chinese]
            places = [list(one.entries).index(captions(one)[plain(caption)]) + 1 for caption in head]
            for number, row in enumerate(rows, 3):
                for column, value in zip(places, row, strict=True):
                    made[one.title(language)].cell(number, column, None if value == "" else value)
    made.save(path)
    bring_in(book, read_workbook(path))
    assert without_ids(book) == by_hand


@pytest.mark.parametrize("existing", ["skip", "update"])
def test_importing_them_twice_leaves_one_of_each(book: Book, by_hand: dict[str, list[str]], existing: str) -> None:
    bring_in(book, workbook(SHEETS))
    assert bring_in(book, workbook(SHEETS), existing=existing).changes == 0
    assert without_ids(book) == by_hand


@pytest.mark.parametrize(
    ("sheet", "row", "column", "value", "said"),
    [
        ("质保金返还", 1, 0, "HT-9", "质保金返还!A2: There is no contract “HT-9”."),
        ("质保金返还", 2, 2, "90%", "质保金返还!C3: "),
        ("变更明细", 1, 1, "BG-9", "变更明细!B2: There is no variation order “BG-9” under this contract."),
        ("变更明细", 1, 0, "HT-9", "变更明细!A2: There is no contract “HT-9”."),
        ("变更明细", 2, 3, "", "变更明细!D3: "),
        ("计价扣款", 1, 0, "JJ-9", "计价扣款!A2: There is no certificate “JJ-9”."),
        ("计价扣款", 2, 1, "红包", "计价扣款!B3: “红包” is none of the choices"),
        ("计价扣款", 3, 3, "", "计价扣款!D4: "),
        ("计价扣款", 1, 2, "", "计价扣款!C2: "),
    ],
)
def test_each_problem_of_a_part_names_its_cell(
    book: Book, sheet: str, row: int, column: int, value: Any, said: str
) -> None:
    rows = [list(one) for one in SHEETS[sheet]]
    rows[row][column] = value
    found = sentences(problems(book, workbook({**SHEETS, sheet: rows})))
    assert [one for one in found if one.startswith(said)], found


def test_parts_of_what_the_book_has_are_brought_when_it_is_to_be_updated(book: Book, tmp_path: Path) -> None:
    parts = ("质保金返还", "变更明细")
    rest = {name: rows for name, rows in SHEETS.items() if name not in ("验工计价", "计价扣款")}
    unapproved = [row[:6] for row in rest["变更"]]
    bring_in(book, workbook({**{name: rows for name, rows in rest.items() if name not in parts}, "变更": unapproved}))
    outcome = bring_in(book, workbook({name: SHEETS[name] for name in parts}), existing=UPDATE)
    assert outcome.changes == 2
    other = a_book(tmp_path / "other")
    bring_in(other, workbook({**rest, "变更": unapproved}))
    ours, theirs = without_ids(book), without_ids(other)
    other.close()
    assert ours["releases"] == theirs["releases"]
    assert len(ours["variation_lines"]) == 2
    assert [row.split("'name'")[1][:12] for row in ours["variations"]] == [
        row.split("'name'")[1][:12] for row in theirs["variations"]
    ]


# What the database knows is said on import too


def advice(book: Book, sheets: dict[str, Rows]) -> list[str]:
    """What is said of certificates."""
    found = [one for one in bring_in(book, workbook(sheets)).problems if "计价" in one.where]
    assert all(one.advice for one in found)
    return [one.text("en") for one in found]


def test_more_certified_than_agreed_is_said_at_its_cell(book: Book) -> None:
    found = advice(book, {**SHEETS, "验工计价": [*SHEETS["验工计价"],
        ["HT-1", "JJ-2", 2.0, date(2025, 7, 25), date(2025, 8, 8), 1100000.01, "", "", ""]]})  # fmt: skip
    assert found == [
        "验工计价!F3: Certified to date 2,100,000.01 exceeds the price with approved variations 2,100,000.00."
    ]


def test_a_variation_approved_later_is_not_counted_before(book: Book) -> None:
    late = [[*row[:6], date(2025, 8, 1) if place else row[6], row[7]] for place, row in enumerate(SHEETS["变更"])]
    found = advice(book, {**SHEETS, "变更": late, "验工计价": [*SHEETS["验工计价"],
        ["HT-1", "JJ-2", 2.0, date(2025, 7, 10), date(2025, 7, 20), 1000000.01, "", "", ""]]})  # fmt: skip
    assert found == [
        "验工计价!F3: Certified to date 2,000,000.01 exceeds the price with approved variations 2,000,000.00."
    ]


BILL: Rows = [["合同编号", "项目编码", "项目名称", "计量单位", "工程量", "综合单价"],
              ["HT-1", "203-1", "挖土方", "m³", 1000.0, 10.0]]  # fmt: skip
MEASURED: Rows = [["计价单号", "编码", "本期核定", "综合单价"],
                  ["JJ-1", "203-1", 900.0, ""], ["JJ-2", "203-1", 150.0, ""],
                  ["JJ-2", "BG-1", 1.0, 90000.0]]  # fmt: skip
TWO: Rows = [SHEETS["验工计价"][0], ["HT-1", "JJ-1", 1.0, date(2025, 4, 15), date(2025, 4, 20), "", "", "", ""],
             ["HT-1", "JJ-2", 2.0, date(2025, 4, 25), date(2025, 4, 28), "", "", "", ""]]  # fmt: skip


def without_deductions() -> dict[str, Rows]:
    return {name: rows for name, rows in SHEETS.items() if name != "计价扣款"}


def test_more_measured_than_agreed_and_variations_not_approved_are_said_at_their_cells(book: Book) -> None:
    found = advice(book, {**without_deductions(), "清单": BILL, "验工计价": TWO, "计价明细": MEASURED})
    assert found == [
        "计价明细!C3: 50 m³ more than agreed: it may be submitted and signed, but contradicts the contract until a "
        "variation is approved or it is taken off.",
        "计价明细!C4: This variation is not approved yet: the owner may strike it.",
    ]


def test_the_same_is_said_when_the_first_part_stands_in_the_book_already(book: Book) -> None:
    first = {"验工计价": TWO[:2], "计价明细": MEASURED[:2]}
    assert advice(book, {**without_deductions(), "清单": BILL, **first}) == []
    found = advice(book, {"验工计价": [TWO[0], TWO[2]], "计价明细": [MEASURED[0], *MEASURED[2:]]})
    assert [one.split(":")[0] for one in found] == ["计价明细!C2", "计价明细!C3"]


@pytest.mark.parametrize("apart", [False, True])
def test_more_of_a_variation_than_was_approved_is_said_at_its_cell(book: Book, apart: bool) -> None:
    """¥ 100,000 of May: 80,000 in the first certificate, in the book or in the workbook, 20,000.01 after it."""
    signed = [TWO[0], *([*one[:4], date(2025, 5, day), *one[5:]] for one, day in zip(TWO[1:], (20, 28), strict=True))]
    head = ["计价单号", "kind", "编码", "name", "amount"]
    lines = [["JJ-1", "variations", "BG-1", "涵洞", 80000.0], ["JJ-2", "variations", "BG-1", "涵洞", 20000.01]]
    whole = {**without_deductions(), "验工计价": signed, "计价明细": [head, *lines]}
    if apart:
        assert advice(book, {**whole, "验工计价": signed[:2], "计价明细": [head, lines[0]]}) == []
        whole = {"验工计价": [signed[0], signed[2]], "计价明细": [head, lines[1]]}
    (said,) = advice(book, whole)
    assert "100,000.00 was approved of this variation and 80,000.00 certified before: 0.01 beyond it" in said


def test_the_advice_of_an_import_is_that_of_the_form(book: Book) -> None:
    bring_in(book, workbook({**without_deductions(), "清单": BILL, "验工计价": TWO[:2], "计价明细": MEASURED[:2]}))
    with book.read() as session:
        contract = contracts.numbered(session, "HT-1")
        assert contract is not None
        draft = CertificateDraft(contract=contract.id, period=2, certified_on=date(2025, 4, 28))
        item, order = certificates.background(session, draft).quantities
        lines = (LineDraft(bill_item=item, unit="m³", quantity=Decimal(150), price=Decimal(10)),
                 LineDraft(variation=order, kind="variations", quantity=Decimal(1), price=Decimal(90_000)))  # fmt: skip
        draft = replace(draft, lines=lines)
        typed_advice = certificates.check_against(draft, certificates.background(session, draft))
        said = [one.sentence("en") for one in typed_advice]
    found = bring_in(book, workbook({"验工计价": [TWO[0], TWO[2]], "计价明细": [MEASURED[0], *MEASURED[2:]]})).problems
    assert [one.sentence("en") for one in found] == said
