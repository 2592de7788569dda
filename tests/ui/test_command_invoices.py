"""The commands about invoices answer as of a day, of a contract or debtor, in amounts that add up."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.money import Money
from tests import samples
from tests.samples import Run, run

__all__ = ["run"]
DAY = samples.TODAY.isoformat()
EARLY = "2021-01-01"


@pytest.fixture
def folder() -> Path:
    return samples.sample_folder()


def test_the_invoices_up_to_a_day_are_told(run: Run, folder: Path) -> None:
    every = run("invoices", "--as-of", DAY, "--json", "--book", folder).told
    early = run("invoices", "--as-of", EARLY, "--json", "--book", folder).told
    assert 0 < len(early) < len(every)
    assert max(one["invoiced_on"] for one in early) <= EARLY
    for one in every:
        assert Money.of(one["net"]) + Money.of(one["vat"]) == Money.of(one["gross"])
    unpaid = run("invoices", "--unpaid", "--as-of", DAY, "--json", "--book", folder).told
    assert {one["number"] for one in unpaid} < {one["number"] for one in every}
    for one in unpaid:
        parts = Money.of(one["taken_back"]) - Money.of(one["paid"]) - Money.of(one["open"])
        assert Money.of(one["gross"]) + parts == Money()


def test_what_is_not_invoiced_is_told_by_document(run: Run, folder: Path) -> None:
    told = run("uninvoiced", "--as-of", DAY, "--json", "--book", folder).told
    assert told
    assert all(Money.of(one["amount"]) - Money.of(one["invoiced"]) >= Money.of(one["to_invoice"]) for one in told)
    shown = run("uninvoiced", "--as-of", DAY, "--book", folder).out.splitlines()
    assert len(shown) == len(told) + 1
    assert shown[0].split()[0] == "单据"
    number = "JB-2022-002"
    mine = run("uninvoiced", "--as-of", DAY, "--contract", number, "--json", "--book", folder).told
    assert mine
    assert all(one["document"].startswith(number) for one in mine)
    assert {(one["contract"], one["contract_name"]) for one in mine} == {(number, "临湖花园二期 5#–9# 楼总承包工程")}


@pytest.mark.parametrize("command", ["claims", "disputes", "downstream", "contradictions"])
def test_lists_name_their_contract_by_its_number(run: Run, folder: Path, command: str) -> None:
    known = {one["number"] for one in run("contracts", "--json", "--book", folder).told}
    told = run(command, "--json", "--book", folder).told
    assert told
    assert {one["contract"] for one in told} <= known
    assert not known & {one["contract_name"] for one in told}


def test_no_help_has_a_heading_in_another_language(run: Run) -> None:
    shown = run("import", "--help").out
    assert "默认" in shown
    assert "default" not in shown


def test_a_day_or_contract_that_is_none_is_said(run: Run, folder: Path) -> None:
    assert run("uninvoiced", "--as-of", "2026-02-30", "--book", folder).code == 1
    assert "X-9" in run("invoices", "--contract", "X-9", "--book", folder).err
