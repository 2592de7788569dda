"""Projects: kept, found, listed with their contracts."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text

from models import contracts, projects
from models.problems import Invalid
from models.projects import ProjectDraft
from models.store.book import Book
from models.store.listing import Condition, Question, Total
from tests import makers

TODAY = Question(date(2026, 11, 23))


def kept(book: Book, **changes: object) -> str:
    with book.write(projects.RECORD) as session:
        return projects.record(session, ProjectDraft(**changes)).id  # type: ignore[arg-type]


def problems(book: Book, draft: ProjectDraft) -> list[str]:
    with pytest.raises(Invalid) as raised, book.write(projects.RECORD) as session:
        projects.record(session, draft)
    return [problem.entry for problem in raised.value.problems]


def test_a_project_comes_back_as_it_was_kept(book: Book) -> None:
    with book.write(projects.RECORD) as session:
        owner = makers.a_party(session).id
        draft = ProjectDraft(
            number="P-01", name="临湖花园一期", owner=owner, region="江北", address="临湖路 1 号", manager="赵经理",
            started_on=date(2024, 3, 15), remark="含地下室",
        )  # fmt: skip
        key = projects.record(session, draft).id
    with book.read() as session:
        again = projects.draft_of(session, key)
    assert again == ProjectDraft(**{**vars(draft), "id": key})


def test_a_project_needs_only_a_name(book: Book) -> None:
    assert problems(book, ProjectDraft()) == ["name"]
    assert kept(book, name="临湖花园二期")


def test_two_projects_cannot_share_a_name_or_a_number(book: Book) -> None:
    kept(book, name="临湖花园一期", number="P-01")
    assert problems(book, ProjectDraft(name="临湖花园一期")) == ["name"]
    assert problems(book, ProjectDraft(name="临湖花园三期", number="P-01")) == ["number"]


def test_projects_without_a_number_do_not_collide(book: Book) -> None:
    kept(book, name="甲")
    assert kept(book, name="乙")


def test_a_project_may_be_saved_again_under_its_own_name(book: Book) -> None:
    key = kept(book, name="临湖花园一期", number="P-01")
    assert kept(book, id=key, name="临湖花园一期", number="P-01", region="江北") == key


def test_a_project_is_found_by_name_and_by_number(book: Book) -> None:
    key = kept(book, name="临湖花园一期", number="P-01")
    with book.read() as session:
        for name in ("临湖花园一期", "P-01"):
            found = projects.named(session, name)
            assert found is not None
            assert found.id == key
        assert projects.named(session, "临湖花园") is None


def test_the_list_shows_the_owner_and_counts_the_contracts(book: Book) -> None:
    with book.write(contracts.RECORD) as session:
        project = makers.a_project(session, owner=makers.a_party(session).id)
        makers.a_contract(session, project=project.id)
        makers.a_contract(session, project=project.id, number="JB-2024-002")
    with book.read() as session:
        (row,) = projects.LISTING.first(session, TODAY)
    shown = dict(zip((column.name for column in projects.LISTING.columns), row[1:], strict=True))
    assert (shown["name"], shown["owner"], shown["contracts"]) == ("临湖花园一期", makers.OWNER, 2)


@pytest.mark.parametrize("words", ["临湖", "lhhy", "P-01", "置业", "jbslhzy", "lhhy P-01"])
def test_typing_part_of_a_name_its_initials_or_the_owner_finds_a_project(book: Book, words: str) -> None:
    with book.write(projects.RECORD) as session:
        key = makers.a_project(session, owner=makers.a_party(session).id).id
        makers.a_project(session, "滨江大道", number="X-9")
    with book.read() as session:
        assert projects.LISTING.keys(session, Question(TODAY.as_of, words=words)) == [key]


def test_the_list_narrows_to_an_owner_and_filters_by_column(book: Book) -> None:
    with book.write(projects.RECORD) as session:
        owner = makers.a_party(session).id
        key = makers.a_project(session, owner=owner, region="江北").id
        other = makers.a_project(session, "滨江大道", number="X-9", region="江南").id
    with book.read() as session:
        assert projects.LISTING.keys(session, Question(TODAY.as_of, scope={"party": owner})) == [key]
        south = (Condition("region", "is", "江南"),)
        assert projects.LISTING.keys(session, Question(TODAY.as_of, having=south)) == [other]
        unowned = (Condition("owner", "missing"),)
        assert projects.LISTING.keys(session, Question(TODAY.as_of, having=unowned)) == [other]


def test_every_column_of_the_list_sorts_both_ways(book: Book) -> None:
    kept(book, name="甲")
    kept(book, name="乙")
    with book.read() as session:
        for column in projects.LISTING.columns:
            up = projects.LISTING.keys(session, Question(TODAY.as_of, sort=column.name))
            down = projects.LISTING.keys(session, Question(TODAY.as_of, sort=column.name, descending=True))
            assert up == down[::-1]


def test_undo_takes_a_project_back_and_redo_brings_it_again(book: Book) -> None:
    key = kept(book, name="临湖花园一期")
    book.undo()
    with book.read() as session:
        assert projects.LISTING.totals(session, TODAY) == (Total(),)
    book.redo()
    with book.read() as session:
        assert projects.draft_of(session, key).name == "临湖花园一期"


def test_the_history_tells_what_a_project_was_before(book: Book) -> None:
    key = kept(book, name="临湖花园")
    kept(book, id=key, name="临湖花园一期")
    with book.read() as session:
        rows = session.execute(
            text("SELECT before ->> 'name', after ->> 'name' FROM changes WHERE record = :key ORDER BY seq"),
            {"key": key},
        ).all()
    assert [tuple(row) for row in rows] == [(None, "临湖花园"), ("临湖花园", "临湖花园一期")]
