"""What was told as saved is there after a kill -9 at any moment, and nothing is there by half."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from models import registry
from models.certificates import PaymentCertificate
from models.money import Money
from models.receipts import Receipt
from models.receivables import Allocation, Receivable
from models.store.book import Book
from models.store.history import steps
from models.store.verify import verify
from models.work import finish
from tests import makers
from ui.bootstrap import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9, and no copy of a process")
LONGEST_WAIT = 0.04
"""Seconds; a save takes some ten to thirty milliseconds."""


def survives(folder: Path, rounds: int, seed: int) -> int:
    """Kill a busy program so many times and look into its book each time; returns how many saves were told."""
    makers.a_book(folder).close()
    chance = random.Random(seed)
    told: dict[int, str] = {}
    teller = subprocess.Popen(
        [sys.executable, "-m", "tests.busy_teller", str(folder)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with teller:
        for _round in range(rounds):
            told |= killed_once(teller, chance.randrange(6), chance.uniform(0, LONGEST_WAIT))
            look_into(folder, told)
        assert teller.stdin
        teller.stdin.close()
    return len(told)


def killed_once(teller: subprocess.Popen[str], saves: int, wait: float) -> dict[int, str]:
    """Let it tell so many saves and go on for a moment, kill it; the number and hash of every Step it told."""
    assert teller.stdin
    assert teller.stdout
    teller.stdin.write("go\n")
    teller.stdin.flush()
    told, pid, opened = {}, 0, False
    while (line := teller.stdout.readline().split()) != ["gone"]:
        opened = opened or line == ["opened"]
        if line[0] == "working":
            pid = int(line[1])
        elif line[0] == "saved":
            told[int(line[1])] = line[2]
        if opened and pid and len(told) >= saves:
            time.sleep(wait)
            os.kill(pid, signal.SIGKILL)
            pid = 0
    return told


def look_into(folder: Path, told: dict[int, str]) -> None:
    book = registry.open_book(folder)
    assert book.writable, "the lock of a killed program is free again"
    with book.read() as session:
        kept = {one.n: one.hash for one in steps(session.connection())}
    assert not told.items() - kept.items(), "a save that was told is lost"
    verdict = finish(verify(book))
    assert verdict.holds, [problem.text("en") for problem in verdict.findings]
    assert_nothing_is_half(book)
    book.close()


def assert_nothing_is_half(book: Book) -> None:
    """Every certificate has all it makes owed, every receipt all its allocations."""
    with book.read() as session:
        owed = dict(
            session.execute(
                select(Receivable.source_id, func.sum(Receivable.amount)).group_by(Receivable.source_id)
            ).all()
        )
        assert owed == dict(session.execute(select(PaymentCertificate.id, PaymentCertificate.gross)).all())
        used = dict(
            session.execute(
                select(Allocation.receipt_id, func.sum(Allocation.amount)).group_by(Allocation.receipt_id)
            ).all()
        )
        amounts = dict(session.execute(select(Receipt.id, Receipt.amount)).all())
        assert used == amounts
        assert set(amounts.values()) <= {Money.of(900)}


def test_thirty_kills_lose_no_save_that_was_told_and_leave_nothing_half(tmp_path: Path) -> None:
    assert survives(tmp_path / "book", 30, seed=1) > 60


@pytest.mark.long
@pytest.mark.timeout(0)
def test_ten_thousand_kills_lose_no_save_that_was_told(tmp_path: Path) -> None:
    for place in range(334):
        survives(tmp_path / f"book{place}", 30, seed=place)
