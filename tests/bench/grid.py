"""The grid of a long list (performance 6) against Qt's own model of the same table, in tables of one size."""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from tests.bench import Figure
from tests.bench.owed import the_book
from ui.bootstrap import ROOT

JUMPS, SEED = 120, 6
LISTING, SORTS = "receipts", ("amount", "received_on")


def figures(rows: int) -> Iterator[Figure]:
    folder = the_book(rows)
    shown = f"{LISTING} of {rows:,} certificates"
    for what, goal, measure in (("scroll p95", 1.0, "scroll"), ("first frame of a sort", 1.0, "sort")):
        ours, other = (partial(in_own_process, folder, side, measure) for side in ("ours", "qt"))
        yield Figure(f"6 {what}, {shown}", ours, other, goal, rounds=3, amount=told, unit="s")
    ours, other = (partial(in_own_process, folder, side, "memory") for side in ("ours", "qt"))
    yield Figure(f"6 memory, {shown}", ours, other, 0.5, rounds=1, amount=told)


def told(work: Callable[[], Any]) -> float:
    return float(work())


def in_own_process(folder: Path, side: str, measure: str) -> float:
    """What one side tells of itself, in a process of its own that shows a real table off screen."""
    command = [sys.executable, "-m", "tests.bench.grid", str(folder), side, measure]
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return float(subprocess.run(command, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, check=True).stdout)


class Ours:
    """The program's own table; a frame is painted when its rows are here."""

    def __init__(self, folder: Path) -> None:
        from models import registry
        from ui.tables.model import ListingModel
        from ui.tables.view import TableView
        from ui.window_state import WindowState
        from ui.workspace import Workspace

        self.workspace = Workspace(WindowState())
        self.workspace.adopt(lambda: None, registry.open_book(folder))
        self.model = ListingModel(self.workspace, registry.LISTINGS[LISTING])
        self.view = TableView(self.model)
        self.summed = False
        self.model.totals_changed.connect(self.note_totals)

    def note_totals(self, _totals: object) -> None:
        self.summed = True

    def begin(self) -> None:
        self.model.show_rows(True)
        self.hold_all()

    def sort(self, name: str) -> None:
        resets: list[int] = []
        self.summed = False
        self.model.modelReset.connect(lambda: resets.append(1))
        self.model.sort([column.name for column in self.model.listing.columns].index(name))
        until(lambda: bool(resets))

    def settle(self) -> None:
        """A person sorts who looked at the list before: what it asked earlier has been answered."""
        self.hold_all()

    def arrive(self, row: int) -> None:
        until(lambda: self.model.row_at(row) is not None)

    def hold_all(self) -> None:
        until(lambda: self.model.is_settled and self.summed)


class Qt:
    """``QSqlTableModel`` over the same table; rows beyond those fetched have to be fetched first."""

    def __init__(self, folder: Path) -> None:
        from PySide6.QtSql import QSqlDatabase, QSqlTableModel
        from PySide6.QtWidgets import QTableView

        database = QSqlDatabase.addDatabase("QSQLITE")
        database.setDatabaseName(str(folder / "ledger.db"))
        assert database.open()
        self.model = QSqlTableModel(db=database)
        self.model.setTable(LISTING)
        self.view = QTableView()
        self.view.setModel(self.model)

    def begin(self) -> None:
        self.model.select()

    def sort(self, name: str) -> None:
        from PySide6.QtCore import Qt as Names

        self.model.setSort(self.model.fieldIndex(name), Names.SortOrder.AscendingOrder)
        self.model.select()

    def settle(self) -> None:
        pass

    def arrive(self, row: int) -> None:
        assert row < self.model.rowCount()

    def hold_all(self) -> None:
        while self.model.canFetchMore():
            self.model.fetchMore()


def until(done: Callable[[], bool]) -> None:
    from PySide6.QtCore import QCoreApplication

    while not done():
        QCoreApplication.processEvents()


def frame(view: Any) -> None:
    view.viewport().grab()


def scroll(side: Any) -> float:
    """Seconds from a jump of the scroll bar to the painted rows: the slowest but five in a hundred."""
    side.begin()
    side.hold_all()
    chance, found = random.Random(SEED), []
    for _ in range(JUMPS):
        row = chance.randrange(side.model.rowCount())
        began = time.perf_counter()
        side.view.scrollTo(side.model.index(row, 0))
        side.arrive(row)
        frame(side.view)
        found.append(time.perf_counter() - began)
    return statistics.quantiles(found, n=20)[-1]


def sort(side: Any) -> float:
    """Seconds to the first painted frame of another order; the slower of two orders that have an index."""
    side.begin()
    found = []
    for name in SORTS:
        side.settle()
        began = time.perf_counter()
        side.sort(name)
        frame(side.view)
        found.append(time.perf_counter() - began)
    return max(found)


def memory(side: Any) -> float:
    """MB that the process grew by until it held the place of every row."""
    before = resident()
    side.begin()
    side.hold_all()
    frame(side.view)
    return resident() - before


def resident() -> float:
    """MB of this process in memory now."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024


def main(folder: str, side: str, measure: str) -> None:
    from PySide6.QtWidgets import QApplication

    app = QApplication(sys.argv[:1])
    shown = {"ours": Ours, "qt": Qt}[side](Path(folder))
    shown.view.resize(1100, 700)
    shown.view.show()
    app.processEvents()
    print({"scroll": scroll, "sort": sort, "memory": memory}[measure](shown), flush=True)
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
