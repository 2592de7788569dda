"""The tables keep the rules of the house: strict, named, without rowid, every reference indexed."""

from __future__ import annotations

import pytest
from sqlalchemy import PrimaryKeyConstraint, Table, UniqueConstraint, text

from models.store.base import Base
from models.store.book import Book
from models.store.images import recorded_tables

RECORDED = recorded_tables()


@pytest.mark.parametrize("table", RECORDED, ids=lambda table: table.name)
def test_every_reference_is_indexed_so_that_a_row_is_taken_away_without_a_scan(table: Table) -> None:
    unique = [one for one in table.constraints if isinstance(one, UniqueConstraint | PrimaryKeyConstraint)]
    led = {next(iter(one.columns)).name for one in (*table.indexes, *unique)}
    assert {key.column_keys[0] for key in table.foreign_key_constraints} - led == set()


def test_every_record_table_is_strict_and_without_rowid(book: Book) -> None:
    with book.read() as session:
        made = dict(session.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'table'")).all())
    for table in RECORDED:
        assert made[table.name].rstrip().endswith("WITHOUT ROWID, STRICT") or "STRICT" in made[table.name]
        assert "WITHOUT ROWID" in made[table.name]


def test_every_constraint_has_a_name_and_nothing_is_deleted_in_cascade() -> None:
    for table in Base.metadata.tables.values():
        assert all(constraint.name for constraint in table.constraints)
        assert not any(key.ondelete for key in table.foreign_keys)


def test_columns_are_whole_numbers_and_texts_only(book: Book) -> None:
    with book.read() as session:
        for table in RECORDED:
            kinds = {row[2] for row in session.execute(text(f'PRAGMA table_info("{table.name}")'))}
            assert kinds <= {"INTEGER", "TEXT"}
