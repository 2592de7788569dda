"""Every workbook of the zoo is recognised exactly, comes in as one Step, comes in once, and can be undone."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from models.certificates import PaymentCertificate
from models.contracts import Contract
from models.importing import recognition
from models.importing.recognition import Answers, Proposal
from models.importing.sheets import Workbook
from models.money import Money
from models.opening_position import OpeningPosition
from models.receipts import Receipt
from models.receivables import Receivable
from models.store.book import Book
from models.work import finish
from reports.reading.workbook import read_workbook
from tests import tools
from tests.models.importing_sheets import digest
from tests.models.importing_zoo import (
    amounts,
    asides,
    beside,
    blocks,
    both,
    by_row,
    cards,
    changed,
    charges,
    charts,
    dates,
    elsewhere,
    european,
    finance,
    further,
    inside,
    kinds,
    layouts,
    leading,
    left,
    messy,
    messy_last,
    messy_more,
    money,
    named,
    offices,
    official,
    parties,
    planned,
    repeated,
    sections,
    side,
    split_heads,
    standing,
    totals,
    turned,
    unsure,
)
from tests.models.importing_zoo.animal import Animal, Sees, write
from ui.pages.import_answers import Conversation
from ui.pages.import_choosing import ChoiceModel
from ui.pages.import_ledger_models import Asked, ColumnsModel, ContractsModel, Deal, QuestionModel, SheetsModel

TODAY = date(2026, 11, 23)
PENS = (
    amounts,
    asides,
    dates,
    elsewhere,
    european,
    finance,
    parties,
    planned,
    totals,
    turned,
    layouts,
    leading,
    inside,
    kinds,
    sections,
    split_heads,
    unsure,
    beside,
    blocks,
    both,
    side,
    further,
    named,
    repeated,
    money,
    messy,
    messy_more,
    messy_last,
    offices,
    official,
    cards,
    changed,
    charges,
    charts,
    left,
    standing,
    by_row,
)
ZOO = [animal for pen in PENS for animal in pen.ANIMALS]
TABLES: dict[str, Any] = {"receipts": Receipt, "certificates": PaymentCertificate, "contracts": Contract}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """All workbooks; those of other programs are converted by LibreOffice, all of a kind at once."""
    folder = tmp_path_factory.mktemp("zoo")
    made = {animal.name: write(animal, folder) for animal in ZOO}
    for kind in ("xls", "ods"):
        some = [animal.name for animal in ZOO if animal.made == kind]
        convert([made[name] for name in some], kind, folder / kind)
        made.update({name: folder / kind / f"{name}.{kind}" for name in some})
    again = [animal.name for animal in ZOO if animal.made == "ods"]
    convert([made[name] for name in again], "xlsx", folder / "again")
    return made | {name: folder / "again" / f"{name}.xlsx" for name in again}


def convert(paths: list[Path], kind: str, folder: Path) -> None:
    soffice = tools.need("soffice")
    profile = f"-env:UserInstallation=file://{folder.parent}/office"
    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), *map(str, paths)],
        check=True, capture_output=True, timeout=100,
    )  # fmt: skip


def answers_of(animal: Animal) -> Answers:
    return recognition.from_plain(dict(animal.answers))


def test_the_zoo_has_sixty_animals_of_different_names() -> None:
    assert len({animal.name for animal in ZOO}) == len(ZOO) >= 60


@pytest.mark.parametrize("animal", ZOO, ids=lambda animal: animal.name)
def test_it_is_recognised_exactly_and_comes_in_once(animal: Animal, files: dict[str, Path], book: Book) -> None:
    workbook, answers, nothing = read_workbook(files[animal.name]), answers_of(animal), digest(book)
    with book.read() as session:
        proposal = finish(recognition.propose(session, workbook, answers, TODAY))
    assert {sheet.name for sheet in proposal.sheets} == set(animal.sees)
    for name, sees in animal.sees.items():
        expect(told(proposal, name), sees)
    in_the_wizard(proposal, workbook)
    assert {name: proposal.counts[name].new for name in animal.brings} == dict(animal.brings)
    assert finish(recognition.bring_in(book, workbook, answers, TODAY)) == proposal
    kept = digest(book)
    assert (kept != nothing) == any(sheet.understood for sheet in proposal.sheets)
    if animal.adds_up:
        assert str(worth(book)) == animal.adds_up
    finish(recognition.bring_in(book, workbook, answers, TODAY))
    assert digest(book) == kept
    while book.undoable():
        book.undo()
    assert digest(book) == nothing


def in_the_wizard(proposal: Proposal, workbook: Workbook) -> None:
    """Every cell of the wizard has its words: what a table of Qt asks must never fail."""
    talk = Conversation()
    talk.hear(proposal)
    sheets, columns, asked, contracts = SheetsModel(), ColumnsModel(), QuestionModel(), ContractsModel()
    sheets.put(proposal.sheets)
    asked.put([Asked(one, talk.value(one)) for one in talk.told.values()])
    contracts.put([Deal(one) for one in proposal.contracts])
    for sheet in proposal.sheets:
        columns.show_sheet(sheet, recognition.sheet_of(workbook, sheet.name))
        told_whole(columns)
    for model in (sheets, asked, contracts):
        told_whole(model)


def told_whole(model: ChoiceModel) -> None:
    for row in range(model.count()):
        assert len(model.words(row)) == len(model.captions)
        for column in range(len(model.captions)):
            offered = [value for value, _meaning in model.choices(row, column)]
            assert len(offered) == len(set(map(str, offered)))
            model.value(row, column)
            model.key(row, column)


def told(proposal: Proposal, name: str) -> dict[str, Any]:
    sheet: dict[str, Any] = recognition.plain(proposal, "zh")["sheets"][name]
    return sheet


def expect(seen: dict[str, Any], sees: Sees) -> None:
    understood = sees.rows if sees.understood is None else sees.understood
    assert (seen["kind"] or "", seen["rows"]) == (sees.kind, sees.rows)
    assert bool(seen["reason"]) == (not sees.kind)
    if not sees.kind:
        assert {caption: seen["sums"].get(caption) for caption in sees.sums} == dict(sees.sums)
        return
    assert [(one["row"], one["reason"]) for one in seen["open"] if one["row"] not in sees.open] == []
    assert [row for row in sees.open if row not in {one["row"] for one in seen["open"]}] == []
    assert [one for one in seen["open"] if sees.open[one["row"]] not in one["reason"]] == []
    assert (seen["understood"], seen["unit"]) == (understood, sees.unit)
    assert adds_up(seen)
    assert seen["sums"] == dict(sees.sums)
    assert {caption: seen["open_sums"].get(caption) for caption in sees.open_sums} == dict(sees.open_sums)
    assert seen["foreign_sums"] == dict(sees.foreign_sums)
    assert {caption: seen["sheet_sums"].get(caption) for caption in sees.sheet_sums} == dict(sees.sheet_sums)
    assert [(one["row"], one["caption"], one["stated"], one["ours"]) for one in seen["stated_totals"]
            if one["caption"] in {total[1] for total in sees.totals}] == list(sees.totals)  # fmt: skip
    assert seen["parties"] == dict(sees.parties)
    assert (seen["dates"]["from"], seen["dates"]["to"]) == sees.dates
    notes = {row: "".join(one["note"] for one in seen["notes"] if one["row"] == row) for row in sees.notes}
    assert {row: part for row, part in sees.notes.items() if part not in notes.get(row, "")} == {}


def adds_up(seen: dict[str, Any]) -> bool:
    """What comes in and what stays out is the sheet, to the fen, in every column."""
    if seen["left_out"]:
        return True
    sums, left = seen["sums"], seen["open_sums"]
    return all(
        Money.of(sums[name]) + Money.of(left[name]) == Money.of(whole) for name, whole in seen["sheet_sums"].items()
    )


def worth(book: Book) -> Money:
    """What the ledger brought: prices of contracts alone, else what is owed by certificates and opening balances."""
    with book.read() as session:
        owed = session.scalar(select(func.sum(Receivable.amount)))
        start = session.scalar(select(func.count()).select_from(OpeningPosition))
        price = session.scalar(select(func.sum(Contract.price)))
    return owed if owed is not None or start else price or Money()
