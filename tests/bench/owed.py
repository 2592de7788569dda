"""What is owed, saved and shown in a large book (performance 1, 2, 3 and 5) against plain SQL and other ledgers."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import select

from models import receipts, receivables, registry, sample
from models.exchange.journals import JOURNALS
from models.money import Money
from models.receipts import AllocationDraft, ReceiptDraft
from models.receivables import position
from models.rules.ageing import day_bands
from models.store import connections, schema
from models.store.base import new_id
from models.store.book import Book
from models.store.listing import Listing, Question
from models.store.placement import holds_book
from models.work import finish
from tests.bench import Figure, peak
from tests.tools import find
from ui.bootstrap import ROOT

TODAY = date(2026, 11, 23)
PAST = TODAY - timedelta(500)
SAVES = 20
PAGE = 200
DEPTHS = 25


def figures(rows: int) -> Iterator[Figure]:
    book = registry.open_book(the_book(rows))
    yield from as_of(book, rows)
    yield from pages(book, rows)
    book.close()
    small = min(rows, 100_000)
    yield from whole_process(the_book(small), small)
    yield from saving(the_book(small))


def the_book(certificates: int) -> Path:
    """The sample of so many certificates; made once and kept in the folder for temporary files."""
    folder = Path(tempfile.gettempdir()) / f"qingshou-bench-{schema.VERSION}-{certificates}"
    if not holds_book(folder):
        shutil.rmtree(folder, ignore_errors=True)
        finish(sample.make(folder, certificates, TODAY)).close()
    return folder


# 1: as of any past day


def as_of(book: Book, rows: int) -> Iterator[Figure]:
    connection = driver.connect(str(book.folder / "ledger.db"))
    for name, day in (("today", TODAY), ("a past day", PAST)):
        by_hand = partial(hand_written, connection, day)
        assert [(row.contract, row.balance.fen, row.overdue.fen) for row in our_ageing(book, day)] == [
            (row[1], row[2], row[6]) for row in by_hand()
        ]
        yield Figure(f"1 ageing of {rows:,} as of {name}", partial(our_ageing, book, day), by_hand, 1.3)
        in_all = partial(hand_written, connection, day, "''")
        yield Figure(f"1 position of {rows:,} as of {name}", partial(our_position, book, day), in_all, 1.3)
    memory = f"1 memory of the ageing of {rows:,}, 5 MB allowed"
    yield Figure(memory, partial(our_ageing, book, PAST), lambda: bytes(5_000_000), 1.0, amount=peak)
    connection.close()


def our_ageing(book: Book, day: date) -> list[receivables.Ageing]:
    with book.read() as session:
        return receivables.ageing(session, day)


def our_position(book: Book, day: date) -> list[receivables.Position]:
    with book.read() as session:
        return receivables.positions(session, day)


def hand_written(connection: Any, day: date, group: str = "c.number") -> list[Any]:
    """One statement as somebody would write it who knows these tables and this database well."""
    part = "sum(CASE WHEN due_on BETWEEN '{first}' AND '{last}' THEN open ELSE 0 END) AS {name}"
    bands = ", ".join(
        part.format(first=band.first or date.min, last=band.last, name=band.name) for band in day_bands(day)
    )
    totals = ", ".join(f"sum(x.{band.name})" for band in day_bands(day))
    event = (
        "(SELECT happened_on FROM contract_events AS e WHERE e.contract_id = r.contract_id AND e.event = {} "
        "AND e.known_from <= :day)"
    )
    statement = f"""
        WITH item AS MATERIALIZED (
            SELECT r.contract_id,
                   r.amount - coalesce((SELECT sum(amount) FROM allocations AS a
                       WHERE a.receivable_id = r.id AND a.void = 0 AND a.allocated_on <= :day), 0) AS open,
                   coalesce((SELECT due_on FROM due_changes AS d WHERE d.receivable_id = r.id AND d.changed_on <= :day
                             ORDER BY d.changed_on DESC, d.id DESC LIMIT 1),
                            CASE r.anchor WHEN 'certification' THEN date(r.posted_on, r.days || ' days')
                            WHEN '' THEN coalesce({event.format("'hand_over'")},
                                                  {event.format("'final_account_submitted'")})
                            ELSE date({event.format("r.anchor")}, r.days || ' days') END) AS due_on
            FROM receivables AS r WHERE +r.void = 0 AND +r.posted_on <= :day)
        SELECT c.currency, {group}, sum(x.balance), sum(x.undated), sum(x.later), sum(x.today), sum(x.late), {totals}
        FROM (SELECT contract_id, sum(open) AS balance, sum(CASE WHEN due_on IS NULL THEN open ELSE 0 END) AS undated,
                     sum(CASE WHEN due_on > :day THEN open ELSE 0 END) AS later,
                     sum(CASE WHEN due_on = :day THEN open ELSE 0 END) AS today,
                     sum(CASE WHEN due_on < :day THEN open ELSE 0 END) AS late, {bands}
              FROM item GROUP BY contract_id) AS x
        JOIN contracts AS c ON c.id = x.contract_id GROUP BY c.currency, {group} ORDER BY c.currency, {group}"""
    return list(connection.execute(statement, {"day": day.isoformat()}).fetchall())


# 2: the whole process


def whole_process(folder: Path, rows: int) -> Iterator[Figure]:
    """A cold ``ageing`` against other people's programs reading our export."""
    files = {name: folder.parent / f"{folder.name}.{name}" for name in JOURNALS}
    book = registry.open_book(folder)
    with book.read() as session:
        for name, file in files.items():
            with file.open("w", encoding="utf-8") as stream:
                stream.writelines(JOURNALS[name](session))
    book.close()
    day = ["--as-of", TODAY.isoformat()]
    ours: list[Any] = [sys.executable, "main.py", "--book", str(folder), "ageing", "--json", *day]
    balance = ["-f", str(files["hledger"]), "balance", "Assets:Receivable", "-e", (TODAY + timedelta(1)).isoformat()]
    others = {
        "hledger": ([find("hledger"), *balance], 25.0),
        "ledger": ([find("ledger"), *balance], 5.0),
        "beancount": ([sys.executable, "-c", BEANCOUNT, str(files["beancount"])], 35.0),
    }
    processed(ours)
    for name, (command, goal) in others.items():
        if command[0] is not None:
            title = f"2 ageing of {rows:,} as a process, {name}"
            yield Figure(title, partial(processed, ours), partial(processed, command), goal, faster=True)
    for file in files.values():
        file.unlink()


BEANCOUNT = """
import sys
from beancount import loader
from beancount.core import realization
entries, errors, options = loader.load_file(sys.argv[1])
assert not errors
print(realization.compute_balance(realization.get(realization.realize(entries), "Assets:Receivable")))
"""


def processed(command: list[Any]) -> bytes:
    """Compiled modules are kept, as on every computer."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.run(command, cwd=ROOT, env=kept, stdout=subprocess.PIPE, check=True).stdout


# 3: saving a receipt


def saving(folder: Path) -> Iterator[Figure]:
    """A receipt with two allocations, with history and seal, and the same rows into bare tables."""
    copies = Path(tempfile.mkdtemp(prefix="qingshou-bench-saving-"))
    book = registry.open_book(Path(shutil.copytree(folder, copies / "ours")))
    bare = bare_tables(Path(shutil.copytree(folder, copies / "bare")))
    drafts = itertools.cycle(receipts_to_come(book))
    name = f"3 save {SAVES} receipts of two allocations"
    yield Figure(name, partial(our_saves, book, drafts), partial(raw_saves, bare), 4.0)
    book.close()
    bare.close()
    shutil.rmtree(copies, ignore_errors=True)


def receipts_to_come(book: Book) -> list[ReceiptDraft]:
    """Receipts of one yuan, half of it for each of two open items of the same contract."""
    with book.read() as session:
        item = position.worked_out(TODAY)
        rows = session.execute(
            select(item.c.contract_id, item.c.party_id, item.c.id)
            .where(item.c.open > 10_000)
            .order_by(item.c.contract_id)
        ).all()
    found = []
    for contract, some in itertools.groupby(rows, key=lambda row: row.contract_id):
        two = list(itertools.islice(some, 2))
        if len(two) == 2:
            lines = tuple(AllocationDraft(receivable=row.id, amount=Money(50)) for row in two)
            found.append(ReceiptDraft(payer=two[0].party_id, contract=contract, received_on=TODAY, amount=Money(100),
                                      allocations=lines))  # fmt: skip
    return found


def our_saves(book: Book, drafts: Iterator[ReceiptDraft]) -> None:
    for draft in itertools.islice(drafts, SAVES):
        with book.write(receipts.RECORD) as session:
            receipts.record(session, replace(draft, number=new_id()))


def bare_tables(folder: Path) -> Any:
    """The same file without the triggers that keep the history, opened with the same pragmas."""
    connection = driver.connect(str(folder / "ledger.db"), isolation_level=None)
    for pragma in connections.pragmas():
        connection.execute(pragma)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    return connection


def raw_saves(connection: Any) -> None:
    """Rows like those that ours made last, under new keys."""
    last = connection.execute("SELECT * FROM receipts ORDER BY id DESC LIMIT 1").fetchone()
    some = connection.execute("SELECT * FROM allocations ORDER BY id DESC LIMIT 2").fetchall()
    for _ in range(SAVES):
        key = new_id()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(f"INSERT INTO receipts VALUES ({marks(last)})", (key, last[1], key, *last[3:]))
        for row in some:
            values = [new_id(), *row[1:3], key, *row[4:]]
            connection.execute(f"INSERT INTO allocations VALUES ({marks(row)})", values)
        connection.execute("COMMIT")


def marks(row: Any) -> str:
    return ", ".join("?" * len(row))


# 5: a page of a long table


def pages(book: Book, rows: int) -> Iterator[Figure]:
    """Pages of 200 rows at many depths of a list, by their keys; against keyset queries that give the same rows."""
    connection = driver.connect(str(book.folder / "ledger.db"))
    for listing, sort in PAGES:
        question = Question(TODAY, sort=sort)
        with book.read() as session:
            keys = listing.keys(session, question)
        starts = range(0, len(keys) - PAGE, max((len(keys) - PAGE) // DEPTHS, 1))
        some = [keys[start : start + PAGE] for start in starts][:DEPTHS]
        by_key = partial(by_keyset, connection, listing.name, sort, [page[0] for page in some])
        assert [[row[0] for row in page] for page in by_key()] == some
        name = f"5 {len(some)} pages of {listing.name} by {sort}, {len(keys):,} rows"
        yield Figure(name, partial(our_pages, book, listing, question, some), by_key, 2.5)
    connection.close()


PAGES: tuple[tuple[Listing, str], ...] = (
    (registry.LISTINGS["certificates"], "gross"),
    (registry.LISTINGS["certificates"], "number"),
    (registry.LISTINGS["receipts"], "received_on"),
    (registry.LISTINGS["receipts"], "amount"),
)
SELECTS = {
    "certificates": f"""
        SELECT t.id, t.number, c.name, o.name, t.period, t.period_to, t.gross, t.due,
               (SELECT stage FROM stages AS g WHERE g.document_id = t.id AND g.reached_on <= '{TODAY}'
                ORDER BY g.reached_on DESC, g.id DESC LIMIT 1),
               t.certified_on, t.submitted_on, t.kind, t.claimed, t.retention, t.recovery, t.deducted
        FROM certificates AS t JOIN contracts AS c ON c.id = t.contract_id LEFT JOIN parties AS o ON o.id = c.owner_id
        WHERE t.void = 0""",
    "receipts": f"""
        SELECT t.id, t.number, p.name, c.number, t.received_on, t.method, t.amount,
               t.amount - coalesce((SELECT sum(a.amount) FROM allocations AS a
                   WHERE a.receipt_id = t.id AND a.void = 0 AND a.allocated_on <= '{TODAY}'), 0),
               CASE WHEN t.method IN ('bank_bill', 'commercial_bill', 'voucher') AND t.reverses_id IS NULL
                   AND NOT EXISTS (SELECT 1 FROM stages AS g WHERE g.document_id = t.id AND g.reached_on <= '{TODAY}')
                   THEN t.amount ELSE 0 END, t.matures_on
        FROM receipts AS t JOIN parties AS p ON p.id = t.payer_id LEFT JOIN contracts AS c ON c.id = t.contract_id
        WHERE t.void = 0 AND t.received_on <= '{TODAY}'""",
}


def our_pages(book: Book, listing: Listing, question: Question, pages: list[list[str]]) -> list[Any]:
    found = []
    for keys in pages:
        with book.read() as session:
            found.append(listing.rows(session, question, keys))
    return found


def by_keyset(connection: Any, name: str, sort: str, firsts: list[str]) -> list[list[Any]]:
    statement = f"{SELECTS[name]} AND (t.{sort}, t.id) >= (?, ?) ORDER BY t.{sort}, t.id LIMIT {PAGE}"
    found = []
    for first in firsts:
        (value,) = connection.execute(f"SELECT {sort} FROM {name} WHERE id = ?", (first,)).fetchone()
        found.append(connection.execute(statement, (value, first)).fetchall())
    return found
