"""Each claim lapses when the law says: what restarts it does so only with its paper, and a past day stays as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import contracts, deadlines, legal_facts, opening, receipts, receivables, variations
from models.contracts import Contract
from models.deadlines import Deadline
from models.legal_facts import LegalFactDraft
from models.money import Money
from models.opening import OpeningDraft, OpeningItemDraft
from models.problems import Invalid, Refused
from models.receipts import ReceiptDraft
from models.receivables import DueChangeDraft, Receivable
from models.store.book import Book
from models.store.commands import Command
from models.store.listing import Condition, Question
from models.variations import StageDraft
from tests import makers

DO = Command("tests.do", "Do for a test")
DUE = date(2022, 3, 10)
USUAL = date(2025, 3, 10)
LATER = date(2030, 1, 1)


def a_debt(session: Session, kind: str = "final", due_on: date | None = DUE, **changes: Any) -> Contract:
    """¥ 700,000 under a contract, due on 10 March 2022."""
    contract = makers.a_contract(session, **changes)
    item = OpeningItemDraft(kind, "旧账-1", date(2022, 1, 5), due_on, Money.of(700_000))
    opening.take_on(session, OpeningDraft(contract=contract.id, taken_on=date(2022, 1, 10), items=(item,)))
    return contract


def every(book: Book, clock: str, as_of: date, **how: str) -> list[Deadline]:
    with book.read() as session:
        return [one for one in deadlines.deadlines(session, as_of, **how) if one.clock == clock]


def of(book: Book, clock: str, as_of: date, **how: str) -> Deadline:
    (found,) = every(book, clock, as_of, **how)
    return found


LETTER = LegalFactDraft(
    kind="demand", sent_on=date(2024, 12, 1), happened_on=date(2024, 12, 3), way="ems", outcome="delivered",
    tracking="1023", proof="EMS 回执",
)  # fmt: skip
FACT = LegalFactDraft(happened_on=date(2024, 12, 3), proof="原件一份")
AGAIN = date(2027, 12, 3)
SITUATIONS = {
    "a letter served and proven": (LETTER, AGAIN),
    "a letter that arrived, without proof": (replace(LETTER, proof=""), USUAL),
    "a letter sent but returned": (replace(LETTER, outcome="returned"), USUAL),
    "a letter returned from the address agreed for service": (
        replace(LETTER, outcome="returned", agreed_address=True), AGAIN,
    ),
    "a letter that was refused": (replace(LETTER, outcome="refused"), USUAL),
    "a letter on its way": (replace(LETTER, happened_on=None, outcome=""), USUAL),
    "a letter served too late": (replace(LETTER, happened_on=date(2025, 3, 11)), USUAL),
    "a letter served on the last day": (replace(LETTER, happened_on=USUAL), date(2028, 3, 10)),
    "accounts compared without a demand": (replace(FACT, kind="reconciled"), USUAL),
    "an express demand in a statement": (replace(LETTER, remark="对账函含付款请求"), AGAIN),
    "another letter without a demand": (replace(LETTER, kind="notice"), USUAL),
    "a repayment plan": (replace(FACT, kind="repayment_plan"), AGAIN),
    "the debtor asks for time": (replace(FACT, kind="extension"), AGAIN),
    "security is given": (replace(FACT, kind="security"), AGAIN),
    "a suit that ended": (replace(FACT, kind="suit", ended_on=date(2025, 6, 30)), date(2028, 6, 30)),
    "a suit that is pending": (replace(FACT, kind="suit"), None),
    "mediation that ended": (replace(FACT, kind="mediation", ended_on=date(2025, 1, 20)), date(2028, 1, 20)),
    "an assignment served": (replace(LETTER, kind="assignment"), AGAIN),
    "a promise after the end": (replace(FACT, kind="new_promise", happened_on=date(2025, 8, 1)), date(2028, 8, 1)),
    "an acknowledgement after the end": (
        replace(FACT, kind="acknowledgement", happened_on=date(2025, 8, 1)), USUAL,
    ),
    "an obstacle in the last six months": (
        replace(FACT, kind="obstacle", ended_on=date(2025, 4, 1)), date(2025, 10, 1),
    ),
    "an obstacle long before the end": (
        replace(FACT, kind="obstacle", happened_on=date(2023, 1, 1), ended_on=date(2023, 6, 1)), USUAL,
    ),
}  # fmt: skip


@pytest.mark.parametrize("situation", SITUATIONS)
def test_limitation_restarts_only_as_the_published_situations_say(book: Book, situation: str) -> None:
    fact, last = SITUATIONS[situation]
    with book.write(DO) as session:
        contract = a_debt(session)
        legal_facts.record(session, replace(fact, contract=contract.id))
    found = of(book, "limitation", LATER)
    assert found.raw_end == last
    assert (found.level(LATER) == "stands") == (last is None)
    if last not in (USUAL, None) and fact.kind != "obstacle":
        assert found.behind
        assert "SX-001" in found.because.text("en")


def test_a_part_payment_is_its_own_proof_and_one_that_was_returned_proves_nothing(book: Book) -> None:
    with book.write(DO) as session:
        contract = a_debt(session)
        paid = ReceiptDraft(payer=contract.owner_id, received_on=date(2024, 9, 2), amount=Money.of(50_000))
        row = receipts.record(session, replace(paid, allocations=receipts.propose(session, paid)))
        number = row.number
    found = of(book, "limitation", LATER)
    assert found.raw_end == date(2027, 9, 2)
    assert number in found.because.text("en")
    assert of(book, "limitation", date(2024, 9, 1)).raw_end == USUAL
    with book.write(DO) as session:
        receipts.reverse(session, receipts.ReversalDraft(row.id, "returned", date(2024, 10, 8), "退票"))
    assert of(book, "limitation", LATER).raw_end == USUAL


def test_a_part_claimed_interrupts_the_whole_debt(book: Book) -> None:
    with book.write(DO) as session:
        contract = makers.a_contract(session)
        items = tuple(
            OpeningItemDraft("progress", f"旧账-{n}", date(2022, 1, 5), day, Money.of(n * 1000))
            for n, day in ((1, date(2022, 2, 1)), (2, DUE))
        )
        opening.take_on(session, OpeningDraft(contract=contract.id, taken_on=date(2022, 1, 10), items=items))
        part = session.scalars(select(Receivable.id).where(Receivable.document == "旧账-1")).one()
        legal_facts.record(session, replace(LETTER, receivable=part))
    found = of(book, "limitation_instalments", LATER)
    assert (found.raw_end, found.subject.amount) == (AGAIN, Money.of(3000))


def test_instalments_of_one_debt_run_from_the_last_and_the_oldest_alone_is_named(book: Book) -> None:
    with book.write(DO) as session:
        contract = makers.a_contract(session)
        items = tuple(
            OpeningItemDraft("progress", f"旧账-{day.year}", date(2022, 1, 5), day, Money.of(1000))
            for day in (date(2022, 2, 1), date(2024, 5, 6))
        )
        opening.take_on(session, OpeningDraft(contract=contract.id, taken_on=date(2022, 1, 10), items=items))
    found = of(book, "limitation_instalments", date(2024, 6, 1))
    assert found.raw_end == date(2027, 5, 6)
    assert "2025-02-01" in found.note.text("en")


def test_a_demand_on_one_joint_debtor_counts_for_all_and_on_a_stranger_for_none(book: Book) -> None:
    with book.write(DO) as session:
        contract = a_debt(session)
        parent, stranger = makers.a_party(session, "临湖集团").id, makers.a_party(session, "路人公司").id
        legal_facts.record(session, replace(LETTER, party=stranger, contract=contract.id))
        legal_facts.record(session, replace(LETTER, party=parent, contract=contract.id))
    assert of(book, "limitation", LATER).raw_end == USUAL
    with book.write(DO) as session:
        joins = LegalFactDraft(
            kind="joint_debtor", party=parent, contract=contract.id, happened_on=date(2023, 5, 1), proof="债务加入协议"
        )
        legal_facts.record(session, joins)
    assert [one.raw_end for one in every(book, "limitation", LATER)] == [AGAIN, AGAIN]


def test_a_debt_without_an_agreed_day_runs_from_hand_over_or_from_the_time_a_letter_gave(book: Book) -> None:
    with book.write(DO) as session:
        contract = a_debt(session, due_on=None)
        item = session.scalars(select(Receivable)).one()
        item.anchor = ""
    found = of(book, "limitation_undated", LATER)
    assert (found.raw_end, found.level(LATER)) == (None, "stands")
    with book.write(DO) as session:
        legal_facts.record(session, replace(LETTER, contract=contract.id, ends_on=date(2024, 12, 20)))
    assert of(book, "limitation_undated", LATER).raw_end == date(2027, 12, 20)
    with book.write(DO) as session:
        draft = replace(contracts.draft_of(session, contract.id), handed_over_on=date(2023, 7, 1))
        contracts.record(session, draft)
    found = of(book, "limitation", LATER)
    assert "article 27" in found.law("en")
    assert of(book, "priority", LATER).raw_end == date(2025, 1, 1)


def test_nobody_is_protected_longer_than_twenty_years(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.drafts.today", lambda: date(2041, 1, 1))
    with book.write(DO) as session:
        contract = a_debt(session)
        for year in range(2025, 2042, 3):
            day = date(year, 3, 1)
            legal_facts.record(session, replace(LETTER, contract=contract.id, sent_on=day, happened_on=day))
    assert of(book, "limitation", date(2041, 1, 1)).raw_end == date(2042, 3, 10)


def test_the_priority_right_runs_once_and_another_day_of_payment_is_told_not_counted(book: Book) -> None:
    with book.write(DO) as session:
        contract = a_debt(session)
        legal_facts.record(session, replace(LETTER, contract=contract.id))
    assert of(book, "priority", LATER).raw_end == date(2023, 9, 10)
    with book.write(DO) as session:
        item = session.scalars(select(Receivable.id)).one()
        asked = DueChangeDraft(item, date(2023, 1, 10), date(2023, 12, 31), "工期顺延")
        receivables.change_due(session, asked)
    found = of(book, "priority", LATER)
    assert found.raw_end == found.act_by == date(2023, 9, 10)
    assert "2025-06-30" in found.note.text("en")
    assert "工期顺延" in found.note.text("zh")
    assert of(book, "limitation", LATER).raw_end == AGAIN
    assert "2025-06-30" not in of(book, "priority", date(2023, 1, 9)).note.text("en")


def test_a_subcontractor_has_no_priority_right(book: Book) -> None:
    with book.write(DO) as session:
        a_debt(session, role="subcontractor")
    with book.read() as session:
        assert [one.clock for one in deadlines.deadlines(session, LATER)] == ["limitation"]
    with book.write(DO) as session:
        a_debt(session, number="JB-2024-002")
    assert of(book, "priority", LATER).subject.contract == "JB-2024-002"


def test_a_year_whose_holidays_are_unknown_is_said_to_be_unknown(book: Book) -> None:
    with book.write(DO) as session:
        a_debt(session, due_on=date(2024, 2, 29))
    found = of(book, "limitation", date(2026, 11, 23))
    assert (found.raw_end, found.end, found.act_by) == (date(2027, 2, 28), None, date(2027, 2, 28))
    with book.read() as session:
        rows = deadlines.LISTING.first(session, Question(date(2026, 11, 23), words="未公布"))
    assert [row[0] for row in rows] == [found.key]


PROCEDURES = {
    "preservation": ("suit_after_preservation", date(2025, 2, 9), "suit"),
    "judgment": ("enforcement", date(2027, 1, 10), "enforcement"),
    "bankruptcy": ("bankruptcy_filing", date(2025, 2, 9), "claim_filed"),
    "frozen_account": ("frozen_account", date(2026, 1, 10), ""),
    "seized_movables": ("seized_movables", date(2027, 1, 10), ""),
    "seized_property": ("seized_property", date(2028, 1, 10), ""),
    "bill_refused": ("bill_recourse", date(2025, 7, 10), ""),
    "insolvency": ("bankruptcy_filing", date(2025, 2, 9), "claim_filed"),
    "confirmation_asked": ("sme_confirmation", date(2025, 2, 9), "reconciled"),
    "complaint": ("complaint_result", date(2025, 2, 9), ""),
}


@pytest.mark.parametrize(
    ("refused", "payer", "late"),
    [
        (date(2025, 9, 22), "", False),
        (date(2025, 9, 23), "", True),
        (date(2026, 9, 15), "", True),
        (date(2026, 9, 15), "另一家", False),
        (date(2025, 9, 9), "", False),
    ],
)
def test_a_bill_that_was_refused_after_its_ten_days_tells_whom_recourse_is_left_against(
    book: Book, refused: date, payer: str, late: bool
) -> None:
    """票据法 53; 电子商业汇票业务管理办法 66. The tenth day, 2025-09-20, is a Saturday: Monday the 22nd counts."""
    with book.write(DO) as session:
        contract = a_debt(session)
        whose = makers.a_party(session, payer, credit_code="").id if payer else contract.owner_id
        bill = ReceiptDraft(
            number="SK-票",
            payer=whose,
            received_on=date(2025, 3, 10),
            amount=Money.of(1000),
            method="commercial_bill",
            bill_number="123",
            matures_on=date(2025, 9, 10),
        )
        receipts.record(session, bill)
        fact = LegalFactDraft(kind="bill_refused", contract=contract.id, happened_on=refused, proof="拒付证明")
        legal_facts.record(session, fact)
    note = of(book, "bill_recourse", date(2026, 9, 20)).note.text("zh")
    assert ("SK-票 于 2025-09-10 到期" in note) is late
    assert ("2025-09-22 前未提示付款的，只能向出票人、承兑人追索" in note) is late


@pytest.mark.parametrize("kind", PROCEDURES)
def test_a_procedure_sets_its_last_day_until_it_is_met_or_ended(book: Book, kind: str) -> None:
    clock, last, met = PROCEDURES[kind]
    began = LegalFactDraft(kind=kind, happened_on=date(2025, 1, 10), proof="裁定书")
    with book.write(DO) as session:
        contract = a_debt(session)
        row = legal_facts.record(session, replace(began, contract=contract.id))
        key = row.id
    assert of(book, clock, date(2025, 1, 20)).raw_end == last
    with book.write(DO) as session:
        if met:
            day = date(2025, 1, 21)
            legal_facts.record(session, LegalFactDraft(kind=met, contract=contract.id, happened_on=day, proof="收据"))
        else:
            draft = replace(legal_facts.draft_of(session, key), ended_on=date(2025, 1, 21))
            legal_facts.record(session, draft)
    with book.read() as session:
        on = [clock in [one.clock for one in deadlines.deadlines(session, date(2025, 1, day))] for day in (20, 22)]
    assert on == [True, False]


@pytest.mark.parametrize(
    ("how", "end"), [({}, date(2026, 1, 10)), ({"ends_on": date(2025, 12, 31)}, date(2025, 12, 31))]
)
def test_a_frozen_account_is_renewed_seven_days_before_it_ends(book: Book, how: dict[str, Any], end: date) -> None:
    frozen = LegalFactDraft(kind="frozen_account", happened_on=date(2025, 1, 10), proof="裁定书", **how)
    with book.write(DO) as session:
        legal_facts.record(session, replace(frozen, contract=a_debt(session).id))
    found = of(book, "frozen_account", date(2025, 12, 1))
    assert (found.raw_end, found.act_by) == (end, end - timedelta(days=7))
    assert "第十八条" in found.law("zh")
    assert "届满七日前" in found.note.text("zh")
    assert [found.level(end - timedelta(days=before)) for before in (15, 14, 7, 6)] == ["30", "7", "7", "passed"]


@pytest.mark.parametrize("how", [{"ends_on": date(2024, 10, 13)}, {"months": 6}])
def test_no_day_that_was_entered_shortens_the_two_years_for_enforcement(book: Book, how: dict[str, Any]) -> None:
    judged = LegalFactDraft(kind="judgment", happened_on=date(2024, 10, 3), proof="判决书", **how)
    with book.write(DO) as session:
        judged = replace(judged, contract=a_debt(session).id)
        legal_facts.record(session, judged)
    found = of(book, "enforcement", date(2025, 1, 1))
    assert (found.start, found.raw_end) == (date(2024, 10, 3), date(2026, 10, 3))
    (told,) = legal_facts.check(judged)
    assert (told.entry, told.advice) == (next(iter(how)), True)
    assert "民事诉讼法" in told.text("zh")
    assert {"ends_on", "months"} <= set(legal_facts.idle(judged))


def test_a_complaint_that_was_passed_on_in_time_has_the_time_of_the_office_that_handles_it(book: Book) -> None:
    with book.write(DO) as session:
        contract = a_debt(session)
        for kind, day in (("complaint", date(2025, 1, 10)), ("complaint_passed_on", date(2025, 1, 16))):
            fact = LegalFactDraft(kind=kind, contract=contract.id, happened_on=day, proof="回执")
            legal_facts.record(session, fact)

    def said(day: date) -> dict[str, date]:
        with book.read() as session:
            found = deadlines.deadlines(session, day)
        return {one.clock: one.raw_end for one in found if one.clock.startswith("complaint") and one.raw_end}

    assert said(date(2025, 1, 15)) == {"complaint_transfer": date(2025, 1, 24), "complaint_result": date(2025, 2, 9)}
    assert said(date(2025, 1, 17)) == {"complaint_result": date(2025, 2, 15)}


def test_the_last_day_an_announcement_fixes_goes_before_the_law(book: Book) -> None:
    with book.write(DO) as session:
        contract = a_debt(session)
        announced = LegalFactDraft(
            kind="bankruptcy",
            contract=contract.id,
            happened_on=date(2025, 1, 10),
            ends_on=date(2025, 3, 31),
            proof="公告",
        )
        legal_facts.record(session, announced)
    assert of(book, "bankruptcy_filing", date(2025, 1, 20)).raw_end == date(2025, 3, 31)


def test_documents_set_their_own_last_days(book: Book) -> None:
    with book.write(DO) as session:
        contract = makers.a_contract(session, accepted_on=date(2024, 9, 1))
        makers.a_variation(session, contract)
        makers.a_deposit(
            session, contract, form="guarantee", guarantee_number="BH-1", expires_on=date(2025, 3, 1),
        )  # fmt: skip
        bill = ReceiptDraft(
            payer=contract.owner_id, received_on=date(2024, 7, 1), amount=Money.of(900), method="bank_bill",
            matures_on=date(2024, 12, 30),
        )  # fmt: skip
        receipts.record(session, bill)
    day = date(2024, 9, 5)
    with book.read() as session:
        found = {one.clock: one.raw_end for one in deadlines.deadlines(session, day)}
        priced = session.scalars(select(variations.VariationOrder)).one()
    assert found == {
        "variation_pricing": priced.instructed_on + (date(2024, 1, 15) - date(2024, 1, 1)),
        "final_account_submission": date(2024, 9, 29),
        "guarantee_expiry": date(2025, 3, 1),
        "bill_presentation": date(2025, 1, 9),
    }
    with book.write(DO) as session:
        variations.submit(session, StageDraft(priced.id, day, Money.of(300_000)))
        makers.a_final_account(session, session.get_one(Contract, contract.id), submitted_on=day, reviews=())
    assert of(book, "variation_silence", day).raw_end == date(2024, 9, 19)
    assert of(book, "final_account_silence", day).raw_end == date(2024, 10, 3)


@pytest.mark.parametrize(
    ("debtor", "clock", "last"),
    [("large", "sme_payment", date(2025, 11, 3)), ("public", "sme_payment_public", date(2025, 10, 4))],
)
def test_a_small_creditor_is_paid_by_the_regulation_from_the_day_both_confirmed_the_amount(
    book: Book, debtor: str, clock: str, last: date
) -> None:
    with book.write(DO) as session:
        contract = makers.a_contract(session, sme_debtor=debtor, signed_on=date(2025, 7, 1))
        item = OpeningItemDraft("progress", "旧账-1", date(2025, 9, 4), date(2026, 1, 31), Money.of(700_000))
        opening.take_on(session, OpeningDraft(contract=contract.id, taken_on=date(2025, 9, 10), items=(item,)))
    found = of(book, clock, date(2025, 9, 30))
    assert (found.start, found.raw_end) == (date(2025, 9, 4), last)
    assert "802" in found.law("zh")
    assert found.note.message, "the later day that was agreed is told"


def test_a_contract_with_another_creditor_has_no_such_clock(book: Book) -> None:
    with book.write(DO) as session:
        a_debt(session)
    with book.read() as session:
        assert not [one for one in deadlines.deadlines(session, USUAL) if one.clock.startswith("sme")]


def test_what_is_recorded_later_changes_no_deadline_of_a_past_day(book: Book) -> None:
    with book.write(DO) as session:
        contract = a_debt(session)
    past = date(2024, 11, 30)
    with book.read() as session:
        before = deadlines.deadlines(session, past)
    with book.write(DO) as session:
        for number, (fact, _last) in enumerate(SITUATIONS.values()):
            if (fact.happened_on or LATER) > past:
                legal_facts.record(session, replace(fact, contract=contract.id, number=f"后-{number}"))
        paid = ReceiptDraft(payer=contract.owner_id, received_on=date(2024, 12, 9), amount=Money.of(50_000))
        receipts.record(session, replace(paid, allocations=receipts.propose(session, paid)))
        item = session.scalars(select(Receivable.id)).one()
        receivables.change_due(session, DueChangeDraft(item, date(2025, 1, 10), date(2025, 12, 31), "延期"))
    with book.read() as session:
        assert deadlines.deadlines(session, past) == before


def test_a_fact_names_what_is_wrong_and_is_voided_once(book: Book) -> None:
    with book.write(DO) as session:
        contract = a_debt(session)
        wrong = (
            (LegalFactDraft(happened_on=DUE, outcome="delivered"), "party"),
            (LegalFactDraft(contract=contract.id), "happened_on"),
            (replace(LETTER, contract=contract.id, happened_on=date(2024, 11, 1)), "happened_on"),
            (replace(LETTER, contract=contract.id, outcome=""), "outcome"),
            (replace(FACT, contract=contract.id, kind="suit", ended_on=date(2020, 1, 1)), "ended_on"),
        )
        for draft, entry in wrong:
            with pytest.raises(Invalid) as raised:
                legal_facts.record(session, draft)
            assert [one.entry for one in raised.value.problems if not one.advice] == [entry]
        row = legal_facts.record(session, replace(LETTER, contract=contract.id))
        assert row.party_id == contract.owner_id
        legal_facts.void(session, row.id, "误录")
        with pytest.raises(Refused):
            legal_facts.void(session, row.id, "误录")
    assert of(book, "limitation", LATER).raw_end == USUAL


def test_the_list_is_narrowed_by_nearness_scope_and_words(book: Book) -> None:
    with book.write(DO) as session:
        contract = a_debt(session)
    near = Question(date(2025, 2, 20), having=(Condition("level", "is", "30"),))
    with book.read() as session:
        keys = deadlines.LISTING.keys(session, near)
        assert [key.partition(":")[0] for key in keys] == ["limitation"]
        assert deadlines.LISTING.keys(session, replace(near, scope={"contract": contract.id})) == keys
        assert deadlines.LISTING.keys(session, replace(near, scope={"contract": "another"})) == []
        assert deadlines.LISTING.keys(session, replace(near, words="旧账-1 到期")) == keys
        assert deadlines.LISTING.keys(session, replace(near, words="旧账-9")) == []
        (total,) = deadlines.LISTING.totals(session, near)
        assert (total.count, total.sums) == (1, {})
