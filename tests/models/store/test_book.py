"""A book is read and written through one door, and every write is one sealed Step."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import IntegrityError, OperationalError

from models import parties, registry
from models.parties import Party
from models.problems import Invalid, Refused
from models.store import connections, placement, schema
from models.store.book import Book
from models.store.images import recorded_tables
from tests import makers
from tests.models.store import digests


def rows(book: Book, statement: str, **values: Any) -> list[Any]:
    with book.read() as session:
        return list(session.execute(text(statement), values))


def test_a_write_is_one_step_with_a_header_a_body_and_a_hash_as_designed(book: Book) -> None:
    with book.write(parties.RECORD, reason="新客户") as session:
        makers.a_party(session, "甲方")
    (step,) = rows(book, "SELECT * FROM steps")
    names = "site epoch n at actor device program schema command title reason undoes".split()
    told = {name: getattr(step, name) for name in names}
    header = json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    body = hashlib.sha256()
    for change in rows(book, "SELECT noun, record, before, after FROM changes ORDER BY seq"):
        for part in change:
            body.update(b"\xff\xff\xff\xff" if part is None else len(part.encode()).to_bytes(4, "big") + part.encode())
    sealed = hashlib.sha256(b"qs-step-1\0" + bytes(32) + hashlib.sha256(header).digest() + body.digest())
    assert (step.n, step.site, step.reason) == (1, "JB", "新客户")
    assert step.title == "Save a party: 甲方"
    assert step.body == body.hexdigest()
    assert step.hash == sealed.hexdigest()


def test_each_step_is_chained_to_the_one_before(book: Book) -> None:
    for name in ("甲", "乙"):
        with book.write(parties.RECORD) as session:
            makers.a_party(session, name)
    first, second = rows(book, "SELECT n, hash FROM steps ORDER BY n")
    assert (first.n, second.n) == (1, 2)
    head = book.head()
    assert head is not None
    assert head.hash == second.hash != first.hash


def test_a_failed_write_leaves_nothing_and_no_step(book: Book) -> None:
    with pytest.raises(ZeroDivisionError), book.write(parties.RECORD) as session:
        makers.a_party(session)
        raise ZeroDivisionError
    with pytest.raises(Invalid), book.write(parties.RECORD) as session:
        parties.record(session, parties.PartyDraft())
    assert rows(book, "SELECT * FROM steps") == rows(book, "SELECT * FROM parties") == []
    with book.write(parties.RECORD) as session:
        makers.a_party(session)
    assert rows(book, "SELECT n FROM steps") == [(1,)]


def test_a_write_that_changes_nothing_is_no_step(book: Book) -> None:
    with book.write(parties.RECORD):
        pass
    assert book.head() is None


def test_no_row_can_be_written_outside_a_step(book: Book) -> None:
    for table in recorded_tables():
        columns = [column for column in table.columns if not column.nullable]
        values = {column.name: f"{column.name}" if "TEXT" in str(column.type.compile(book._writer.dialect)) else 0
                  for column in columns}  # fmt: skip
        with pytest.raises(IntegrityError, match="no step"), book.keep_aside() as session:
            session.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            names = ", ".join(f'"{name}"' for name in values)
            marks = ", ".join(f":{name}" for name in values)
            session.execute(text(f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})'), values)


def test_bulk_inserts_and_replacements_are_recorded_too(book: Book) -> None:
    with book.write(parties.RECORD) as session:
        session.execute(insert(Party), [{"name": f"单位{number}"} for number in range(50)])
    with book.write(parties.RECORD) as session:
        session.execute(text("INSERT OR REPLACE INTO parties SELECT * FROM parties WHERE name = '单位7'"))
    kinds = rows(book, "SELECT step, before IS NULL, after IS NULL, count(*) FROM changes GROUP BY 1, 2, 3")
    assert kinds == [(1, 1, 0, 50), (2, 0, 1, 1), (2, 1, 0, 1)]


def test_listeners_hear_of_changes_after_they_are_kept(book: Book) -> None:
    heard: list[dict[str, set[str]]] = []
    book.listeners.append(lambda changed: heard.append(changed) or rows(book, "SELECT * FROM parties"))  # type: ignore[func-returns-value]
    with book.write(parties.RECORD) as session:
        key = makers.a_party(session).id
        assert heard == []
    assert heard == [{"parties": {key}}]


def test_many_steps_in_a_row_are_heard_of_as_one_change(book: Book) -> None:
    heard: list[dict[str, set[str]]] = []
    book.listeners.append(heard.append)
    keys = set()
    with pytest.raises(Refused), book.told_at_once():
        for name in ("甲", "乙"):
            with book.write(parties.RECORD) as session:
                keys.add(makers.a_party(session, name, credit_code="").id)
            assert heard == []
        raise Refused("stopped")
    assert [one["parties"] for one in heard] == [keys], "what was done before it was stopped is told"
    with book.write(parties.RECORD) as session:
        makers.a_party(session, "丙", credit_code="")
    assert len(heard) == 2


def test_a_reading_session_cannot_write(book: Book) -> None:
    with pytest.raises(Refused, match="cannot be written"), book.read() as session:
        session.execute(text("DELETE FROM parties"))


def test_the_connection_is_set_up_in_the_order_that_survives_power_cuts(book: Book) -> None:
    order = [pragma.split()[1] for pragma in connections.pragmas(b"k" * 32)]
    assert order[:4] == ["key", "synchronous", "journal_mode", "foreign_keys"]
    wanted = {"synchronous": 3, "journal_mode": "wal", "foreign_keys": 1, "recursive_triggers": 1,
              "trusted_schema": 0, "busy_timeout": 5000}  # fmt: skip
    with book.write(parties.RECORD) as session:
        found = {name: session.execute(text(f"PRAGMA {name}")).scalar() for name in wanted}
    assert found == wanted


def test_an_encrypted_book_opens_with_its_key_only(tmp_path: Path) -> None:
    key = bytes(range(32))
    Book.create(tmp_path / "b", "JB", key=key).close()
    opened = Book.open(tmp_path / "b", key=key)
    assert opened.site == "JB"
    opened.close()
    assert b"SQLite format" not in (tmp_path / "b" / placement.LEDGER).read_bytes()[:32]
    with pytest.raises(Refused, match="encrypted with another key"):
        Book.open(tmp_path / "b")


def test_a_second_program_may_read_but_not_write(book: Book) -> None:
    second = registry.open_book(book.folder)
    try:
        assert not second.writable
        assert rows(second, "SELECT count(*) FROM parties") == [(0,)]
        with pytest.raises(Refused, match="open in another window"), second.write(parties.RECORD):
            pass
    finally:
        second.close()


def test_a_book_of_a_newer_program_is_refused(book: Book) -> None:
    with book.keep_aside() as session:
        session.execute(text("UPDATE book_facts SET value = :v WHERE name = 'schema'"), {"v": str(schema.VERSION + 1)})
    book.close()
    with pytest.raises(Refused, match="newer program"):
        registry.open_book(book.folder)


def test_a_folder_without_a_book_or_with_one_is_named(book: Book, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="There is no book in"):
        registry.open_book(tmp_path / "nowhere")
    with pytest.raises(Refused, match="There is a book in"):
        registry.create_book(book.folder, "X")


@pytest.mark.parametrize("folder", ["OneDrive - 公司", "坚果云", "WPS Cloud Files", "Dropbox"])
def test_a_synchronised_folder_is_refused(tmp_path: Path, folder: str) -> None:
    with pytest.raises(Refused, match="synchronised by another program"):
        registry.create_book(tmp_path / folder / "账册", "JB")
    with pytest.raises(Refused, match="network share"):
        placement.expect_fit(Path("//server/share"))


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object, **__: object) -> None:
        raise PermissionError("read-only")

    monkeypatch.setattr(Path, "mkdir", denied)
    with pytest.raises(Refused, match="cannot be written"):
        registry.create_book(tmp_path / "b", "JB")


def test_a_full_disk_is_said_and_the_next_try_works(book: Book) -> None:
    with book.write(parties.RECORD) as session:
        makers.a_party(session, "甲")
        pages = session.execute(text("PRAGMA page_count")).scalar_one()
    before = digests.of_records(book)
    with book._writer.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Refused, match="disk is full"), book.write(parties.RECORD) as session:
        session.execute(insert(Party), [{"name": f"单位{number}", "remark": "x" * 500} for number in range(500)])
    assert digests.of_records(book) == before
    assert rows(book, "SELECT count(*) FROM writing") == [(0,)]
    with book._writer.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1073741823")
    with book.write(parties.RECORD) as session:
        makers.a_party(session, "乙")
    assert rows(book, "SELECT max(n) FROM steps") == [(2,)]


def test_an_unknown_failure_of_the_database_is_not_dressed_up(book: Book) -> None:
    with pytest.raises(OperationalError), book.read() as session:
        session.execute(text("SELECT * FROM no_such_table"))


def test_a_half_made_book_is_taken_away_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "build", lambda connection: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        Book.create(tmp_path / "b", "JB")
    assert not (tmp_path / "b" / placement.LEDGER).exists()


def test_copying_a_closed_book_gives_an_equal_book(book: Book, tmp_path: Path) -> None:
    with book.write(parties.RECORD) as session:
        makers.a_contract(session)
    before = digests.of_records(book)
    book.close()
    shutil.copytree(book.folder, tmp_path / "copy")
    copy = registry.open_book(tmp_path / "copy")
    assert digests.of_records(copy) == before
    copy.close()
