"""Papers and workbooks (performance 8 to 11) against reportlab's and openpyxl's own way."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache, partial
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from unittest import mock

import openpyxl
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import SimpleDocTemplate, Table

from models.money import Money
from models.work import finish
from reports import fonts
from reports.many import draw_all
from reports.pen import Pen
from reports.statement_paper import draw
from reports.workbook import Field, Sheet, write
from resources import path
from tests.bench import Figure
from tests.reports.fabricated import a_statement, one_page

PLAIN, BOLD = "plain-regular", "plain-bold"
THOUSAND = 1000
Cells = list[list[tuple[str, bool]]]


def figures(rows: int) -> Iterator[Figure]:
    single = one_page()
    yield Figure("8 one-page statement, warm", partial(ours, single), bare(single), 1.1, rounds=41)
    yield Figure(
        f"9 {THOUSAND} statements on 2 cores", partial(many, single), partial(one_by_one, single), 1.7, True, 3
    )
    long, longer = a_statement(10_000, 1), a_statement(20_000, 1)
    table = bare_account(long)
    yield Figure("10 statement of 10,000 rows", partial(ours, long), table, 0.2, rounds=5)
    yield Figure("10 20,000 rows against 10,000", partial(ours, longer), partial(ours, long), 2.2, rounds=5)
    yield Figure("10 its memory", _long_paper, _long_table, 1.0, rounds=1, amount=in_own_process)
    yield Figure(f"11 xlsx of {rows:,} x 20", partial(xlsx, rows), partial(openpyxl_xlsx, rows), 0.8, rounds=5)


def ours(data: Any) -> None:
    draw(data, BytesIO())


@cache
def plain_fonts() -> None:
    """The same typefaces as reportlab loads them by itself."""
    pdfmetrics.registerFont(TTFont(PLAIN, str(path(f"fonts/{fonts.SERIF}.ttf"))))
    pdfmetrics.registerFont(TTFont(BOLD, str(path(f"fonts/{fonts.SERIF_BOLD}.ttf"))))


def bare(data: Any) -> Callable[[], None]:
    """One reportlab Table that holds every text of our paper, a row for each height it stands at."""
    lines: dict[int, list[tuple[str, bool]]] = {}
    shown = Pen.words

    def noted(pen: Pen, x: float, y: float, words: str, face: str = fonts.SERIF, *more: Any) -> None:
        lines.setdefault(round(y), []).append((words, face == fonts.SERIF_BOLD))
        shown(pen, x, y, words, face, *more)

    with mock.patch.object(Pen, "words", noted):
        ours(data)
    return partial(platypus, [lines[y] for y in sorted(lines)])


def bare_account(data: Any) -> Callable[[], None]:
    """One reportlab Table of all movements: the cells of our accounts, nothing else."""
    rows = [
        [
            (told, False)
            for told in (
                one.day.isoformat(), one.document, one.summary, one.certified.grouped, one.deducted.grouped,
                one.received.grouped, one.balance.grouped, one.retention.grouped,
            )
        ]
        for account in data.groups[0].accounts
        for one in account.movements
    ]  # fmt: skip
    return partial(platypus, rows, 1)


def platypus(lines: Cells, repeat: int = 0) -> None:
    plain_fonts()
    wide = max(map(len, lines))
    style: list[Any] = [("GRID", (0, 0), (-1, -1), 0.4, (0, 0, 0)), ("FONT", (0, 0), (-1, -1), PLAIN, 7)]
    style += [
        ("FONT", (column, row), (column, row), BOLD, 7)
        for row, cells in enumerate(lines)
        for column, (_, bold) in enumerate(cells)
        if bold
    ]
    cells = [[words for words, _ in line] + [""] * (wide - len(line)) for line in lines]
    table = Table(cells, style=style, repeatRows=repeat)
    SimpleDocTemplate(BytesIO(), invariant=1, initialFontName=PLAIN).build([table])


def many(data: Any) -> None:
    """A thousand statements, each with its own number, in files."""
    folder = Path(tempfile.mkdtemp())
    jobs = [(replace(data, number=f"JB-2026-DZ-{at:04d}"), folder / f"{at}.pdf") for at in range(THOUSAND)]
    finish(draw_all("statement", jobs, 2))
    shutil.rmtree(folder)


def one_by_one(data: Any) -> None:
    """The same texts a thousand times by reportlab alone, on one core."""
    table = bare(data)
    for _ in range(THOUSAND):
        table()


def _long_paper() -> None:
    ours(a_statement(10_000, 1))


def _long_table() -> None:
    bare_account(a_statement(10_000, 1))()


def in_own_process(work: Callable[[], object]) -> float:
    """The most memory a fresh process took for this, in MB."""
    with get_context("spawn").Pool(1) as pool:
        return float(pool.apply(_peak, (work,)))


def _peak(work: Callable[[], object]) -> float:
    """The high-water mark of this process alone; getrusage would also count the one it was started by."""
    work()
    told = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in told.splitlines() if line.startswith("VmHWM")) / 1024


KINDS = ["text"] * 8 + ["money"] * 6 + ["date"] * 3 + ["quantity", "days", "percent"]


@cache
def cells_of(rows: int) -> list[list[Any]]:
    texts = ["临湖置业发展有限公司", "二期土建", "王𬭛", "银行转账", "=1+1", "备注", "JB"]
    last = [*[date(2026, 1, 1)] * 3, Decimal("12.5"), 7, Decimal("0.03")]
    return [
        [f"JB-2026-{row:06d}", *texts, *(Money(row * 100 + place) for place in range(6)), *last] for row in range(rows)
    ]


def xlsx(rows: int) -> None:
    fields = tuple(Field(f"列{place}", kind, total=kind == "money") for place, kind in enumerate(KINDS))
    write(BytesIO(), [Sheet("清单", fields, cells_of(rows))])


def openpyxl_xlsx(rows: int) -> None:
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet("清单")
    page.append([f"列{place}" for place in range(len(KINDS))])
    for row in cells_of(rows):
        page.append([value.yuan if isinstance(value, Money) else value for value in row])
    book.save(BytesIO())
