"""A book of an earlier release is brought up to date on a copy, whole or not at all."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from alembic.operations import Operations

from models import contracts, parties, registry
from models.problems import Refused
from models.store import connections, placement, schema
from models.store.book import Book
from models.store.migrations import Image, Migration, lift
from models.store.upgrade import upgrade
from models.store.verify import verify
from models.work import finish
from tests import makers
from tests.models.store import digests


def recreate_parties(operations: Operations) -> None:
    """What batch mode does: the parent of contracts and accounts is made anew."""
    with operations.batch_alter_table("parties", recreate="always") as batch:
        batch.alter_column("region", existing_type=sa.Text(), existing_nullable=False)


def same(table: str, image: Image) -> Image:
    return image


RECREATE = Migration(schema.VERSION + 1, recreate_parties, same)


@pytest.fixture
def full(book: Book) -> Book:
    with book.write(contracts.RECORD) as session:
        makers.a_contract(session, owner=makers.a_party(session, accounts=(parties.AccountDraft("622", "建行"),)).id)
    return book


def test_a_parent_with_children_is_recreated_and_nothing_is_lost(full: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    before = digests.of_records(full)
    file = full.folder / placement.LEDGER
    full.close()
    former = upgrade(file, None, schema.VERSION, [RECREATE])
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    assert schema.shape_of(former, None) == (schema.VERSION - 1, [])
    upgraded = registry.open_book(full.folder)
    try:
        assert digests.of_records(upgraded) == before
        assert finish(verify(upgraded)).holds
        with upgraded.write(parties.RECORD) as session:
            makers.a_party(session, "升级之后")
        with upgraded.read() as session:
            assert session.execute(sa.text("SELECT count(*) FROM changes WHERE after LIKE '%升级之后%'")).scalar() == 1
            assert session.execute(sa.text("PRAGMA foreign_key_check")).first() is None
    finally:
        upgraded.close()


def test_a_migration_that_loses_rows_or_fails_leaves_the_old_book_as_it_was(full: Book) -> None:
    before = digests.of_records(full)
    file = full.folder / placement.LEDGER
    full.close()

    def lose(operations: Operations) -> None:
        operations.execute("DELETE FROM milestones")

    def fail(operations: Operations) -> None:
        raise ZeroDivisionError

    with pytest.raises(Refused, match="rows would be lost"):
        upgrade(file, None, schema.VERSION, [Migration(2, lose, same)])
    with pytest.raises(ZeroDivisionError):
        upgrade(file, None, schema.VERSION, [Migration(2, fail, same)])
    left = registry.open_book(full.folder)
    assert digests.of_records(left) == before
    left.close()
    assert sorted(one.name for one in full.folder.glob("ledger*")) == ["ledger.db"]


def test_old_images_are_lifted_when_they_are_compared(full: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """A column that came later is in the rows, not in the texts of older steps."""

    def add(operations: Operations) -> None:
        operations.execute("UPDATE parties SET region = '未定'")

    def lifted(table: str, image: Image) -> Image:
        return {**image, "region": "未定"} if table == "parties" else image

    file = full.folder / placement.LEDGER
    full.close()
    upgrade(file, None, schema.VERSION, [Migration(2, add, lifted)])
    monkeypatch.setattr(schema, "VERSION", 2)
    upgraded = registry.open_book(full.folder)
    try:
        assert not finish(verify(upgraded)).holds
        monkeypatch.setattr("models.store.verify.lift", lambda t, i, v: lift(t, i, v, [Migration(2, add, lifted)]))
        assert finish(verify(upgraded)).holds
    finally:
        upgraded.close()


def test_an_older_book_that_is_open_elsewhere_is_not_upgraded(full: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    with pytest.raises(Refused, match="Close it there"):
        registry.open_book(full.folder)


def test_a_new_book_has_the_shape_of_this_release(full: Book) -> None:
    assert schema.shape_of(full.folder / placement.LEDGER, None) == (schema.VERSION, [])
    engine = connections.readers(full.folder / placement.LEDGER)
    assert "parties" in sa.inspect(engine).get_table_names()
    engine.dispose()
