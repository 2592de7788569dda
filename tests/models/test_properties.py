"""What holds of every book whatever is done to it, in any order."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.models.random_site import RandomSite

HURRIED = settings(
    max_examples=8,
    stateful_step_count=22,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    report_multiple_bugs=False,
)
THOROUGH = settings(HURRIED, max_examples=2_000, stateful_step_count=50, derandomize=False)


def test_whatever_is_done_figures_agree_earlier_days_stay_and_every_step_can_be_taken_back(empty_book: Path) -> None:
    run_state_machine_as_test(partial(RandomSite, empty_book), settings=HURRIED)


@pytest.mark.long
@pytest.mark.timeout(0)
def test_the_same_over_two_thousand_books_of_fifty_steps(empty_book: Path) -> None:
    run_state_machine_as_test(partial(RandomSite, empty_book), settings=THOROUGH)
