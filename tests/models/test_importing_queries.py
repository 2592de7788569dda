"""What an import of many rows costs, counted: questions to the book, and what is left in memory when it ends."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from models import importing, registry
from models.importing import Sheet, Workbook, recognition
from models.importing.plan import Plan
from models.importing.recognition.ledger import Line
from models.store.book import Book
from models.store.listing import Question
from models.work import finish, keeping_all
from tests.models.importing_sheets import TODAY

Rows = list[list[Any]]
Bring = Callable[[Book, Workbook], object]
CONTRACTS = 5
PARTIES: Rows = [["名称"], ["临湖置业"]]
AGREED: Rows = [
    ["合同编号", "合同名称", "业主", "合同金额"],
    *([f"HT-{n}", f"工程{n}施工合同", "临湖置业", 90_000_000] for n in range(CONTRACTS)),
]


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = registry.create_book(tmp_path / "book", "JB")
    by_template(made, Workbook("主.xlsx", (Sheet("单位", PARTIES), Sheet("合同", AGREED))))
    yield made
    made.close()


def by_template(book: Book, workbook: Workbook) -> object:
    return finish(importing.bring_in(book, workbook, today=TODAY))


def as_ledger(book: Book, workbook: Workbook) -> object:
    return finish(recognition.bring_in(book, workbook, today=TODAY))


def receipts(periods: int, head: list[str], first: int) -> Rows:
    return [head, *([f"SK-{first + n}", "临湖置业", f"HT-{n % CONTRACTS}", date(2024, 1, 1) + timedelta(n), 1000 + n]
                    for n in range(periods * CONTRACTS))]  # fmt: skip


def certificates(periods: int, head: list[str], first: int) -> Rows:
    return [head, *([f"JJ-{first + n}", f"HT-{n % CONTRACTS}", first + n // CONTRACTS,
                     date(2024, 1, 1) + timedelta(n), 90_000 + n] for n in range(periods * CONTRACTS))]  # fmt: skip


TEMPLATE = {
    "收款": ["收款编号", "付款单位", "合同编号", "收款日期", "金额"],
    "验工计价": ["计价单号", "合同编号", "期数", "签认日期", "计价金额"],
}
OWN = {
    "回款台账": ["流水号", "付款单位", "合同号", "到账日期", "回款金额"],
    "计价台账": ["计价单号", "合同号", "期数", "业主签认日期", "计价金额"],
}


def site(captions: dict[str, list[str]], periods: int, first: int) -> Workbook:
    money, work = captions
    sheets = (
        Sheet(work, certificates(periods, captions[work], first)),
        Sheet(money, receipts(periods, captions[money], first)),
    )
    return Workbook("台账.xlsx", sheets)


@pytest.mark.parametrize(("bring", "captions"), [(by_template, TEMPLATE), (as_ledger, OWN)])
def test_ten_times_the_rows_ask_no_more_of_the_book(book: Book, bring: Bring, captions: dict[str, list[str]]) -> None:
    asked: list[str] = []
    event.listen(book._writer, "before_cursor_execute", lambda *told: asked.append(told[2]))

    def statements(periods: int, first: int) -> int:
        """All but those that keep the moment, to the second, at which a form was seen last."""
        asked.clear()
        bring(book, site(captions, periods, first))
        return len([statement for statement in asked if "ledger_forms" not in statement])

    statements(1, 1)  # what is only asked the first time
    few, many = statements(2, 100), statements(20, 1000)
    assert (few, many) == (few, few)
    with book.read() as session:
        assert len(registry.LISTINGS["receipts"].keys(session, Question(TODAY))) == 23 * CONTRACTS
        assert len(registry.LISTINGS["certificates"].keys(session, Question(TODAY))) == 23 * CONTRACTS


@pytest.mark.parametrize(("bring", "captions"), [(by_template, TEMPLATE), (as_ledger, OWN)])
def test_what_an_import_made_is_gone_when_it_ends_without_a_look_for_garbage(
    book: Book, bring: Bring, captions: dict[str, list[str]]
) -> None:
    with keeping_all():
        bring(book, site(captions, 2, 1))
        assert [one for one in gc.get_objects() if isinstance(one, Line | Plan)] == []
