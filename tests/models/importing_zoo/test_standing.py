"""Debts that stand side by side keep their classes; what a ledger of receipts says is owed is asked."""

from __future__ import annotations

import random
from datetime import date

import pytest
from sqlalchemy import func, select

from models.importing import recognition
from models.importing.sheets import Sheet, Workbook
from models.receivables import Receivable
from models.store.base import Fen
from models.store.book import Book
from models.work import finish
from tests.models.importing_zoo import left, standing
from tests.models.importing_zoo.animal import Animal

TODAY = date(2026, 11, 23)


def workbook(animal: Animal) -> Workbook:
    return Workbook("台账.xlsx", tuple(
        Sheet(page.name, [["" if cell is None else cell for cell in row] for row in page.rows])
        for page in animal.pages))  # fmt: skip


def animal(name: str) -> Animal:
    return next(one for one in (*standing.ANIMALS, *left.ANIMALS) if one.name == name)


def proposed(book: Book, name: str) -> recognition.Proposal:
    one = animal(name)
    with book.read() as session:
        return finish(recognition.propose(session, workbook(one), recognition.from_plain(dict(one.answers)), TODAY))


def asked(proposal: recognition.Proposal, key: str) -> tuple[object, list[str]]:
    (found,) = [one for one in proposal.questions if one.key[-1] == key]
    return found.proposed, [str(amount) for _, amount in found.told]


def test_classes_side_by_side_stay_classes(book: Book) -> None:
    finish(recognition.bring_in(book, workbook(animal("classes_of_debts_side_by_side")), recognition.NOBODY, TODAY))
    with book.read() as session:
        rows = select(Receivable.kind, func.sum(Receivable.amount, type_=Fen())).group_by(Receivable.kind)
        found = {kind: str(amount) for kind, amount in session.execute(rows)}
    assert found == {"progress": "1600.00", "retention": "500.00", "deposit": "50.00"}


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("what_was_due_less_what_was_received", ("rest", ["3800000.50", "1250000.25", "2550000.25"])),
        ("the_balance_of_the_new_year_as_it_began", ("whole", ["3000.00", "600.00", "400.00", "3200.00"])),
        ("contracts_with_invoices_and_receipts_owe_nothing_by_themselves", ("nothing", ["800.00", "400.00", "400.00"])),
        ("what_is_left_of_contracts_waits_for_its_day", ("rest", ["1023456.78"])),
        ("what_a_year_of_receipts_begins_with_is_owed", ("rest", ["15501234.00"])),
    ],
)
def test_what_is_still_owed_is_asked_with_every_sum(book: Book, name: str, answer: tuple[str, list[str]]) -> None:
    assert asked(proposed(book, name), "owed") == answer


@pytest.mark.parametrize(
    "name", ["certificates_prove_that_what_is_due_is_what_is_left", "ages_in_words_and_a_day_in_the_title"]
)
def test_what_is_plain_is_not_asked(book: Book, name: str) -> None:
    assert [one.key for one in proposed(book, name).questions if one.key[-1] == "owed"] == []


JUNK = ["", "已付300余", -5, "合计", 1e15, "2023.5.8", "5月20日", "无", "#REF!", 0.1234567]


@pytest.mark.parametrize("seed", range(7, 10))
def test_what_is_damaged_at_random_is_told_to_the_fen(book: Book, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(50):
        one = chance.choice([*standing.ANIMALS, *left.ANIMALS])
        damaged = Workbook(
            "台账.xlsx", tuple(Sheet(sheet.name, spoilt(sheet, chance)) for sheet in workbook(one).sheets)
        )
        answers = recognition.from_plain(dict(one.answers))
        with book.read() as session:
            proposal = finish(recognition.propose(session, damaged, answers, TODAY))
        for sheet in proposal.sheets:
            for caption, whole in sheet.sheet_sums.items() if sheet.kind and not sheet.left_out else ():
                assert sheet.sums[caption] + sheet.open_sums[caption] == whole


def spoilt(sheet: Sheet, chance: random.Random) -> list[list[object]]:
    """Cells overwritten, rows in another order."""
    width = max(map(len, sheet.rows))
    rows: list[list[object]] = [[*row, *[""] * (width - len(row))] for row in sheet.rows]
    for _ in range(chance.randint(1, 4)):
        chance.choice(rows)[chance.randrange(width)] = chance.choice(JUNK)
    if chance.random() < 0.3:
        chance.shuffle(rows)
    return rows
