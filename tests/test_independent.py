"""Other people's programs read our journals without a complaint, and their balances equal ours to the fen."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from beancount import loader
from beancount.core import realization
from beancount.ops import summarize
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    answers,
    certificates,
    claims,
    contracts,
    debit_notes,
    deposits,
    exchange,
    opening,
    receipts,
    receivables,
    registry,
)
from models.certificates import AdjustmentDraft, CertificateDraft, IndexDraft, SupplyDraft
from models.contracts import Contract
from models.currencies import CURRENCIES
from models.debit_notes import InstalmentDraft
from models.deposits import DeductionDraft
from models.exchange.journals import JOURNALS, contract_names, receivable_account
from models.money import Money
from models.problems import Invalid, Refused
from models.receipts import Receipt, ReceiptDraft, ReversalDraft
from models.receivables import Allocation, DueChangeDraft
from models.store.book import Book
from models.store.listing import Question
from models.wholesale import LOAD
from models.work import finish
from reports.listing_sheet import sheet_of
from reports.workbook import write
from tests import makers, tools
from tests.models import random_terms
from tests.samples import TODAY, sample_folder

Balances = Mapping[tuple[str, str], Money]
"""By account and currency; what is nothing is left out."""
Judge = Callable[[str, date], Balances]

BOOKS = 200 if settings.get_current_profile_name() == "long" else 25
LAST = date(2026, 6, 30)


def by_hledger(journal: str, day: date) -> Balances:
    """What hledger makes of it at the end of a day; its strict checks must pass."""
    hledger = tools.need("hledger")
    subprocess.run([hledger, "-f-", "check", "accounts", "commodities"], input=journal.encode(), check=True)
    words = ["balance", "-N", "--flat", "--layout=bare", "-O", "csv", "-e", (day + timedelta(1)).isoformat()]
    done = subprocess.run([hledger, "-f-", *words], input=journal.encode(), stdout=subprocess.PIPE, check=True)
    rows = csv.DictReader(io.StringIO(done.stdout.decode()))
    return standing({(row["account"], row["commodity"]): Money.of(row["balance"]) for row in rows})


def by_ledger(journal: str, day: date) -> Balances:
    """What ledger makes of the same file."""
    words = ["-f", "-", "balance", "--flat", "--no-total", "-e", (day + timedelta(1)).isoformat()]
    words += ["--balance-format", "%(account)\t%(quantity(scrub(display_total)))\t%(commodity(scrub(display_total)))\n"]
    done = subprocess.run([tools.need("ledger"), *words], input=journal.encode(), stdout=subprocess.PIPE, check=True)
    rows = [line.split("\t") for line in done.stdout.decode().splitlines()]
    return standing({(account, currency): Money.of(amount) for account, amount, currency in rows})


def by_beancount(journal: str, day: date) -> Balances:
    """What beancount makes of its own journal; it must load without an error."""
    found, errors, _options = loader.load_string(journal)
    assert errors == []
    root = realization.realize(summarize.truncate(found, day + timedelta(1)))
    return standing(
        {
            (account.account, position.units.currency): Money.of(position.units.number)
            for account in realization.iter_children(root)
            for position in account.balance
        }
    )


def standing(amounts: Balances) -> Balances:
    return {name: amount for name, amount in amounts.items() if amount}


def ours(session: Session, day: date) -> Balances:
    """What we say is open by contract and class, and not allocated by contract, on the same accounts."""
    names = contract_names(session)
    contract = {row.number: row for row in session.scalars(select(Contract))}
    found: dict[tuple[str, str], Money] = defaultdict(Money)
    for row in answers.receivables_on(session, day, settled=True):
        of = contract[row["contract"]]
        found[receivable_account(names[of.id], row["class"]), of.currency] += Money.of(row["open"])
    for row in answers.ageing_on(session, day, "due")["contracts"]:
        of = contract[row["contract"]]
        found[f"Liabilities:Unallocated:{names[of.id]}", row["currency"]] -= Money.of(row["unallocated"])
    return standing(found)


def theirs(balances: Balances) -> Balances:
    """The accounts we say something about: what nobody's contract received is in no contract's row."""
    mine = ("Assets:Receivable:", "Liabilities:Unallocated:")
    return {
        name: amount for name, amount in balances.items() if name[0].startswith(mine) and "No-Contract" not in name[0]
    }


BILLS = ("Bank-Bill", "Commercial-Bill", "Voucher")


def by_currency(balances: Balances, belongs: Callable[[str], bool]) -> dict[str, Money]:
    """What these accounts hold in each currency; what is nothing is left out."""
    found: dict[str, Money] = defaultdict(Money)
    for (account, currency), amount in balances.items():
        if belongs(account):
            found[currency] += amount
    return {currency: amount for currency, amount in found.items() if amount}


def in_hand(balances: Balances) -> dict[str, Money]:
    """Bills received and not yet paid."""
    return by_currency(balances, lambda account: account.endswith(BILLS))


def unallocated(balances: Balances) -> dict[str, Money]:
    free = by_currency(balances, lambda account: account.startswith("Liabilities:"))
    return {currency: -amount for currency, amount in free.items()}


def told(positions: list[dict[str, Any]], part: str) -> dict[str, Money]:
    """A part of our positions in each currency."""
    return {one["currency"]: amount for one in positions if (amount := Money.of(one[part]))}


def assert_agree(book: Book, day: date, judges: Mapping[str, tuple[str, Judge]]) -> None:
    with book.read() as session:
        expected = ours(session, day)
        positions = answers.position_on(session, day)
    for program, (journal, judge) in judges.items():
        found = judge(journal, day)
        assert theirs(found) == expected, program
        owed = by_currency(found, lambda account: account.startswith("Assets:Receivable:"))
        assert owed == told(positions, "balance"), program
        assert unallocated(found) == told(positions, "unallocated"), program
        assert in_hand(found) == told(positions, "in_hand"), program


def judges_of(book: Book) -> dict[str, tuple[str, Judge]]:
    with book.read() as session:
        journals = {name: "".join(write(session)) for name, write in JOURNALS.items()}
    return {
        "hledger": (journals["hledger"], by_hledger),
        "ledger": (journals["hledger"], by_ledger),
        "beancount": (journals["beancount"], by_beancount),
    }


@pytest.mark.parametrize("day", [TODAY - timedelta(days) for days in (0, 33, 700, 2000)])
def test_three_programs_agree_with_the_sample(day: date) -> None:
    book = registry.open_book(sample_folder())
    assert_agree(book, day, judges_of(book))
    book.close()


# Random books


@dataclass(frozen=True)
class Deed:
    """Something that happens in a random book, on a day, under the contract at a place of the list."""

    what: str
    day: date
    place: int
    amount: Money
    choice: int


DEEDS = st.builds(
    Deed,
    st.sampled_from(["certify"] * 4 + ["claim", "owner_pays_below", "advance", "receive", "receive", "receive", "bill",
                     "free", "release", "reverse",
                     "collect", "postpone", "take_on", "mix", "settle", "deposit",
                     "charge", "work"]),
    st.integers(0, 900).map(lambda days: date(2024, 1, 1) + timedelta(days)),
    st.integers(0, 2),
    st.integers(1, 10**9).map(Money),
    st.integers(0, 100),
)  # fmt: skip
NUMBERS = st.lists(st.text("AB-/.:; 甲Ω\"\\1", min_size=1, max_size=8).filter(str.strip), min_size=3, max_size=3,
                   unique_by=str.strip)  # fmt: skip


def a_random_book(book: Book, numbers: list[str], deeds: list[Deed], agreed: list[dict[str, Any]]) -> None:
    """Do what can be done, in the order of the days; what is refused does not happen."""
    with book.write(LOAD) as session:
        signed = [
            makers.a_contract(session, number=number, currency=currency, **{"retention_rate": Decimal(rate), **terms})
            for number, currency, rate, terms in zip(
                numbers, ("CNY", "USD", "CNY"), ("0", "0.03", "0.05"), agreed, strict=True
            )
        ]
        keys = [contract.id for contract in signed]
    for deed in sorted(deeds, key=lambda one: one.day):
        try:
            with book.write(LOAD) as session:
                DOERS[deed.what](session, session.get_one(Contract, keys[deed.place]), deed)
        except (Invalid, Refused, ZeroDivisionError):
            continue


BESIDE: tuple[dict[str, Any], ...] = (
    {},
    {"variations": Money(5 * 10**7), "claims": Money(10**7)},
    {"stored": Money(3 * 10**7)},
    {"stored": Money(), "dayworks": Money(12_345)},
    {"indices": (IndexDraft("钢材", Decimal("113.7")),)},
    {"supplies": (SupplyDraft("钢筋", "t", Decimal(12), Decimal(1), Decimal(10), Decimal(3800), Decimal(4500)),)},
)
"""What a certificate brings beside its work."""


def certify(session: Session, contract: Contract, deed: Deed) -> None:
    kind = "advance" if deed.what == "advance" else "interim"
    penalty = AdjustmentDraft("penalty", Money(deed.choice * 100), "罚款", deed.choice % 2 == 0)
    beside = BESIDE[deed.choice % len(BESIDE)] if kind == "interim" else {}
    certificates.record(
        session,
        CertificateDraft(contract=contract.id, kind=kind, work=deed.amount, certified_on=deed.day,
                         adjustments=(penalty,) if deed.choice and kind == "interim" else (), **beside),
    )  # fmt: skip


def receive(session: Session, contract: Contract, deed: Deed) -> None:
    bill = deed.what == "bill"
    draft = ReceiptDraft(
        payer=contract.owner_id, contract="" if deed.what == "free" else contract.id, received_on=deed.day,
        amount=deed.amount, currency=contract.currency, method="bank_bill" if bill else "transfer",
        matures_on=deed.day + timedelta(180) if bill else None,
    )  # fmt: skip
    lines = receipts.propose(session, draft)[: deed.choice % 4]
    later = [replace(one, allocated_on=deed.day + timedelta(deed.choice)) for one in lines]
    receipts.record(session, replace(draft, allocations=tuple(later)))


def one_of(session: Session, kind: Any, deed: Deed) -> Any:
    found = session.scalars(select(kind).order_by(kind.id)).all()
    return found[deed.choice % len(found)]


def release(session: Session, contract: Contract, deed: Deed) -> None:
    receipts.release(session, one_of(session, Allocation, deed).id, deed.day)


def reverse(session: Session, contract: Contract, deed: Deed) -> None:
    row = one_of(session, Receipt, deed)
    receipts.reverse(session, ReversalDraft(row.id, "returned", max(deed.day, row.received_on), "退回"))


def collect(session: Session, contract: Contract, deed: Deed) -> None:
    row = one_of(session, Receipt, deed)
    receipts.collect(session, row.id, max(deed.day, row.received_on))


def postpone(session: Session, contract: Contract, deed: Deed) -> None:
    row = one_of(session, receivables.Receivable, deed)
    receivables.change_due(session, DueChangeDraft(row.id, deed.day, deed.day + timedelta(deed.choice), "延期"))


def take_on(session: Session, contract: Contract, deed: Deed) -> None:
    old = opening.OpeningItemDraft("other", '旧账 "1"', deed.day - timedelta(deed.choice), None, deed.amount)
    opening.take_on(session, opening.OpeningDraft(contract=contract.id, taken_on=deed.day, items=(old,)))


def settle(session: Session, contract: Contract, deed: Deed) -> None:
    whole = deed.choice % 3 == 0
    makers.a_final_account(
        session, contract, kind="final" if whole else "stage", part="一段", part_certified=Money(deed.choice * 10**6),
        submitted_on=deed.day, reviews=(), settled=deed.amount, settled_on=deed.day + timedelta(deed.choice),
    )  # fmt: skip


def deposit(session: Session, contract: Contract, deed: Deed) -> None:
    taken = DeductionDraft(
        deed.day + timedelta(deed.choice), Money(deed.choice * 100 + 1), "罚款", deed.choice % 2 == 0
    )
    form = deposits.GUARANTEE if deed.choice % 5 == 0 else deposits.CASH
    makers.a_deposit(session, contract, amount=deed.amount, paid_on=deed.day, form=form, deductions=(taken,))


def charge(session: Session, contract: Contract, deed: Deed) -> None:
    """A debit note: by the terms, on a day, or in two instalments, the second of them owed later."""
    kind = list(debit_notes.KINDS)[deed.choice % len(debit_notes.KINDS)]
    halves = deed.amount.split([1, deed.choice + 1])
    parts = tuple(
        InstalmentDraft(deed.day + timedelta(90 * place + 30), half, deed.day + timedelta(90 * place))
        for place, half in enumerate(halves)
    )
    how: dict[str, Any] = [{}, {"due_on": deed.day}, {"instalments": parts}][deed.choice % 3]
    makers.a_debit_note(session, contract, kind=kind, charged_on=deed.day, amount=deed.amount, **how)


def work(session: Session, contract: Contract, deed: Deed) -> None:
    """Work done makes nothing owed."""
    makers.a_work_report(session, contract, done_to=deed.day, amount=deed.amount)


def claim(session: Session, contract: Contract, deed: Deed) -> None:
    """Agreed in part, and paid by itself or in certificates."""
    steps = (
        claims.StepDraft(claims.FINAL, deed.day, deed.amount),
        claims.StepDraft(claims.AGREED, deed.day + timedelta(deed.choice), Money(deed.amount.fen * 2 // 3), 5),
    )
    payment = claims.SEPARATE if deed.choice % 2 else claims.CERTIFICATE
    makers.a_claim(session, contract, *steps, happened_on=deed.day, payment=payment, pay_days=deed.choice)


def owner_pays_below(session: Session, contract: Contract, deed: Deed) -> None:
    """The owner pays our subcontractor; sometimes it takes the money back."""
    undone = deed.day + timedelta(deed.choice) if deed.choice % 3 == 0 else None
    sub = makers.a_subcontract(session, contract)
    how = {"signed_on": deed.day, "effective_on": deed.day, "reversed_on": undone, "reason": "追回"}
    makers.a_set_off(session, sub, amount=Money(deed.amount.fen // 3 + 1), **how)


def mix(session: Session, contract: Contract, deed: Deed) -> None:
    """Money is tried on a debt in another currency, which must not work."""
    row, receipt = one_of(session, receivables.Receivable, deed), one_of(session, Receipt, deed)
    line = receipts.AllocationDraft(row.id, amount=Money(1))
    receipts.allocate(session, receipts.AllocationsDraft(receipt.id, (line,)))
    assert session.get_one(Contract, row.contract_id).currency == receipt.currency


DOERS: Mapping[str, Callable[[Session, Contract, Deed], None]] = {
    "certify": certify, "advance": certify, "receive": receive, "bill": receive, "free": receive, "release": release,
    "reverse": reverse, "collect": collect, "postpone": postpone, "take_on": take_on,
    "mix": mix, "settle": settle, "deposit": deposit,
    "claim": claim, "owner_pays_below": owner_pays_below, "charge": charge, "work": work,
}  # fmt: skip


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("independent") / "empty"
    makers.a_book(folder).close()
    return folder


@pytest.mark.timeout(1_200)
@settings(max_examples=BOOKS)
@given(
    NUMBERS,
    st.lists(DEEDS, min_size=3, max_size=25),
    st.integers(0, 900),
    st.lists(random_terms.terms, min_size=3, max_size=3),
)
def test_the_programs_agree_with_random_books(
    empty: Path, numbers: list[str], deeds: list[Deed], after: int, agreed: list[dict[str, Any]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(empty, Path(folder) / "book")
        book = registry.open_book(Path(folder) / "book")
        try:
            a_random_book(book, numbers, deeds, agreed)
            judges = judges_of(book)
            del judges["ledger"]  # it cannot print two currencies of one account apart
            for day in (date(2024, 1, 1) + timedelta(after), LAST + timedelta(200)):
                assert_agree(book, day, judges)
        finally:
            book.close()


def test_accounts_of_alike_numbers_stay_apart(empty: Path, tmp_path: Path) -> None:
    shutil.copytree(empty, tmp_path / "book")
    book = registry.open_book(tmp_path / "book")
    with book.write(contracts.RECORD) as session:
        for number in ("A/1", "A-1", "a-1", "甲", "乙"):
            makers.a_contract(session, number=number)
        names = contract_names(session)
    book.close()
    assert len({name.lower() for name in names.values()}) == 5


# A book of three currencies

DAYS = (date(2024, 6, 1), date(2024, 8, 15), date(2025, 1, 1))


@pytest.fixture
def abroad(empty: Path, tmp_path: Path) -> Iterator[Book]:
    """One owner owes in three currencies; receipts with and without a contract, a bill, a release, one gone back."""
    shutil.copytree(empty, tmp_path / "abroad")
    book = registry.open_book(tmp_path / "abroad")
    for place, currency in enumerate(("CNY", "USD", "EUR"), 1):
        with book.write(LOAD) as session:
            contract = makers.a_contract(
                session, number=f"HT-{currency}", currency=currency, advance=None, recovery_rate=None,
                retention_rate=Decimal("0.03"),
            )  # fmt: skip
            deeds = [
                Deed("certify", date(2024, 5, 9), 0, Money.of(1_000_000 * place), 0),
                Deed("receive", date(2024, 7, 1), 0, Money.of(300_000 * place), 3),
                Deed("bill", date(2024, 7, 2), 0, Money.of(70_000 * place), 1),
                Deed("free", date(2024, 7, 3), 0, Money.of(9_000 * place), 0),
                Deed("take_on", date(2024, 4, 1), 0, Money.of(5_000 * place), 40),
            ]
            for deed in sorted(deeds, key=lambda one: one.day):
                DOERS[deed.what](session, contract, deed)
    with book.write(LOAD) as session:
        spent = session.scalars(select(Allocation).order_by(Allocation.id)).all()
        receipts.release(session, spent[-1].id, date(2024, 8, 10))
        gone = session.scalars(select(Receipt).where(Receipt.currency == "USD", Receipt.method == "transfer")).first()
        assert gone is not None
        receipts.reverse(session, ReversalDraft(gone.id, "returned", date(2024, 8, 12), "退回"))
    yield book
    book.close()


@pytest.mark.parametrize("day", DAYS)
def test_the_programs_agree_with_a_book_of_three_currencies(abroad: Book, day: date) -> None:
    judges = judges_of(abroad)
    del judges["ledger"]  # it cannot print two currencies of one account apart
    assert_agree(abroad, day, judges)
    with abroad.read() as session:
        assert len(answers.position_on(session, day)) == 3


def test_a_copy_made_of_its_drafts_is_the_same_book_in_every_currency(
    abroad: Book, empty: Path, tmp_path: Path
) -> None:
    with abroad.read() as session:
        drafts = json.loads(json.dumps(list(exchange.dump(session))))
    shutil.copytree(empty, tmp_path / "copy")
    copy = registry.open_book(tmp_path / "copy")
    with copy.write(LOAD) as session:
        finish(exchange.load(session, drafts, "drafts.json"))
    with abroad.read() as ours_, copy.read() as theirs_:
        for name, journal in JOURNALS.items():
            assert sorted("".join(journal(ours_)).split("\n\n")) == sorted("".join(journal(theirs_)).split("\n\n")), (
                name
            )
        for day in DAYS:
            assert answers.position_on(ours_, day) == answers.position_on(theirs_, day)
        assert list(exchange.dump(theirs_)) == drafts
    copy.close()


def test_every_exported_list_adds_up_to_our_positions_in_every_currency(abroad: Book, tmp_path: Path) -> None:
    day = DAYS[-1]
    with abroad.read() as session:
        listings = [registry.LISTINGS[name] for name in ("receivables", "receipts")]
        write(tmp_path / "lists.xlsx", [sheet_of(session, one, Question(day), language="en") for one in listings], "en")
        positions = answers.position_on(session, day)
    read = CalamineWorkbook.from_path(str(tmp_path / "lists.xlsx"))
    names = {called: code for code, called in CURRENCIES.items()}
    for sheet, caption, part in (("Receivables", "Open", "balance"), ("Receipts", "Unallocated", "unallocated")):
        head, *rows = read.get_sheet_by_name(sheet).to_python()
        sums = {
            names[row[0].removeprefix("Total ")]: Money.of(str(round(Decimal(row[head.index(caption)]), 2)))
            for row in rows
            if str(row[0]).startswith("Total ")
        }
        assert set(sums) == {"CNY", "USD", "EUR"}
        assert {currency: amount for currency, amount in sums.items() if amount} == told(positions, part)
