"""A noun of several files reads as one, whichever of its names is asked for first."""

from __future__ import annotations

import subprocess
import sys

import pytest

from models import answers, contracts, receipts, receivables
from ui.bootstrap import ROOT


@pytest.mark.parametrize("noun", [answers, contracts, receipts, receivables], ids=lambda noun: noun.__name__)
def test_every_name_a_noun_promises_is_there(noun: object) -> None:
    assert [name for name in noun.__all__ if getattr(noun, name, None) is None] == []


def test_a_name_it_has_not_is_said_so() -> None:
    with pytest.raises(AttributeError, match=r"models\.receipts.*no attribute 'recieve'"):
        receipts.recieve  # noqa: B018 - asking is the test


@pytest.mark.parametrize("first", ["models.receipts.record", "models.contracts.record", "models.receivables.position"])
def test_the_use_case_is_given_though_the_table_has_its_name(first: str) -> None:
    code = (
        f"import {first}; from models import contracts, receipts, receivables; "
        "print(receipts.record.__module__, contracts.record.__module__, receivables.ageing.__module__)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    names = done.stdout.decode("utf-8").split()
    assert names == ["models.receipts.usecases", "models.contracts.usecases", "models.receivables.ageing"]
