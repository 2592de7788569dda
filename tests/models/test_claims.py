"""A claim goes its stages; agreed it is a line of certificates or a debt of its own, never both, never for more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from models import certificates, claims, contracts, deadlines, final_accounts, receipts, receivables, stages
from models.certificates import CertificateDraft, LineDraft
from models.claims import AGREED, DEEMED, FINAL, INTERIM, NOTIFIED, REJECTED, REVIEWED, ClaimDraft, StepDraft
from models.contracts import Contract
from models.money import Money
from models.problems import Invalid, Refused
from models.receipts import AllocationDraft, ReceiptDraft
from models.receivables import Receivable
from models.store.book import Book
from models.store.listing import Question
from tests import makers
from tests.makers import AGREED as IN_PART
from tests.makers import CLAIMED, a_book

M = Money.of
LATER = date(2026, 1, 1)
JUNE, JULY, AUGUST, SEPTEMBER = (date(2024, month, 20) for month in (6, 7, 8, 9))


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = a_book(tmp_path / "book")
    yield made
    made.close()


def shown(session: Any, day: date = LATER) -> dict[str, Any]:
    names = [column.name for column in claims.LISTING.columns]
    return dict(zip(names, claims.LISTING.first(session, Question(day))[0][1:], strict=True))


def sentences(problems: Any) -> list[str]:
    return [one.text("en") for one in problems]


def owed(session: Any) -> list[tuple[str, str, str, str | None]]:
    item = receivables.items(LATER)
    rows = session.execute(select(item.c.kind, item.c.document, item.c.amount, item.c.due_on))
    return [(kind, document, str(amount), str(due)) for kind, document, amount, due in rows]


def test_the_list_shows_every_claim_as_it_stood_on_the_day(book: Book) -> None:
    with book.write(claims.RECORD) as session:
        contract = makers.a_contract(session)
        makers.a_claim(session, contract, *CLAIMED, IN_PART, ended_on=date(2024, 6, 30))
        june = shown(session, date(2024, 6, 10))
        assert (june["stage"], june["ours"], june["ours_by"]) == (None, "notice", date(2024, 7, 1))
        notified = shown(session, date(2024, 6, 25))
        assert (notified["ours"], notified["ours_by"]) == ("report", date(2024, 7, 18))
        reported = shown(session, date(2024, 7, 15))
        assert (reported["stage"], reported["claimed"], reported["answer_by"]) == (FINAL, M(90_000), date(2024, 8, 7))
        end = shown(session)
        assert (end["stage"], end["agreed"], end["asked"], end["granted"]) == (AGREED, M(70_000), 12, 8)
        assert (end["ours"], end["ours_by"], end["answer_by"]) == (None, None, None)
        for column in claims.LISTING.columns:
            assert len(claims.LISTING.keys(session, Question(LATER, sort=column.name))) == 1


def test_the_time_limits_of_the_list_and_of_the_form_are_the_same(book: Book) -> None:
    with book.write(claims.RECORD) as session:
        for place, form in enumerate(("gf2017", "fidic1999", "fidic2017")):
            contract = makers.a_contract(session, number=f"HT-{place}", claim_form=form, claim_final=21)
            for steps in (CLAIMED[:0], CLAIMED[:1], CLAIMED):
                row = makers.a_claim(session, contract, *steps or (), ended_on=date(2024, 8, 1), steps=steps)
                windows = {one.window: one.last_on for one in claims.draft_of(session, row.id).windows}
                names = [column.name for column in claims.LISTING.columns]
                (listed,) = claims.LISTING.rows(session, Question(LATER), [row.id])
                found = dict(zip(names, listed[1:], strict=True))
                if found["ours"]:
                    assert windows[found["ours"]] == found["ours_by"]
                assert windows.get("answer") == found["answer_by"]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(order=st.permutations(range(5)))
def test_the_order_in_which_stages_are_typed_does_not_matter(book: Book, order: list[int]) -> None:
    told = (
        StepDraft(NOTIFIED, JUNE), StepDraft(INTERIM, JUNE, M(10_000)), StepDraft(FINAL, JULY, M(90_000), 12),
        StepDraft(REVIEWED, JULY, M(80_000), 9), StepDraft(AGREED, AUGUST, M(70_000), 8),
    )  # fmt: skip
    with book.write(claims.RECORD) as session:
        contract = session.scalars(select(Contract)).first() or makers.a_contract(session)
        row = makers.a_claim(session, contract, *(told[place] for place in order))
        assert [one.stage for one in stages.stages_of(session, row.id)] == [one.stage for one in told]
        assert claims.draft_of(session, row.id).steps == told
        assert claims.is_unaltered(session, row)
        row.story = "改动"
        assert not claims.is_unaltered(session, row)


def test_a_certificate_takes_an_agreed_claim_up_to_what_was_agreed(book: Book) -> None:
    with book.write(claims.RECORD) as session:
        contract = makers.a_contract(session, recovery_rule="none", advance=None)
        row = makers.a_claim(session, contract, *CLAIMED, IN_PART)

        def certified(share: str, day: date | None, period: int | None = None, lines: int = 1) -> Any:
            line = LineDraft(claim=row.id, kind="claims", name="索赔", quantity=Decimal(share), price=Decimal(70_000))
            draft = CertificateDraft(contract=contract.id, certified_on=day, lines=(line,) * lines, period=period)
            return certificates.record(session, draft)

        with pytest.raises(Invalid) as refused:
            certified("0.5", date(2024, 8, 19))
        assert sentences(refused.value.problems) == [
            "This claim is not agreed yet: enter it as claimed, not as certified."
        ]
        first = certified("0.6", SEPTEMBER)
        assert first.value_claims == M(42_000)
        with pytest.raises(Invalid) as refused:
            certified("0.5", date(2024, 10, 20))
        assert sentences(refused.value.problems) == [
            "70,000.00 was agreed of this claim and 42,000.00 certified before: certify no more than the rest."
        ]
        with pytest.raises(Invalid) as refused:
            certified("0.3", date(2024, 10, 20), lines=2)
        assert sentences(refused.value.problems) == [
            "70,000.00 was agreed of this claim and 63,000.00 certified before: certify no more than the rest."
        ]
        certified("0.4", date(2024, 10, 20))
        assert claims.draft_of(session, row.id).certified == M(70_000)
        assert shown(session)["certified"] == M(70_000)
        assert shown(session, date(2024, 9, 30))["certified"] == M(42_000)
        assert {kind for kind, *_ in owed(session)} == {"progress", "final", "retention"}
        with pytest.raises(Refused, match="is part of a certificate"):
            claims.void(session, row.id, "误录")


def test_the_valuation_sheet_offers_claims_that_certificates_pay(book: Book) -> None:
    with book.write(claims.RECORD) as session:
        contract = makers.a_contract(session)
        agreed = makers.a_claim(session, contract, *CLAIMED, IN_PART)
        asked = makers.a_claim(session, contract, *CLAIMED)
        makers.a_claim(session, contract, *CLAIMED, IN_PART, payment="separate")
        claims.void(session, makers.a_claim(session, contract).id, "误录")
        from models.certificates import sheet

        lines = sheet.begun(session, contract.id, date(2024, 9, 1)).draft.lines
        assert [(one.claim, one.kind, str(one.price)) for one in lines] == [
            (agreed.id, "claims", "70000.00"), (asked.id, "claims", "90000.00"),
        ]  # fmt: skip


def test_a_claim_paid_by_itself_is_owed_from_the_agreement_and_is_no_line(book: Book) -> None:
    with book.write(claims.RECORD) as session:
        contract = makers.a_contract(session, recovery_rule="none", advance=None)
        row = makers.a_claim(session, contract, *CLAIMED, IN_PART, payment="separate", pay_days=28)
        assert owed(session) == [("claim", f"{makers.CONTRACT}-SP-01", "70000.00", "2024-09-17")]
        line = LineDraft(claim=row.id, kind="claims", quantity=Decimal(1), price=Decimal(70_000))
        with pytest.raises(Invalid, match="void or paid by itself"):
            certificates.record(session, CertificateDraft(contract=contract.id, certified_on=SEPTEMBER, lines=(line,)))
        (item,) = session.scalars(select(Receivable))
        paid = AllocationDraft(receivable=item.id, amount=M(1_000))
        receipts.record(
            session,
            ReceiptDraft(payer=contract.owner_id, received_on=SEPTEMBER, amount=M(1_000), allocations=(paid,)),
        )
        with pytest.raises(Refused, match="Release the allocations first"):
            claims.void(session, row.id, "误录")


def test_the_final_account_has_counted_the_claims_agreed_until_then(book: Book) -> None:
    with book.write(claims.RECORD) as session:
        contract = makers.a_contract(session, recovery_rule="none", advance=None)
        early = makers.a_claim(session, contract, *CLAIMED, IN_PART, payment="separate")
        account = makers.a_final_account(session, contract, settled=M(1_080_000))
        assert account.certified == M(70_000)
        with pytest.raises(Refused, match="is agreed: void it first"):
            claims.void(session, early.id, "误录")
        with pytest.raises(Refused, match="is agreed: void it first"):
            makers.a_claim(session, contract, *CLAIMED, IN_PART, payment="separate")
        late = replace(IN_PART, on=date(2025, 9, 1))
        assert makers.a_claim(session, contract, *CLAIMED, late, payment="separate").number.endswith("SP-02")
        final_accounts.void(session, account.id, "误录")
        claims.void(session, early.id, "误录")
        assert [document for _, document, *_ in owed(session)] == [f"{makers.CONTRACT}-SP-02"]


def test_silence_accepts_only_after_its_days_and_where_the_contract_says_so(book: Book) -> None:
    silent = StepDraft(DEEMED, date(2024, 8, 8))
    with book.write(claims.RECORD) as session:
        contract = makers.a_contract(session)
        with pytest.raises(Invalid) as refused:
            makers.a_claim(session, contract, *CLAIMED, replace(silent, on=date(2024, 8, 7)))
        assert sentences(refused.value.problems) == ["The owner may answer until 2024-08-07: silence accepts after it."]
        row = makers.a_claim(session, contract, *CLAIMED, silent)
        assert claims.agreed(claims.draft_of(session, row.id).steps) == M(90_000)
        assert claims.is_fixed(session, row.id)
        other = makers.a_contract(session, number="HT-2", claim_silence="nothing")
        with pytest.raises(Invalid, match="silence does not accept"):
            makers.a_claim(session, other, *CLAIMED, silent)
        fidic = makers.a_contract(session, number="HT-3", claim_form="fidic2017")
        with pytest.raises(Invalid, match="silence does not accept"):
            makers.a_claim(session, fidic, *CLAIMED, silent)


def test_what_was_rejected_may_be_taken_up_again_and_what_was_agreed_stays(book: Book) -> None:
    with book.write(claims.RECORD) as session:
        contract = makers.a_contract(session)
        row = makers.a_claim(session, contract, *CLAIMED, StepDraft(REJECTED, JULY, remark="非我方责任"))
        draft = claims.next_draft(session, row.id)
        assert draft.stage == REVIEWED
        claims.step(session, replace(draft, stage=FINAL, on=AUGUST, amount=M(60_000)))
        with pytest.raises(Invalid) as refused:
            claims.step(session, replace(draft, stage=AGREED, on=SEPTEMBER, amount=M(61_000)))
        assert sentences(refused.value.problems) == ["61,000.00 is agreed, more than the 60,000.00 that was claimed."]
        claims.step(session, replace(draft, stage=AGREED, on=SEPTEMBER, amount=M(60_000)))
        with pytest.raises(Refused, match="is agreed and stays as it is"):
            claims.record(session, claims.draft_of(session, row.id))
        claims.void(session, row.id, "误录")
        assert claims.LISTING.totals(session, Question(LATER))[0].count == 0
        for deed in (
            lambda: claims.void(session, row.id, "再次"),
            lambda: claims.record(session, claims.draft_of(session, row.id)),
        ):
            with pytest.raises(Refused, match="is void already"):
                deed()


def test_the_next_stage_is_proposed_and_its_problems_stand_in_its_own_form(book: Book) -> None:
    with book.write(claims.RECORD) as session:
        row = makers.a_claim(session, makers.a_contract(session), steps=())
        first = claims.next_draft(session, row.id)
        assert (first.stage, first.amount, first.on) == (NOTIFIED, None, None)
        late = replace(first, on=date(2024, 7, 4))
        assert [(one.entry, one.text("en")) for one in claims.check_step(session, late)] == [
            ("", "Notice of the claim: 3 days after the last day (2024-07-01). Keep a reason for the delay.")
        ]
        claims.step(session, late)
        assert claims.next_draft(session, row.id).stage == FINAL
        with pytest.raises(Invalid) as refused:
            claims.step(session, replace(first, stage=FINAL, on=date(2024, 7, 1)))
        assert [one.entry for one in refused.value.problems] == ["on"]


@pytest.mark.parametrize(
    ("changes", "entry"),
    [
        ({"name": ""}, "name"),
        ({"happened_on": None}, "happened_on"),
        ({"discovered_on": date(2024, 6, 1)}, "discovered_on"),
        ({"ended_on": date(2024, 6, 1)}, "ended_on"),
        ({"pay_days": -1}, "pay_days"),
        ({"steps": (StepDraft(NOTIFIED, None),)}, "steps.0.on"),
        ({"steps": (StepDraft(NOTIFIED, date(2024, 6, 1)),)}, "steps.0.on"),
        ({"steps": (StepDraft(REVIEWED, JULY),)}, "steps.0.stage"),
        ({"steps": (StepDraft(FINAL, JULY),)}, "steps.0.amount"),
        ({"steps": (StepDraft(FINAL, JULY, M(-1)),)}, "steps.0.amount"),
        ({"steps": (StepDraft(FINAL, JULY, M(1), -1),)}, "steps.0.days"),
        ({"steps": (*CLAIMED, replace(IN_PART, amount=M(90_001)))}, "steps"),
        ({"steps": (*CLAIMED, IN_PART, StepDraft(REVIEWED, LATER))}, "steps.3.stage"),
        ({"steps": (StepDraft(FINAL, JULY, M(1)), StepDraft(NOTIFIED, AUGUST))}, "steps.1.stage"),
    ],
)
def test_what_does_not_fit_is_told_beside_its_entry(changes: dict[str, Any], entry: str) -> None:
    sound = ClaimDraft(contract="c", name="停工", happened_on=date(2024, 6, 3), steps=CLAIMED)
    assert not list(claims.check(sound))
    found = [one for one in claims.check(replace(sound, **changes)) if not one.advice]
    assert entry in [one.entry for one in found]


def test_terms_say_which_windows_run_and_those_of_an_agreement_run_from_its_day(book: Book) -> None:
    with book.write(contracts.RECORD) as session:
        contract = makers.a_contract(session, claim_notice=14)
        makers.an_agreement(session, contract, claim_notice=7)
        before = makers.a_claim(session, contract, steps=())
        after = makers.a_claim(session, contract, steps=(), happened_on=date(2024, 7, 2))
        ends = [claims.draft_of(session, one.id).windows[0].last_on for one in (before, after)]
        assert ends == [date(2024, 6, 3) + timedelta(14), date(2024, 7, 2) + timedelta(7)]


def test_what_is_still_to_be_done_of_a_claim_stands_among_the_deadlines_of_the_day(book: Book) -> None:
    with book.write(claims.RECORD) as session:
        makers.a_claim(session, makers.a_contract(session), *CLAIMED, IN_PART, ended_on=date(2024, 6, 30))
        fidic = makers.a_contract(session, number="HT-2", claim_form="fidic2017", claim_notice=14)
        makers.a_claim(session, fidic, *CLAIMED)

        def told(day: date, contract: str) -> list[tuple[str, str, str]]:
            found = [one for one in deadlines.deadlines(session, day) if one.subject.contract == contract]
            mine = [one for one in found if one.clock.startswith("claim")]
            return [(one.clock, str(one.raw_end), one.law("en")) for one in mine]

        gf, clause = makers.CONTRACT, "GF-2017-0201 19.1、19.2"
        assert told(date(2024, 6, 2), gf) == []
        assert told(date(2024, 6, 5), gf) == [("claim_notice", "2024-07-01", clause)]
        assert told(date(2024, 7, 1), gf) == [
            ("claim_report", "2024-07-18", clause), ("claim_final", "2024-07-28", clause),
        ]  # fmt: skip
        assert told(date(2024, 7, 15), gf) == [("claim_silence", "2024-08-07", clause)]
        assert told(date(2024, 8, 20), gf) == []
        red = "FIDIC 2017 20.2、3.7"
        assert told(date(2024, 6, 5), "HT-2") == [
            ("claim_notice", "2024-06-17", red), ("claim_report", "2024-08-26", red),
        ]  # fmt: skip
        assert told(date(2024, 7, 15), "HT-2") == [("claim_silence", "2024-10-02", red)]


def test_a_correction_keeps_the_number_and_the_money_of_an_agreed_claim(book: Book) -> None:
    with book.write(claims.RECORD) as session:
        contract = makers.a_contract(session)
        row = makers.a_claim(session, contract, *CLAIMED, IN_PART, payment="separate", pay_days=28)
        number = row.number
        paid = ReceiptDraft(payer=contract.owner_id, contract=contract.id, received_on=SEPTEMBER, amount=M(30_000))
        receipts.record(session, replace(paid, allocations=receipts.propose(session, paid)))
        old = claims.as_agreed(session, row.id)
        steps = tuple(replace(one, amount=M(80_000)) if one.stage == AGREED else one for one in old.steps)
        new = claims.correct(session, replace(old, steps=steps))
        assert new.number == number
        assert row.void
        item = receivables.items(LATER)
        found = session.execute(select(item.c.document, item.c.amount, item.c.open)).all()
        assert [(one[0], str(one[1]), str(one[2])) for one in found] == [(number, "80000.00", "50000.00")]
        assert claims.is_unaltered(session, new)


def test_only_an_agreed_claim_is_corrected_and_none_that_a_certificate_holds(book: Book) -> None:
    with book.write(claims.RECORD) as session:
        contract = makers.a_contract(session)
        open_claim = makers.a_claim(session, contract)
        with pytest.raises(Refused, match="is not agreed yet"):
            claims.as_agreed(session, open_claim.id)
        row = makers.a_claim(session, contract, *CLAIMED, IN_PART, number="SP-9")
        line = LineDraft(claim=row.id, kind="claims", name=row.name, quantity=Decimal(1), price=Decimal(70_000))
        certificates.record(session, CertificateDraft(contract=contract.id, certified_on=SEPTEMBER, lines=(line,)))
        with pytest.raises(Refused, match="part of a certificate"):
            claims.correct(session, claims.as_agreed(session, row.id))
