"""Reads a workbook (.xlsx, .xls, .csv) into plain rows, ten times faster than a library that builds cells."""

from __future__ import annotations

import csv
import gc
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    XmlError,
    ZipError,
)

from models.importing.sheets import Cell, Sheet, Workbook
from models.language import N_
from models.problems import Problem
from reports.reading import delimited, gate
from reports.reading.traps import SheetTraps, Traps, traps_of

_DAMAGED = (
    CalamineError, XmlError, ZipError, ParseError, DefusedXmlException, zipfile.BadZipFile,
    KeyError, ValueError, OSError, EOFError, NotImplementedError, RuntimeError,
)  # fmt: skip

Rows = list[list[Cell]]
Take = Callable[[Sheet, Iterator[Rows]], Sheet]
"""Is given a sheet without rows and its rows in batches, and returns what shall stand in the workbook for it."""

_BATCH = 2_000
TRADITIONAL = N_(
    "The text is Traditional Chinese in Big5 and was read so. Where its captions are not recognised, answer what the "
    "columns are, or save it in simplified characters."
)


def read_workbook(path: Path) -> Workbook:
    """The whole workbook; Refused with a sentence when the gate or the parser does not let it through."""
    return read_in_batches(path, _whole)


def read_in_batches(path: Path, take: Take) -> Workbook:
    """Read sheet by sheet, row batch by row batch, so that a pipe can carry away what was read."""
    try:
        return _read(path, take)
    except PermissionError as error:  # another program took the file while it was read
        raise gate.held(path) from error


def _read(path: Path, take: Take) -> Workbook:
    passed = gate.expect_workbook(path)
    if passed.kind == "csv":
        return _delimited(path, take)
    try:
        with _without_collection(), ThreadPoolExecutor(1) as beside, _opened(path) as book:
            # Both sides leave the interpreter free while they unpack, so the second look costs no time of its own.
            looking = beside.submit(traps_of, path) if passed.kind == "xlsx" else None
            parsed = [(meta, book.get_sheet_by_index(index)) for index, meta in _worksheets(book)]
            traps = looking.result() if looking else Traps()
            sheets = tuple(_sheet(meta, sheet, traps, take) for meta, sheet in parsed)
    except PasswordError as error:
        raise gate.locked(path) from error
    except PermissionError:
        raise
    except _DAMAGED as error:
        raise gate.damaged(path) from error
    return Workbook(path.name, sheets, traps.from_1904, passed.advice)


def _delimited(path: Path, take: Take) -> Workbook:
    """A table of text is a workbook of one sheet, which is called like the file."""
    try:
        sheet = take(Sheet(path.stem, ()), _in_batches(delimited.rows_of(path)))
        advice = (Problem("", TRADITIONAL, advice=True, where=path.stem),) if delimited.is_traditional(path) else ()
    except PermissionError:
        raise
    except (ValueError, OSError, csv.Error) as error:
        raise gate.no_table(path) from error
    return Workbook(path.name, (sheet,), advice=advice)


def _opened(path: Path) -> CalamineWorkbook:
    """By what the file holds, not by its name: many an .xls is an .xlsx."""
    return CalamineWorkbook.from_filelike(BytesIO(path.read_bytes()))


def _worksheets(book: CalamineWorkbook) -> Iterator[tuple[int, Any]]:
    for index, meta in enumerate(book.sheets_metadata):
        if meta.typ == SheetTypeEnum.WorkSheet:
            yield index, meta


def _sheet(meta: Any, parsed: CalamineSheet, traps: Traps, take: Take) -> Sheet:
    found = traps.sheets.get(meta.name, SheetTraps())
    sheet = Sheet(
        meta.name,
        (),
        meta.visible != SheetVisibleEnum.Visible,
        tuple(parsed.merged_cell_ranges or ()),
        found.valueless,
        found.errors,
        found.hidden_rows,
        found.hidden_columns,
        found.summed,
        found.linked,
        found.foreign,
        found.adds,
        scaled=found.scaled,
        struck=found.struck,
    )
    return take(sheet, _batches(parsed))


def _batches(parsed: CalamineSheet) -> Iterator[Rows]:
    """The rows from A1 on: the parser leaves out empty columns at the left."""
    left: Sequence[Cell] = [""] * parsed.start[1] if parsed.start else []
    return _in_batches([*left, *row] if left else row for row in parsed.iter_rows())


def _in_batches(rows: Iterable[list[Cell]]) -> Iterator[Rows]:
    batch: Rows = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    yield batch


def _whole(sheet: Sheet, batches: Iterator[Rows]) -> Sheet:
    rows = [row for batch in batches for row in batch]
    return replace(sheet, rows=rows)


@contextmanager
def _without_collection() -> Iterator[None]:
    """A hundred thousand young lists would make Python look for rubbish again and again; there is none."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
