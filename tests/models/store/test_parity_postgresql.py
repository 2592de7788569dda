"""The same tables, triggers and questions on PostgreSQL give the same row images and the same figures."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from models import certificates, parties, receipts, receivables
from models.money import Money
from models.store import images as row_images
from models.store import schema
from models.store.base import site_of_writer
from models.store.book import Book
from tests import makers, tools

AS_OF = date(2024, 12, 31)


@pytest.fixture(scope="module")
def server() -> Iterator[sa.Engine]:
    """A PostgreSQL that listens on a socket only and forgets everything; it refuses to run as root."""
    initdb = tools.need("initdb")
    pg_ctl = str(Path(initdb).with_name("pg_ctl"))
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    folder.chmod(0o755)
    low: list[str] = []
    if os.name == "posix" and os.geteuid() == 0:
        low = [shutil.which("setpriv") or "setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
        shutil.chown(folder, "nobody", "nogroup")
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
    subprocess.run([*low, initdb, "-D", f"{folder}/d", "-U", "qs", "-A", "trust", "--no-sync", "-E", "UTF8"], **quiet)  # type: ignore[call-overload]
    options = f"-k {folder} -c listen_addresses= -c fsync=off"
    subprocess.run([*low, pg_ctl, "-D", f"{folder}/d", "-w", "-o", options, "start"], **quiet)  # type: ignore[call-overload]
    engine = sa.create_engine(f"postgresql+psycopg://qs@/postgres?host={folder}")
    yield engine
    engine.dispose()
    subprocess.run([*low, pg_ctl, "-D", f"{folder}/d", "-m", "immediate", "stop"], **quiet)  # type: ignore[call-overload]
    shutil.rmtree(folder)


def fill(session: Session) -> None:
    """An owner, a contract, two certificates and a receipt allocated by law; texts that JSON must escape."""
    contract = makers.a_contract(session, remark='引号" 反斜杠\\ 换行\n制表\t王𬭛')
    for month in (5, 6):
        draft = certificates.CertificateDraft(
            contract=contract.id, work=Money.of(1_000_000), certified_on=date(2024, month, 8)
        )
        certificates.record(session, draft)
    paid = receipts.ReceiptDraft(payer=contract.owner_id, received_on=date(2024, 7, 1), amount=Money.of(700_000))
    receipts.record(session, replace(paid, allocations=receipts.propose(session, paid)))


def on_postgresql(engine: sa.Engine) -> Session:
    """A session of a new book there, inside a step."""
    with engine.begin() as connection:
        schema.build(connection)
    session = Session(engine)
    session.execute(
        sa.text(
            "INSERT INTO steps "
            "(site, epoch, n, at, actor, device, program, schema, command, title, reason, body, hash) "
            "VALUES ('JB', 1, 1, '', '', '', '', 1, '', '', '', '', '')"
        )
    )
    session.execute(sa.text("INSERT INTO writing (place, step, replaying) VALUES (1, 1, 0)"))
    return session


def test_a_receipt_saved_on_postgresql_has_the_same_image_and_the_same_ageing(book: Book, server: sa.Engine) -> None:
    token = site_of_writer.set("JB")
    there = on_postgresql(server)
    fill(there)
    there.flush()
    site_of_writer.reset(token)
    changes = there.execute(sa.text("SELECT noun, record, before, after FROM changes ORDER BY seq")).all()
    assert len(changes) > 10
    with book.write(parties.RECORD) as session:
        session.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for noun, _record, before, after in changes:
            if before is None:
                _insert(session, noun, after)
    with book.read() as session:
        images = dict(session.execute(sa.text("SELECT record, after FROM changes")).all())
        for noun, record, before, after in changes:
            if before is None:
                assert images[record] == after, noun
        for by in ("due", "posting"):
            assert receivables.ageing(session, AS_OF, by) == receivables.ageing(there, AS_OF, by)
        assert receivables.positions(session, AS_OF) == receivables.positions(there, AS_OF)
        assert receipts.beside(session, AS_OF) == receipts.beside(there, AS_OF)
    there.close()


def _insert(session: Session, noun: str, image: str) -> None:
    """The row of an image, written here by the very functions that undo and replay use."""
    table = next(one for one in row_images.recorded_tables() if one.name == noun)
    statement = f'INSERT INTO "{noun}" ({row_images.names(table)}) SELECT {row_images.fields(table, ":image")}'
    session.execute(sa.text(statement), {"image": image})


def test_a_row_cannot_be_written_outside_a_step_there_either(server: sa.Engine) -> None:
    with server.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
        schema.build(connection)
    with pytest.raises(sa.exc.DatabaseError, match="no step"), Session(server) as session:
        makers.a_party(session)
