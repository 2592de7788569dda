"""A book without a database and a listing of rows in memory, for tests that are about the window only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from models.language import N_
from models.money import Money
from models.store.listing import Column, Listing, Question, Row, Total

KINDS = {"bank": N_("Bank transfer"), "bill": N_("Acceptance bill")}


class FakeSession:
    """What a use case of a test may touch: a list of rows."""

    def __init__(self, book: FakeBook) -> None:
        self.book = book
        self.info: dict[str, Any] = {}

    def flush(self) -> None:
        """Nothing waits to be written."""

    def execute(self, _statement: Any) -> FakeSession:
        """Kept typing and attachments are asked for: there are none here."""
        return self

    def scalars(self, _statement: Any = None) -> list[Any]:
        return []


class FakeBook:
    """Reads and writes at once, and remembers the commands it was given."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = rows
        self.folder = Path("江北项目部")
        self.actor = "王轼"
        self.writable = True
        self.listeners: list[Any] = []
        self.commands: list[str] = []
        self.asked: list[str] = []
        self.reasons: list[str] = []

    @contextmanager
    def read(self) -> Iterator[FakeSession]:
        yield FakeSession(self)

    @contextmanager
    def write(self, command: Any, subject: str = "", reason: str = "") -> Iterator[FakeSession]:
        session = FakeSession(self)
        yield session
        session.info["kept"] = True
        self.commands.append(command.name)
        self.touch()

    def touch(self) -> None:
        for listener in self.listeners:
            listener({"receipts": {"any"}})

    def undoable(self) -> None:
        return None

    def redoable(self) -> None:
        return None

    def close(self) -> None:
        """There is no file."""


@dataclass(frozen=True)
class FakeListing(Listing):
    """Answers from ``session.book.rows``, and counts what it was asked."""

    names: tuple[str, ...] = field(default=())

    def first(self, session: Any, question: Question, limit: int = 200) -> list[Row]:
        session.book.asked.append("first")
        return self._found(session, question)[:limit]

    def keys(self, session: Any, question: Question) -> list[str]:
        session.book.asked.append("keys")
        return [row[0] for row in self._found(session, question)]

    def rows(self, session: Any, question: Question, keys: Sequence[str]) -> list[Row]:
        session.book.asked.append(f"rows {len(keys)}")
        found = {row[0]: row for row in session.book.rows}
        return [found[key] for key in keys if key in found]

    def totals(self, session: Any, question: Question) -> tuple[Total, ...]:
        found = self._found(session, question)
        names = [column.name for column in self.columns]
        amount = names.index("amount") + 1
        by = (lambda row: row[names.index(self.currency) + 1]) if self.currency else (lambda row: "")
        rows = [(one, [row for row in found if by(row) == one]) for one in sorted({by(row) for row in found} or {""})]
        return tuple(Total(one, len(of), {"amount": Money.total(row[amount] for row in of)}) for one, of in rows)

    def _found(self, session: Any, question: Question) -> list[Row]:
        words = question.words.split()
        found = [row for row in session.book.rows if all(word in " ".join(map(str, row)) for word in words)]
        names = [column.name for column in self.columns]
        for one in question.having:
            at = names.index(one.column) + 1
            met = {"is": lambda a, b: a == b, "from": lambda a, b: a >= b, "to": lambda a, b: a <= b}.get(one.operator)
            found = [row for row in found if (met(row[at], one.value) if met else str(one.value) in str(row[at]))]
        at = names.index(question.sort or "number") + 1
        return sorted(found, key=lambda row: (row[at], row[0]), reverse=question.descending)


def _no(_parts: Any) -> Any:
    raise AssertionError("a fake listing has no SQL")


def receipts_listing() -> FakeListing:
    return FakeListing(
        name="receipts",
        title=N_("Receipts"),
        noun="receipts",
        columns=(
            Column("number", N_("Document number"), "text", _no, width=14),
            Column("payer", N_("Payer"), "text", _no, width=24),
            Column("on", N_("Received on"), "date", _no),
            Column("method", N_("Method"), "choice", _no, choices=KINDS),
            Column("amount", N_("Amount"), "money", _no, width=16, total=True),
            Column("days_overdue", N_("Days overdue"), "days", _no, width=8),
            Column("remark", N_("Remark"), "text", _no, shown=False),
        ),
        source=_no,
        key=_no,
        sort="number",
        empty=N_("Money that came in belongs here. Record the first receipt, or import a workbook."),
    )


def receipts(count: int) -> list[Row]:
    payers = ("江北公路事业发展中心", "湖东管网投资有限公司", "临湖置业有限公司")
    return [
        (
            f"id-{n:06}",
            f"2026-{n:06}",
            payers[n % 3],
            date(2026, 1, 1) + timedelta(days=n % 300),
            "bank" if n % 4 else "bill",
            Money(123_450 + n * 100),
            n % 5 * 10,
            "",
        )
        for n in range(1, count + 1)
    ]
