"""Every command that can be undone gives the former book back to the last row, and redo the later one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    bills,
    bookings,
    books_checks,
    bundles,
    certificates,
    claims,
    confirmations,
    consumption,
    contracts,
    correspondence,
    debit_notes,
    deposits,
    disputes,
    downstream,
    evidence,
    final_accounts,
    follow_ups,
    holidays,
    invoices,
    legal_facts,
    lending_rates,
    letters,
    matching,
    merging,
    opening,
    own,
    papers,
    parties,
    provisions,
    receipts,
    receivables,
    registry,
    sales_plans,
    variations,
    work_done,
)
from models.bookings import BookDraft, Booking, BookingDraft
from models.books_checks import BooksCheck, BooksCheckDraft
from models.bundles import Bundle
from models.certificates import CertificateDraft, PaymentCertificate, ReviewDraft
from models.claims import Claim
from models.confirmations import Reply
from models.consumption import Consumption
from models.contracts import Contract, MilestoneDraft
from models.debit_notes import DebitNote
from models.deposits import Deposit
from models.disputes import Dispute
from models.downstream import SetOff, Subcontract, set_off
from models.evidence import EvidenceFile, EvidenceLink
from models.final_accounts import FinalAccount
from models.follow_ups import FollowUp
from models.invoices import ReceivedDraft, VatInvoice
from models.legal_facts import LegalFact
from models.matching import LedgerMatch, OwnerLedger
from models.money import Money
from models.receipts import AllocationsDraft, Receipt, ReceiptDraft, ReversalDraft
from models.receivables import Allocation, DueChangeDraft, DueEventDraft, Receivable
from models.sales_plans import SalesPlan
from models.store.book import Book
from models.store.commands import COMMANDS
from models.variations import StageDraft, VariationOrder
from models.work_done import WorkDone
from tests import makers
from tests.models.store import digests

DAY = date(2024, 9, 2)
OF_MANY = {"exchange.load", "importing.bring_in", "sample.make"}
"""They do what the others do, many times in one Step."""
OF_STEPS = {"steps.undo", "steps.redo"}
TWO = (contracts.MilestoneDraft(cumulative=Decimal("0.7")), contracts.MilestoneDraft("acceptance", Decimal(1)))
UseCase = Callable[[Session], object]


def the(session: Session, kind: type, *where: object) -> str:
    """The key of the first record of this kind."""
    found: str = session.scalars(select(kind.id).where(*where).order_by(kind.id)).first()  # type: ignore[attr-defined, arg-type]
    return found


def unsigned(session: Session) -> str:
    return the(session, PaymentCertificate, PaymentCertificate.certified_on.is_(None))


def waiting(session: Session) -> StageDraft:
    """The next stage of the variation that was submitted."""
    return StageDraft(the(session, VariationOrder), DAY, Money.of(300_000), 3, remark="已审")


def free(session: Session) -> ReceiptDraft:
    """The receipt that is not allocated, with a proposal."""
    draft = receipts.draft_of(session, the(session, Receipt, Receipt.method == "bank_bill"))
    return replace(draft, allocations=receipts.propose(session, draft))


def by_hand(session: Session) -> matching.MatchesDraft:
    """Our first line and the owner's first are said to be one."""
    key = the(session, OwnerLedger)
    found = matching.standing(session, key)
    chosen = matching.MatchDraft((found.only_ours[0].key,), (found.only_theirs[0].key,))
    return matching.MatchesDraft(key, (chosen,))


USE_CASES: dict[str, UseCase] = {
    "bills.record": lambda s: bills.record(
        s, replace(draft := bills.draft_of(s, the(s, Contract)), items=draft.items[:1])
    ),
    "certificates.record": lambda s: certificates.record(
        s, replace(certificates.draft_of(s, unsigned(s)), work=Money.of(7), claimed=None)
    ),
    "certificates.certify": lambda s: certificates.record(
        s, replace(certificates.draft_of(s, unsigned(s)), certified_on=DAY)
    ),
    "certificates.submit": lambda s: certificates.review(s, ReviewDraft(unsigned(s), "submitted", DAY)),
    "certificates.review": lambda s: certificates.review(s, ReviewDraft(unsigned(s), "supervised", DAY)),
    "certificates.correct": lambda s: certificates.correct(
        s, replace(certificates.draft_of(s, unsigned(s)), work=Money.of(9), claimed=None)
    ),
    "certificates.void": lambda s: certificates.void(s, unsigned(s), "重复"),
    "claims.record": lambda s: makers.a_claim(s, s.get_one(Contract, the(s, Contract)), *makers.CLAIMED, makers.AGREED),
    "claims.step": lambda s: claims.step(
        s, claims.NextStepDraft(claims.REVIEWED, DAY, Money.of(80_000), document=the(s, Claim))
    ),
    "claims.correct": lambda s: claims.correct(s, replace(claims.draft_of(s, the(s, Claim)), clause="19.1")),
    "claims.void": lambda s: claims.void(s, the(s, Claim), "误录"),
    "company.record": lambda s: makers.a_company(s, name="江北建工集团股份有限公司"),
    "consumption.record": lambda s: makers.a_consumption(s, s.get_one(Contract, the(s, Contract))),
    "consumption.void": lambda s: consumption.void(s, the(s, Consumption), "误录"),
    "contracts.record": lambda s: contracts.record(
        s, replace(contracts.draft_of(s, the(s, Contract)), accepted_on=DAY, milestones=TWO)
    ),
    "contracts.agree": lambda s: makers.an_agreement(s, s.get_one(Contract, the(s, Contract))),
    "debit_notes.record": lambda s: makers.a_debit_note(s, s.get_one(Contract, the(s, Contract))),
    "debit_notes.correct": lambda s: debit_notes.correct(
        s, replace(debit_notes.draft_of(s, the(s, DebitNote)), amount=Money.of(7))
    ),
    "debit_notes.void": lambda s: debit_notes.void(s, the(s, DebitNote), "误录"),
    "correspondence.record": lambda s: makers.a_letter(s, about="第二封"),
    "correspondence.void": lambda s: correspondence.void(s, the(s, correspondence.RegisteredLetter), "误录"),
    "deposits.correct": lambda s: deposits.correct(
        s, replace(deposits.draft_of(s, the(s, Deposit)), amount=Money.of(70_000))
    ),
    "deposits.record": lambda s: makers.a_deposit(s, s.get_one(Contract, the(s, Contract))),
    "deposits.void": lambda s: deposits.void(s, the(s, Deposit), "误录"),
    "evidence.add": lambda s: makers.evidence_of(s, "再加一张.jpg"),
    "evidence.link": lambda s: evidence.link(
        s, evidence.LinkDraft(the(s, EvidenceFile), "contracts", the(s, Contract), "photo", DAY)
    ),
    "evidence.record": lambda s: evidence.record(
        s, replace(evidence.draft_of(s, the(s, EvidenceFile)), box="A-3", loans=(evidence.LoanDraft("李工", DAY),))
    ),
    "evidence.unlink": lambda s: evidence.unlink(s, the(s, EvidenceLink), "挂错"),
    "evidence.void": lambda s: evidence.void(s, the(s, EvidenceFile), "误传"),
    "disputes.record": lambda s: makers.a_dispute(s, s.get_one(Contract, the(s, Contract))),
    "disputes.void": lambda s: disputes.void(s, the(s, Dispute), "误录"),
    "downstream.record": lambda s: makers.a_subcontract(s, s.get_one(Contract, the(s, Contract))),
    "downstream.void": lambda s: downstream.void(
        s, makers.a_subcontract(s, s.get_one(Contract, the(s, Contract))).id, "误录"
    ),
    "set_offs.record": lambda s: makers.a_set_off(s, s.get_one(Subcontract, the(s, Subcontract))),
    "set_offs.reverse": lambda s: set_off.reverse(s, downstream.ReversalDraft(the(s, SetOff), DAY, "业主追回")),
    "set_offs.void": lambda s: set_off.void(s, the(s, SetOff), "误录"),
    "final_accounts.record": lambda s: makers.a_final_account(s, s.get_one(Contract, the(s, Contract))),
    "final_accounts.correct": lambda s: final_accounts.correct(
        s, replace(final_accounts.draft_of(s, the(s, FinalAccount)), settled=Money.of(70_000))
    ),
    "final_accounts.void": lambda s: final_accounts.void(s, the(s, FinalAccount), "误录"),
    "holidays.record": lambda s: holidays.record(
        s, holidays.HolidayDraft(name="国庆节", first_on=date(2031, 10, 1), last_on=date(2031, 10, 7))
    ),
    "books_checks.record": lambda s: books_checks.record(s, BooksCheckDraft(month="2024-08")),
    "books_checks.void": lambda s: books_checks.void(s, the(s, BooksCheck), "重做"),
    "bookings.book": lambda s: bookings.book(s, BookDraft("receipts", (the(s, Receipt),), "银-001", DAY)),
    "bookings.record": lambda s: bookings.record(
        s, BookingDraft("", "invoices", s.scalars(select(VatInvoice.number)).one(), "转-001", DAY)
    ),
    "bookings.void": lambda s: bookings.void(s, the(s, Booking), "误录"),
    "invoices.record": lambda s: makers.an_invoice(s, s.get_one(Contract, the(s, Contract)), number="1" * 20),
    "invoices.receive": lambda s: invoices.receive(s, ReceivedDraft((the(s, VatInvoice),), DAY)),
    "invoices.correct": lambda s: invoices.correct(
        s, replace(invoices.draft_of(s, the(s, VatInvoice)), remark="购买方名称有误")
    ),
    "invoices.void": lambda s: invoices.void(s, the(s, VatInvoice), "误开"),
    "confirmations.record": lambda s: makers.a_reply(s, s.get_one(Contract, the(s, Contract)), letter="对账函二"),
    "confirmations.void": lambda s: confirmations.void(s, the(s, Reply), "误录"),
    "follow_ups.record": lambda s: makers.a_follow_up(s),
    "follow_ups.done": lambda s: follow_ups.done(s, the(s, FollowUp), DAY),
    "follow_ups.void": lambda s: follow_ups.void(s, the(s, FollowUp), "误录"),
    "letters.record": lambda s: letters.record(s, replace(letters.draft_of(s, "request/zh"), subject="敬请付款")),
    "letters.reset": lambda s: letters.reset(s, "demand_1/zh"),
    "legal_facts.record": lambda s: makers.a_legal_fact(s, contract=the(s, Contract)),
    "legal_facts.void": lambda s: legal_facts.void(s, the(s, LegalFact), "误录"),
    "lending_rates.record": lambda s: lending_rates.record(
        s, lending_rates.LendingRateDraft("", date(2026, 10, 20), Decimal("0.03"), Decimal("0.035"))
    ),
    "bundles.record": lambda s: bundles.record(
        s, replace(bundles.proposed(s, the(s, Contract), "", DAY), number="ZJ-2", title="补充证据")
    ),
    "bundles.void": lambda s: bundles.void(s, the(s, Bundle), "重编"),
    "matching.record": lambda s: matching.record(
        s, replace(matching.draft_of(s, the(s, OwnerLedger)), remark="八月对账")
    ),
    "matching.take": lambda s: matching.take(s, the(s, OwnerLedger)),
    "matching.match": lambda s: matching.match(s, by_hand(s)),
    "matching.dissolve": lambda s: matching.dissolve(s, [the(s, LedgerMatch)]),
    "matching.explain": lambda s: matching.explain(
        s, matching.ExplanationDraft(the(s, OwnerLedger), the(s, Receipt), "甲方次月入账")
    ),
    "matching.void": lambda s: matching.void(s, the(s, OwnerLedger), "导错文件"),
    "opening.take_on": lambda s: opening.take_on(
        s,
        opening.OpeningDraft(
            contract=the(s, Contract),
            taken_on=DAY,
            items=(opening.OpeningItemDraft("progress", "旧账", date(2023, 5, 1), date(2023, 6, 1), Money.of(70)),),
        ),
    ),
    "own.define": lambda s: own.define(
        s, own.OwnColumnsDraft("parties", (own.OwnColumnDraft(caption="评级", kind="choice", choices="A、B"),))
    ),
    "own.fill": lambda s: own.fill(s, the(s, Contract), {(mark := own.own_of(s)["contracts"])[0].name: "重点"}, mark),
    "papers.advance": lambda s: papers.advance(s, papers.CourseDraft(the(s, papers.IssuedPaper), on=DAY, by="李会计")),
    "parties.record": lambda s: parties.record(
        s, replace(parties.draft_of(s, makers.a_party(s).id), aliases=(parties.AliasDraft("临湖置业"),))
    ),
    "contracts.remove": lambda s: contracts.remove(s, the(s, Contract, Contract.number == "录错-1"), "录错"),
    "parties.remove": lambda s: parties.remove(s, makers.a_party(s, "临湖公司").id, "录错"),
    "parties.merge": lambda s: merging.merge(
        s, merging.MergeDraft(makers.a_party(s, "临湖公司").id, makers.a_party(s).id)
    ),
    "projects.record": lambda s: makers.a_project(s, "临湖花园二期", number="P-02"),
    "provisions.record": lambda s: provisions.record(
        s,
        makers.provision_rates(
            past_due=(provisions.PastDueRateDraft("other", "goods", *[Decimal("0.1")] * 5),),
            months=(provisions.MonthRateDraft("sme", "", None, Decimal("0.1")),),
        ),
    ),
    "provisions.single_out": lambda s: provisions.single_out(
        s, provisions.IndividualDraft("", the(s, Contract), DAY, Decimal("0.8"), "已申请破产")
    ),
    "receipts.record": lambda s: receipts.record(s, replace(free(s), id="", number="")),
    "receipts.allocate": lambda s: receipts.allocate(s, AllocationsDraft(free(s).id, free(s).allocations)),
    "receipts.release": lambda s: receipts.release(s, the(s, Allocation), DAY),
    "receipts.reverse": lambda s: receipts.reverse(s, ReversalDraft(the(s, Receipt), "returned", DAY, "退回")),
    "receipts.collect": lambda s: receipts.collect(s, free(s).id, DAY),
    "receipts.correct": lambda s: receipts.correct(s, replace(free(s), amount=Money.of(5), allocations=())),
    "receipts.void": lambda s: receipts.void(s, the(s, Receipt), "误记"),
    "receivables.change_due": lambda s: receivables.change_due(
        s, DueChangeDraft(the(s, Receivable), DAY, date(2025, 1, 1), "展期")
    ),
    "receivables.note_event": lambda s: receivables.note_event(
        s, DueEventDraft(waiting_for_an_invoice(s), happened_on=DAY, paper="发票 001")
    ),
    "work_done.record": lambda s: makers.a_work_report(s, s.get_one(Contract, the(s, Contract)), amount=Money.of(5)),
    "work_done.void": lambda s: work_done.void(s, the(s, WorkDone), "误录"),
    "sales_plans.record": lambda s: makers.a_sales_plan(s, s.get_one(Contract, the(s, Contract))),
    "sales_plans.void": lambda s: sales_plans.void(s, the(s, SalesPlan), "误录"),
    "variations.record": lambda s: makers.a_variation(s, s.get_one(Contract, the(s, Contract)), number="BG-002"),
    "variations.submit": lambda s: variations.submit(s, waiting(s)),
    "variations.review": lambda s: variations.review(s, waiting(s)),
    "variations.approve": lambda s: variations.approve(s, waiting(s)),
    "variations.reject": lambda s: variations.reject(s, waiting(s)),
    "variations.void": lambda s: variations.void(s, the(s, VariationOrder), "重复"),
}


def waiting_for_an_invoice(session: Session) -> str:
    return session.scalars(select(Receivable.id).where(Receivable.anchor == "invoice_received")).one()


@pytest.fixture(scope="module")
def busy_book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """A book with something to do for every command."""
    book = makers.a_book(Path(tmp_path_factory.mktemp("busy")) / "book")
    with book.write(contracts.RECORD) as session:
        makers.a_company(session)
        owner, _other = makers.a_party(session).id, makers.a_party(session, "临湖公司")
        contract = makers.a_contract(session, project=makers.a_project(session).id)
        makers.a_bill(session, contract)
        own.define(session, own.OwnColumnsDraft("contracts", (own.OwnColumnDraft(caption="标记"),)))
        submitted = makers.a_variation(session, contract)
        variations.submit(session, StageDraft(submitted.id, date(2024, 5, 15), submitted.amount))
        for day in (date(2024, 6, 3), None):
            draft = CertificateDraft(contract=contract.id, work=Money.of(100_000), certified_on=day)
            certificates.record(session, draft)
        draft = ReceiptDraft(payer=owner, received_on=date(2024, 7, 1), amount=Money.of(900))
        receipts.record(session, replace(draft, allocations=receipts.propose(session, draft)))
        receipts.record(session, replace(draft, method="bank_bill"))
        terms = (MilestoneDraft("invoice_received", Decimal(1), 30),)
        billed = makers.a_contract(session, number="JB-2024-010", milestones=terms)
        certificates.record(session, CertificateDraft(contract=billed.id, work=Money.of(5), certified_on=DAY))
        makers.a_deposit(session, contract)
        makers.an_invoice(session, contract, f"{makers.CONTRACT}-01")
        number = session.scalars(select(Receipt.number).where(Receipt.method == "bank_bill")).one()
        books_checks.record(session, books_checks.with_book(session, BooksCheckDraft(month="2024-07")))
        bookings.record(session, BookingDraft("", "receipts", number, "银-009", DAY))
        makers.a_claim(session, contract)
        makers.a_letter(session, contract=contract.id)
        makers.a_reply(session, contract)
        makers.evidence_of(session, "合同.pdf", ("contracts", contract.id, "contract"))
        bundles.record(session, bundles.proposed(session, contract.id, "", DAY))
        makers.a_legal_fact(session, contract=contract.id)
        makers.a_debit_note(session, contract, charged_on=DAY)
        makers.a_sales_plan(session, contract)
        makers.a_consumption(session, contract, used_to=date(2024, 3, 31))
        makers.a_work_report(session, contract, done_to=date(2024, 3, 31))
        makers.a_dispute(session, contract)
        makers.a_set_off(session, makers.a_subcontract(session, contract))
        makers.a_follow_up(session)
        makers.a_paper(session, book.folder, owner)
        letters.record(session, replace(letters.draft_of(session, "demand_1/zh"), subject="催款"))
        makers.a_final_account(session, makers.a_contract(session, number="JB-2024-009"), settled=Money.of(50_000))
        makers.an_owner_ledger(session, owner)
        makers.a_contract(session, number="录错-1")
    yield book
    book.close()


def test_every_command_that_can_be_undone_is_tried_here() -> None:
    nouns = {noun.__name__ for noun in registry.NOUNS}
    assert "models.receipts" in nouns, "every noun declares its commands when the registry is imported"
    undoable = {name for name, command in COMMANDS.items() if command.undoable}
    assert set(USE_CASES) == undoable - OF_MANY - OF_STEPS


@pytest.mark.parametrize("name", USE_CASES)
def test_undo_gives_the_former_book_back_and_redo_the_later_one(busy_book: Book, name: str) -> None:
    before = digests.of_records(busy_book)
    with busy_book.write(COMMANDS[name]) as session:
        USE_CASES[name](session)
    after = digests.of_records(busy_book)
    assert after != before
    undone = busy_book.undo()
    assert undone is not None
    assert undone.command == name
    assert digests.of_records(busy_book) == before
    busy_book.redo()
    assert digests.of_records(busy_book) == after
    busy_book.undo()
    assert digests.of_records(busy_book) == before
