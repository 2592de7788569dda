"""Workbooks that were damaged in any way are read, or refused in a sentence; never half, never with a crash."""

from __future__ import annotations

import random
import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from models import importing, steps
from models.importing import recognition
from models.importing.plan import Choices
from models.problems import Invalid, Refused
from models.store.book import Book
from models.work import finish
from reports.reading.reader import Reader
from reports.template import write_template
from tests.makers import a_book
from tests.models.importing_sheets import SITE, TODAY, digest
from tests.models.importing_zoo import beside, cards, offices, repeated, side
from tests.models.importing_zoo.animal import write
from tests.models.importing_zoo.test_zoo import ZOO
from tests.reports.reading.test_reader import SERVE
from tests.reports.reading.workbooks import by_openpyxl, by_xlsxwriter, packed
from tests.reports.test_template import fill

COUNT = 200
SIDE_BY_SIDE = (*side.ANIMALS, *beside.ANIMALS, *repeated.ANIMALS, *offices.ANIMALS, *cards.ANIMALS)
VALUES = [b"", b"-1", b"1e999", b"NaN", b"60", b"99999999999999999999", b"#REF!", b"&#x202e;", b"2026-02-30", b"1.005"]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    made = a_book(tmp_path_factory.mktemp("mutated") / "book")
    yield made
    made.close()


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    made = Reader(SERVE, longest=10)
    yield made
    made.close()


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("sound")
    template = write_template(folder / "template.xlsx")
    fill(template, "zh")
    sheets = {name: [list(row) for row in rows] for name, rows in SITE.items()}
    return [template, by_openpyxl(folder / "a.xlsx", **sheets), by_xlsxwriter(folder / "b.xlsx", **sheets)]


def flipped(path: Path, dice: random.Random) -> None:
    content = bytearray(path.read_bytes())
    for _ in range(dice.choice((1, 3, 30))):
        content[dice.randrange(len(content))] = dice.randrange(256)
    path.write_bytes(content)


def cut(path: Path, dice: random.Random) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: dice.randrange(len(content))])


def respelt(path: Path, dice: random.Random) -> None:
    """One part loses, repeats or changes a piece of its text, the archive itself stays sound."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = dice.choice(sorted(parts))
    text = parts[name]
    first = dice.randrange(len(text) + 1)
    last = min(len(text), first + dice.choice((1, 10, 200)))
    middle = dice.choice((b"", text[first:last] * 2, dice.randbytes(4), b"<x>", b'"'))
    parts[name] = text[:first] + middle + text[last:]
    packed(path, parts)


def revalued(path: Path, dice: random.Random) -> None:
    """Some cells hold something else: what a person, a formula or another program may have left there."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name in parts:
        if name.startswith("xl/worksheets/sheet") or name == "xl/sharedStrings.xml":
            parts[name] = re.sub(rb"<(v|t)>[^<]*<", lambda found: _other(found, dice), parts[name])
    packed(path, parts)


def _other(found: re.Match[bytes], dice: random.Random) -> bytes:
    return b"<" + found.group(1) + b">" + dice.choice(VALUES) + b"<" if dice.random() < 0.03 else found.group()


def without_a_part(path: Path, dice: random.Random) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    del parts[dice.choice(sorted(parts))]
    packed(path, parts)


HARMS: list[Callable[[Path, random.Random], None]] = [
    flipped,
    cut,
    respelt,
    respelt,
    revalued,
    revalued,
    without_a_part,
]


@pytest.mark.parametrize("first", range(0, COUNT, 50))
def test_no_damage_crashes_the_reader_or_leaves_half_an_import(
    first: int, tmp_path: Path, book: Book, reader: Reader, sound: list[Path]
) -> None:
    nothing = digest(book)
    ended = {"read": 0, "refused": 0, "invalid": 0}
    for seed in range(first, first + 50):
        dice = random.Random(seed)
        path = tmp_path / f"{seed}.xlsx"
        path.write_bytes(dice.choice(sound).read_bytes())
        dice.choice(HARMS)(path, dice)
        how, said = _tried(path, book, reader)
        ended[how] += 1
        assert all(said), f"seed {seed}"
        assert digest(book) == nothing, f"seed {seed}"
    assert ended["read"]
    assert ended["refused"]


@pytest.fixture(scope="module")
def ledgers(tmp_path_factory: pytest.TempPathFactory, sound: list[Path]) -> dict[str, list[Path]]:
    """Ledgers of no template by what they hold, those with several things side by side, and the template."""
    folder = tmp_path_factory.mktemp("ledgers")
    found: dict[str, list[Path]] = defaultdict(list, template=sound[:1])
    for animal in ZOO:
        if animal.made in ("openpyxl", "xlsxwriter"):
            path = write(animal, folder)
            holds = {sees.kind for sees in animal.sees.values()}
            for kind in sorted(holds | ({"side by side"} if animal in SIDE_BY_SIDE else set())):
                found[kind].append(path)
    return found


def test_every_kind_of_ledger_is_among_those_that_are_damaged(ledgers: dict[str, list[Path]]) -> None:
    assert set(ledgers) == {*recognition.KINDS, "", "side by side", "template"}


@pytest.mark.parametrize("first", range(0, COUNT, 50))
def test_no_damaged_ledger_crashes_its_recognition_or_leaves_half_an_import(
    first: int, tmp_path: Path, book: Book, reader: Reader, ledgers: dict[str, list[Path]]
) -> None:
    damaged(range(first, first + 50), tmp_path, book, reader, ledgers)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_two_thousand_damaged_ledgers_do_no_harm(
    tmp_path: Path, book: Book, reader: Reader, ledgers: dict[str, list[Path]]
) -> None:
    damaged(range(1_000, 3_000), tmp_path, book, reader, ledgers)


def damaged(seeds: range, folder: Path, book: Book, reader: Reader, ledgers: Mapping[str, Sequence[Path]]) -> None:
    """Each is recognised and comes in by one Step that can be undone, or is refused; nothing else is kept."""
    nothing = digest(book)
    ended = {"read": 0, "refused": 0, "invalid": 0}
    for seed in seeds:
        dice = random.Random(seed)
        path = folder / f"{seed}.xlsx"
        path.write_bytes(dice.choice(ledgers[dice.choice(sorted(ledgers))]).read_bytes())
        dice.choice(HARMS)(path, dice)
        how, said = _recognised(path, book, reader)
        ended[how] += 1
        assert all(said), f"seed {seed}"
        assert digest(book) == nothing, f"seed {seed}"
    assert ended["read"]
    assert ended["refused"]


def _recognised(path: Path, book: Book, reader: Reader) -> tuple[str, list[str]]:
    """Recognise and bring in, and take back what came in; how it ended, and what the user reads."""
    before = count_of_steps(book)
    try:
        proposal = finish(recognition.bring_in(book, finish(reader.workbook(path)), today=TODAY))
    except Refused as refused:
        return "refused", [refused.text("zh"), refused.text("en")]
    except Invalid as invalid:
        return "invalid", [problem.text(tongue) for problem in invalid.problems for tongue in ("zh", "en")]
    told = [recognition.plain(proposal, tongue) for tongue in ("zh", "en")]
    for sheet in told[0]["sheets"].values():
        assert sheet["rows"] == sheet["understood"] + len(sheet["open"]) or not sheet["kind"]
    made = count_of_steps(book) - before
    assert made in (0, 1)
    if made:
        book.undo()
    reasons = [one["reason"] for every in told for sheet in every["sheets"].values() for one in sheet["open"]]
    return "read", reasons


def count_of_steps(book: Book) -> int:
    with book.read() as session:
        return steps.count(session)


def _tried(path: Path, book: Book, reader: Reader) -> tuple[str, list[str]]:
    """Read and bring in, and take back what came in; how it ended, and what the user reads."""
    try:
        outcome = finish(importing.bring_in(book, finish(reader.workbook(path)), Choices(), TODAY))
    except Refused as refused:
        return "refused", [refused.text("zh"), refused.text("en")]
    except Invalid as invalid:
        return "invalid", [problem.text(tongue) for problem in invalid.problems for tongue in ("zh", "en")]
    if outcome.changes:
        book.undo()
    return "read", []
