"""Variation orders: from the instruction to the approved amount, which then stays as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import text

from models import certificates, contracts, stages, variations
from models.certificates import CertificateDraft, LineDraft
from models.contracts import Contract
from models.money import Money
from models.problems import Invalid, Refused
from models.store.book import Book
from models.store.listing import Question
from models.variations import StageDraft, VariationDraft, VariationLineDraft, VariationOrder
from tests import makers

MAY, JUNE, JULY = date(2024, 5, 15), date(2024, 6, 18), date(2024, 7, 1)


@pytest.fixture
def contract(book: Book) -> str:
    with book.write(contracts.RECORD) as session:
        return makers.a_contract(session).id


def kept(book: Book, contract: str, **changes: object) -> str:
    with book.write(variations.RECORD) as session:
        return makers.a_variation(session, session.get_one(Contract, contract), **changes).id


def step(book: Book, stage: str, key: str, on: date, amount: int | None = None, **more: object) -> None:
    verb = {"submit": variations.SUBMIT, "review": variations.REVIEW, "approve": variations.APPROVE}
    draft = StageDraft(key, on, None if amount is None else Money.of(amount), **more)  # type: ignore[arg-type]
    with book.write(verb.get(stage, variations.REJECT)) as session:
        getattr(variations, stage)(session, draft)


def void(book: Book, key: str, reason: str = "录入重复") -> None:
    with book.write(variations.VOIDED) as session:
        variations.void(session, key, reason)


def approved(book: Book, contract: str, **changes: object) -> str:
    with book.write(variations.APPROVE) as session:
        return makers.an_approved_variation(session, session.get_one(Contract, contract), **changes).id  # type: ignore[arg-type]


def stage_of(book: Book, key: str) -> str:
    with book.read() as session:
        return stages.latest(session, key)


def total_on(book: Book, contract: str, day: date) -> Money:
    with book.read() as session:
        return variations.approved_total(session, contract, day)


def row_on(book: Book, day: date, **question: object) -> dict[str, object]:
    with book.read() as session:
        (row,) = variations.LISTING.first(session, Question(day, **question))  # type: ignore[arg-type]
    return dict(zip((column.name for column in variations.LISTING.columns), row[1:], strict=True))


def problems(raised: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [problem.entry for problem in raised.value.problems]


def test_a_variation_comes_back_as_it_was_kept(book: Book, contract: str) -> None:
    line = VariationLineDraft(code="01", name="咬合桩", unit="m", quantity=Decimal("120.5"), price=Decimal("880.25"))
    key = kept(book, contract, lines=(line,), remark="附图 3 张")
    with book.read() as session:
        draft = variations.draft_of(session, key)
    assert draft.lines[0].amount == Money.of("106070.13")
    assert draft == VariationDraft(
        id=key, contract=contract, number="BG-001", name="基坑支护改为咬合桩", kind="design_change",
        instructed_on=date(2024, 5, 6), priced_on=date(2024, 5, 10), amount=Money.of("106070.13"), days_asked=12,
        cause="设计变更通知单 03 号", remark="附图 3 张", lines=draft.lines,
    )  # fmt: skip


def test_number_subject_contract_and_day_are_needed(book: Book) -> None:
    with pytest.raises(Invalid) as raised, book.write(variations.RECORD) as session:
        variations.record(session, VariationDraft())
    assert problems(raised) == ["contract", "number", "name", "instructed_on"]


def test_a_number_is_used_once_under_a_contract(book: Book, contract: str) -> None:
    key = kept(book, contract)
    with pytest.raises(Invalid) as raised:
        kept(book, contract)
    assert problems(raised) == ["number"]
    with book.write(contracts.RECORD) as session:
        other = makers.a_contract(session, number="JB-2024-002").id
    assert kept(book, other) != key
    with book.read() as session:
        found = variations.numbered(session, contract, "BG-001")
        assert found is not None
        assert found.id == key


def test_the_lines_make_the_amount_and_a_different_typed_one_is_advice(contract: str) -> None:
    lines = (VariationLineDraft(name="桩", amount=Money.of(70)), VariationLineDraft(name="减少", amount=Money.of(-20)))
    draft = VariationDraft(
        contract=contract, number="1", name="桩", instructed_on=MAY, amount=Money.of(60), lines=lines
    )
    assert variations.priced_amount(draft) == Money.of(50)
    assert [(one.entry, one.advice) for one in variations.check(draft)] == [("amount", True)]
    assert list(variations.check(variations.worked_out(draft))) == []


def test_a_day_of_pricing_needs_an_amount_and_follows_the_instruction() -> None:
    draft = VariationDraft(contract="c", number="1", name="桩", instructed_on=MAY, priced_on=JUNE)
    assert [one.entry for one in variations.check(draft)] == ["amount"]
    early = replace(draft, amount=Money.of(1), priced_on=date(2024, 5, 1))
    assert [one.entry for one in variations.check(early)] == ["priced_on"]


def test_a_variation_goes_through_its_stages_with_three_amounts(book: Book, contract: str) -> None:
    key = kept(book, contract, priced_on=None)
    reached = [stage_of(book, key)]
    with book.read() as session:
        draft = variations.draft_of(session, key)
    kept(book, contract, id=key, priced_on=date(2024, 5, 10), amount=draft.amount)
    reached.append(stage_of(book, key))
    for verb, day, amount in (
        ("submit", MAY, 360_000),
        ("review", date(2024, 6, 1), 320_000),
        ("approve", JUNE, 300_000),
    ):
        step(book, verb, key, day, amount)
        reached.append(stage_of(book, key))
    assert reached == ["instructed", "priced", "submitted", "reviewed", "approved"]
    row = row_on(book, JULY)
    assert [row[name] for name in ("submitted", "reviewed", "approved")] == [
        Money.of(one) for one in (360_000, 320_000, 300_000)
    ]
    assert (row["stage"], row["contract"], row["approved_on"]) == ("approved", makers.CONTRACT, JUNE)


def test_the_list_shows_the_stage_and_amounts_of_the_day_that_is_asked_for(book: Book, contract: str) -> None:
    approved(book, contract)
    may = row_on(book, MAY)
    assert (may["stage"], may["submitted"], may["approved"]) == ("submitted", Money.of(360_000), None)
    assert row_on(book, date(2024, 5, 12))["stage"] == "priced"
    with book.read() as session:
        assert variations.LISTING.totals(session, Question(date(2024, 5, 5)))[0].count == 0


def test_stages_of_one_day_stand_in_the_order_they_were_noted(book: Book, contract: str) -> None:
    with book.write(variations.RECORD) as session:
        found = session.get_one(Contract, contract)
        for number in range(50):
            makers.an_approved_variation(session, found, number=f"BG-{number}", on=date(2024, 5, 10))
    with book.read() as session:
        rows = variations.LISTING.first(session, Question(JULY))
        place = [column.name for column in variations.LISTING.columns].index("stage") + 1
        assert {row[place] for row in rows} == {"approved"}


def test_the_days_granted_are_kept_with_the_approval(book: Book, contract: str) -> None:
    key = kept(book, contract)
    step(book, "submit", key, MAY, 360_000)
    step(book, "approve", key, JUNE, 300_000, days=8)
    row = row_on(book, JULY)
    assert (row["days_asked"], row["days_granted"]) == (12, 8)


def test_the_next_stage_is_prefilled_with_the_amount_before(book: Book, contract: str) -> None:
    key = kept(book, contract)
    with book.read() as session:
        assert variations.next_draft(session, key) == StageDraft(key, None, Money.of(360_000))
    step(book, "submit", key, MAY, 350_000)
    with book.read() as session:
        assert variations.next_draft(session, key).amount == Money.of(350_000)


def test_a_stage_needs_a_day_and_an_amount(book: Book, contract: str) -> None:
    with pytest.raises(Invalid) as raised, book.write(variations.SUBMIT) as session:
        variations.submit(session, StageDraft(kept_key := "any"))
    assert kept_key
    assert problems(raised) == ["on", "amount"]


def test_a_stage_cannot_be_dated_before_the_one_it_follows(book: Book, contract: str) -> None:
    key = kept(book, contract)
    with pytest.raises(Invalid) as raised:
        step(book, "submit", key, date(2024, 5, 9), 360_000)
    assert problems(raised) == ["on"]
    assert stage_of(book, key) == "priced"


@pytest.mark.parametrize("verb", ["review", "approve", "reject"])
def test_what_was_not_submitted_cannot_be_judged(book: Book, contract: str, verb: str) -> None:
    key = kept(book, contract)
    with pytest.raises(Refused, match="not submitted yet"):
        step(book, verb, key, JUNE, 1)


def test_after_the_review_it_cannot_be_submitted_again(book: Book, contract: str) -> None:
    key = kept(book, contract)
    step(book, "submit", key, MAY, 360_000)
    step(book, "review", key, JUNE, 300_000)
    with pytest.raises(Refused, match="review has begun"):
        step(book, "submit", key, JULY, 360_000)


def test_a_rejected_variation_counts_nothing_and_may_be_submitted_again(book: Book, contract: str) -> None:
    key = kept(book, contract)
    step(book, "submit", key, MAY, 360_000)
    step(book, "reject", key, JUNE, remark="无设计签字")
    assert stage_of(book, key) == "rejected"
    assert total_on(book, contract, JULY) == Money()
    step(book, "submit", key, JULY, 340_000)
    assert row_on(book, JULY)["submitted"] == Money.of(340_000)


def test_an_amount_counts_from_the_day_it_was_approved(book: Book, contract: str) -> None:
    approved(book, contract)
    approved(book, contract, number="BG-002", amount=Money.of(-40_000), on=JULY)
    assert total_on(book, contract, date(2024, 6, 17)) == Money()
    assert total_on(book, contract, JUNE) == Money.of(300_000)
    assert total_on(book, contract, JULY) == Money.of(260_000)


def test_what_is_not_approved_by_a_day_is_named(book: Book, contract: str) -> None:
    done, waiting = approved(book, contract), kept(book, contract, number="BG-002")
    with book.read() as session:
        assert variations.unapproved(session, contract, JULY) == {waiting}
        assert variations.unapproved(session, contract, MAY) == {done, waiting}


def test_an_approved_variation_stays_as_it_is(book: Book, contract: str) -> None:
    key = approved(book, contract)
    with pytest.raises(Refused, match="Correct it by a new variation order"):
        kept(book, contract, id=key, name="别的")
    for verb in ("submit", "review", "approve", "reject"):
        with pytest.raises(Refused, match="approved and stays as it is"):
            step(book, verb, key, JULY, 1)


def test_an_approval_is_bound_to_the_variation_and_its_lines(book: Book, contract: str) -> None:
    line = VariationLineDraft(name="咬合桩", quantity=Decimal(2), price=Decimal(10))
    key = approved(book, contract, lines=(line,))
    with book.read() as session:
        assert variations.is_unaltered(session, session.get_one(VariationOrder, key))
    with book.write(variations.RECORD) as session:
        session.execute(text("UPDATE variation_lines SET price = price + 1"))
    with book.read() as session:
        assert not variations.is_unaltered(session, session.get_one(VariationOrder, key))


def test_undo_takes_an_approval_back(book: Book, contract: str) -> None:
    key = kept(book, contract)
    step(book, "submit", key, MAY, 360_000)
    step(book, "approve", key, JUNE, 300_000, days=3)
    book.undo()
    assert stage_of(book, key) == "submitted"
    assert total_on(book, contract, JULY) == Money()
    assert row_on(book, JULY)["days_granted"] is None


def test_a_void_variation_counts_nowhere_and_says_why(book: Book, contract: str) -> None:
    key = approved(book, contract)
    void(book, key, "与 BG-003 重复")
    assert total_on(book, contract, JULY) == Money()
    row = row_on(book, JULY)
    assert (row["stage"], row["approved"], row["amount"]) == ("void", None, None)
    with book.read() as session:
        assert [total.sums["approved"] for total in variations.LISTING.totals(session, Question(JULY))] == [None]
        assert stages.stages_of(session, key)[-1].remark == "与 BG-003 重复"
        assert variations.unapproved(session, contract, JULY) == {key}


def test_voiding_needs_a_reason_and_happens_once(book: Book, contract: str) -> None:
    key = approved(book, contract)
    with pytest.raises(Invalid) as raised:
        void(book, key, "")
    assert problems(raised) == ["reason"]
    void(book, key)
    with pytest.raises(Refused, match="void already"):
        void(book, key)
    with pytest.raises(Refused, match="void already"):
        kept(book, contract, id=key)


def test_a_variation_in_a_certificate_cannot_be_voided_until_that_is_void(book: Book, contract: str) -> None:
    key = approved(book, contract)
    with book.write(certificates.RECORD) as session:
        line = LineDraft(variation=key, name="咬合桩", quantity=Decimal(1), price=Decimal(300_000))
        paper = certificates.record(session, CertificateDraft(contract=contract, period_to=JULY, lines=(line,))).id
    with pytest.raises(Refused, match="part of a certificate"):
        void(book, key)
    with book.write(certificates.VOID) as session:
        certificates.void(session, paper, "重做")
    void(book, key)
    assert stage_of(book, key) == "void"


def test_a_price_submitted_after_the_notice_window_is_advice(book: Book, contract: str) -> None:
    key = kept(book, contract)
    with book.read() as session:
        last = StageDraft(key, date(2024, 5, 20), Money.of(1))
        assert variations.check_on(session, last, variations.SUBMITTED) == []
        (late,) = variations.check_on(session, replace(last, on=date(2024, 5, 21)), variations.SUBMITTED)
    assert (late.entry, late.advice, late.values) == ("on", True, {"late": 1, "days": 14})


def test_a_rejection_without_a_reason_is_advice(book: Book, contract: str) -> None:
    key = kept(book, contract)
    with book.read() as session:
        found = variations.check_on(session, StageDraft(key, JUNE), variations.REJECTED)
    assert [(one.entry, one.advice) for one in found] == [("remark", True)]


@pytest.mark.parametrize("words", ["BG-001", "咬合桩", "jkzh", "JB-2024", "临湖"])
def test_typing_number_subject_initials_or_contract_finds_a_variation(book: Book, contract: str, words: str) -> None:
    kept(book, contract)
    kept(book, contract, number="QZ-9", name="夜间施工")
    with book.read() as session:
        found = variations.LISTING.keys(session, Question(JULY, words=f"{words} BG"))
    assert len(found) == 1


def test_the_list_narrows_to_contract_project_and_owner(book: Book) -> None:
    with book.write(contracts.RECORD) as session:
        project = makers.a_project(session).id
        mine = makers.a_contract(session, project=project)
        other = makers.a_contract(session, number="X", owner=makers.a_party(session, "别家").id)
        key = makers.a_variation(session, mine).id
        makers.a_variation(session, other)
        scopes = {"contract": mine.id, "project": project, "party": mine.owner_id}
    with book.read() as session:
        for name, value in scopes.items():
            assert variations.LISTING.keys(session, Question(JULY, scope={name: value})) == [key]


def test_every_column_of_the_list_sorts_both_ways(book: Book, contract: str) -> None:
    for number in ("1", "2", "3"):
        approved(book, contract, number=number, amount=Money.of(int(number)))
    with book.read() as session:
        for column in variations.LISTING.columns:
            up = variations.LISTING.keys(session, Question(JULY, sort=column.name))
            assert up == variations.LISTING.keys(session, Question(JULY, sort=column.name, descending=True))[::-1]


def test_a_step_is_named_by_contract_and_variation(book: Book, contract: str) -> None:
    kept(book, contract)
    head = book.head()
    assert head is not None
    assert head.title == "Save a variation order: JB-2024-001 BG-001"
