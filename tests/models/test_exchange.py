"""Drafts go out and come in again: the same positions on every day, every problem with its place, all or nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import answers, certificates, exchange, holidays, lending_rates, own, provisions, receipts, registry
from models.exchange.called import RECEIVABLES, names_of
from models.exchange.kinds import KINDS
from models.problems import Invalid
from models.registry import LISTINGS
from models.store.book import Book
from models.store.computed import ComputedListing
from models.wholesale import LOAD
from models.work import finish
from tests.samples import TODAY, copied

DAYS = [TODAY - timedelta(days) for days in (0, 1, 90, 400, 1000, 1800)]

PARTY = {"noun": "parties", "draft": {"name": "江北市临湖置业有限公司"}}
CONTRACT = {
    "noun": "contracts",
    "draft": {
        "number": "C-1", "name": "一期", "owner": "江北市临湖置业有限公司", "price": "1000000.00",
        "milestones": [
            {"event": "certification", "cumulative": "0.8", "days": 28},
            {"event": "final_account", "cumulative": "0.97", "days": 28},
            {"event": "defects_end", "cumulative": "1", "days": 28},
        ],
    },
}  # fmt: skip
CERTIFICATE = {
    "noun": "certificates",
    "draft": {"contract": "C-1", "number": "C-1-01", "certified_on": "2024-05-20", "work": "100000.00"},
}
RECEIPT = {
    "noun": "receipts",
    "draft": {
        "number": "SK-1", "payer": "江北市临湖置业有限公司", "contract": "C-1", "received_on": "2024-07-01",
        "amount": "50000.00", "allocations": [{"receivable": "C-1-01", "amount": "30000.00"}],
    },
}  # fmt: skip


def load(book: Book, told: Any) -> dict[str, int]:
    with book.write(LOAD) as session:
        return finish(exchange.load(session, told, "drafts.json"))


def dumped(book: Book) -> list[dict[str, Any]]:
    with book.read() as session:
        return [json.loads(json.dumps(one)) for one in exchange.dump(session)]


def problems(book: Book, told: Any) -> list[str]:
    """What stands against it; and nothing was kept."""
    before = dumped(book)
    with pytest.raises(Invalid) as raised:
        load(book, told)
    assert dumped(book) == before
    return [problem.text() for problem in raised.value.problems]


WORKED_OUT = {name for name, listing in LISTINGS.items() if isinstance(listing, ComputedListing)}
OWNING = (RECEIVABLES, *(name for name in LISTINGS if name in KINDS and name not in WORKED_OUT))


def seen(session: Session, day: date) -> list[Any]:
    return [
        answers.position_on(session, day),
        answers.ageing_on(session, day, "due"),
        answers.ageing_on(session, day, "posting"),
        list(answers.receivables_on(session, day, settled=True)),
        answers.contracts_on(session, day),
        provisions.provided(session, day) if day.year > 2024 else [],
    ]


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Book, Book]]:
    """The sample book with an own column in every list whose records are told, and a copy made of its drafts."""
    first = registry.open_book(copied(tmp_path_factory.mktemp("first") / "book"))
    with first.write(own.DEFINE) as session:
        holidays.record(session, holidays.HolidayDraft(name="国庆节", first_on=date(2031, 10, 1)))
        rate = lending_rates.LendingRateDraft("", date(2026, 12, 21), Decimal("0.03"))
        lending_rates.record(session, rate)
        for listing in OWNING:
            own.define(session, own.OwnColumnsDraft(listing, (own.OwnColumnDraft(caption="标记"),)))
            columns = own.own_of(session)[listing]
            keys = sorted(names_of(session, listing, KINDS))
            for key, said in ((keys[0], "重点"), (keys[-1], f"{listing}/末")):
                own.fill(session, key, {columns[0].name: said}, columns)
    second = registry.create_book(tmp_path_factory.mktemp("copies") / "copy", "KP")
    load(second, dumped(first))
    yield first, second
    first.close()
    second.close()


@pytest.mark.parametrize("day", DAYS)
def test_a_copy_shows_the_same_on_every_day(copies: tuple[Book, Book], day: date) -> None:
    first, second = copies
    with first.read() as here, second.read() as there:
        assert seen(there, day) == seen(here, day)


def test_a_copy_of_the_copy_is_the_same_file(copies: tuple[Book, Book]) -> None:
    first, second = copies
    assert dumped(second) == dumped(first)


def test_every_list_whose_records_are_told_tells_its_own_columns(copies: tuple[Book, Book]) -> None:
    told = [one["draft"] for one in dumped(copies[1]) if one["noun"] == "own_values"]
    assert {one["listing"] for one in told} == set(OWNING)
    assert {one["value"] for one in told} == {"重点", *(f"{listing}/末" for listing in OWNING)}


TAKEN_BACK = {"releases", "certificate_voids", "receipt_voids", "certificate_corrections"}
"""Mistakes that were put right: the sample has none, ``test_dumped_voids`` makes them."""


def test_the_sample_uses_every_noun_but_those_that_take_back(copies: tuple[Book, Book]) -> None:
    assert {one["noun"] for one in dumped(copies[0])} == set(KINDS) - TAKEN_BACK


def test_drafts_name_records_by_number_and_name(book: Book) -> None:
    kept = load(book, [PARTY, CONTRACT, CERTIFICATE, RECEIPT])
    assert kept == {"parties": 1, "contracts": 1, "certificates": 1, "receipts": 1}
    with book.read() as session:
        position = answers.position_on(session, date(2024, 8, 1))[0]
    assert (position["balance"], position["unallocated"]) == ("70000.00", "20000.00")
    assert position["classes"] == {"final": "17000.00", "progress": "50000.00", "retention": "3000.00"}


def test_an_object_of_lists_is_read_as_well(book: Book) -> None:
    load(book, {"parties": [PARTY["draft"]], "contracts": [CONTRACT["draft"]], "certificates": CERTIFICATE["draft"]})
    assert [one["noun"] for one in dumped(book)] == ["parties", "contracts", "certificates"]


def test_all_is_one_step_that_can_be_undone(book: Book) -> None:
    load(book, [PARTY, CONTRACT, CERTIFICATE, RECEIPT])
    before = dumped(book)
    book.undo()
    assert dumped(book) == []
    book.redo()
    assert dumped(book) == before


def test_released_money_and_a_collected_bill_come_back_as_they_were(book: Book) -> None:
    bill = {"number": "SK-2", "payer": "江北市临湖置业有限公司", "received_on": "2024-07-02", "amount": "9.00",
            "method": "bank_bill", "matures_on": "2025-01-02"}  # fmt: skip
    release = {"receipt": "SK-1", "receivable": "C-1-01/progress", "amount": "30000.00", "on": "2024-07-05"}
    collection = {"receipt": "SK-2", "on": "2025-01-03"}
    load(book, [PARTY, CONTRACT, CERTIFICATE, RECEIPT])
    load(book, {"releases": [release], "receipts": [bill], "collections": [collection]})
    with book.read() as session:
        assert answers.position_on(session, date(2024, 7, 4))[0]["unallocated"] == "20009.00"
        assert answers.position_on(session, date(2024, 7, 5))[0]["unallocated"] == "50009.00"
        assert answers.position_on(session, date(2025, 1, 2))[0]["in_hand"] == "9.00"
        assert answers.position_on(session, date(2025, 1, 3))[0]["in_hand"] == "0.00"
    nouns = [one["noun"] for one in dumped(book)]
    assert nouns[-3:] == ["releases", "receipts", "collections"]


def test_who_paid_for_the_debtor_is_named_as_the_debtor_is(book: Book) -> None:
    finance = {"noun": "parties", "draft": {"name": "江北市财政局"}}
    paid = {**RECEIPT["draft"], "paid_by": "江北市财政局", "authority": "代付函 3 号"}
    load(book, [PARTY, finance, CONTRACT, CERTIFICATE, {"noun": "receipts", "draft": paid}])
    (again,) = [one["draft"] for one in dumped(book) if one["noun"] == "receipts"]
    assert again["paid_by"] == "江北市财政局"
    unknown = {**paid, "number": "SK-2", "paid_by": "没有这家"}
    with pytest.raises(Invalid) as raised:
        load(book, [{"noun": "receipts", "draft": unknown}])
    assert [one.entry for one in raised.value.problems] == ["paid_by"]


@pytest.mark.parametrize(
    ("draft", "entry", "sentence"),
    [
        ({"amount": "-5"}, "amount", "回款金额应大于零"),
        ({"amount": "12.345"}, "amount", "“12.345”不是最多两位小数的金额"),
        ({"amount": "1e99"}, "amount", "“1e99”超出可记录的范围"),
        ({"received_on": "2026-02-30"}, "received_on", "“2026-02-30”不是日历上的日期"),
        ({"payer": "无此单位"}, "payer", "尚无“无此单位”这条记录"),
        ({"payer": 7}, "payer", "“7”不是文本"),
        ({"method": "shells"}, "method", "“shells”不在可选范围内"),
        ({"amonut": "5.00"}, "amonut", "这里没有“amonut”这一项"),
        ({"allocations": {}}, "allocations", "“allocations”应为草稿的列表"),
        ({"allocations": [{"receivable": "X", "amount": "1.00"}]}, "allocations.0.receivable", "尚无“X”这条记录"),
    ],
)
def test_a_problem_is_named_by_place_and_entry(book: Book, draft: dict[str, Any], entry: str, sentence: str) -> None:
    load(book, [PARTY, CONTRACT])
    plain = {"payer": "江北市临湖置业有限公司", "received_on": "2024-07-01", "amount": "5.00", **draft}
    found = problems(book, [{"noun": "receipts", "draft": plain}])
    assert len(found) == 1
    assert found[0].startswith(f"drafts.json receipts 1, {entry}: ")
    assert sentence in found[0]


def test_all_problems_are_told_at_once(book: Book) -> None:
    found = problems(book, [PARTY, PARTY, {"noun": "contracts", "draft": {"number": "C-9"}}])
    assert [line.split(": ")[0] for line in found] == [
        "drafts.json parties 2, name",
        "drafts.json contracts 1, name",
        "drafts.json contracts 1, owner",
        "drafts.json contracts 1, price",
    ]


def test_figures_that_differ_are_not_kept_silently(book: Book) -> None:
    found = problems(book, [PARTY, CONTRACT, {**CERTIFICATE, "figures": {"due": "80000.01"}}])
    assert found == [
        "drafts.json certificates 1, due: “due”在本账册中为 80000.00，应为 80000.01：付款条件或回款与来源账册不一致。"
    ]


@pytest.mark.parametrize(
    "told", [5, "x", [5], [{"noun": "parties"}], [{"noun": "ships", "draft": {}}], {"ships": [{}]}]
)
def test_a_file_of_another_shape_is_refused(book: Book, told: Any) -> None:
    assert len(problems(book, told)) == 1


def test_what_is_void_stays_behind(book: Book) -> None:
    load(book, [PARTY, CONTRACT, CERTIFICATE, RECEIPT])
    with book.write(receipts.VOID) as session:
        receipts.void(session, session.scalars(select(receipts.Receipt.id)).one(), "误录")
    with book.write(certificates.VOID) as session:
        row = certificates.numbered(session, "C-1-01")
        assert row
        certificates.void(session, row.id, "误录")
    assert [one["noun"] for one in dumped(book)] == ["parties", "contracts"]


def test_an_entry_that_is_not_known_is_named_as_it_was_written(book: Book) -> None:
    told = {"noun": "final_accounts", "draft": {"contract": "C-1", "reviews": [{"stage": "first", "amount": "1.00"}]}}
    with pytest.raises(Invalid) as raised:
        load(book, [told])
    assert next(problem.text("zh") for problem in raised.value.problems).startswith(
        "drafts.json final_accounts 1, reviews.0.stage: 这里没有“stage”这一项。"
    )


def test_a_percentage_where_an_amount_is_asked_for_is_told_where_it_belongs(book: Book) -> None:
    draft = {**CONTRACT["draft"], "retention_rate": "0.05", "retention_limit": "5%"}
    (told,) = problems(book, [PARTY, {**CONTRACT, "draft": draft}])
    assert told.endswith("retention_limit: “5%”是百分比，请填到“质保金上限（占合同价）”。")
