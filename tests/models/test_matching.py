"""An owner's ledger beside our book: the lines of both, what is taken, dissolved and explained, on any day."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import exchange, matching, parties, receipts
from models.certificates import CertificateDraft
from models.certificates import record as certify
from models.contracts import Contract
from models.importing.sheets import Cell, Sheet, Workbook
from models.matching import MatchDraft, MatchesDraft, OwnerLedgerDraft, OwnerLineDraft
from models.matching.form import EXAMPLE, Answers, columns_of, from_json, remember, remembered, to_json
from models.matching.reading import Unrecognised, read_ledger
from models.money import Money
from models.problems import Invalid, Refused
from models.receipts import ReceiptDraft
from models.receivables import position
from models.rules.matching import Line
from models.store.book import Book
from models.wholesale import LOAD
from models.work import finish
from tests import makers

DAY = date(2024, 9, 30)


@pytest.fixture
def ledger(book: Book) -> Book:
    """Two certificates, a receipt allocated in part, a deposit."""
    with book.write(matching.RECORD) as session:
        contract = makers.a_contract(session)
        for day, work in ((date(2024, 5, 6), 100_000), (date(2024, 6, 5), 200_000)):
            certify(session, CertificateDraft(contract=contract.id, work=Money.of(work), certified_on=day))
        draft = ReceiptDraft(payer=contract.owner_id, received_on=date(2024, 7, 1), amount=Money.of(90_000),
                             voucher="记-0031")  # fmt: skip
        receipts.record(session, replace(draft, allocations=receipts.propose(session, draft)))
        receipts.record(session, ReceiptDraft(payer=contract.owner_id, received_on=date(2024, 8, 1),
                                              amount=Money.of(5_000)))  # fmt: skip
        makers.a_deposit(session, contract)
    return book


def owner(session: Session) -> str:
    found = parties.named(session, makers.OWNER)
    assert found
    return found.id


def theirs(session: Session, *lines: OwnerLineDraft, stated: Money | None = None) -> str:
    draft = OwnerLedgerDraft(party=owner(session), as_of=DAY, file="应付.xlsx", lines=lines, stated=stated)
    return matching.record(session, draft).id


def line(day: date, yuan: str, reference: str = "", text: str = "") -> OwnerLineDraft:
    return OwnerLineDraft(day, Money.of(yuan), reference, text)


@pytest.mark.parametrize("day", [date(2024, 5, 5), date(2024, 6, 30), date(2024, 7, 15), DAY])
def test_our_lines_come_to_the_balance_less_what_is_not_allocated(ledger: Book, day: date) -> None:
    with ledger.read() as session:
        ours = matching.our_lines(session, owner(session), "CNY", day)
        found = position.positions(session, day, party=owner(session))
        beside = receipts.beside(session, day, party=owner(session))
        expected = Money.total(one.balance for one in found) - Money.total(one.unallocated for one in beside.values())
        assert Money.total(one.amount for one in ours) == expected
        assert all(one.on <= day for one in ours)


def test_what_is_sure_is_taken_and_the_rest_is_between_the_balances(ledger: Book) -> None:
    with ledger.write(matching.TAKE) as session:
        ours = matching.our_lines(session, owner(session), "CNY", DAY)
        lines = [OwnerLineDraft(one.on, one.amount, "", one.reference) for one in ours[:-1]]
        key = theirs(session, *lines, line(date(2024, 9, 1), "-777"))
        taken = matching.take(session, key)
        found = matching.standing(session, key)
    assert len(taken) == len(lines)
    assert [one.key for one in found.only_ours] == [ours[-1].key]
    assert [one.amount for one in found.only_theirs] == [Money.of(-777)]
    between = Money.total(one.amount for one in found.only_theirs) - Money.total(one.amount for one in found.only_ours)
    assert found.ours + between == found.theirs
    assert found.unexplained == 2
    assert not found.agrees


def test_explained_lines_make_the_balances_agree_and_a_dissolved_match_stands_alone_again(ledger: Book) -> None:
    with ledger.write(matching.TAKE) as session:
        ours = matching.our_lines(session, owner(session), "CNY", DAY)
        key = theirs(session, *(OwnerLineDraft(one.on, one.amount, one.reference) for one in ours[1:]))
        matching.take(session, key)
        matching.explain(session, matching.ExplanationDraft(key, ours[0].key, "甲方次月入账"))
        agreed = matching.standing(session, key)
        matching.dissolve(session, [agreed.matches[0].id])
        apart = matching.standing(session, key)
    assert agreed.agrees
    assert (apart.unexplained, len(apart.only_theirs)) == (2, 1)


def test_lines_are_matched_by_hand_with_a_difference_that_wants_a_reason(ledger: Book) -> None:
    with ledger.write(matching.MATCH) as session:
        ours = matching.our_lines(session, owner(session), "CNY", DAY)
        received = next(one for one in ours if one.amount == Money.of(-90_000))
        key = theirs(session, line(date(2024, 7, 1), "-90020"), line(date(2024, 6, 5), "3"), line(DAY, "-3"))
        alone = matching.standing(session, key)
        hand = MatchDraft((received.key,), (alone.only_theirs[1].key,))
        cancelled = MatchDraft((), (alone.only_theirs[0].key, alone.only_theirs[2].key))
        made = matching.match(session, MatchesDraft(key, (hand, cancelled)))
        found = matching.standing(session, key)
        assert [one.difference for one in found.matches] == [Money.of(-20), Money()]
        before = found.unexplained
        matching.explain(session, matching.ExplanationDraft(key, made[0].id, "手续费"))
        assert matching.standing(session, key).unexplained == before - 1
        assert matching.standing(session, key).only_theirs == ()
        with pytest.raises(Refused, match="matched already"):
            matching.match(session, MatchesDraft(key, (hand,)))
        with pytest.raises(Refused, match="two lines"):
            matching.match(session, MatchesDraft(key, (MatchDraft((ours[0].key,)),)))
        with pytest.raises(Refused, match="no way"):
            matching.match(session, MatchesDraft(key, (replace(hand, reason="guess"),)))


def test_a_match_whose_receipt_was_voided_counts_as_not_matched(ledger: Book) -> None:
    with ledger.write(matching.MATCH) as session:
        key = theirs(session, line(date(2024, 8, 1), "-5000"))
        assert len(matching.take(session, key)) == 1
        row = session.scalars(select(receipts.Receipt).where(receipts.Receipt.amount == Money.of(5_000))).one()
        receipts.void(session, row.id, "误记")
        found = matching.standing(session, key)
        assert (len(found.matches), len(found.only_theirs)) == (0, 1)


def test_the_lines_of_a_ledger_stay_once_they_are_matched_and_go_when_it_is_voided(ledger: Book) -> None:
    with ledger.write(matching.MATCH) as session:
        key = theirs(session, line(date(2024, 8, 1), "-5000"))
        matching.take(session, key)
        draft = matching.draft_of(session, key)
        matching.record(session, replace(draft, remark="八月对账"))
        with pytest.raises(Refused, match="dissolve"):
            matching.record(session, replace(draft, lines=draft.lines * 2))
        matching.void(session, key, "导错文件")
        assert matching.standing(session, key).matches == ()
        with pytest.raises(Refused, match="void already"):
            matching.void(session, key, "再次")


def test_a_ledger_without_lines_and_balance_or_with_later_lines_or_a_taken_number_is_invalid(ledger: Book) -> None:
    with ledger.write(matching.RECORD) as session:
        with pytest.raises(Invalid) as empty:
            theirs(session)
        assert {one.entry for one in empty.value.problems} == {"lines"}
        with pytest.raises(Invalid) as later:
            theirs(session, line(date(2024, 10, 1), "1"))
        assert {one.entry for one in later.value.problems} == {"lines.0.booked_on"}
        known = session.get_one(matching.OwnerLedger, theirs(session, stated=Money.of(1)))
        with pytest.raises(Invalid) as twice:
            matching.record(session, OwnerLedgerDraft(party=known.party_id, number=known.number, as_of=DAY,
                                                      stated=Money.of(1)))  # fmt: skip
        assert {one.entry for one in twice.value.problems} == {"number"}


# Reading a ledger

HEAD = ("日期", "凭证字号", "摘要", "借方金额", "贷方金额", "方向", "余额")


def book_of(*rows: tuple[Cell, ...], name: str = "应付账款") -> Workbook:
    return Workbook("应付.xlsx", (Sheet(name, rows),))


def test_debit_and_credit_are_read_with_opening_balance_totals_and_the_stated_balance() -> None:
    read = read_ledger(
        book_of(
            ("应付账款明细账",), HEAD,
            (date(2024, 1, 1), "", "期初余额", "", "", "贷", 500.0),
            (date(2024, 5, 6), "记-1", "计价 JB-01", "", 100.5, "贷", 600.5),
            ("2024.7.1", "记-2", "付款", 90.25, "", "贷", 510.25),
            ("", "", "本月合计", 90.25, 100.5, "", ""),
            (date(2024, 10, 8), "记-3", "付款", 1.0, "", "贷", 509.25),
        ),
        Answers(), [Line("a", DAY, Money.of("100.5"))], DAY,
    )  # fmt: skip
    assert [(one.booked_on, str(one.amount), one.reference) for one in read.lines] == [
        (date(2024, 1, 1), "500.00", ""), (date(2024, 5, 6), "100.50", "记-1"), (date(2024, 7, 1), "-90.25", "记-2"),
    ]  # fmt: skip
    assert (read.answers.turned, read.totals, read.open) == (True, 1, ())
    assert read.answers.header == 2


def test_a_balance_stands_for_the_rows_it_closes() -> None:
    rows = (
        HEAD,
        (date(2024, 5, 6), "", "计价", "", 100.0, "贷", 100.0),
        (date(2024, 6, 6), "", "付", 30.0, "", "贷", 70.0),
    )
    read = read_ledger(book_of(*rows), Answers(turned=True), [], DAY)
    assert read.stated == Money.of(70)
    unsigned = tuple((*row[:5], *row[6:]) for row in rows)
    assert read_ledger(book_of(*unsigned), Answers(turned=True), [], DAY).stated == Money.of(70)


def test_one_column_of_amounts_with_signs_and_rows_that_cannot_be_read_are_told_by_row() -> None:
    head = ("序号", "业务日期", "金额（元）", "备注")
    read = read_ledger(
        book_of(head, (1.0, 45420.0, "(300.00)", "SK-2024-001"), (2.0, "看附件", 5.0, ""), (3.0, "5月8日", "待定", "")),
        Answers(), [Line("a", DAY, Money.of(-300))], DAY,
    )  # fmt: skip
    assert [(one.booked_on, str(one.amount), one.text) for one in read.lines] == [
        (date(2024, 5, 8), "-300.00", "SK-2024-001")
    ]
    assert [one.row for one in read.open] == [3, 4]
    assert read.answers.turned is False


def test_answers_name_the_sheet_the_row_and_the_columns_and_are_remembered_by_form(ledger: Book) -> None:
    odd = book_of(("甲", "乙", "丙"), ("2024-05-06", 7.0, "x"), name="账")
    with pytest.raises(Refused, match="column for the day"):
        read_ledger(odd, Answers(), [], DAY)
    said = from_json(
        '{"sheet": "账", "header": 1, "columns": {"on": "甲", "amount": "乙", "text": "丙"}, "turned": false}'
    )
    read = read_ledger(odd, said, [], DAY)
    assert [(str(one.amount), one.text) for one in read.lines] == [("7.00", "x")]
    assert from_json(to_json(read.answers)) == read.answers
    known = book_of(HEAD, (date(2024, 5, 6), "", "计价", "", 100.0, "", ""))
    with ledger.write(matching.RECORD) as session:
        remember(session, known, read_ledger(known, Answers(turned=False), [], DAY).answers)
        assert remembered(session, known, Answers()).turned is False
        assert remembered(session, known, Answers(turned=True)).turned is True
        assert remembered(session, odd, Answers()) == Answers()


@pytest.mark.parametrize("text", ["[]", "{", '{"columns": {"wen": "甲"}}', '{"header": "x"}'])
def test_answers_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(Refused):
        from_json(text)


def test_the_owners_numbers_that_we_do_not_know_tell_nothing_and_ours_in_its_text_do(ledger: Book) -> None:
    with ledger.read() as session:
        ours = matching.our_lines(session, owner(session), "CNY", DAY)
        numbered = next(one for one in ours if one.what == "receipt" and one.also)
        made = matching.drafted(
            [
                line(DAY, "-90000", "付-77", f"付{numbered.reference}工程款"),
                line(DAY, "1", "记0031号"),
                line(DAY, "1", "付-78"),
            ]
        )
        told = matching.comparable(ours, made)[1]
        known = session.scalars(select(Contract.number)).one()
    assert known
    plain = numbered.reference.replace("-", "")
    assert [one.reference for one in told] == [plain, plain, ""]


def test_a_ledger_with_its_matches_goes_out_as_drafts_and_comes_in_again(
    ledger: Book, empty_book_each: Callable[[], Book]
) -> None:
    with ledger.write(matching.RECORD) as session:
        key = theirs(
            session, line(date(2024, 5, 8), "80000"), line(date(2024, 7, 2), "-50000", "记-0031"),
            line(date(2024, 7, 2), "-40000", "记-0031"), line(date(2024, 9, 1), "7"), line(date(2024, 9, 1), "7"),
            stated=Money.of(1),
        )  # fmt: skip
        matching.take(session, key)
        found = matching.standing(session, key)
        pair = MatchDraft((found.only_ours[0].key,), (found.only_theirs[0].key,), remark="甲方少记")
        matching.match(session, MatchesDraft(key, (pair,)))
        left = matching.standing(session, key)
        for one in (left.only_ours[0], left.only_theirs[0]):
            matching.explain(session, matching.ExplanationDraft(key, one.key, f"已核实 {one.amount}"))
    copy = empty_book_each()
    with ledger.read() as session:
        drafts = json.loads(json.dumps(list(exchange.dump(session))))
    with copy.write(LOAD) as session:
        finish(exchange.load(session, drafts, "drafts.json"))
    with copy.read() as session:
        again = list(exchange.dump(session))
        assert json.loads(json.dumps(again)) == drafts
    assert said(copy) == said(ledger)
    assert len(said(ledger)["matches"]) > 1


def said(book: Book) -> dict[str, object]:
    """How both ledgers stand, each line by what it says."""

    def told(lines: Iterable[matching.LedgerLine]) -> list[tuple[object, ...]]:
        return sorted((one.on, one.amount.fen, one.reference) for one in lines)

    with book.read() as session:
        found = matching.standing(session, session.scalars(select(matching.OwnerLedger.id)).one())
    matches = sorted((one.reason, one.remark, told(one.ours), told(one.theirs)) for one in found.matches)
    return {
        "sums": (found.ours, found.theirs, found.stated, found.unexplained), "matches": matches,
        "apart": (told(found.only_ours), told(found.only_theirs)), "explained": sorted(found.explained.values()),
    }  # fmt: skip


def test_a_line_the_ledger_does_not_have_is_named_with_its_place(ledger: Book) -> None:
    with ledger.write(matching.RECORD) as session:
        key = theirs(session, line(date(2024, 5, 8), "80000"))
        wrong = matching.told.ToldLineDraft("theirs", date(2024, 5, 9), Money.of(80_000), match=1)
        with pytest.raises(Invalid) as raised:
            matching.keep_told(session, matching.ToldMatchingDraft(key, (), (wrong,)))
    assert [one.entry for one in raised.value.problems] == ["lines.0.amount"]


def test_headings_of_other_programs_are_read_and_those_that_are_not_are_named() -> None:
    head = ("记账日", "凭证号", "摘要", "借方发生（元）", "贷方发生（元）", "余额")
    read = read_ledger(book_of(head, ("2024-05-06", "记-1", "计价", "", 7.0, 7.0)), Answers(), [], DAY)
    assert [str(one.amount) for one in read.lines] == ["-7.00"]
    with pytest.raises(Unrecognised, match=r"账 \(甲、乙、丙\)"):
        read_ledger(book_of(("往来",), ("甲", "乙", "丙"), ("2024-05-06", 7.0, ""), name="账"), Answers(), [], DAY)


def test_a_remark_in_brackets_hides_no_heading_and_an_exact_one_goes_first() -> None:
    head = ("日期", "摘要", "借方（付款）", "贷方（应付）", "余额（贷）")
    rows = head, ("2024-05-06", "计价", "", 7.0, 7.0), ("2024-05-07", "付", 2.0, "", 5.0)
    read = read_ledger(book_of(*rows), Answers(), [], DAY)
    assert [str(one.amount) for one in read.lines] == ["-7.00", "2.00"]
    twice = ("日期", "借方（上年）", "借方", "贷方")
    read = read_ledger(book_of(twice, ("2024-05-06", 9.0, 7.0, "")), Answers(), [], DAY)
    assert [str(one.amount) for one in read.lines] == ["7.00"]


def test_debit_and_credit_may_stand_in_the_brackets_of_a_heading() -> None:
    found = columns_of(["记账日", "凭证号", "内容提要", "付款（借）", "挂账（贷）", "结余"], {})
    assert found == {"on": 0, "reference": 1, "text": 2, "debit": 3, "credit": 4, "balance": 5}


def test_a_row_of_a_text_file_with_more_cells_than_headings_is_not_guessed() -> None:
    rows = ("日期", "借方", "贷方"), ("2024-05-06", "￥1", "234.5", "0"), ("2024-05-07", "5", "", "")
    read = read_ledger(Workbook("led.csv", (Sheet("led", rows),)), Answers(), [], DAY)
    assert [str(one.amount) for one in read.lines] == ["5.00"]
    assert [(one.row, one.values) for one in read.open] == [(2, {"count": 1})]
    read = read_ledger(Workbook("led.xlsx", (Sheet("led", rows),)), Answers(), [], DAY)
    assert len(read.lines) == 2, "a remark beside a table of a workbook is no amount"


def test_the_example_of_the_answers_is_one() -> None:
    assert from_json(EXAMPLE).columns["debit"] == "借方发生"


def test_a_ledger_that_is_in_the_book_already_is_told_by_its_file_and_by_its_lines(ledger: Book) -> None:
    def told(**how: object) -> list[str]:
        draft = OwnerLedgerDraft(party=owner(session), as_of=DAY, lines=lines, digest="aa", **how)  # type: ignore[arg-type]
        return [
            f"{one.entry}: {one.text('en')}" for one in matching.doubts(session, draft) if "very same" in one.message
        ]

    lines = (line(date(2024, 7, 1), "-90000", "记-31"), line(date(2024, 7, 2), "-1"))
    with ledger.write(matching.RECORD) as session:
        assert told() == []
        kept = matching.record(session, OwnerLedgerDraft(party=owner(session), as_of=DAY, lines=lines, digest="aa"))
        assert told() == [f"file: The very same file is in the book already as {kept.number}: void one of the two."]
        assert told(id=kept.id) == []
        kept.digest = "bb"
        assert told() == [f"lines: {kept.number} has the very same lines: void one of the two."]
        lines = (lines[0], line(date(2024, 7, 2), "-2"))
        assert told() == []


def test_a_ledger_none_of_whose_amounts_is_ours_is_asked_about_its_sides(ledger: Book) -> None:
    def told(yuan: str) -> list[str]:
        draft = OwnerLedgerDraft(party=owner(session), as_of=DAY, lines=(line(DAY, yuan),))
        return [one.message for one in matching.doubts(session, draft)]

    with ledger.read() as session:
        assert told("90000") == [matching.NOTHING_AGREES]
        assert told("-90000") == []
