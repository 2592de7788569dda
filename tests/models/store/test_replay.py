"""Steps of another book are taken in as they are, once, in order, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from models import contracts, parties, registry
from models.problems import Refused
from models.store.book import Book
from models.store.replay import ForeignStep, taken_from
from models.store.verify import verify
from models.work import finish
from tests import makers
from tests.models.store import digests


@pytest.fixture
def headquarters(tmp_path: Path) -> Iterator[Book]:
    opened = registry.create_book(tmp_path / "hq", "HQ")
    yield opened
    opened.close()


@pytest.fixture
def carried(book: Book) -> list[ForeignStep]:
    """Four steps of site JB: made, changed, taken back, made again."""
    with book.write(parties.RECORD) as session:
        key = makers.a_party(session).id
    with book.write(parties.RECORD) as session:
        parties.record(
            session, replace(parties.draft_of(session, key), phone="0511", aliases=(parties.AliasDraft("临湖"),))
        )
    book.undo()
    with book.write(contracts.RECORD) as session:
        makers.a_contract(session, owner=key)
    with book.read() as session:
        return taken_from(session.connection(), "JB", 0)


def texts(book: Book) -> list[tuple[object, ...]]:
    with book.read() as session:
        rows = session.execute(text("SELECT noun, record, before, after FROM changes ORDER BY seq"))
        return [tuple(row) for row in rows]


def test_replayed_steps_make_equal_tables_and_equal_texts(
    book: Book, headquarters: Book, carried: list[ForeignStep]
) -> None:
    heard: list[dict[str, set[str]]] = []
    headquarters.listeners.append(heard.append)
    assert headquarters.replay(carried) == 4
    assert digests.of_records(headquarters) == digests.of_records(book)
    assert texts(headquarters) == texts(book)
    assert finish(verify(headquarters)).holds
    assert "contracts" in heard[0]


def test_a_repeated_package_changes_nothing(headquarters: Book, carried: list[ForeignStep]) -> None:
    headquarters.replay(carried[:2])
    assert headquarters.replay(carried) == 2
    assert headquarters.replay(carried) == 0


def test_a_gap_a_fork_and_an_altered_step_are_refused_whole(headquarters: Book, carried: list[ForeignStep]) -> None:
    before = digests.of_records(headquarters)
    with pytest.raises(Refused, match="missing before step 2"):
        headquarters.replay(carried[1:])
    altered = replace(carried[1], changes=(*carried[1].changes, ("parties", "x", None, "{}")))
    with pytest.raises(Refused, match="altered on the way"):
        headquarters.replay([carried[0], altered])
    assert digests.of_records(headquarters) == before
    headquarters.replay(carried)
    cloned = replace(carried[3], step=replace(carried[3].step, hash="0" * 64))
    with pytest.raises(Refused, match="cloned or restored"):
        headquarters.replay([cloned])


def test_headquarters_own_steps_go_on_beside_the_foreign_ones(headquarters: Book, carried: list[ForeignStep]) -> None:
    with headquarters.write(parties.RECORD) as session:
        makers.a_party(session, "总部往来")
    headquarters.replay(carried)
    with headquarters.write(parties.RECORD) as session:
        makers.a_party(session, "总部往来二")
    head = headquarters.head()
    assert head is not None
    assert (head.site, head.n) == ("HQ", 2)
    assert finish(verify(headquarters)).holds
