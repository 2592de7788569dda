"""A list goes to Excel with the keys that bring it back (performance 11), and is read again (performance 12)."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell import WriteOnlyCell
from python_calamine import load_workbook

from models.money import Money
from models.round_trip.origin import KEY, KEY_KIND, Origin
from models.store.base import new_id
from reports.reading.workbook import read_workbook
from reports.workbook import Field, Sheet, write
from tests.bench import Figure

KINDS = ("text", "text", "date", "money", "money", "choice", "quantity", "text", "money", "date")
FIELDS = tuple(Field(f"栏目{place}", KINDS[place % 10], choices={"a": "进度款", "b": "质保金"}) for place in range(20))
FORMATS = {"money": "#,##0.00", "date": "yyyy-mm-dd", "quantity": "#,##0.00"}
ORIGIN = Origin("parties", "", 1, date(2026, 11, 23), "zh", {field.caption: field.caption for field in FIELDS})


def figures(rows: int) -> Iterator[Figure]:
    folder = Path(tempfile.mkdtemp(prefix="qingshou-bench-"))
    listed = list(made(rows))
    ours, other = folder / "ours.xlsx", folder / "other.xlsx"
    named = f"{rows:,} x 20"
    yield Figure(f"11 xlsx export of {named}, with keys", partial(exported, ours, listed),
                 partial(by_openpyxl, other, listed), 0.8)  # fmt: skip
    exported(ours, listed)
    by_openpyxl(other, listed)
    yield Figure(f"12 xlsx read of {named}", partial(calamine, other), partial(read_by_openpyxl, other), 0.1)
    yield Figure(
        "12 of an exported list, traps and keys", partial(read_workbook, ours), partial(read_by_openpyxl, ours), 0.2
    )


def made(rows: int) -> Iterator[Sequence[Any]]:
    """Values of a list of 20 columns, and the key of each row."""
    for n in range(rows):
        day = date(2020, 1, 1) + timedelta(days=n % 2000)
        ten = (
            f"JB-GL-{n:06d}", f"江北三标路基工程 {n % 977} 合同段", day, Money(n * 12_345 + 7), Money(n * 7),
            "ab"[n % 2], Decimal(n * 3) / 8, "按月计量支付" if n % 3 else "", Money(n % 100_000), day,
        )  # fmt: skip
        yield *ten, *ten, new_id()


def exported(path: Path, rows: Sequence[Sequence[Any]]) -> None:
    fields = (*FIELDS, Field(KEY + "parties", KEY_KIND))
    write(path, [Sheet("清单", fields, rows, origin=ORIGIN)])


def by_openpyxl(path: Path, rows: Sequence[Sequence[Any]]) -> None:
    """The same cells with the same formats, without keys."""
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet("清单")
    page.append([field.caption for field in FIELDS])
    for row in rows:
        page.append([_cell(page, value, field) for value, field in zip(row, FIELDS, strict=False)])
    book.save(path)


def _cell(page: Any, value: Any, field: Field) -> Any:
    if value is None or value == "":
        return None
    plain = value.fen / 100 if isinstance(value, Money) else field.choices.get(value, value)
    if field.kind not in FORMATS:
        return plain
    cell = WriteOnlyCell(page, plain)
    cell.number_format = FORMATS[field.kind]
    return cell


def calamine(path: Path) -> int:
    book = load_workbook(path)
    return sum(1 for name in book.sheet_names for _ in book.get_sheet_by_name(name).iter_rows())


def read_by_openpyxl(path: Path) -> int:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    return sum(1 for sheet in book.worksheets for _ in sheet.iter_rows(values_only=True))
