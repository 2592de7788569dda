"""Tables that share a sheet, each with captions of its own: each is read as a sheet of its own.

The cells keep their places, so that every one is named as Excel names it; the lines above the first table speak for
those below as well. A table below another is called after its sheet and the row of its captions, ``总台账 #9``, one
beside another after its first column, ``总台账 #F``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from models.importing import days
from models.importing.captions import is_blank
from models.importing.figures import looks_like_number
from models.importing.recognition.above import is_card, said_above, texts_in, titles
from models.importing.recognition.answers import Answers, SheetAnswers
from models.importing.recognition.captions import unit_in_title
from models.importing.recognition.decimal_commas import with_points
from models.importing.recognition.headers import Header, header_of, joined, roles
from models.importing.recognition.kinds import kind_of
from models.importing.recognition.rows import is_footer
from models.importing.recognition.total_words import is_total
from models.importing.recognition.turned import upright
from models.importing.recognition.words import KINDS, MAIN
from models.importing.sheets import Cell, Sheet, Workbook, letters

_FEWEST = 3
"""So many captions make a header of a table below another."""
_CONTRACT = ("contract_number", "contract_name")
_LINES = 3
"""So many lines above its captions may name the contract of a table."""
_FIGURES = re.compile(r"[\d.,\-/ ]+")
"""What is an amount or a day at first sight."""
_SHARE = 2
"""One in so many captions at least is known in a ledger, or stood above already: then it is the header again."""


def unstacked(workbook: Workbook, answers: Answers) -> Workbook:
    """The workbook with a sheet for each table; a sheet whose captions a person named stays as it is."""
    pointed = (upright(with_points(sheet, answers.of(sheet.name))) for sheet in workbook.sheets)
    every = ((sheet,) if answers.of(sheet.name).header else _tables(sheet, answers.of(sheet.name)) for sheet in pointed)
    below = [table for tables in every for table in tables]
    return replace(workbook, sheets=tuple(table for one in below for table in _sides(one, answers.of(one.name))))


def sheet_of(workbook: Workbook | None, name: str) -> Sheet | None:
    """The sheet a table stands on, or the table itself; upright, as it was read."""
    sheets = workbook.sheets if workbook else ()
    return next((upright(one) for one in sheets if one.name in (name, name.rpartition(" #")[0])), None)


def _tables(sheet: Sheet, answers: SheetAnswers) -> Iterator[Sheet]:
    """A table ends where the captions of another follow its rows."""
    first, told = 0, 0
    for top in _captions(sheet):
        part = _part(sheet, first, top, told)
        header = header_of(part)
        if header is None or top <= header.bottom or not kind_of(part, header, titles(part, header), answers):
            continue
        end = _title_of(sheet, header.bottom + 1, top)
        if _again(sheet, header, top) and not _is_of_another(part, header, sheet.rows[end:top]):
            continue
        yield _part(sheet, first, end, told)
        first, told = end, told or header.top
        sheet = replace(sheet, name=f"{sheet.name.rpartition(' #')[0] or sheet.name} #{top + 1}")
    yield _part(sheet, first, len(sheet.rows), told) if first else sheet


def _part(sheet: Sheet, first: int, end: int, told: int) -> Sheet:
    """The rows from ``first`` on, with the lines above the first table of the sheet that speak for this one, too."""
    own = _names_contract(sheet.rows[first : first + _LINES])
    above: list[Sequence[Cell]] = [
        [] if row >= told or (own and _names_contract([sheet.rows[row]])) else sheet.rows[row] for row in range(first)
    ]
    return replace(sheet, rows=[*above, *sheet.rows[first:end]], begins=first, part=first > 0)


def _names_contract(lines: Sequence[Sequence[Cell]]) -> bool:
    return bool({*said_above(texts_in(lines))} & {*_CONTRACT})


def _sides(sheet: Sheet, answers: SheetAnswers) -> Sequence[Sheet]:
    """Two tables beside each other: an empty column stands between them, and a caption stands in both."""
    header = header_of(sheet) if not answers.header else None
    gap = _gap(sheet, header) if header else 0
    if not gap or header is None:
        return (sheet,)
    name = f"{sheet.name}{'' if sheet.part else ' #'}{letters(gap + 1)}"
    left = replace(sheet, rows=[[*row[:gap]] for row in sheet.rows])
    right = replace(sheet, name=name, rows=[[""] * min(gap, len(row)) + [*row[gap:]] for row in sheet.rows], part=True)
    for one in (left, right):
        own = header_of(one)
        if own is None or not kind_of(one, own, titles(one, own), answers):
            return (sheet,)
    return left, right


def _gap(sheet: Sheet, header: Header) -> int:
    """The place of the empty column between two tables; 0 where there is none."""
    places = sorted(header.captions)
    for place in range(places[0] + 1, places[-1]):
        if place not in header.captions:
            left = {header.captions[one] for one in places if one < place}
            right = {header.captions[one] for one in places if one > place}
            if left & right and all(len(row) <= place or row[place] == "" for row in sheet.rows[header.top :]):
                return place
    return 0


def _captions(sheet: Sheet) -> Iterator[int]:
    """The rows of words that a ledger knows for captions; of several that follow each other the first."""
    last = -1
    for place, row in enumerate(sheet.rows):
        if _are_words(row) and place != last + 1 and _known(sheet, place):
            yield place
            last = place


def _are_words(row: Sequence[Cell]) -> bool:
    texts: list[str] = []
    for cell in row:  # a loop, because this is asked of every row of every ledger
        if type(cell) is not str or _FIGURES.fullmatch(cell):
            return False
        if cell:
            texts.append(cell)
    return len(texts) >= _FEWEST and not any(looks_like_number(one) or days.looks_like_day(one) for one in texts)


def _known(sheet: Sheet, place: int) -> bool:
    """Whether the captions of a ledger stand in a row, or in it and the next."""
    texts = [cell for cell in sheet.rows[place] if cell != ""]
    header = Header(place, place, joined(sheet, place, place))
    for kind in KINDS:
        known = {meaning.role for meaning, _ in roles(header, kind).values()}
        if MAIN[kind] in known and len(known) > 1 and _SHARE * len(known) > len(texts):
            return True
    return False


def _again(sheet: Sheet, header: Header, top: int) -> bool:
    """Whether the row says the captions again, as every printed page does."""
    said = {cell for row in sheet.rows[header.top : header.bottom + 1] for cell in row if cell != ""}
    texts = [cell for cell in sheet.rows[top] if cell != ""]
    return sum(1 for text in texts if text in said) * 10 >= len(texts) * 6


def _is_of_another(part: Sheet, header: Header, lines: Sequence[Sequence[Cell]]) -> bool:
    """Whether the lines over captions that stand again name another unit, or are a card of another contract."""
    before, texts = titles(part, header), texts_in(lines)
    said, now = said_above(before), said_above(texts)
    units = [[unit for line in one if (unit := unit_in_title(line)) is not None][-1:] for one in (before, texts)]
    cards = any(_filled(row) > 1 and is_card(row) for row in lines)  # a line alone speaks for the rows below it
    other = cards and any(said.get(role) != value for role, value in now.items())
    return other or (bool(units[1]) and units[0] != units[1])


def _title_of(sheet: Sheet, lowest: int, top: int) -> int:
    """The first of the lines of words that stand over the captions."""
    first = top
    for place in range(top - 1, lowest - 1, -1):
        row = sheet.rows[place]
        if is_blank(row):
            if first < top:
                break
            continue
        if not is_card(row) and (_filled(row) > _FEWEST or is_total(row) or is_footer(row) or _numbers(row)):
            break
        first = place
    return first


def _filled(row: Sequence[Cell]) -> int:
    return sum(1 for cell in row if cell != "")


def _numbers(row: Sequence[Cell]) -> bool:
    return any(cell != "" and (type(cell) is not str or looks_like_number(cell)) for cell in row)
