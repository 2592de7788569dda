"""One workbook of the zoo: how it is made, by which program, and what must be recognised in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter

Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Page:
    """A sheet: its rows and what is done to them (areas merged, rows hidden as Excel counts them, formats by cell)."""

    name: str
    rows: Rows
    merged: tuple[str, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden: bool = False
    formats: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sees:
    """What must be seen in a sheet; ``open``: rows and part of the reason; ``totals``: row, caption, stated, ours.

    ``open_sums`` and ``sheet_sums`` name the captions that are looked at.
    """

    kind: str
    rows: int = 0
    understood: int | None = None
    unit: str = "元"
    open: Mapping[int, str] = field(default_factory=dict)
    sums: Mapping[str, str] = field(default_factory=dict)
    open_sums: Mapping[str, str] = field(default_factory=dict)
    sheet_sums: Mapping[str, str] = field(default_factory=dict)
    foreign_sums: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    totals: tuple[tuple[int, str, str, str], ...] = ()
    parties: Mapping[str, list[str]] = field(default_factory=dict)
    dates: tuple[str | None, str | None] = (None, None)
    notes: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Animal:
    """``made`` names the program: openpyxl, xlsxwriter, xls, ods, csv (``encoding``, ``separator``)."""

    name: str
    pages: tuple[Page, ...]
    sees: Mapping[str, Sees]
    made: str = "openpyxl"
    encoding: str = "utf-8"
    separator: str = ","
    answers: Mapping[str, Any] = field(default_factory=dict)
    brings: Mapping[str, int] = field(default_factory=dict)
    adds_up: str = ""


def write(animal: Animal, folder: Path) -> Path:
    """The file as its program writes it; old formats are converted later, all in one go."""
    if animal.made == "csv":
        return _csv(animal, folder / f"{animal.pages[0].name}.csv")
    if animal.made == "xlsxwriter":
        return _by_xlsxwriter(animal, folder / f"{animal.name}.xlsx")
    return _by_openpyxl(animal, folder / f"{animal.name}.xlsx")


def _csv(animal: Animal, path: Path) -> Path:
    lines = (animal.separator.join(_quoted(cell, animal.separator) for cell in row) for row in animal.pages[0].rows)
    path.write_bytes("\r\n".join(lines).encode(animal.encoding))
    return path


def _quoted(cell: Any, separator: str) -> str:
    text = "" if cell is None else str(cell)
    return f'"{text}"' if separator in text or "\n" in text else text


def _by_openpyxl(animal: Animal, path: Path) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for page in animal.pages:
        sheet = book.create_sheet(page.name)
        for row in page.rows:
            sheet.append(list(row))
        for area in page.merged:
            sheet.merge_cells(area)
        for cell, number_format in page.formats.items():
            sheet[cell].number_format = number_format
        for row in page.hidden_rows:
            sheet.row_dimensions[row].hidden = True
        sheet.sheet_state = "hidden" if page.hidden else "visible"
    book.save(path)
    return path


def _by_xlsxwriter(animal: Animal, path: Path) -> Path:
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        plain = book.add_format()
        for page in animal.pages:
            sheet = book.add_worksheet(page.name)
            for place, row in enumerate(page.rows):
                sheet.write_row(place, 0, row)
            for area in page.merged:
                first = area.split(":")[0]
                top, left = int(first[1:]) - 1, ord(first[0]) - ord("A")
                sheet.merge_range(area, page.rows[top][left], plain)
            for row in page.hidden_rows:
                sheet.set_row(row - 1, None, None, {"hidden": True})
            if page.hidden:
                sheet.hide()
    return path
