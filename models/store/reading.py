"""Reading a book without opening it: who only asks takes no lock, and waits for no table but those asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.orm import Session

from models.store import connections, placement, schema


def is_current(folder: Path, key: bytes | None = None) -> bool:
    """False for a book of another shape; opening it lifts it or says why not. Refused when there is no book."""
    placement.expect_book(folder)
    with connections.spoken_errors():
        return schema.shape_of(folder / placement.LEDGER, key) == (schema.VERSION, [])


@contextmanager
def reading(folder: Path, key: bytes | None = None) -> Iterator[Session]:
    """A session on one moment of a book of the present shape; it cannot write."""
    engine = connections.readers(folder / placement.LEDGER, key)
    try:
        with connections.spoken_errors(), Session(engine) as session:
            yield session
    finally:
        engine.dispose()
