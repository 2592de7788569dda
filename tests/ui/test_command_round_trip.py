"""``import`` knows an exported list by itself: it tells what differs, and keeps what is accepted as one step."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import samples
from tests.reports.returning import column_of, edited
from tests.samples import Run, run

__all__ = ["run"]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return samples.copied(tmp_path / "book", 40)


def test_every_list_goes_out_and_comes_back_by_command(run: Run, book: Path, tmp_path: Path) -> None:
    out = tmp_path / "all.xlsx"
    assert run("export", "xlsx", "-o", out, "--book", book).code == 0
    same = run("import", out, "--check", "--json", "--book", book)
    assert (same.code, same.told["changes"], same.told["advice"]) == (0, [], [])
    edited(out, lambda page: page.cell(2, column_of(page, "联系人"), "周工"))
    looked = run("import", out, "--check", "--json", "--book", book)
    (change,) = looked.told["changes"]
    assert (change["list"], change["column"], change["new"], change["conflict"]) == (
        "parties",
        "contact",
        "周工",
        False,
    )
    assert looked.told["lists"]["parties"]["changed"] == 1
    kept = run("import", out, "--json", "--book", book)
    assert kept.told["changes"][0]["accepted"]
    assert "周工" in run("dump", "--book", book).out
    assert run("import", out, "--json", "--book", book).told["changes"] == []


def test_a_cell_that_cannot_be_read_is_named_and_nothing_is_kept(run: Run, book: Path, tmp_path: Path) -> None:
    out = tmp_path / "all.xlsx"
    run("export", "xlsx", "-o", out, "--book", book)
    edited(out, lambda page: page.cell(2, column_of(page, "开工日期"), "开春"), 1)
    ended = run("import", out, "--book", book)
    assert ended.code == 1
    assert "项目!F2" in ended.err


def test_own_columns_are_defined_by_command_and_filled_in_by_a_returned_list(
    run: Run, book: Path, tmp_path: Path
) -> None:
    made = run("columns", "parties", "--add", "评级:choice:A,B", "--add", "授信额度:money", "--json", "--book", book)
    assert [one["caption"] for one in made.told] == ["评级", "授信额度"]
    out = tmp_path / "all.xlsx"
    run("export", "xlsx", "-o", out, "--book", book)
    edited(out, lambda page: page.cell(2, column_of(page, "评级"), "B"))
    kept = run("import", out, "--json", "--book", book)
    assert [(one["new"], one["accepted"]) for one in kept.told["changes"]] == [("B", True)]
    assert run("columns", "parties", "--remove", "评级", "--json", "--book", book).told[0]["caption"] == "授信额度"
    assert run("columns", "parties", "--add", "x:colour", "--book", book).code == 1
