"""Fingerprints of a book, so that a test can say “it is as it was”."""

from __future__ import annotations

import hashlib

from sqlalchemy import text

from models.store import images
from models.store.book import Book


def of_records(book: Book) -> str:
    """SHA-256 over all record tables, without steps, changes and unfinished typing."""
    digest = hashlib.sha256()
    with book.read() as session:
        for table in images.recorded_tables():
            digest.update(table.name.encode())
            for row in session.execute(text(f'SELECT * FROM "{table.name}" ORDER BY id')):
                digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()
