"""Evidence survives a kill -9 at any moment: no row without its file, nothing that was told as saved is lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import select

from models import registry
from models.evidence import EvidenceFile
from models.evidence.verifying import quarantine, verify
from models.store.verify import verify as verify_book
from models.work import finish
from tests import makers
from ui.bootstrap import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9, and no copy of a process")
LONGEST_WAIT = 0.08


def survives(folder: Path, rounds: int, seed: int) -> int:
    """Kill a program that adds evidence so many times; returns how many files it told as saved."""
    makers.a_book(folder).close()
    chance, told = random.Random(seed), set()
    adder = subprocess.Popen(
        [sys.executable, "-m", "tests.evidence_adder", str(folder)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with adder:
        for _round in range(rounds):
            told |= killed_once(adder, chance.randrange(4), chance.uniform(0, LONGEST_WAIT))
            look_into(folder, told)
        assert adder.stdin
        adder.stdin.close()
    return len(told)


def killed_once(adder: subprocess.Popen[str], saves: int, wait: float) -> set[str]:
    """Let it tell so many saves and go on for a moment, then kill it."""
    assert adder.stdin
    assert adder.stdout
    adder.stdin.write("go\n")
    adder.stdin.flush()
    told, pid, opened = set(), 0, False
    while (line := adder.stdout.readline().split()) != ["gone"]:
        opened = opened or line == ["opened"]
        if line[0] == "working":
            pid = int(line[1])
        elif line[0] == "saved":
            told.add(line[1])
        if opened and pid and len(told) >= saves:
            time.sleep(wait)
            os.kill(pid, signal.SIGKILL)
            pid = 0
    return told


def look_into(folder: Path, told: set[str]) -> None:
    book = registry.open_book(folder)
    with book.read() as session:
        kept = set(session.scalars(select(EvidenceFile.id)))
        verdict = finish(verify(folder, session))
    assert told <= kept, "a file that was told as saved is lost"
    assert verdict.holds, [problem.text("en") for problem in verdict.findings]
    quarantine(book)
    assert finish(verify_book(book)).holds
    book.close()


def test_a_dozen_kills_leave_no_row_without_its_file(tmp_path: Path) -> None:
    assert survives(tmp_path / "book", 12, seed=3) > 5


@pytest.mark.long
@pytest.mark.timeout(0)
def test_three_hundred_kills_leave_no_row_without_its_file(tmp_path: Path) -> None:
    assert survives(tmp_path / "book", 300, seed=4) > 100
