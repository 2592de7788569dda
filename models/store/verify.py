"""Whether anything was changed behind the program's back: the chain of Steps, and every row against its last change."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, Table, text

from models.language import N_
from models.problems import Problem
from models.store import history, images
from models.store.book import Book
from models.store.migrations import lift
from models.work import Progress, Work


@dataclass(frozen=True)
class Verdict:
    """``steps`` and ``rows`` that were checked, and what was found; nothing found means nothing was altered."""

    steps: int
    rows: int
    head: str
    findings: tuple[Problem, ...]

    @property
    def holds(self) -> bool:
        return not self.findings


def verify(book: Book) -> Work[Verdict]:
    """Check the whole book against its chain; the first bad Step is named first.

    Found is what changes a Step, a change, a row, or takes one away or slips one in. A chain that was recomputed
    as a whole is found only against an anchor: a printed check code, a receipt of headquarters.
    """
    with book.read() as session:
        connection = session.connection()
        findings: list[Problem] = []
        count, head = yield from _chain(connection, findings)
        rows = 0
        for table in images.recorded_tables():
            yield Progress(rows, 0, N_("Comparing rows with their history"))
            rows += int(connection.execute(text(f'SELECT count(*) FROM "{table.name}"')).scalar_one())
            findings += _rows(connection, table)
        return Verdict(count, rows, head, tuple(findings))


def _chain(connection: Connection, findings: list[Problem]) -> Work[tuple[int, str]]:
    total = int(connection.execute(text("SELECT count(*) FROM steps")).scalar_one())
    last: dict[tuple[str, int], tuple[int, str]] = {}
    done = 0
    for step, changes in history.with_changes(connection):
        number, previous = last.get((step.site, step.epoch), (0, history.START.hex()))
        findings += _step(step, changes, number, previous)
        last[step.site, step.epoch] = (step.n, step.hash)
        done += 1
        if done % 500 == 0:
            yield Progress(done, total, N_("Checking the chain of steps"))
    stray = connection.execute(
        text("SELECT count(*) FROM changes WHERE step NOT IN (SELECT key FROM steps)")
    ).scalar_one()
    if stray:
        findings.append(Problem("", N_("{count} changes belong to no step: steps were taken away."), {"count": stray}))
    return done, next(reversed(last.values()), (0, ""))[1]


def _step(step: history.Step, changes: Iterable[history.Change], number: int, previous: str) -> Iterator[Problem]:
    named = {"step": f"{step.site}-{step.epoch}-{step.n}", "at": step.at}
    if step.n != number + 1:
        yield Problem("", N_("Steps are missing before step {step} of {at}."), named)
        return
    body = history.body_digest(changes)
    if body.hex() != step.body:
        yield Problem("", N_("The changes of step {step} of {at} were altered."), named)
    elif history.seal(bytes.fromhex(previous), step.header(), body) != step.hash:
        message = N_("Step {step} of {at} does not fit the one before it: its header or order was altered.")
        yield Problem("", message, named)


def _rows(connection: Connection, table: Table) -> Iterator[Problem]:
    """Rows that are not as their last change left them, rows without history, and rows that are gone."""
    last = "(SELECT after FROM changes AS c WHERE c.noun = :noun AND c.record = live.id ORDER BY c.seq DESC LIMIT 1)"
    altered = text(
        f'SELECT live.id, {images.image(table, "live")}, {last} FROM "{table.name}" AS live '
        f"WHERE {images.image(table, 'live')} IS NOT {last}"
    )
    for record, image, after in connection.execute(altered, {"noun": table.name}):
        if after is None or image != _lifted(connection, table.name, record, after):
            values = {"table": table.name, "record": record}
            yield Problem("", N_("A row of {table} ({record}) is not as its last step left it."), values)
    gone = text(
        "SELECT latest.record FROM "
        "(SELECT record, max(seq) AS seq FROM changes WHERE noun = :noun GROUP BY record) AS latest "
        "JOIN changes AS c ON c.seq = latest.seq AND c.after IS NOT NULL "
        f'WHERE latest.record NOT IN (SELECT id FROM "{table.name}") LIMIT 20'
    )
    for (record,) in connection.execute(gone, {"noun": table.name}):
        values = {"table": table.name, "record": record}
        yield Problem("", N_("A row of {table} ({record}) was taken away without a step."), values)


def _lifted(connection: Connection, table: str, record: str, after: str) -> str:
    """The stored image as this program's shape has it."""
    version = connection.execute(
        text(
            "SELECT schema FROM steps JOIN changes AS c ON c.step = steps.key "
            "WHERE c.noun = :noun AND c.record = :record ORDER BY c.seq DESC LIMIT 1"
        ),
        {"noun": table, "record": record},
    ).scalar_one()
    return json.dumps(lift(table, json.loads(after), version), ensure_ascii=False, separators=(",", ":"))
