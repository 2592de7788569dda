"""Clocks of a past day never move: whatever is recorded of a later day, each past day reads as it read before."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    claims,
    contracts,
    deadlines,
    deposits,
    final_accounts,
    legal_facts,
    receipts,
    receivables,
    registry,
    variations,
)
from models.claims.record import Claim
from models.contracts.record import Contract
from models.deadlines.record import Deadline
from models.deposits.record import Deposit
from models.final_accounts.record import FinalAccount
from models.late_interest import late_items
from models.legal_facts import LegalFactDraft
from models.legal_facts.draft import ENDINGS
from models.legal_facts.insolvency import insolvencies
from models.legal_facts.record import LegalFact
from models.money import Money
from models.problems import Invalid, Refused
from models.receipts import ReceiptDraft
from models.receivables import DueChangeDraft, Receivable
from models.rules.restarts import EVENTS
from models.store.book import Book
from models.variations.record import VariationOrder
from tests.reports.books import FILL
from tests.samples import TODAY, copied

PAST = (*(date(year, month, 28) for year in (2023, 2024, 2025) for month in (2, 8)), date(2026, 11, 22))


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    opened = registry.open_book(copied(tmp_path / "book", 24))
    yield opened
    opened.close()


def seen(book: Book) -> dict[date, list[Deadline]]:
    with book.read() as session:
        return {day: deadlines.deadlines(session, day) for day in PAST}


def late(book: Book) -> dict[date, Any]:
    """What bears interest, and whose bankruptcy stops it."""
    with book.read() as session:
        owners = list(session.scalars(select(Contract.owner_id).distinct().order_by(Contract.owner_id)))
        return {
            day: ([late_items(session, day, party=one) for one in owners], insolvencies(session, day)) for day in PAST
        }


Act = Callable[[Session], Any]


def facts(chance: random.Random, contracts: list[str]) -> Iterator[tuple[str, Act]]:
    """Every kind of fact, each under some contract on a day after the past ones."""
    for kind in EVENTS:
        on = later(chance)
        draft = LegalFactDraft(
            kind=kind, contract=chance.choice(contracts), happened_on=on, sent_on=on, way="ems", outcome="delivered",
            proof="后来的材料", tracking="1", number=f"后-{kind}",
        )  # fmt: skip
        if EVENTS[kind].is_procedure or EVENTS[kind].lasts:
            draft = replace(draft, ended_on=on + timedelta(chance.randrange(30)))
        if EVENTS[kind].is_procedure:
            draft = replace(draft, ended_by=chance.choice(list(ENDINGS)))
        yield f"fact {kind}", partial(legal_facts.record, draft=draft)


def later(chance: random.Random) -> date:
    return TODAY + timedelta(chance.randrange(60))


def ends(chance: random.Random, book: Book) -> Iterator[tuple[str, Act]]:
    """What began before ends, is paid, is put off, or reaches its next stage."""
    with book.read() as session:
        ids = {of: list(session.scalars(select(of.id).order_by(of.id))) for of in (*ENDED, Contract, Receivable)}
    for fact in ids[LegalFact]:
        yield "a fact ends", partial(end_of_fact, key=fact, on=later(chance))
    for contract in ids[Contract]:
        yield "a payment", partial(pay, contract=contract, on=later(chance))
        yield "a suit at the contract", partial(sue, contract=contract, on=later(chance))
    for item in chance.sample(ids[Receivable], 20):
        on = later(chance)
        yield "put off", partial(receivables.change_due, draft=DueChangeDraft(item, on, on + timedelta(90), "延期"))
    for claim in ids[Claim]:
        yield "claim", partial(step_of_claim, key=claim, on=later(chance))
    for order in ids[VariationOrder]:
        yield "variation", partial(submit, key=order, on=later(chance))
    for deposit in ids[Deposit]:
        yield "deposit", partial(give_back, key=deposit, on=later(chance))
    for account in ids[FinalAccount]:
        yield "final account", partial(settle, key=account, on=later(chance))


ENDED = (LegalFact, Claim, VariationOrder, Deposit, FinalAccount)


def end_of_fact(session: Session, key: str, on: date) -> Any:
    return legal_facts.record(session, replace(legal_facts.draft_of(session, key), ended_on=on))


def sue(session: Session, contract: str, on: date) -> Any:
    return contracts.record(session, replace(contracts.draft_of(session, contract), sued_on=on))


def pay(session: Session, contract: str, on: date) -> Any:
    row = session.get_one(Contract, contract)
    draft = ReceiptDraft(payer=row.payer_id or row.owner_id, received_on=on, amount=Money.of(100_000))
    return receipts.record(session, replace(draft, allocations=receipts.propose(session, draft)))


def step_of_claim(session: Session, key: str, on: date) -> Any:
    return claims.step(session, replace(claims.next_draft(session, key), on=on))


def submit(session: Session, key: str, on: date) -> Any:
    return variations.submit(session, replace(variations.next_draft(session, key), on=on))


def give_back(session: Session, key: str, on: date) -> Any:
    return deposits.record(session, replace(deposits.draft_of(session, key), returned_on=on))


def settle(session: Session, key: str, on: date) -> Any:
    draft = final_accounts.draft_of(session, key)
    return final_accounts.record(session, replace(draft, settled_on=on, settled=draft.amount))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_clock_of_a_past_day_moves_with_what_is_recorded_of_later_days(
    book: Book, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.drafts.today", lambda: TODAY + timedelta(60))
    chance = random.Random(seed)
    with book.read() as session:
        contracts = list(session.scalars(select(Contract.id).order_by(Contract.number)))
    before, owed = seen(book), late(book)
    running = {one.clock for found in before.values() for one in found}
    assert running > {"limitation", "priority", "bill_presentation", "guarantee_expiry"}
    acts = [*facts(chance, contracts), *ends(chance, book)]
    chance.shuffle(acts)
    done: Counter[str] = Counter()
    for what, act in acts:
        with suppress(Invalid, Refused), book.write(FILL) as session:
            act(session)
            done[what] += 1
    assert len([what for what in done if what.startswith("fact ")]) == len(EVENTS)
    assert set(done) > {"a fact ends", "a payment", "put off", "a suit at the contract"}
    after = seen(book)
    for day in PAST:
        assert after[day] == before[day], day
    assert late(book) == owed
