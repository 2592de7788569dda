"""Own columns are defined for a list, filled in by record, sorted, filtered and added up like the others."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, func, select

from models import own, parties, projects
from models.exchange import dump, load
from models.importing import UPDATE, Choices, Sheet, Workbook, bring_in, check
from models.importing.forms import form
from models.money import Money
from models.own import Own, OwnColumnDraft, OwnColumnsDraft, OwnValue, extended_listing
from models.problems import Invalid
from models.registry import LISTINGS
from models.store.book import Book
from models.store.listing import Condition, Question
from models.work import finish
from reports.reading.workbook import read_workbook
from reports.template import write_template
from tests import makers

DAY = date(2026, 11, 23)
COLUMNS = (
    OwnColumnDraft(caption="片区经理"),
    OwnColumnDraft(caption="诚信评分", kind="number"),
    OwnColumnDraft(caption="授信额度", kind="money"),
    OwnColumnDraft(caption="首次合作", kind="date"),
    OwnColumnDraft(caption="评级", kind="choice", choices="A、B、C"),
)


def defined(book: Book, *columns: OwnColumnDraft, listing: str = "parties") -> tuple[Own, ...]:
    with book.write(own.DEFINE) as session:
        own.define(session, OwnColumnsDraft(listing, columns or COLUMNS), parties.LISTING)
    with book.read() as session:
        return own.own_of(session, listing).get(listing, ())


def filled(book: Book, name: str, columns: tuple[Own, ...], *values: Any) -> str:
    with book.write(own.FILL) as session:
        key = makers.a_party(session, name).id
        own.fill(session, key, dict(zip((one.name for one in columns), values, strict=True)), columns)
    return key


@pytest.fixture
def columns(book: Book) -> tuple[Own, ...]:
    found = defined(book)
    filled(book, "甲公司", found, "孙工", Decimal("92.5"), Money.of(5_000_000), date(2019, 5, 1), "A")
    filled(book, "乙公司", found, "李工", Decimal(80), Money.of(1_000_000), date(2021, 7, 1), "B")
    filled(book, "丙公司", found, "", None, None, None, "")
    return found


def test_a_list_shows_sorts_filters_and_adds_up_its_own_columns(book: Book, columns: tuple[Own, ...]) -> None:
    listing = extended_listing(parties.LISTING, columns)
    score, credit, grade = columns[1].name, columns[2].name, columns[4].name
    with book.read() as session:
        rows = listing.first(session, Question(DAY, sort=score, descending=True))
        assert [row[1] for row in rows] == ["甲公司", "乙公司", "丙公司"]
        assert rows[0][-5:] == ("孙工", Decimal("92.5"), Money.of(5_000_000), date(2019, 5, 1), "A")
        assert rows[2][-5:] == (None, None, None, None, None)
        having = (Condition(grade, "is", "B"),)
        assert [row[1] for row in listing.first(session, Question(DAY, having=having))] == ["乙公司"]
        having = (Condition(credit, "from", Money.of(2_000_000)),)
        assert [row[1] for row in listing.first(session, Question(DAY, having=having))] == ["甲公司"]
        (total,) = listing.totals(session, Question(DAY))
        assert total.sums[credit] == Money.of(6_000_000)
        missing = Question(DAY, having=(Condition(columns[0].name, "missing"),))
        assert [row[1] for row in listing.first(session, missing)] == ["丙公司"]


def test_what_is_typed_is_looked_for_in_own_columns_too(book: Book, columns: tuple[Own, ...]) -> None:
    listing = extended_listing(parties.LISTING, columns)
    with book.read() as session:
        found = {words: [row[1] for row in listing.first(session, Question(DAY, words=words))]
                 for words in ("孙工", "李工 乙", "丙公司", "王工")}  # fmt: skip
    assert found == {"孙工": ["甲公司"], "李工 乙": ["乙公司"], "丙公司": ["丙公司"], "王工": []}


def test_keys_join_only_the_own_column_that_sorts(book: Book, columns: tuple[Own, ...]) -> None:
    listing = extended_listing(parties.LISTING, columns)
    with book.read() as session:
        asked: list[str] = []
        engine = session.connection().engine

        def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
            asked.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        listing.keys(session, Question(DAY))
        listing.keys(session, Question(DAY, sort=columns[1].name))
        event.remove(engine, "before_cursor_execute", note)
    assert [statement.count("own_values") > 0 for statement in asked] == [False, True]
    assert asked[1].count("JOIN") == 1


def test_a_form_keeps_own_entries_with_its_record_and_gives_them_back(book: Book, columns: tuple[Own, ...]) -> None:
    with book.read() as session:
        key = parties.LISTING.keys(session, Question(DAY, words="甲公司"))[0]
        draft = own.with_values(session, key, parties.draft_of(session, key), columns)
    assert isinstance(draft, parties.PartyDraft)
    assert getattr(draft, columns[4].name) == "A"
    with book.write(parties.RECORD) as session:
        changed = replace(draft, phone="0511-1", **{columns[0].name: "周工", columns[2].name: None})
        row = parties.record(session, changed)
        own.keep(session, row.id, changed, columns)
    with book.read() as session:
        again = own.with_values(session, key, parties.draft_of(session, key), columns)
    assert again == changed
    book.undo()
    with book.read() as session:
        assert own.with_values(session, key, parties.draft_of(session, key), columns) == draft


def test_a_column_that_is_left_out_is_retired_and_its_values_come_back_with_it(
    book: Book, columns: tuple[Own, ...]
) -> None:
    with book.read() as session:
        draft = own.draft_of(session, "parties")
    rest = defined(book, *draft.columns[1:])
    assert [one.caption for one in rest] == ["诚信评分", "授信额度", "首次合作", "评级"]
    with book.read() as session:
        assert session.scalar(select(func.count()).select_from(OwnValue)) == 10
    again = defined(book, *draft.columns)
    with book.read() as session:
        key = parties.LISTING.keys(session, Question(DAY, words="甲公司"))[0]
        assert own.values_of(session, key, again)[columns[0].name] == "孙工"


@pytest.mark.parametrize(
    ("wrong", "entry"),
    [
        (tuple(OwnColumnDraft(caption=f"栏{n}") for n in range(11)), "columns"),
        ((OwnColumnDraft(caption="同名"), OwnColumnDraft(caption="同名")), "columns.0.caption"),
        ((OwnColumnDraft(caption="单选", kind="choice", choices="一个"),), "columns.0.choices"),
        ((OwnColumnDraft(caption="名称"),), "columns.0.caption"),
        ((OwnColumnDraft(caption=""),), "columns.0.caption"),
    ],
)
def test_what_cannot_be_defined_is_told_beside_its_entry(
    book: Book, wrong: tuple[OwnColumnDraft, ...], entry: str
) -> None:
    with pytest.raises(Invalid) as refused:
        defined(book, *wrong)
    assert refused.value.problems[0].entry == entry


def test_a_kind_stays_and_a_used_choice_stays(book: Book, columns: tuple[Own, ...]) -> None:
    with book.read() as session:
        draft = own.draft_of(session, "parties")
    as_text = replace(draft.columns[1], kind="text")
    without_a = replace(draft.columns[4], choices="B、C")
    with pytest.raises(Invalid) as refused:
        defined(book, *draft.columns[:1], as_text, *draft.columns[2:4], without_a)
    assert [one.entry for one in refused.value.problems] == ["columns.1.kind", "columns.4.choices"]
    assert len(defined(book, *draft.columns[:4], replace(draft.columns[4], choices="A、B"))) == 5


def test_each_list_has_its_own(book: Book, columns: tuple[Own, ...]) -> None:
    with book.read() as session:
        assert set(own.own_of(session)) == {"parties"}
        assert extended_listing(projects.LISTING, ()) is projects.LISTING


def test_the_import_reads_own_columns_and_the_template_asks_for_them(
    book: Book, columns: tuple[Own, ...], tmp_path: Path
) -> None:
    with book.read() as session:
        write_template(tmp_path / "template.xlsx", own=own.own_of(session))
    asked = read_workbook(tmp_path / "template.xlsx").sheets[0].rows[0]
    assert {"片区经理", "评级"} <= set(asked)
    rows: list[list[Any]] = [
        ["名称", "电话", "评级", "授信额度", "首次合作"],
        ["丁公司", "1", "B", "1,200.50", "2024.3.1"],
        ["甲公司", "", "C", "", ""],
    ]
    finish(bring_in(book, Workbook("单位.xlsx", (Sheet("单位", rows),)), today=DAY))
    with book.read() as session:
        new = parties.named(session, "丁公司")
        old = parties.named(session, "甲公司")
        assert new is not None
        assert old is not None
        found = own.values_of(session, new.id, columns)
        assert list(found.values()) == [Money.of("1200.5"), date(2024, 3, 1), "B"]
        assert own.values_of(session, old.id, columns)[columns[4].name] == "A"
    finish(bring_in(book, Workbook("单位.xlsx", (Sheet("单位", rows),)), Choices(UPDATE), DAY))
    with book.read() as session:
        assert own.values_of(session, old.id, columns)[columns[4].name] == "C"


def test_what_does_not_fit_an_own_column_is_told_at_its_cell(book: Book, columns: tuple[Own, ...]) -> None:
    rows: list[list[Any]] = [["名称", "评级", "授信额度"], ["丁公司", "甲等", "很多"]]
    with book.read() as session:
        outcome = finish(check(session, Workbook("单位.xlsx", (Sheet("单位", rows),)), today=DAY))
    assert sorted(problem.where for problem in outcome.problems if not problem.advice) == ["单位!B2", "单位!C2"]


def test_a_dump_of_a_book_brings_own_columns_and_what_stands_in_them(
    book: Book, columns: tuple[Own, ...], tmp_path: Path
) -> None:
    with book.read() as session:
        told = json.loads(json.dumps(list(dump(session)), ensure_ascii=False))
    copy = makers.a_book(tmp_path / "copy")
    with copy.write(own.FILL) as session:
        finish(load(session, told))
    with book.read() as session, copy.read() as other:
        assert list(dump(other)) == told
        ours = extended_listing(parties.LISTING, own.own_of(session)["parties"])
        theirs = extended_listing(parties.LISTING, own.own_of(other)["parties"])
        question = Question(DAY)
        assert [row[1:] for row in ours.first(session, question)] == [row[1:] for row in theirs.first(other, question)]
    copy.close()


ROWS: dict[str, list[list[Any]]] = {
    "receipts": [["付款人", "收款日", "金额"], ["甲公司", "2024-03-01", 100]],
    "follow_ups": [["债务单位", "日期", "类型", "沟通内容"], ["甲公司", "2024-03-01", "电话", "催款"]],
    "correspondence": [["事由", "对方单位", "收发日期", "收发"], ["来函", "甲公司", "2024-03-01", "收文"]],
    "claims": [["合同", "索赔事项", "事件发生日"], ["HT-1", "停工", "2024-03-01"]],
    "disputes": [["合同", "争议事项", "争议金额", "提出日期"], ["HT-1", "扣款", 5, "2024-03-01"]],
    "deposits": [["合同", "金额", "缴纳日期"], ["HT-1", 5, "2024-03-01"]],
    "work_done": [["合同", "统计截止日", "本期完成产值"], ["HT-1", "2024-03-01", 5]],
}


@pytest.mark.parametrize("name", sorted(ROWS))
def test_own_columns_of_a_row_that_names_no_number_are_kept_with_its_record(book: Book, name: str) -> None:
    (column,) = defined(book, OwnColumnDraft(caption="跟进人"), listing=name)
    with book.write(own.FILL) as session:
        party = makers.a_party(session, "甲公司")
        makers.a_contract(session, number="HT-1", owner=party.id)
    rows = ROWS[name]
    sheet = Sheet(form(name).chinese, [[*rows[0], "跟进人"], [*rows[1], "孙工"]])
    finish(bring_in(book, Workbook("表.xlsx", (sheet,)), today=DAY))
    with book.read() as session:
        held = session.scalars(select(OwnValue).where(OwnValue.column_id == column.id)).all()
        assert [one.record for one in held] == LISTINGS[name].keys(session, Question(DAY))
