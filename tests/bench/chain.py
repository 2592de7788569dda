"""Checking the chain (performance 15): the whole verification of a book against reading and hashing the same bytes."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver

from models import parties, registry
from models.parties import PartyDraft
from models.store import schema
from models.store.book import Book
from models.store.placement import holds_book
from models.store.verify import verify
from models.work import finish
from tests.bench import Figure, peak


def figures(rows: int) -> Iterator[Figure]:
    book = registry.open_book(a_long_chain(rows))
    connection = driver.connect(str(book.folder / "ledger.db"))
    checked = partial(verified, book)
    yield Figure(f"15 verify {rows:,} steps", checked, partial(hashed, connection), 10.0)
    yield Figure(f"15 memory of {rows:,} steps, 300 MB allowed", checked, lambda: bytes(300_000_000), 1.0, amount=peak)
    connection.close()
    book.close()


def a_long_chain(steps: int) -> Path:
    """A book in which so many parties were entered one by one; made once and kept in the folder for temporary files."""
    folder = Path(tempfile.gettempdir()) / f"qingshou-bench-{schema.VERSION}-chain-{steps}"
    if not holds_book(folder):
        shutil.rmtree(folder, ignore_errors=True)
        book = registry.create_book(folder, "JB")
        for n in range(steps):
            with book.write(parties.RECORD) as session:
                parties.record(session, PartyDraft(name=f"业主单位{n:07d}"))
        book.close()
    return folder


def verified(book: Book) -> None:
    assert finish(verify(book)).holds


def hashed(connection: Any) -> str:
    digest = hashlib.sha256()
    for statement in (f"SELECT {', '.join(STEP)} FROM steps", f"SELECT {', '.join(CHANGE)} FROM changes ORDER BY seq"):
        for row in connection.execute(statement):
            digest.update("\0".join(str(part) for part in row).encode())
    return digest.hexdigest()


STEP = ("site", "epoch", "n", "at", "actor", "device", "command", "title", "reason", "body", "hash")
CHANGE = ("noun", "record", "before", "after")
