"""The mirror below is compared with and set off among three, on its day and back; by itself it changes no balance."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from models import answers, certificates, contracts, downstream, exchange, receivables
from models.certificates import CertificateDraft, LineDraft
from models.contracts import Contract
from models.downstream import (
    PAY_WHEN_PAID,
    ReversalDraft,
    SetOffDraft,
    SetOffLineDraft,
    SubCertificateDraft,
    SubcontractDraft,
    SubPaymentDraft,
    SubQuantityDraft,
    set_off,
)
from models.money import Money
from models.problems import Invalid, Refused
from models.receivables import Receivable
from models.store.book import Book
from models.store.listing import Question
from models.wholesale import LOAD
from models.work import finish
from tests import makers
from tests.makers import a_book
from tests.models.importing_sheets import bring_in, workbook

M, D = Money.of, Decimal
LATER = date(2026, 1, 1)
PAID_ON = date(2024, 8, 10)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = a_book(tmp_path / "book")
    yield made
    made.close()


@pytest.fixture
def owed(book: Book) -> Book:
    """A contract with ¥ 80,000 due on 1 July 2024 and the rest of 100,000 later, and a subcontract of it."""
    with book.write(contracts.RECORD) as session:
        contract = makers.a_contract(session, recovery_rule="none", advance=None)
        makers.a_bill(session, contract)
        certificates.record(
            session, CertificateDraft(contract=contract.id, work=M(100_000), certified_on=date(2024, 6, 3))
        )
        makers.a_subcontract(session, contract)
    return book


def contract_of(session: Any) -> Contract:
    return session.scalars(select(Contract)).one()


def sub_of(session: Any) -> downstream.Subcontract:
    return session.scalars(select(downstream.Subcontract)).one()


def balance(session: Any, day: date) -> str:
    (told,) = answers.position_on(session, day)
    return str(told["balance"])


def shown(listing: Any, session: Any, day: date = LATER) -> list[dict[str, Any]]:
    return answers.listed(listing, session, Question(day))


def test_a_subcontract_adds_up_and_changes_nothing_that_is_owed_to_us(owed: Book) -> None:
    with owed.write(downstream.RECORD) as session:
        before = receivables.positions(session, LATER)
        sub = sub_of(session)
        assert sub.number == f"{makers.CONTRACT}-FB-01"
        draft = downstream.draft_of(session, sub.id)
        assert (draft.whole, draft.kept, draft.paid, draft.left) == (M(200_000), M(6_000), M(100_000), M(94_000))
        assert draft.wages_short == M(50_000)
        (early,) = shown(downstream.LISTING, session, date(2024, 7, 10))
        assert (early["paid"], early["left"]) == ("0.00", "194000.00")
        paid = (*draft.payments, SubPaymentDraft(date(2024, 8, 1), M(30_000), True))
        downstream.record(session, replace(draft, payments=paid))
        (now,) = shown(downstream.LISTING, session)
        assert (now["left"], now["wages_short"]) == ("64000.00", "20000.00")
        assert receivables.positions(session, LATER) == before


def test_quantities_below_are_compared_with_what_the_owner_certified(owed: Book) -> None:
    with owed.write(downstream.RECORD) as session:
        contract = contract_of(session)
        items = {item.code: item for item in session.scalars(select(makers.bills.BillItem)) if not item.is_heading}
        first, second = items["010101001"], items["010103001"]
        lines = (
            LineDraft(bill_item=first.id, quantity=D(4_000), price=D(30)),
            LineDraft(bill_item=second.id, quantity=D(50), price=D(12)),
        )
        certificates.record(session, CertificateDraft(contract=contract.id, certified_on=date(2024, 7, 3), lines=lines))
        kept = downstream.draft_of(session, sub_of(session).id)
        below = (
            SubQuantityDraft(date(2024, 7, 1), "010101001", D("4000.5"), D(20)),
            SubQuantityDraft(date(2024, 8, 1), "010103001", D(50), D(8)),
            SubQuantityDraft(date(2024, 8, 1), "不存在", D(1)),
        )
        downstream.record(session, replace(kept, quantities=below))
        found = {one["code"]: (one["up"], one["down"], one["difference"], one["verdict"])
                 for one in shown(downstream.COMPARISON, session)}  # fmt: skip
        assert {code: (D(up), D(down), D(less), verdict) for code, (up, down, less, verdict) in found.items()} == {
            "010101001": (D(4000), D("4000.5"), D("-0.5"), downstream.MORE),
            "010103001": (D(50), D(50), D(0), downstream.SAME),
        }
        (early,) = shown(downstream.COMPARISON, session, date(2024, 7, 2))
        assert (D(early["up"]), early["down_amount"]) == (D(0), "80010.00")


def test_a_set_off_counts_from_the_day_the_owner_paid_and_is_taken_back_on_its_day(owed: Book) -> None:
    with owed.write(downstream.RECORD_SET_OFF) as session:
        row = makers.a_set_off(session, sub_of(session), amount=M(90_000))
        assert [balance(session, day) for day in (date(2024, 8, 9), PAID_ON, LATER)] == [
            "100000.00", "10000.00", "10000.00",
        ]  # fmt: skip
        taken = {one.receivable: one.amount for one in set_off.draft_of(session, row.id).lines}
        assert sorted(taken.values()) == [M(10_000), M(80_000)]
        (sub,) = shown(downstream.LISTING, session)
        assert (sub["by_owner"], sub["left"]) == ("90000.00", "4000.00")
        with pytest.raises(Invalid, match="cannot be undone before"):
            set_off.reverse(session, ReversalDraft(row.id, date(2024, 8, 9), "错"))
        set_off.reverse(session, ReversalDraft(row.id, date(2024, 9, 1), "业主追回"))
        assert [balance(session, day) for day in (PAID_ON, date(2024, 8, 31), date(2024, 9, 1))] == [
            "10000.00", "10000.00", "100000.00",
        ]  # fmt: skip
        (listed,) = shown(downstream.SET_OFFS, session, date(2024, 8, 31))
        assert (listed["stands"], shown(downstream.SET_OFFS, session)[0]["stands"]) == ("90000.00", None)
        for deed in (
            lambda: set_off.reverse(session, ReversalDraft(row.id, LATER, "再次")),
            lambda: set_off.record(session, set_off.draft_of(session, row.id)),
            lambda: downstream.void(session, sub_of(session).id, "误录"),
        ):
            with pytest.raises(Refused):
                deed()
        set_off.void(session, row.id, "误录")
        assert balance(session, date(2024, 8, 20)) == "100000.00"
        with pytest.raises(Refused, match="is void already"):
            set_off.void(session, row.id, "再次")
        downstream.void(session, sub_of(session).id, "误录")
        for again in (
            lambda: downstream.void(session, row.subcontract_id, ""),
            lambda: makers.a_set_off(session, sub_of(session)),
        ):
            with pytest.raises(Refused, match="is void already"):
                again()


def test_a_set_off_never_takes_off_more_than_is_open_or_of_another_contract(owed: Book) -> None:
    with owed.write(downstream.RECORD_SET_OFF) as session:
        sub = sub_of(session)
        with pytest.raises(Invalid, match="is open under our contract on that day"):
            makers.a_set_off(session, sub, amount=M(100_001))
        other = makers.a_contract(session, number="HT-2", recovery_rule="none", advance=None)
        certificates.record(session, CertificateDraft(contract=other.id, work=M(9), certified_on=date(2024, 6, 3)))
        keys = {
            one.contract_id: one.id for one in session.scalars(select(Receivable).where(Receivable.kind == "progress"))
        }
        lines = (SetOffLineDraft(keys[other.id], M(900)),)
        with pytest.raises(Invalid, match="not owed under the contract"):
            makers.a_set_off(session, sub, lines=lines)
        with pytest.raises(Invalid, match="More is set off"):
            makers.a_set_off(session, sub, amount=M(80_001), lines=(SetOffLineDraft(keys[sub.contract_id], M(80_001)),))
        with pytest.raises(Invalid, match="became owed after"):
            early = {"signed_on": date(2024, 5, 1), "effective_on": date(2024, 5, 2)}
            makers.a_set_off(session, sub, lines=(SetOffLineDraft(keys[sub.contract_id], M(900)),), **early)
        with pytest.raises(Invalid, match="no subcontract"):
            makers.a_set_off(session, sub, subcontract="不存在")
        assert balance(session, LATER) == "100009.00"


def test_a_copy_owes_the_same_on_every_day(owed: Book) -> None:
    with owed.write(downstream.RECORD_SET_OFF) as session:
        sub = sub_of(session)
        makers.a_set_off(session, sub, amount=M(70_000))
        makers.a_set_off(session, sub, amount=M(20_000), reversed_on=date(2024, 9, 1), reason="业主追回")
        set_off.void(session, makers.a_set_off(session, sub).id, "误录")
    with owed.read() as session:
        drafts = json.loads(json.dumps(list(exchange.dump(session))))
    copy = a_book(owed.folder.parent / "copy")
    try:
        with copy.write(LOAD) as session:
            finish(exchange.load(session, drafts, "drafts.json"))
        with copy.read() as theirs, owed.read() as ours:
            assert list(exchange.dump(theirs)) == drafts
            for day in (date(2024, 8, 9), PAID_ON, date(2024, 9, 1), LATER):
                assert balance(theirs, day) == balance(ours, day)
            assert shown(downstream.LISTING, theirs) == shown(downstream.LISTING, ours)
    finally:
        copy.close()


def test_subcontracts_come_in_with_their_parts_and_a_set_off_by_its_number(owed: Book) -> None:
    sheets = {
        "单位": [["名称"], ["江北远通土石方"]],
        "分包合同": [["上游合同", "分包合同编号", "分包内容", "分包单位", "分包合同价", "质保金比例", "背靠背",
                   "中小企业"],
                  [makers.CONTRACT, "FB-9", "路基土石方", "江北远通土石方", 300_000.0, "3%", "是", "是"]],
        "分包计价": [["分包合同编号", "计价日期", "计价金额"], ["FB-9", date(2024, 7, 1), 50_000.0]],
        "分包付款": [["分包合同编号", "付款日期", "付款金额", "工资专户"], ["FB-9", date(2024, 7, 9), 10_000.0, "是"]],
        "分包工程量": [["分包合同编号", "计价日期", "项目编码", "工程量"],
                   ["FB-9", date(2024, 7, 1), "010101001", 10.0]],
        "三方抵扣": [["分包合同编号", "抵扣编号", "协议日期", "业主代付日期", "抵扣金额"],
                  ["FB-9", "DK-1", date(2024, 8, 1), PAID_ON, 5_000.0]],
    }  # fmt: skip
    outcome = bring_in(owed, workbook(sheets))
    assert any("article 9" in one.sentence("en") for one in outcome.problems)
    assert [outcome.counts[name].new for name in ("subcontracts", "sub_payments", "sub_quantities", "set_offs")] == [
        1
    ] * 4
    with owed.read() as session:
        assert balance(session, PAID_ON) == "95000.00"
        (found,) = [one for one in shown(downstream.LISTING, session) if one["number"] == "FB-9"]
        assert (found["left"], found["by_owner"]) == ("33500.00", "5000.00")


@pytest.mark.parametrize(
    ("changes", "entry", "advice"),
    [
        ({"name": ""}, "name", False),
        ({"retention_rate": D(2)}, "retention_rate", False),
        ({"price": M(-1)}, "price", False),
        ({"payments": (SubPaymentDraft(LATER, Money()),)}, "payments.0.amount", False),
        ({"payments": (SubPaymentDraft(LATER, M(10)),)}, "payments", True),
        ({"price": M(1), "certified": (SubCertificateDraft(LATER, M(2)),)}, "certified", True),
        ({"small": True, "pay_when_paid": True}, "pay_when_paid", True),
    ],
)
def test_what_does_not_fit_is_told_beside_its_entry(changes: dict[str, Any], entry: str, advice: bool) -> None:
    sound = SubcontractDraft(contract="c", party="p", name="土方")
    assert not list(downstream.check(sound))
    assert (entry, advice) in [(one.entry, one.advice) for one in downstream.check(replace(sound, **changes))]


def test_pay_when_paid_is_told_with_its_articles_and_a_set_off_must_add_up() -> None:
    assert "article 9" in PAY_WHEN_PAID
    assert "法释〔2024〕11号" in PAY_WHEN_PAID
    sound = SetOffDraft(subcontract="s", signed_on=PAID_ON, effective_on=PAID_ON, amount=M(5))
    assert not list(set_off.check(sound))
    wrong = replace(sound, lines=(SetOffLineDraft("r", M(4)), SetOffLineDraft("q", Money())))
    assert [one.entry for one in set_off.check(wrong)] == ["lines", "lines.1.amount"]
    assert [one.entry for one in set_off.check(replace(sound, amount=Money()))] == ["amount"]
    assert [one.advice for one in set_off.check(replace(sound, signed_on=LATER))] == [True]
