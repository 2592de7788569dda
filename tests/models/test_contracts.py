"""Contracts: what was agreed, on which terms from which day, and what has happened since."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import text

from models import contracts, events
from models.contracts import AgreementDraft, Contract, ContractDraft, ContractEvent, MilestoneDraft, ReleaseDraft
from models.contracts.terms_draft import USUAL_MILESTONES
from models.money import Money
from models.problems import Invalid
from models.rules.certificate import Milestone
from models.store.book import Book
from tests import makers

SHARE = Decimal("0.8")


@pytest.fixture
def owner(book: Book) -> str:
    with book.write(contracts.RECORD) as session:
        return makers.a_party(session).id


def draft_with(**changes: object) -> ContractDraft:
    return replace(
        ContractDraft(number="1", name="合同", owner="o", price=Money.of(1), milestones=USUAL_MILESTONES), **changes
    )  # type: ignore[arg-type]


def found(draft: ContractDraft) -> list[tuple[str, bool]]:
    return [(problem.entry, problem.advice) for problem in contracts.check(draft)]


def shares(*cumulative: str | None) -> tuple[MilestoneDraft, ...]:
    names = [events.CERTIFICATION, events.ACCEPTANCE, events.FINAL_ACCOUNT, events.DEFECTS_END]
    return tuple(
        MilestoneDraft(names[place], None if share is None else Decimal(share), 28)
        for place, share in enumerate(cumulative)
    )


def kept(book: Book, **changes: object) -> str:
    with book.write(contracts.RECORD) as session:
        return makers.a_contract(session, **changes).id


def agreed(book: Book, contract: str, **changes: object) -> str:
    with book.write(contracts.AGREE) as session:
        return makers.an_agreement(session, session.get_one(Contract, contract), **changes).id


def happened(book: Book, contract: str) -> dict[str, tuple[date, date]]:
    with book.read() as session:
        rows = session.query(ContractEvent).filter_by(contract_id=contract)
        return {row.event: (row.happened_on, row.known_from) for row in rows}


def test_a_contract_comes_back_as_it_was_kept(book: Book, owner: str) -> None:
    with book.write(contracts.RECORD) as session:
        project, payer = makers.a_project(session).id, makers.a_party(session, "财政局").id
        draft = makers.a_contract_draft(
            session, owner=owner, project=project, payer=payer, kind="design", role="leader", currency="USD",
            provisional=Money.of(50_000), completion_on=date(2025, 3, 1), completed_on=date(2025, 4, 1),
            accepted_on=date(2025, 5, 6), handed_over_on=date(2025, 5, 7), submitted_on=date(2025, 6, 1),
            settled_on=date(2025, 9, 1), defects_months=24, handler="钱经办", approval_number="批-7", remark="两\n行",
            vat_method="simplified", vat_rate=Decimal("0.03"), advance=Money.of("1000.10"), recovery_rule="percentage",
            recovery_rate=Decimal("0.15"), recovery_base="progress", retention_rate=Decimal("0.03"),
            retention_base="progress", retention_cap=Decimal("0.025"), minimum=Money.of(10_000),
            milestones=shares("0.7", "0.8", "1"), releases=(ReleaseDraft(events.DEFECTS_END, Decimal(1), 14),),
        )  # fmt: skip
        key = contracts.record(session, draft).id
    with book.read() as session:
        assert contracts.draft_of(session, key) == replace(draft, id=key)


def test_a_contract_without_anything_optional_comes_back_the_same(book: Book, owner: str) -> None:
    draft = ContractDraft(
        number="1", name="合同", owner=owner, price=Money.of(1), vat_rate=Decimal(0), defects_months=None, milestones=()
    )
    with book.write(contracts.RECORD) as session:
        key = contracts.record(session, draft).id
    with book.read() as session:
        assert contracts.draft_of(session, key) == replace(draft, id=key)


def test_number_name_owner_and_price_are_needed() -> None:
    needed = [(name, False) for name in ("number", "name", "owner", "price")]
    assert found(ContractDraft()) == [*needed, ("milestones", True)]


def test_a_contract_brought_in_without_milestones_has_none_and_is_told_what_counts_instead() -> None:
    """Nothing is invented: domain.md 2.1 has the days of law where nothing was agreed."""
    alone = ContractDraft(number="1", name="合同", owner="o", price=Money.of(1))
    assert alone.milestones == ()
    (told,) = [one for one in contracts.check(alone) if one.entry == "milestones"]
    assert told.advice
    assert "建工解释（一）第 27 条" in told.sentence()


@pytest.mark.parametrize(
    ("factor", "entries"), [("1.05", []), ("0.9", []), ("0.4999", ["break_short"]), ("2.01", ["break_short"])]
)
def test_a_factor_far_from_the_price_is_asked_about(factor: str, entries: list[str]) -> None:
    draft = draft_with(break_share=Decimal("0.15"), break_short=Decimal(factor))
    assert [entry for entry, advice in found(draft) if advice] == entries


def test_a_number_is_used_once(book: Book, owner: str) -> None:
    key = kept(book)
    with pytest.raises(Invalid) as raised:
        kept(book)
    assert [problem.entry for problem in raised.value.problems] == ["number"]
    assert kept(book, id=key, name="改名") == key


@pytest.mark.parametrize(
    ("rows", "entry"),
    [
        (("0.8", "0.7", "1"), "milestones.1.cumulative"),
        (("0.8", "1.1"), "milestones.1.cumulative"),
        (("0.8", "0.97"), "milestones.1.cumulative"),
        (("-0.1", "1"), "milestones.0.cumulative"),
        (("0.8", None), "milestones.1.cumulative"),
    ],
)
def test_cumulative_shares_rise_and_end_at_the_whole(rows: tuple[str | None, ...], entry: str) -> None:
    problems = found(draft_with(milestones=shares(*rows)))
    assert problems
    assert {name for name, _ in problems} == {entry}
    assert not any(advice for _, advice in problems)


@pytest.mark.parametrize("rows", [("1",), ("0.8", "0.8", "1"), ("0.8", "0.85", "0.97", "1"), ("0", "1")])
def test_shares_that_rise_to_the_whole_are_accepted(rows: tuple[str, ...]) -> None:
    assert found(draft_with(milestones=shares(*rows))) == []


def test_the_first_milestone_is_the_signed_certificate() -> None:
    late = (MilestoneDraft(events.ACCEPTANCE, Decimal(1), 28),)
    assert found(draft_with(milestones=late)) == [("milestones.0.event", False)]


def test_the_release_of_retention_ends_at_the_whole() -> None:
    half = (ReleaseDraft(events.ACCEPTANCE, Decimal("0.5"), 0),)
    assert found(draft_with(releases=half)) == [("releases.0.cumulative", False)]


@pytest.mark.parametrize("name", ["vat_rate", "recovery_rate", "retention_cap"])
@pytest.mark.parametrize("rate", ["-0.01", "1.01"])
def test_a_percentage_lies_between_nothing_and_the_whole(name: str, rate: str) -> None:
    assert found(draft_with(**{name: Decimal(rate)})) == [(name, False)]


@pytest.mark.parametrize("name", ["price", "advance", "minimum"])
def test_agreed_amounts_are_not_negative(name: str) -> None:
    assert found(draft_with(**{name: Money(-1)})) == [(name, False)]


def test_unlikely_dates_and_too_much_retention_are_advice() -> None:
    draft = draft_with(
        signed_on=date(2024, 3, 2), start_on=date(2024, 3, 1), accepted_on=date(2025, 3, 2),
        handed_over_on=date(2025, 3, 1), retention_rate=Decimal("0.05"),
    )  # fmt: skip
    assert sorted(found(draft)) == [("handed_over_on", True), ("retention_rate", True), ("start_on", True)]


def test_what_happened_is_dated_and_known_from_its_day(book: Book, owner: str) -> None:
    key = kept(book, completed_on=date(2025, 4, 1), submitted_on=date(2025, 6, 1))
    signed, completed, submitted = date(2024, 3, 1), date(2025, 4, 1), date(2025, 6, 1)
    assert happened(book, key) == {
        events.SIGNING: (signed, signed),
        events.COMPLETION: (completed, completed),
        events.SUBMITTED: (submitted, submitted),
    }


def test_the_end_of_the_defects_period_is_known_from_acceptance_on(book: Book, owner: str) -> None:
    key = kept(book, accepted_on=date(2024, 8, 31), defects_months=18)
    assert happened(book, key)[events.DEFECTS_END] == (date(2026, 2, 28), date(2024, 8, 31))


def test_without_acceptance_the_end_of_defects_is_not_known_without_a_period_it_is_two_years(
    book: Book, owner: str
) -> None:
    """解释（一）17: where no period was agreed, retention comes back two years after acceptance."""
    assert events.DEFECTS_END not in happened(book, kept(book, defects_months=24))
    other = kept(book, number="2", accepted_on=date(2024, 8, 31), defects_months=None)
    assert happened(book, other)[events.DEFECTS_END] == (date(2026, 8, 31), date(2024, 8, 31))
    with book.read() as session:
        draft = contracts.draft_of(session, other)
    with book.write(contracts.RECORD) as session:
        contracts.record(session, replace(draft, remark="再存一次"))
    assert happened(book, other)[events.DEFECTS_END] == (date(2026, 8, 31), date(2024, 8, 31))


def test_an_event_moves_and_goes_with_its_date_and_keeps_its_row(book: Book, owner: str) -> None:
    key = kept(book, accepted_on=date(2024, 8, 31), defects_months=12)
    with book.read() as session:
        rows = {one.event: one.id for one in session.get_one(Contract, key).events}
    kept(book, id=key, accepted_on=date(2024, 9, 30), defects_months=12)
    assert happened(book, key)[events.DEFECTS_END] == (date(2025, 9, 30), date(2024, 9, 30))
    with book.read() as session:
        assert {one.event: one.id for one in session.get_one(Contract, key).events} == rows
    kept(book, id=key)
    assert set(happened(book, key)) == {events.SIGNING}


def test_the_terms_of_a_day_are_those_of_the_last_agreement_valid_by_then(book: Book, owner: str) -> None:
    key = kept(book)
    agreed(book, key, number="补-2", valid_from=date(2025, 1, 1), retention_rate=Decimal("0.03"))
    agreed(book, key, number="补-1", valid_from=date(2024, 7, 1), retention_rate=Decimal("0.02"))
    with book.read() as session:
        contract = session.get_one(Contract, key)
        rates = [
            contracts.terms_on(contract, day).retention_rate
            for day in (date(2020, 1, 1), date(2024, 6, 30), date(2024, 7, 1), date(2024, 12, 31), date(2025, 1, 1))
        ]
    assert rates == [Decimal(one) for one in ("0", "0", "0.02", "0.02", "0.03")]


def test_terms_are_right_in_the_very_step_that_agreed_them_out_of_order(book: Book, owner: str) -> None:
    with book.write(contracts.AGREE) as session:
        contract = makers.a_contract(session)
        makers.an_agreement(
            session, contract, number="补-2", valid_from=date(2025, 1, 1), retention_rate=Decimal("0.03")
        )
        makers.an_agreement(
            session, contract, number="补-1", valid_from=date(2024, 7, 1), retention_rate=Decimal("0.02")
        )
        assert contracts.terms_on(contract, date(2026, 1, 1)).retention_rate == Decimal("0.03")


def test_the_price_of_a_day_has_the_agreements_valid_by_then(book: Book, owner: str) -> None:
    key = kept(book)
    agreed(book, key, number="补-1", valid_from=date(2024, 7, 1), price_change=Money.of(500_000))
    agreed(book, key, number="补-2", valid_from=date(2025, 1, 1), price_change=Money.of(-200_000))
    with book.read() as session:
        contract = session.get_one(Contract, key)
        prices = [
            contracts.price_on(session, contract, day)
            for day in (date(2024, 6, 30), date(2024, 7, 1), date(2025, 1, 1))
        ]
    assert prices == [Money.of(one) for one in (12_000_000, 12_500_000, 12_300_000)]


def test_an_agreement_leaves_the_original_terms_in_the_contract(book: Book, owner: str) -> None:
    key = kept(book)
    with book.read() as session:
        before = contracts.draft_of(session, key)
    agreed(book, key)
    with book.read() as session:
        assert contracts.draft_of(session, key) == before


def test_agreements_come_back_as_they_were_kept_oldest_first(book: Book, owner: str) -> None:
    key = kept(book)
    later = agreed(book, key, number="补-2", valid_from=date(2025, 1, 1))
    first = agreed(book, key)
    with book.read() as session:
        drafts = contracts.agreements_of(session, key)
    assert [draft.id for draft in drafts] == [first, later]
    with book.write(contracts.AGREE) as session:
        contracts.agree(session, replace(drafts[0], price_change=Money.of(1)))
    with book.read() as session:
        assert contracts.agreements_of(session, key) == [replace(drafts[0], price_change=Money.of(1)), drafts[1]]


def test_an_agreement_needs_contract_number_and_days(book: Book) -> None:
    with pytest.raises(Invalid) as raised, book.write(contracts.AGREE) as session:
        contracts.agree(session, AgreementDraft())
    assert [problem.entry for problem in raised.value.problems] == ["contract", "number", "signed_on", "valid_from"]


def test_agreements_never_leave_a_price_below_nothing(book: Book, owner: str) -> None:
    key = kept(book)
    agreed(book, key, price_change=Money.of(-11_000_000))
    with pytest.raises(Invalid) as raised:
        agreed(book, key, number="补-2", valid_from=date(2025, 1, 1), price_change=Money.of(-1_000_001))
    (problem,) = raised.value.problems
    assert problem.entry == "price_change"
    assert problem.text() == "自该日起合同总价将为 -1.00，不能为负数。请核对增减额。"
    agreed(book, key, number="补-2", valid_from=date(2025, 1, 1), price_change=Money.of(-1_000_000))


def test_days_after_an_event_are_not_negative() -> None:
    early = (MilestoneDraft(events.CERTIFICATION, Decimal(1), -3),)
    assert found(draft_with(milestones=early)) == [("milestones.0.days", False)]
    released = (ReleaseDraft(events.ACCEPTANCE, Decimal(1), -1),)
    assert found(draft_with(releases=released)) == [("releases.0.days", False)]


def test_two_agreements_cannot_share_a_number_or_a_day(book: Book, owner: str) -> None:
    key = kept(book)
    agreed(book, key)
    with pytest.raises(Invalid) as raised:
        agreed(book, key)
    assert [problem.entry for problem in raised.value.problems] == ["number", "valid_from"]


def test_the_arithmetic_gets_the_terms_as_they_were_typed(book: Book, owner: str) -> None:
    key = kept(book, milestones=shares("0.8", "1"), retention_rate=Decimal("0.03"), retention_cap=Decimal("0.025"))
    with book.read() as session:
        contract = session.get_one(Contract, key)
        terms = contracts.certificate_terms(
            contracts.terms_on(contract, date(2024, 6, 1)), contract, contract.price, date(2024, 6, 1)
        )
    assert terms.milestones == (
        Milestone(events.CERTIFICATION, SHARE, 28),
        Milestone(events.ACCEPTANCE, Decimal(1), 28),
    )
    assert (terms.retention.rate, terms.retention.cap_rate) == (Decimal("0.03"), Decimal("0.025"))
    assert (terms.recovery.rule, terms.recovery.rate, terms.recovery.advance) == (
        "percentage",
        Decimal("0.2"),
        Money.of(1_200_000),
    )
    assert (terms.price, terms.tax.rate) == (Money.of(12_000_000), Decimal("0.09"))


def test_undo_gives_terms_and_events_back(book: Book, owner: str) -> None:
    key = kept(book, accepted_on=date(2024, 8, 31))
    with book.read() as session:
        before, then = contracts.draft_of(session, key), happened(book, key)
    kept(book, id=key, number="改", milestones=shares("1"), accepted_on=None)
    book.undo()
    with book.read() as session:
        assert contracts.draft_of(session, key) == before
    assert happened(book, key) == then


def test_saving_an_unchanged_contract_makes_no_step(book: Book, owner: str) -> None:
    key = kept(book, accepted_on=date(2024, 8, 31))
    head = book.head()
    with book.read() as session:
        draft = contracts.draft_of(session, key)
    with book.write(contracts.RECORD) as session:
        contracts.record(session, draft)
    assert book.head() == head


def test_the_history_of_a_contract_has_what_changed_in_its_terms(book: Book, owner: str) -> None:
    key = kept(book)
    kept(book, id=key, retention_rate=Decimal("0.03"))
    with book.read() as session:
        terms = session.get_one(Contract, key).terms[0].id
        rows = session.execute(
            text("SELECT before ->> 'retention_rate', after ->> 'retention_rate' FROM changes WHERE record = :key"),
            {"key": terms},
        ).all()
    assert [tuple(row) for row in rows] == [(None, 0), (0, 30_000)]


def test_a_contract_is_found_by_its_number(book: Book, owner: str) -> None:
    key = kept(book)
    with book.read() as session:
        contract = contracts.numbered(session, makers.CONTRACT)
        assert contract is not None
        assert contract.id == key
        assert contracts.numbered(session, "没有") is None


@pytest.mark.parametrize(
    ("method", "kind", "day", "rate"),
    [
        ("general", "construction", "2018-04-30", "0.11"), ("general", "construction", "2018-05-01", "0.10"),
        ("general", "construction", "2019-04-01", "0.09"), ("general", "goods", "2024-01-01", "0.13"),
        ("general", "design", "2024-01-01", "0.06"), ("simplified", "construction", "2024-01-01", "0.03"),
        ("exempt", "construction", "2024-01-01", "0"),
    ],
)  # fmt: skip
def test_a_contract_that_names_no_rate_has_that_of_law_on_the_day(
    book: Book, method: str, kind: str, day: str, rate: str
) -> None:
    on = date.fromisoformat(day)
    assert ContractDraft().vat_rate is None
    with book.write(contracts.RECORD) as session:
        made = makers.a_contract(session, vat_method=method, kind=kind, advance=None)
        assert made.terms[0].vat_rate is None
        tax = contracts.tax_terms(contracts.terms_on(made, on), on, kind)
    assert tax.rate == Decimal(rate)
