"""What a row tells of several receipts or periods side by side: each view of its columns is a line of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from models.importing.days import When
from models.importing.recognition.columns import Column
from models.importing.recognition.deposit_kinds import kind_of_deposit
from models.importing.recognition.parts_of_sum import Said
from models.importing.recognition.series import MANIETH
from models.importing.recognition.words import CERTIFICATES, DEPOSITS, MAIN, MAIN_DAY


@dataclass(frozen=True)
class View:
    """``columns`` by the entry each is here, and what the view says by itself: its period, its deposit."""

    columns: Mapping[str, Column]
    said: Said = field(default_factory=dict)


def views_of(
    kind: str, columns: Mapping[str, Column], months: Mapping[int, When], parts: Mapping[int, Said],
    over: Mapping[int, Said],
) -> list[View]:  # fmt: skip
    """The views of a table; none when its rows are about one thing each."""
    main = MAIN[kind]
    if any(column.place in parts for column in columns.values()):
        return [View({main: one}, parts[one.place]) for one in columns.values() if one.place in parts]
    if any(column.place in months for column in columns.values()):
        every = [column for column in columns.values() if column.place in months and column.base == main]
        return [_of_period(kind, one, months[one.place], columns) for one in every]
    return list(_groups(kind, columns, over))


def _of_period(kind: str, main: Column, period: When, columns: Mapping[str, Column]) -> View:
    """The amount of a period, with what was received in it."""
    _, mark, number = main.role.partition(MANIETH)
    received = columns.get(f"received{mark}{number}") if kind == CERTIFICATES else None
    of_period = {MAIN[kind]: main} | ({"received": received} if received else {})
    return View(of_period, {MAIN_DAY[kind]: period} | ({"received_on": period} if received else {}))


def _groups(kind: str, columns: Mapping[str, Column], over: Mapping[int, Said]) -> Iterator[View]:
    """The first of every group bears the plain entry; what no further group has is common to all.

    ``over`` is what stands above a group, by the places of its columns.
    """
    further = sorted({_number(role) for role in columns} - {1})
    if not further:
        return
    repeated = {column.base for role, column in columns.items() if _number(role) > 1}
    if kind == DEPOSITS:  # 履约保证金退还日期 is of that deposit, even where no other has such a day
        repeated |= {column.base for column in columns.values() if kind_of_deposit([column.caption])}
    for n in (1, *further):
        mine = {column.base: column for role, column in columns.items()
                if column.base in repeated and _number(role) == n and "." not in role}  # fmt: skip
        if kind == DEPOSITS and MAIN[DEPOSITS] in mine:
            yield View(mine, {"kind": mine[MAIN[DEPOSITS]].caption})
        else:
            yield View(mine, next((over[one.place] for one in mine.values() if one.place in over), {}))


def _number(role: str) -> int:
    _, mark, number = role.partition(MANIETH)
    return int(number) if mark else 1


def common_to_all(columns: Mapping[str, Column], views: Sequence[View]) -> list[Column]:
    """The columns that are in no view."""
    own = {column.place for view in views for column in view.columns.values()}
    return [column for column in columns.values() if column.place not in own]
