"""Reading and importing workbooks (performance 4 and 12) against openpyxl and bare inserts."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import sqlcipher3.dbapi2 as driver
import xlsxwriter
from python_calamine import load_workbook

from models import importing, registry
from models.importing import recognition
from models.store import connections
from models.store.book import Book
from models.store.images import recorded_tables
from models.work import finish
from reports.reading.reader import Reader
from reports.reading.workbook import read_workbook
from tests.bench import Figure

Bring = Callable[[Book, Path], None]
PARTIES, CONTRACTS, ROUNDS = 200, 2_000, 5
OWN = ("流水号", "付款单位", "合同号", "到账日期", "回款金额", "付款方式", "记账凭证号", "备注")
RECEIPTS = ("收款编号", "付款单位", "合同编号", "收款日期", "金额", "收款方式", "凭证号", "摘要")
SERVE = ["-c", "from reports.reading.serving import serve; serve()"]


def figures(rows: int) -> Iterator[Figure]:
    folder = Path(tempfile.mkdtemp(prefix="qingshou-bench-"))
    sheets = {"收款": (RECEIPTS, partial(receipts, rows))}
    ledger = written(folder / "receipts.xlsx", sheets)
    yield Figure(f"12 xlsx read of {rows:,} x 8", partial(calamine, ledger), partial(by_openpyxl, ledger), 0.1)
    yield Figure("12 with traps, rows kept", partial(read_workbook, ledger), partial(by_openpyxl, ledger), 0.2)
    reader = Reader([sys.executable, *SERVE])
    reader.warm()
    yield Figure("12 through the reader process", partial(through, reader, ledger), partial(by_openpyxl, ledger), 0.3)
    reader.close()
    masters = written(folder / "masters.xlsx", {"单位": (("名称",), parties), "合同": (CONTRACT, contracts)})
    yield from imported(folder, "4 import of receipts", [masters], ledger, 4.0)
    own = written(folder / "own.xlsx", {"回款台账": (OWN, partial(receipts, rows))})
    # The same rows as a site's own ledger, recognised by captions: they are read twice, once to know what they are.
    yield from imported(folder, "4 any ledger recognised", [masters], own, 4.0, recognised)
    site = {
        "验工计价": (CERTIFICATE, partial(certificates, rows * 3 // 10)),
        "收款": (RECEIPTS, partial(receipts, rows * 4 // 10)),
        "核销": (ALLOCATION, partial(allocations, rows * 3 // 10)),
    }
    # Beside it: each certificate is worked out and makes stages and receivables, so 2.5 records come of a row.
    yield from imported(folder, "4 with certificates worked out", [masters], written(folder / "site.xlsx", site), 10.0)


CONTRACT = ("合同编号", "合同名称", "业主", "合同金额")
CERTIFICATE = ("合同编号", "计价单号", "期数", "计价截止日", "签认日期", "计价金额")
ALLOCATION = ("收款编号", "单据号", "核销金额")
_FIRST = datetime(2024, 1, 1)


def parties() -> Iterator[tuple[Any, ...]]:
    for n in range(PARTIES):
        yield (f"业主单位{n:03d}",)


def contracts() -> Iterator[tuple[Any, ...]]:
    for n in range(CONTRACTS):
        yield f"HT-{n:04d}", f"工程{n:04d}施工合同", f"业主单位{n % PARTIES:03d}", 10_000_000 + n


def receipts(rows: int) -> Iterator[tuple[Any, ...]]:
    for n in range(rows):
        amount = round(50_000 + n * 1.37, 2)
        day = _FIRST + timedelta(days=n % 900)
        payer, contract = f"业主单位{n % PARTIES:03d}", f"HT-{n % CONTRACTS:04d}"
        remark = f"{contract} 第 {n // CONTRACTS + 1} 期进度款"
        yield f"SK-{n:06d}", payer, contract, day, amount, "银行转账", f"记-{n:06d}", remark


def certificates(rows: int) -> Iterator[tuple[Any, ...]]:
    for n in range(rows):
        period, contract = divmod(n, CONTRACTS)
        day = _FIRST + timedelta(days=30 * period)
        yield (
            f"HT-{contract:04d}",
            f"JJ-{n:06d}",
            period + 1,
            day,
            day + timedelta(days=12),
            round(100_000 + n * 1.11, 2),
        )


def allocations(rows: int) -> Iterator[tuple[Any, ...]]:
    for n in range(rows):
        yield f"SK-{n:06d}", f"JJ-{n:06d}", 50_000


def written(path: Path, sheets: dict[str, tuple[tuple[str, ...], Callable[[], Iterator[tuple[Any, ...]]]]]) -> Path:
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, (head, rows) in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, head)
            for place, row in enumerate(rows(), 1):
                sheet.write_row(place, 0, row)
    return path


def calamine(path: Path) -> int:
    """The parser alone: every row of every sheet as Python values."""
    book = load_workbook(path)
    return sum(1 for name in book.sheet_names for _ in book.get_sheet_by_name(name).iter_rows())


def by_openpyxl(path: Path) -> int:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    return sum(1 for sheet in book.worksheets for _ in sheet.iter_rows(values_only=True))


def through(reader: Reader, path: Path) -> None:
    finish(reader.workbook(path))


def imported(
    folder: Path, name: str, before: list[Path], ledger: Path, goal: float, bring: Bring | None = None
) -> Iterator[Figure]:
    """The import of a workbook against its raw read and the inserts of the rows it makes, indexes in place."""
    bring = bring or bring_in
    begun = a_book(folder / name, before)
    begun.close()
    first, *books = (registry.open_book(copied(begun.folder, f"{name}-{n}")) for n in range(ROUNDS + 1))
    known = set(ids(first))
    bring(first, ledger)
    rows = {
        table: new for table, every in all_rows(first).items() if (new := [row for row in every if row[0] not in known])
    }
    files = [without_triggers(copied(begun.folder, f"{name}-bare-{n}")) for n in range(ROUNDS)]
    count = sum(map(len, rows.values()))
    yield Figure(
        f"{name} ({count:,} records)",
        lambda: bring(books.pop(), ledger),
        lambda: bare_inserts(files.pop(), ledger, rows),
        goal,
        rounds=ROUNDS,
    )


def a_book(folder: Path, before: list[Path]) -> Book:
    book = registry.create_book(folder, "JB")
    for path in before:
        bring_in(book, path)
    return book


def bring_in(book: Book, path: Path) -> None:
    finish(importing.bring_in(book, read_workbook(path), today=date(2026, 11, 23)))


def recognised(book: Book, path: Path) -> None:
    finish(recognition.bring_in(book, read_workbook(path), today=date(2026, 11, 23)))


def ids(book: Book) -> Iterator[str]:
    return (row[0] for rows in all_rows(book).values() for row in rows)


def all_rows(book: Book) -> dict[str, list[tuple[Any, ...]]]:
    connection = driver.connect(str(book.folder / "ledger.db"))
    every = {table.name: connection.execute(f'SELECT * FROM "{table.name}"').fetchall() for table in recorded_tables()}
    connection.close()
    return every


def copied(folder: Path, name: str) -> Path:
    return Path(shutil.copytree(folder, folder.with_name(name)))


def without_triggers(folder: Path) -> Path:
    """The ledger with its tables and indexes and nothing that keeps history."""
    file = folder / "ledger.db"
    connection = driver.connect(str(file))
    for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{trigger}"')
    connection.commit()
    connection.close()
    return file


def bare_inserts(file: Path, ledger: Path, rows: dict[str, list[tuple[Any, ...]]]) -> None:
    calamine(ledger)
    connection = driver.connect(str(file), isolation_level=None)
    for pragma in connections.pragmas():
        connection.execute(pragma)
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("PRAGMA defer_foreign_keys = ON")
    for table, some in rows.items():
        connection.executemany(f'INSERT INTO "{table}" VALUES ({", ".join("?" * len(some[0]))})', some)
    connection.execute("COMMIT")
    connection.close()
