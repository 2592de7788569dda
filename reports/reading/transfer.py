"""How a workbook crosses a pipe: JSON lines, so that nothing a foreign file holds can run here."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from models.importing.sheets import Sheet, Workbook, cell_name, place_of
from models.problems import Problem, Refused
from reports.reading.workbook import Rows, read_in_batches

Line = dict[str, Any]


def send_workbook(asked: Line, send: Callable[[str], None]) -> None:
    """Read and send: one line a sheet, one a batch of rows, one at the end; a refusal is a line too."""

    def carry(sheet: Sheet, batches: Iterator[Rows]) -> Sheet:
        send(_written({"sheet": _head(sheet)}))
        for batch in batches:
            send(_written({"rows": batch}))
        return sheet

    try:
        book = read_in_batches(Path(asked["path"]), carry)
    except Refused as refused:
        send(_written({"refused": [refused.problem.message, dict(refused.problem.values)]}))
        return
    advice = [[problem.message, dict(problem.values)] for problem in book.advice]
    send(_written({"end": book.name, "from_1904": book.from_1904, "advice": advice}))


def _head(sheet: Sheet) -> Line:
    return {
        "name": sheet.name,
        "hidden": sheet.hidden,
        "merged": [[cell_name(first), cell_name(last)] for first, last in sheet.merged],
        "valueless": [cell_name(place) for place in sorted(sheet.valueless)],
        "errors": {cell_name(place): shown for place, shown in sheet.errors.items()},
        "hidden_rows": sorted(sheet.hidden_rows),
        "hidden_columns": sorted(sheet.hidden_columns),
        "linked": [cell_name(place) for place in sorted(sheet.linked)],
        "summed": [cell_name(place) for place in sorted(sheet.summed)],
        "foreign": {cell_name(place): currency for place, currency in sheet.foreign.items()},
        "adds": {cell_name(place): rows for place, rows in sheet.adds.items()},
        "scaled": {cell_name(place): power for place, power in sheet.scaled.items()},
        "struck": [cell_name(place) for place in sorted(sheet.struck)],
    }


def _written(line: Line) -> str:
    return json.dumps(line, ensure_ascii=True, separators=(",", ":"), default=_dated)


def _dated(value: Any) -> dict[str, str]:
    if isinstance(value, timedelta):
        return {"span": str(value.total_seconds())}
    kind = "at" if isinstance(value, datetime) else "day" if isinstance(value, date) else "time"
    return {kind: value.isoformat()}


_KINDS: dict[str, Callable[[str], Any]] = {
    "day": date.fromisoformat,
    "at": datetime.fromisoformat,
    "time": time.fromisoformat,
    "span": lambda seconds: timedelta(milliseconds=int(seconds.partition(".")[0]) * 1000),
}


def _cell(found: Line) -> Any:
    """A dated cell again; every other object stays as it is."""
    if len(found) == 1:
        ((kind, value),) = found.items()
        if kind in _KINDS:
            return _KINDS[kind](value)
    return found


def read_line(line: str) -> Line:
    loaded: Line = json.loads(line, object_hook=_cell)
    return loaded


class Received:
    """Puts the lines of one workbook together again."""

    def __init__(self) -> None:
        self.book: Workbook | None = None
        self.rows = 0
        self._sheets: list[Sheet] = []
        self._rows: list[list[Any]] = []

    @property
    def result(self) -> Workbook | None:
        return self.book

    def take(self, line: Line) -> None:
        """Raises Refused when the line is the other side's refusal."""
        if "rows" in line:
            self._rows.extend(line["rows"])
            self.rows += len(line["rows"])
        elif "sheet" in line:
            self._rows = []
            self._sheets.append(replace(_sheet(line["sheet"]), rows=self._rows))
        elif "refused" in line:
            message, values = line["refused"]
            raise Refused(message, **values)
        elif "end" in line:
            advice = tuple(Problem("", message, values, advice=True) for message, values in line["advice"])
            self.book = Workbook(line["end"], tuple(self._sheets), line["from_1904"], advice)


def _sheet(head: Line) -> Sheet:
    return Sheet(
        head["name"],
        (),
        head["hidden"],
        tuple((place_of(first), place_of(last)) for first, last in head["merged"]),
        frozenset(map(place_of, head["valueless"])),
        {place_of(name): shown for name, shown in head["errors"].items()},
        frozenset(head["hidden_rows"]),
        frozenset(head["hidden_columns"]),
        frozenset(map(place_of, head["summed"])),
        frozenset(map(place_of, head["linked"])),
        {place_of(name): currency for name, currency in head["foreign"].items()},
        {place_of(name): tuple((first, last) for first, last in rows) for name, rows in head["adds"].items()},
        scaled={place_of(name): power for name, power in head["scaled"].items()},
        struck=frozenset(map(place_of, head["struck"])),
    )
