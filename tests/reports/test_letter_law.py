"""A letter knows the law it rests on: the end of priority, the days before a suspension, the order of a set-off."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from models import claims, contracts, letters, opening, papers
from models.claims import ClaimDraft, StepDraft
from models.contracts.record import Contract
from models.letters.texts import LetterTextDraft
from models.money import Money
from models.opening import OpeningDraft, OpeningItemDraft
from models.problems import Invalid, Refused
from models.store.book import Book
from reports.letter import LETTER
from reports.letter_figures import Letter
from reports.letter_paper import table_of
from reports.style import Say
from tests import makers
from tests.reports.test_letter import DAY, DO, asked, issued, owing

__all__ = ["owing"]
DAILY = {"interest": "daily", "rate": makers.Decimal("0.0005")}
"""171,450.01 of interest on 1,000,000.50 up to 30 June 2025."""
LAST = date(2026, 11, 30)
"""18 months after 31 May 2025, the day the final account fell due."""


def the_contract(book: Book) -> str:
    with book.read() as session:
        return session.scalars(select(Contract.id)).one()


def written(book: Book, kind: str, **how: object) -> Letter:
    with book.read() as session:
        return LETTER.collect(session, asked(book, kind, contract=the_contract(book), **how))


def changed(book: Book, **how: object) -> None:
    with book.write(DO) as session:
        draft = contracts.draft_of(session, session.scalars(select(Contract.id)).one())
        contracts.record(session, type(draft)(**{**vars(draft), **how}))


@pytest.mark.parametrize(
    ("day", "days", "told"),
    [
        (date(2026, 11, 27), 2, None),
        (date(2026, 11, 27), 3, {"day": LAST, "until": LAST}),
        (date(2026, 11, 27), None, {"day": LAST, "until": date(2026, 12, 7)}),
        (LAST, 1, {"day": LAST, "until": date(2026, 12, 1)}),
        (date(2026, 12, 1), 1, {"day": LAST, "basis": "Construction Interpretation II, article 21"}),
    ],
)
def test_a_demand_under_807_names_the_day_on_which_priority_ends_before_its_own_time_or_has_ended(
    owing: Book, day: date, days: int | None, told: dict[str, object] | None
) -> None:
    advice = [one for one in written(owing, "article_807", as_of=day, days_to_pay=days).advice if "day" in one.values]
    assert [{name: one.values[name] for name in told or {}} for one in advice] == ([told] if told else [])
    assert written(owing, "request", as_of=day).advice == ()


@pytest.mark.parametrize(("form", "days"), [("gf2017", 28), ("fidic1999", 21), ("fidic2017", 21)])
def test_a_warning_of_suspension_gives_the_days_of_the_form_of_contract(owing: Book, form: str, days: int) -> None:
    changed(owing, claim_form=form)
    usual = written(owing, "suspension", interest="")
    assert (usual.answer_by, usual.advice) == (date(2025, 6, 30) + timedelta(days), ())
    assert f"自收到本通知之日起 {days} 天内付清" in "".join(usual.paragraphs)
    (told,) = written(owing, "suspension", interest="", days_to_pay=days - 1).advice
    assert (told.entry, told.values["days"], told.values["given"]) == ("days_to_pay", days, days - 1)
    assert written(owing, "demand_1", interest="").answer_by == date(2025, 7, 10)


@pytest.mark.parametrize("event", ["accepted_on", "handed_over_on", "completed_on"])
def test_works_that_are_finished_are_not_suspended(owing: Book, event: str) -> None:
    changed(owing, **{event: date(2025, 6, 30)})
    with pytest.raises(Invalid, match="2025-06-30: nothing is left to suspend"):
        written(owing, "suspension")
    assert written(owing, "suspension", as_of=date(2025, 6, 29)).groups


@pytest.mark.parametrize(
    ("amount", "says"),
    [
        ("100000", ("全部抵充截至 2025 年 6 月 30 日的利息", "本金 1,000,000.50 元、截至", "利息 71,450.01 元")),
        ("500000", ("利息 171,450.01 元，其余 328,549.99 元", "旧账-1 328,549.99 元", "尚欠我方本金 671,450.51 元")),
        ("1171450.51", ("旧账-1 700,000.00 元；旧账-2 300,000.50 元", "均告消灭")),
    ],
)
def test_a_notice_of_set_off_says_what_is_paid_and_reserves_the_rest(
    owing: Book, amount: str, says: tuple[str, ...]
) -> None:
    words = "".join(written(owing, "set_off", amount=Money.of(amount), matter="租赁费", **DAILY).paragraphs)
    for told in (*says, "租赁费。现以该债务中的", "保留依法主张的权利"):
        assert told in words


def test_a_notice_of_set_off_admits_no_debt_above_what_they_owe_with_interest(owing: Book) -> None:
    with pytest.raises(Invalid, match=r"Enter at most 1,171,450\.51") as raised:
        written(owing, "set_off", amount=Money.of("1171450.52"), matter="租赁费", **DAILY)
    assert [one.entry for one in raised.value.problems] == ["amount"]


@pytest.mark.parametrize("kind", ["article_807", "request", "assignment"])
def test_a_letter_whose_text_does_not_speak_of_interest_shows_no_figure_of_it(owing: Book, kind: str) -> None:
    data = written(owing, kind, counterparty="临湖保理公司", **DAILY)
    assert (data.accrued, data.annexes) == ((), ())
    captions = [column.caption for column in table_of(data, data.groups[0], Say("zh")).columns]
    assert ("利息" in captions, "利息" in written(owing, "demand_1", **DAILY).paragraphs[2]) == (False, True)


def test_a_text_of_ones_own_that_speaks_of_interest_shows_it(owing: Book) -> None:
    own = LetterTextDraft("", "request", "zh", "请款函", "{table}\n{interest}")
    with owing.write(DO) as session:
        letters.record(session, own)
    assert written(owing, "request", **DAILY).groups[0].interest == Money.of("171450.01")


def test_what_nobody_paid_is_a_dash_in_its_row_and_in_the_total(owing: Book) -> None:
    data = written(owing, "request")
    told = table_of(data, data.groups[0], Say("zh"))
    place = [column.caption for column in told.columns].index("已收款")
    assert [row[place] for row in (*told.rows, *told.totals)] == ["—", "—", "—"]


def test_a_notice_of_claims_lists_only_those_of_which_none_went_out_with_event_and_clause(book: Book) -> None:
    with book.write(DO) as session:
        makers.a_company(session)
        contract = makers.a_contract(session)
        for number, steps, clause in (
            ("SP-1", (), ""),
            ("SP-2", (StepDraft("notified", date(2024, 5, 20)),), ""),
            ("SP-3", (StepDraft("interim_report", date(2024, 5, 20), Money.of(250_000)),), ""),
            ("SP-4", (), "专用条款 19.1"),
        ):
            draft = ClaimDraft(
                contract=contract.id, number=number, name="征地延误", cause="late_site", clause=clause,
                happened_on=date(2024, 5, 6), story="未交付场地", steps=steps,
            )  # fmt: skip
            claims.record(session, draft)
    data = written(book, "claim", as_of=date(2024, 6, 1))
    assert [(one.document, one.clause, one.due_on) for one in data.groups[0].items] == [
        ("SP-1 征地延误：未交付场地", "GF-2017-0201 19.1、19.2", date(2024, 5, 6)),
        ("SP-4 征地延误：未交付场地", "专用条款 19.1", date(2024, 5, 6)),
    ]
    told = table_of(data, data.groups[0], Say("zh"))
    assert [column.caption for column in told.columns][-2:] == ["事件发生日", "依据条款"]
    assert not told.totals
    (hint,) = [one.text("en") for one in written(book, "claim", as_of=date(2024, 6, 3)).advice]
    assert "enter the stage “Notified” with that day at SP-1, SP-4" in hint
    late, _hint = [one.text("en") for one in written(book, "claim", as_of=date(2024, 6, 4)).advice]
    assert late.startswith("SP-1 (2024-06-03), SP-4 (2024-06-03): the time for the notice has ended")
    assert "(GF-2017-0201 19.1、19.2)" in late
    with pytest.raises(Refused):
        written(book, "claim", as_of=date(2024, 5, 5))


def test_days_that_were_typed_are_kept(owing: Book) -> None:
    assert written(owing, "suspension", days_to_pay=40, interest="").answer_by == date(2025, 8, 9)


def test_opening_items_alone_give_a_demand_under_807_its_day(book: Book) -> None:
    with book.write(DO) as session:
        makers.a_company(session)
        contract = makers.a_contract(session)
        item = OpeningItemDraft("final", "旧账-9", date(2024, 1, 5), date(2024, 3, 31), Money.of(5))
        opening.take_on(session, OpeningDraft(contract=contract.id, taken_on=date(2024, 6, 10), items=(item,)))
    (told,) = written(book, "article_807", as_of=date(2025, 9, 25)).advice
    assert told.values["day"] == date(2025, 9, 30)


def test_a_second_letter_of_one_kind_on_one_day_is_told(owing: Book) -> None:
    first = issued(owing, "request", DAY)
    assert [one.values for one in written(owing, "request").advice] == [{"number": first.number, "day": DAY}]
    assert written(owing, "request", as_of=date(2025, 7, 1)).advice == ()
    with owing.write(DO) as session:
        papers.withdraw(session, papers.WithdrawalDraft(first.id, DAY, "误发"))
    assert written(owing, "request").advice == ()


ENDS = date(2028, 5, 31)
"""Three years after the last instalment that was due, a working day."""


@pytest.mark.parametrize(
    ("day", "days", "told"),
    [
        (date(2028, 5, 20), 10, ""),
        (
            date(2028, 5, 20),
            11,
            "Limitation ends before the day this letter gives: JB-2024-001 旧账-1 … (2) (2028-05-31)",
        ),
        (ENDS, 1, "Limitation ends before the day this letter gives"),
        (date(2028, 6, 1), 1, "Limitation ended: JB-2024-001 旧账-1 … (2) (2028-05-31)"),
    ],
)
def test_a_demand_names_what_limitation_ended_for_or_ends_for_before_the_time_it_gives(
    owing: Book, day: date, days: int, told: str
) -> None:
    said = [one.text("en") for one in written(owing, "demand_1", as_of=day, days_to_pay=days, **DAILY).advice]
    assert [one for one in said if one.startswith("Limitation")] == [one for one in said if told and told in one]
    assert bool(told) is any(one.startswith("Limitation") for one in said)
    if told:
        assert "Civil Code, articles 188 and 189" in "".join(said)
    proposal = written(owing, "negotiation", as_of=day, days_to_pay=days, **DAILY)
    assert not any(one.text("en").startswith("Limitation") for one in proposal.advice)


def test_a_letter_about_one_class_names_only_the_limitation_of_what_it_lists(owing: Book) -> None:
    (told,) = [
        one for one in written(owing, "retention", as_of=date(2029, 6, 1), **DAILY).advice if "documents" in one.values
    ]
    assert told.values["documents"] == "JB-2024-001 旧账-3 (2029-05-31)"


@pytest.mark.parametrize(
    ("day", "days", "named"),
    [
        (date(2027, 3, 1), 8, ""),
        (date(2027, 3, 1), 9, "旧账-1 (2027-03-10)"),
        (date(2027, 4, 1), 10, "旧账-1 (2027-03-10)"),
    ],
)
def test_instalments_that_would_end_earlier_by_themselves_are_named_apart(
    owing: Book, day: date, days: int, named: str
) -> None:
    """民法典 189: the last one counts; the earlier day is the careful one."""
    said = [one.text("zh") for one in written(owing, "demand_1", as_of=day, days_to_pay=days, **DAILY).advice]
    found = [one for one in said if "单独计算" in one]
    assert len(found) == bool(named)
    assert all(named in one and "旧账-2" not in one and "第一百八十九条" in one for one in found)
