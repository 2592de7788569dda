"""A book loads back from its dump where receipts of the advance were voided, corrected or entered between."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from models import certificates, exchange, receipts
from models.certificates import CertificateDraft, PaymentCertificate
from models.contracts import Contract
from models.exchange.kinds import KINDS
from models.money import Money
from models.problems import Invalid, Refused
from models.receipts.record import Receipt
from models.receivables.record import Receivable
from models.store.book import Book
from models.wholesale import LOAD
from models.work import finish
from tests import makers
from tests.models.test_dumped_voids import dumped, owed
from tests.reports.books import FILL

TERMS: dict[str, Any] = {
    "price": Money.of(1_000_000), "advance": Money.of(100_000), "recovery_rule": "percentage",
    "recovery_rate": Decimal("0.25"), "retention_rate": None,
}  # fmt: skip
Deed = tuple[str, int]
"""Money for the advance in thousands, or what is done with the n-th receipt or period."""
VOIDED: list[Deed] = [("receive", 60), ("certify", 1), ("void", 0), ("certify", 2)]
CORRECTED: list[Deed] = [("receive", 60), ("certify", 1), ("correct", 0), ("certify", 2), ("void", 1), ("certify", 3)]
DRAFTED: list[Deed] = [("begin", 1), ("receive", 60), ("sign", 1), ("begin", 2), ("void", 0), ("sign", 2)]
RETURNED: list[Deed] = [("receive", 60), ("certify", 1), ("return", 0), ("certify", 2), ("receive", 40), ("certify", 3)]
BEFORE_ANY: list[Deed] = [("receive", 60), ("void", 0), ("certify", 1)]


def at_random(seed: int) -> list[Deed]:
    chance = Random(seed)
    verbs = ("receive", "receive", "certify", "begin", "sign", "void", "correct", "return")
    return [(chance.choice(verbs), chance.randint(1, 5)) for _ in range(20)]


def done(book: Book, deeds: list[Deed]) -> None:
    with book.write(FILL) as session:
        contract = makers.a_contract(session, **TERMS)
        draft = CertificateDraft(
            contract=contract.id, kind="advance", number="YF-1", work=Money.of(100_000), certified_on=date(2026, 1, 5)
        )
        certificates.record(session, draft)
        key = contract.id
    for turn, (verb, what) in enumerate(deeds):
        try:
            with book.write(FILL) as session:
                _do(session, session.get_one(Contract, key), verb, what, f"{turn:02d}")
        except (Invalid, Refused, IndexError, NoResultFound):
            continue


def _do(session: Any, contract: Contract, verb: str, what: int, name: str) -> None:
    period = CertificateDraft(contract=contract.id, period=what, number=f"HT-{what}", work=Money.of(100_000 + what))
    if verb == "receive":
        advance = session.scalars(select(Receivable.id).where(Receivable.kind == "advance")).one()
        line = receipts.AllocationDraft(receivable=advance, amount=Money.of(what * 1000))
        draft = receipts.ReceiptDraft(
            number=f"SK-{name}", payer=contract.owner_id, contract=contract.id, received_on=date(2026, 1, 10),
            amount=Money.of(what * 1000), allocations=(line,),
        )  # fmt: skip
        receipts.record(session, draft)
    elif verb in ("certify", "begin"):
        day = date(2026, 1 + what, 25) if verb == "certify" else None
        certificates.record(session, makers.replace(period, certified_on=day))
    elif verb == "sign":
        found = session.scalars(select(PaymentCertificate.id).where(PaymentCertificate.number == f"HT-{what}")).one()
        draft = certificates.draft_of(session, found)
        certificates.record(session, makers.replace(draft, certified_on=date(2026, 1 + what, 25)))
    else:
        mine = session.scalars(select(Receipt.id).where(Receipt.reverses_id.is_(None)).order_by(Receipt.id)).all()
        key = mine[min(what, len(mine) - 1)]
        if verb == "void":
            receipts.void(session, key, "重复录入")
        elif verb == "correct":
            receipts.correct(session, makers.replace(receipts.draft_of(session, key), account="622"))
        else:
            receipts.reverse(session, receipts.ReversalDraft(key, "returned", date(2026, 2, 26), "付错"))


@pytest.mark.parametrize("deeds", [VOIDED, CORRECTED, DRAFTED, RETURNED, BEFORE_ANY, *map(at_random, range(8))])
def test_the_copy_owes_the_same_on_every_day_and_dumps_the_same(
    book: Book, empty_book_each: Callable[[], Book], deeds: list[Deed]
) -> None:
    done(book, deeds)
    told, copy = dumped(book), empty_book_each()
    with copy.write(LOAD) as session:
        finish(exchange.load(session, told, "drafts.json"))
    assert {one["noun"] for one in told} <= set(KINDS)
    assert owed(copy) == owed(book)
    assert dumped(copy) == told


def test_a_voided_receipt_is_told_only_where_certificates_recovered_what_it_paid(book: Book) -> None:
    done(book, [*VOIDED, ("receive", 40), ("void", 1)])
    nouns = [one["noun"] for one in dumped(book)]
    assert (nouns.count("receipts"), nouns.count("receipt_voids"), nouns.count("allocations")) == (1, 1, 1)
    (void,) = (one["draft"] for one in dumped(book) if one["noun"] == "receipt_voids")
    assert void == {"receipt": "SK-00", "reason": "重复录入"}


def test_a_certificate_stands_where_it_was_signed(book: Book) -> None:
    done(book, DRAFTED)
    nouns = [one["noun"] for one in dumped(book)]
    assert nouns[nouns.index("receipts") :] == [
        "receipts", "allocations", "certificates", "receipt_voids", "certificates",
    ]  # fmt: skip
