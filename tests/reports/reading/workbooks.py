"""Workbooks for the tests, made by other people's libraries, and bent part by part where no library would."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter

SHEET = "xl/worksheets/sheet1.xml"


def by_openpyxl(path: Path, **sheets: list[list[Any]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def by_xlsxwriter(path: Path, **sheets: list[list[Any]]) -> Path:
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    return path


def bent(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """The same workbook with one of its parts changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part])
    return packed(path, parts)


def packed(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def with_dimension(path: Path, tag: str) -> Path:
    """As WPS saves it: the sheet claims another size than it has."""
    return bent(
        path, SHEET, lambda xml: re.sub(rb'<dimension ref="[^"]*" ?/>', f'<dimension ref="{tag}"/>'.encode(), xml)
    )
