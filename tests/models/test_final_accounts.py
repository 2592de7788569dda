"""A final account: what it adds to the certificates is owed, what it lacks comes off; worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import certificates, contracts, final_accounts, receipts, receivables
from models.contracts import Contract, MilestoneDraft, ReleaseDraft
from models.final_accounts import FinalAccount, FinalAccountDraft, ReviewDraft
from models.late_interest import late_items
from models.money import Money
from models.problems import Invalid, Refused
from models.receivables import Allocation, Receivable
from models.store.book import Book
from models.store.listing import Question
from reports import named
from reports.ageing import AgeingDraft
from reports.report import write_pdf
from reports.statement_draft import StatementDraft
from reports.tabular_draft import AsOfDraft
from tests import makers
from tests.models import by_hand
from tests.reports.books import FILL, a_certificate, a_receipt, old_items

JULY, AUGUST = date(2025, 7, 1), date(2025, 8, 20)
LATER = date(2026, 1, 1)
M = Money.of


def a_built_contract(session: Session, **changes: object) -> Contract:
    """Certified ¥ 1,000,000: 800,000 payable and paid, 170,000 at the final account, 30,000 when the defects end."""
    contract = makers.a_contract(session, recovery_rule="none", advance=None, accepted_on=date(2025, 5, 1), **changes)
    a_certificate(session, contract, date(2025, 3, 25), M(1_000_000))
    return contract


def an_account(session: Session, contract: Contract, settled: int, **changes: object) -> FinalAccount:
    return makers.a_final_account(session, contract, settled=M(settled), **changes)


def owed(session: Session, document: str) -> list[tuple[str, str, str, object]]:
    """Class, amount, open and due date of what a document made owed."""
    item = receivables.items(LATER)
    rows = session.execute(
        select(item.c.kind, item.c.amount, item.c.open, item.c.due_on)
        .where(item.c.document == document).order_by(item.c.id)
    )  # fmt: skip
    return [(kind, str(amount), str(left), due) for kind, amount, left, due in rows]


def test_more_than_was_certified_is_payable_now_but_for_its_retention(book: Book) -> None:
    with book.write(FILL) as session:
        row = an_account(session, a_built_contract(session), 1_080_000)
        assert row.number == f"{makers.CONTRACT}-JS"
        assert (str(row.certified), str(row.retained), str(row.retention)) == ("1000000.00", "30000.00", "2400.00")
        assert owed(session, row.number) == [
            ("retention", "2400.00", "2400.00", date(2027, 5, 29)),
            ("final", "77600.00", "77600.00", date(2025, 9, 17)),
        ]
        by_hand.compare(session, LATER, "due")


def test_the_days_of_the_account_are_events_of_the_contract_and_make_older_money_due(book: Book) -> None:
    with book.write(FILL) as session:
        contract = a_built_contract(session)
        draft = FinalAccountDraft(contract=contract.id, submitted_on=JULY, amount=M(1_200_000))
        row = final_accounts.record(session, draft)
        assert contracts.draft_of(session, contract.id).submitted_on == JULY
        assert owed(session, f"{makers.CONTRACT}-01")[1] == ("final", "170000.00", "170000.00", None)
        again = final_accounts.draft_of(session, row.id)
        final_accounts.record(session, replace(again, settled_on=AUGUST, settled=M(1_000_000)))
        assert contracts.draft_of(session, contract.id).settled_on == AUGUST
        assert owed(session, f"{makers.CONTRACT}-01")[1] == ("final", "170000.00", "170000.00", date(2025, 9, 17))
        assert owed(session, row.number) == []
        assert final_accounts.is_unaltered(session, row)
        row.signed_by = "别人"
        assert not final_accounts.is_unaltered(session, row)


def test_less_than_was_certified_comes_off_final_money_first_then_progress_then_is_paid_back(book: Book) -> None:
    with book.write(FILL) as session:
        contract = a_built_contract(session)
        a_receipt(session, contract, date(2025, 5, 1), M(795_000))
        row = an_account(session, contract, 815_000)
        first = owed(session, f"{makers.CONTRACT}-01")
        assert [one[2] for one in first] == ["0.00", "0.00", "24450.00"], "3 % of what was settled"
        assert owed(session, row.number) == [("final", "-4450.00", "-4450.00", None)], "it is never late"
        ways = session.execute(select(Allocation.way, Allocation.amount).where(Allocation.receipt_id.is_(None)))
        assert {(way, str(amount)) for way, amount in ways} == {
            ("final_account", "170000.00"), ("final_account", "5000.00"), ("final_account", "5550.00"),
        }  # fmt: skip
        assert str(receivables.positions(session, LATER)[0].balance) == "20000.00"
        eve = receivables.positions(session, date(2025, 8, 19))[0]
        assert str(eve.balance) == "205000.00", "until the day itself nothing is off"


def test_what_we_have_to_pay_back_makes_nothing_overdue_look_smaller_and_bears_no_interest(book: Book) -> None:
    with book.write(FILL) as session:
        contract = a_built_contract(session)
        a_receipt(session, contract, date(2025, 5, 1), M(795_000))
        row = an_account(session, contract, 815_000)
        position = receivables.positions(session, LATER)[0]
        assert (str(position.overdue), str(position.undated)) == ("0.00", "0.00")
        assert str(position.credit) == "-4450.00"
        for by in ("due", "posting"):
            (aged,) = receivables.ageing(session, LATER, by)
            assert (str(aged.credit), str(aged.undated), aged.adds_up) == ("-4450.00", "0.00", True)
            assert min(aged.bands.values()) == M(0)
        assert row.number not in {one.document for one in late_items(session, LATER)}


def test_money_that_a_credit_took_off_is_released_by_no_other_way(book: Book) -> None:
    with book.write(FILL) as session:
        an_account(session, a_built_contract(session), 900_000)
        for taken in session.scalars(select(Allocation.id)).all():
            with pytest.raises(Refused):
                receipts.release(session, taken, LATER)


def test_retention_that_was_not_withheld_before_comes_out_of_final_money(book: Book) -> None:
    shares = (MilestoneDraft("certification", Decimal("0.8"), 28), MilestoneDraft("final_account", Decimal(1), 14))
    with book.write(FILL) as session:
        row = an_account(
            session, a_built_contract(session, milestones=shares), 1_000_000, retention_rate=Decimal("0.03")
        )
        assert owed(session, row.number) == [("retention", "30000.00", "30000.00", date(2027, 5, 1))]
        assert owed(session, f"{makers.CONTRACT}-01")[1][2] == "170000.00"
        assert str(receivables.positions(session, LATER)[0].balance) == "1000000.00"


def test_the_published_case_passes_through_the_program(book: Book) -> None:
    # see tests/rules/test_final_account.py; the advance of 132 was recovered by 66 until May
    with book.write(FILL) as session:
        contract = makers.a_contract(
            session, price=M(6_600_000), advance=M(1_320_000), recovery_rate=Decimal("0.12"),
            milestones=(MilestoneDraft("certification", Decimal(1), 0),),
        )  # fmt: skip
        certificates.record(
            session,
            certificates.CertificateDraft(
                contract=contract.id, kind="advance", work=M(1_320_000), certified_on=date(2024, 12, 1)
            ),
        )
        a_receipt(session, contract, date(2024, 12, 5), M(1_320_000))
        a_certificate(session, contract, date(2025, 5, 25), M(5_500_000))
        assert (
            str(session.scalars(select(Receivable.amount).where(Receivable.kind == "progress")).one()) == "4840000.00"
        )
        row = an_account(session, contract, 6_996_000, retention_rate=Decimal("0.05"), reviews=(), amount=M(7_000_000))
        assert (str(row.advance_left), str(row.retention), str(row.payable)) == ("660000.00", "349800.00", "486200.00")


def test_an_agreed_fee_comes_off_and_one_that_is_not_agreed_changes_no_balance(book: Book) -> None:
    rule = {"fee_free": Decimal("0.05"), "fee_rate": Decimal("0.05")}
    with book.write(FILL) as session:
        contract = a_built_contract(session)
        row = an_account(session, contract, 1_080_000, fee_agreed=False, **rule)
        assert (str(row.fee), str(row.payable)) == ("3000.00", "77600.00"), "5 % of 120,000 - 60,000"
        draft = final_accounts.draft_of(session, row.id)
        again = final_accounts.correct(session, replace(draft, fee_agreed=True))
        assert (again.number, str(again.payable)) == (f"{makers.CONTRACT}-JS", "74600.00")
        assert owed(session, again.number)[1][1] == "74600.00"
        assert str(receivables.positions(session, LATER)[0].balance) == "1077000.00"


def test_a_stage_settlement_is_compared_with_its_own_part_and_the_whole_counts_it(book: Book) -> None:
    with book.write(FILL) as session:
        contract = a_built_contract(session)
        stage = an_account(
            session, contract, 420_000, kind="stage", part="地下室", part_certified=M(400_000),
            settled_on=date(2025, 6, 10),
            submitted_on=date(2025, 5, 10), reviews=(),
        )  # fmt: skip
        assert stage.number == f"{makers.CONTRACT}-GC-01"
        assert [one[:2] for one in owed(session, stage.number)] == [("retention", "600.00"), ("final", "19400.00")]
        assert owed(session, stage.number)[1][3] == date(2025, 7, 8), "28 days after its own day"
        assert contracts.draft_of(session, contract.id).settled_on is None
        whole = an_account(session, contract, 1_080_000)
        assert (str(whole.certified), str(whole.retained)) == ("1020000.00", "30600.00")
        with pytest.raises(Invalid):
            an_account(session, contract, 5, kind="stage", part="幕墙", part_certified=M(1))


def test_what_was_certified_before_the_book_began_is_compared_too(book: Book) -> None:
    with book.write(FILL) as session:
        contract = makers.a_contract(session, recovery_rule="none", advance=None)
        old_items(session, contract)
        row = an_account(session, contract, 5_100_000, amount=M(5_200_000), reviews=())
        assert (str(row.certified), str(row.retained), str(row.retention)) == ("5000000.00", "150000.00", "3000.00")


def test_an_agreed_account_stays_as_it_is_and_void_gives_everything_back(book: Book) -> None:
    with book.write(FILL) as session:
        contract = a_built_contract(session)
        before = receivables.positions(session, LATER)
        row = an_account(session, contract, 820_000)
        with pytest.raises(Refused):
            final_accounts.record(session, final_accounts.draft_of(session, row.id))
        with pytest.raises(Invalid):
            an_account(session, contract, 1)
        final_accounts.void(session, row.id, "误录")
        assert receivables.positions(session, LATER) == before
        assert contracts.draft_of(session, contract.id).settled_on is None
        assert final_accounts.LISTING.totals(session, Question(LATER))[0].count == 0
        with pytest.raises(Refused):
            final_accounts.void(session, row.id, "再次")


def test_an_account_whose_money_came_is_not_voided(book: Book) -> None:
    with book.write(FILL) as session:
        contract = a_built_contract(session)
        row = an_account(session, contract, 1_080_000)
        a_receipt(session, contract, date(2025, 12, 1), M(1_047_600))
        with pytest.raises(Refused):
            final_accounts.void(session, row.id, "误录")


def test_nothing_is_certified_or_taken_back_once_the_account_is_agreed(book: Book) -> None:
    with book.write(FILL) as session:
        contract = a_built_contract(session)
        row = an_account(session, contract, 1_080_000)
        signed = session.scalars(select(certificates.PaymentCertificate.id)).one()
        with pytest.raises(Refused) as refused:
            certificates.void(session, signed, "重复")
        assert row.number in refused.value.text()
        with pytest.raises(Refused):
            a_certificate(session, contract, date(2025, 9, 25), M(1))


def test_the_list_shows_stage_cut_and_difference(book: Book) -> None:
    with book.write(FILL) as session:
        an_account(session, a_built_contract(session), 1_080_000)
        names = [column.name for column in final_accounts.LISTING.columns]
        found = dict(zip(names, final_accounts.LISTING.first(session, Question(LATER))[0][1:], strict=True))
        assert found["stage"] == final_accounts.SETTLED
        assert {name: str(found[name]) for name in ("reviewed", "cut", "difference", "payable")} == {
            "reviewed": "1100000.00", "cut": "120000.00", "difference": "80000.00", "payable": "77600.00",
        }  # fmt: skip
        early = final_accounts.LISTING.first(session, Question(JULY))[0]
        assert dict(zip(names, early[1:], strict=True))["stage"] == "submitted"
        for column in final_accounts.LISTING.columns:
            assert len(final_accounts.LISTING.keys(session, Question(LATER, sort=column.name))) == 1


@pytest.mark.parametrize(
    ("changes", "entry"),
    [
        ({"settled_on": date(2025, 7, 2)}, "settled_on"),
        ({"settled_on": None}, "settled_on"),
        ({"settled": None}, "settled"),
        ({"amount": None, "reviews": ()}, "amount"),
        ({"kind": "stage"}, "part"),
        ({"kind": "stage", "part": "地下室"}, "part_certified"),
        ({"fee": Money(-1)}, "fee"),
        ({"retention_rate": Decimal(2)}, "retention_rate"),
        ({"reviews": (ReviewDraft("first", "", date(2025, 6, 1), Money(1)),)}, "reviews.0.reviewed_on"),
    ],
)
def test_what_does_not_fit_is_told_beside_its_entry(changes: dict[str, object], entry: str) -> None:
    sound = FinalAccountDraft(
        contract="x", submitted_on=JULY, amount=M(12), settled_on=AUGUST, settled=M(11),
        reviews=(ReviewDraft("first", "", date(2025, 8, 1), M(11)),),
    )  # fmt: skip
    assert not list(final_accounts.check(sound))
    found = final_accounts.check(replace(sound, **changes))  # type: ignore[arg-type]
    assert entry in [problem.entry for problem in found if not problem.advice]


def test_a_form_shows_cuts_and_figures_while_it_is_typed() -> None:
    draft = FinalAccountDraft(
        kind="stage", amount=M(100), settled=M(80), part_certified=M(70), retention_rate=Decimal("0.03"),
        reviews=(ReviewDraft(amount=M(90)), ReviewDraft(amount=M(85))), fee_free=Decimal("0.1"),
        fee_rate=Decimal("0.05"),
    )  # fmt: skip
    shown = final_accounts.worked_out(draft)
    assert [str(one.cut) for one in shown.reviews] == ["10.00", "5.00"]
    assert [str(getattr(shown, name)) for name in ("fee", "difference", "retained", "retention", "payable")] == [
        "0.50", "10.00", "2.10", "0.30", "9.20",
    ]  # fmt: skip


def a_contract_with_retention(session: Session, *releases: ReleaseDraft, **changes: object) -> Contract:
    """Certified 4,000,000 and 5,000,000: of each 80 % progress less 3 % retention, 20 % at the final account."""
    shares = (MilestoneDraft("certification", Decimal("0.8"), 14), MilestoneDraft("final_account", Decimal(1), 28))
    terms: dict[str, object] = {"milestones": shares, "releases": releases, "retention_rate": Decimal("0.03")}
    contract = makers.a_contract(
        session, price=M(10_000_000), recovery_rule="none", advance=None, accepted_on=date(2025, 5, 1),
        defects_months=24, **{**terms, **changes},
    )  # fmt: skip
    a_certificate(session, contract, date(2025, 3, 1), M(4_000_000))
    a_certificate(session, contract, date(2025, 6, 1), M(5_000_000))
    return contract


WHOLE = ReleaseDraft("defects_end", Decimal(1), 14)
HALF = ReleaseDraft("acceptance", Decimal("0.5"), 28)


def open_of(session: Session, kind: str) -> list[str]:
    item = receivables.items(LATER, Receivable.kind == kind)
    return [str(one) for one in session.scalars(select(item.c.open).order_by(item.c.id))]


def test_retention_of_a_lower_final_account_is_cut_down_to_the_share_of_the_settled_amount(book: Book) -> None:
    with book.write(FILL) as session:
        row = an_account(session, a_contract_with_retention(session, WHOLE), 8_700_000)
        assert (str(row.retained), str(row.held)) == ("270000.00", "270000.00")
        assert (str(row.retention), str(row.payable)) == ("-9000.00", "-291000.00")
        assert open_of(session, "retention") == ["116000.00", "145000.00"]
        assert open_of(session, "final") == ["509000.00", "1000000.00"]
        assert str(receivables.positions(session, LATER)[0].balance) == "8700000.00"
        by_hand.compare(session, LATER, "due")
        final_accounts.void(session, row.id, "x")
        assert open_of(session, "retention") == ["120000.00", "150000.00"]


def test_where_the_credit_is_paid_back_the_retention_let_go_is_set_against_it(book: Book) -> None:
    with book.write(FILL) as session:
        contract = a_contract_with_retention(session, WHOLE)
        a_receipt(session, contract, date(2025, 7, 1), M(6_930_000))
        row = an_account(session, contract, 6_000_000)
        assert (str(row.retention), str(row.payable)) == ("-90000.00", "-2910000.00")
        assert open_of(session, "retention") == ["80000.00", "100000.00"]
        assert owed(session, row.number) == [("final", "-1110000.00", "-1110000.00", None)]
        assert str(receivables.positions(session, LATER)[0].balance) == "-930000.00", "settled less received"


def test_a_part_of_retention_that_was_returned_is_not_cut_again(book: Book) -> None:
    with book.write(FILL) as session:
        contract = a_contract_with_retention(session, HALF, WHOLE)
        item = receivables.items(LATER, Receivable.kind == "retention", Receivable.anchor == "acceptance")
        for key, amount in session.execute(select(item.c.id, item.c.open)).all():
            line = receipts.AllocationDraft(receivable=key, amount=amount, allocated_on=date(2025, 7, 1))
            a_receipt(session, contract, date(2025, 7, 1), amount, settle=False, allocations=(line,))
        row = an_account(session, contract, 8_700_000)
        assert (str(row.held), str(row.retention)) == ("135000.00", "-4500.00")
        assert open_of(session, "retention") == ["0.00", "58000.00", "0.00", "72500.00"]
        assert final_accounts.draft_of(session, row.id).retention == M(-4_500)


def test_a_limit_of_the_contract_binds_what_the_settlement_keeps_and_flat_amounts_stay(book: Book) -> None:
    with book.write(FILL) as session:
        limited = a_contract_with_retention(session, WHOLE, retention_limit=M(200_000))
        row = an_account(session, limited, 8_700_000)
        assert (str(row.retained), str(row.retention), row.retention_limit) == ("200000.00", "0.00", M(200_000))
    with book.write(FILL) as session:
        flat = a_contract_with_retention(
            session, WHOLE, number="C-FLAT", retention_way="amount", retention_rate=None, retention_amount=M(50_000)
        )
        row = an_account(session, flat, 8_700_000)
        assert (str(row.retained), str(row.retention), str(row.payable)) == ("100000.00", "0.00", "-300000.00")


def test_a_stage_settled_below_its_certificates_lets_go_of_its_retention(book: Book) -> None:
    with book.write(FILL) as session:
        contract = a_contract_with_retention(session, WHOLE)
        row = an_account(session, contract, 3_800_000, kind="stage", part="路基", part_certified=M(4_000_000))
        assert (str(row.retention), str(row.payable)) == ("-6000.00", "-194000.00")
        assert Money.parse(open_of(session, "retention")[0]) + Money.parse(open_of(session, "retention")[1]) == M(
            264_000
        )


def test_retention_covered_by_a_guarantee_is_cut_all_the_same(book: Book) -> None:
    with book.write(FILL) as session:
        contract = a_contract_with_retention(session, WHOLE)
        makers.a_deposit(
            session, contract, kind="quality", form="guarantee", replaces_retention=True, paid_on=date(2025, 7, 1)
        )
        an_account(session, contract, 8_700_000)
        item = receivables.items(LATER, Receivable.kind == "retention")
        found = session.execute(select(item.c.open, item.c.due_on)).all()
        assert [(str(left), due) for left, due in found] == [
            ("116000.00", date(2025, 7, 1)), ("145000.00", date(2025, 7, 1)),
        ]  # fmt: skip


def test_the_papers_of_ages_and_arrears_print_what_has_to_be_paid_back_beside_the_bands(
    book: Book, tmp_path: Path
) -> None:
    with book.write(FILL) as session:
        makers.a_company(session)
        contract = a_built_contract(session)
        a_receipt(session, contract, date(2025, 5, 1), M(795_000))
        an_account(session, contract, 815_000)
    with book.read() as session:
        for by in ("due", "posting"):
            data = named("ageing").collect(session, AgeingDraft(LATER, by))
            (group,) = data.groups
            assert (data.columns[-1].caption, group.totals(data.columns)[-1]) == ("应退", M(-4_450))
            write_pdf(named("ageing"), data, tmp_path / f"{by}.pdf")
        arrears = named("arrears").collect(session, AsOfDraft(LATER))
        write_pdf(named("arrears"), arrears, tmp_path / "arrears.pdf")
        statement = named("statement").collect(session, StatementDraft(contract=contract.id, as_of=LATER))
        write_pdf(named("statement"), statement, tmp_path / "statement.pdf")
    (line,) = statement.groups[0].contracts
    assert (line.balance, line.credit, line.undated) == (M(20_000), M(-4_450), M(0))
