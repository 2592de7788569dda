"""An owner's ledger by command: what a check answers, what is told of one that came before, how a map is written."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from models import matching, parties
from models.matching.form import from_json
from models.money import Money
from tests.ui.pages.sample_window import LAKESIDE, TODAY, sample_book, sample_folder
from ui import command_line

__all__ = ["sample_book", "sample_folder"]
HEAD = ["记账日", "凭证号", "摘要", "借方发生", "贷方发生"]


@pytest.fixture
def run(sample_book: Any, capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs a command on the sample: exit code, what it answered, what it complained of."""
    folder = sample_book.folder

    def told(*words: str) -> tuple[int, str, str]:
        sample_book.close()
        code = command_line.main([*words, "--book", str(folder), "--lang", "en"])
        heard = capsys.readouterr()
        return code, heard.out, heard.err

    return told


@pytest.fixture
def theirs(sample_book: Any, tmp_path: Path) -> Path:
    """The owner's ledger that says just what ours says, in credit what is owed to us."""
    with sample_book.read() as session:
        party = parties.named(session, LAKESIDE)
        ours = matching.our_lines(session, party.id, "CNY", TODAY)
    return written(tmp_path / "甲方.xlsx", [
        [one.on, one.reference, "", None if one.amount > Money() else float(-one.amount.yuan),
         float(one.amount.yuan) if one.amount > Money() else None] for one in ours
    ])  # fmt: skip


def written(path: Path, rows: list[list[Any]], head: list[str] = HEAD) -> Path:
    made = openpyxl.Workbook()
    made.active.append(head)
    for row in rows:
        made.active.append(row)
    made.save(path)
    return path


def of(path: Path, *words: str) -> list[str]:
    return ["match", str(path), "--party", LAKESIDE, "--as-of", TODAY.isoformat(), *words]


def test_a_check_says_by_its_exit_code_whether_both_books_agree(run: Any, theirs: Path) -> None:
    assert run(*of(theirs, "--check"))[0] == 0
    sheet = openpyxl.load_workbook(theirs)
    sheet.active.append(["看附件", "", "", 5.0, None])
    sheet.save(theirs)
    code, out, _err = run(*of(theirs, "--check"))
    assert code == 3
    assert "stays out" in out


def test_a_ledger_that_came_in_before_is_told(run: Any, theirs: Path) -> None:
    code, out, err = run(*of(theirs))
    number = out.split()[1]
    assert (code, "very same" in err) == (0, False)
    code, _out, err = run(*of(theirs))
    assert code == 0
    assert f"in the book already as {number}" in err


def test_a_ledger_that_agrees_in_nothing_is_told(run: Any, tmp_path: Path) -> None:
    _code, _out, err = run(*of(written(tmp_path / "别人.xlsx", [[TODAY, "x", "", 1.07, None]])))
    assert "the other way round" in err


def test_columns_that_are_not_known_are_named_with_an_example_that_can_be_read(run: Any, tmp_path: Path) -> None:
    odd = written(tmp_path / "怪.xlsx", [[TODAY, 1.0]], ["甲", "乙"])
    code, _out, err = run(*of(odd))
    assert code == 1
    assert "甲、乙" in err
    code, out, _err = run("match", "--map-example")
    assert (code, out.strip() in err) == (0, True)
    assert from_json(out).header == 3
    (tmp_path / "map.json").write_text(
        json.dumps({"columns": {"on": "甲", "amount": "乙"}, "header": 1}, ensure_ascii=False), "utf-8"
    )
    assert run(*of(odd, "--map", str(tmp_path / "map.json")))[0] == 0


def test_evidence_that_could_be_added_in_part_ends_with_another_code_than_none(run: Any, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a", "utf-8")
    (tmp_path / "b.txt").touch()
    code, out, err = run("evidence", "add", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"))
    assert (code, "Not taken: 1" in out, "b.txt" in err) == (3, True, True)
    assert run("evidence", "add", str(tmp_path / "b.txt"))[0] == 1
    assert run("evidence", "add", str(tmp_path / "a.txt"))[0] == 0


@pytest.fixture
def late(theirs: Path) -> Path:
    """The owner booked everything three days after us, and something next century."""
    book = openpyxl.load_workbook(theirs)
    for row in book.active.iter_rows(min_row=2):
        row[0].value, row[1].value = min(row[0].value.date() + timedelta(days=3), TODAY), ""
    book.active.append([date(2099, 1, 1), "", "", 5.0, None])
    book.save(theirs)
    return theirs


def test_proposals_are_taken_where_they_are_named_and_given_back_by_undo(run: Any, late: Path) -> None:
    code, out, _err = run(*of(late, "--json"))
    first = json.loads(out)
    assert (code, len(first["later"])) == (0, 1)
    number, proposed, taken = first["number"], len(first["proposals"]), len(first["matches"])
    assert proposed > 3
    again = ("match", "--ledger", number, "--json", "--accept")
    assert run(*again, "0")[0] == run(*again, f"{proposed + 1}")[0] == run(*again, "a")[0] == 1
    told = json.loads(run(*again, "1,3")[1])
    assert [one["ours"] for one in told["accepted"]] == [first["proposals"][at]["ours"] for at in (0, 2)]
    assert len(told["matches"]) == taken + 2
    told = json.loads(run(*again, "all")[1])
    assert (len(told["accepted"]), len(told["matches"])) == (proposed - 2, taken + proposed)
    run("undo")
    assert len(json.loads(run("match", "--ledger", number, "--json")[1])["matches"]) == taken + 2


def test_what_a_check_would_keep_cannot_be_accepted_and_a_currency_is_one_of_ours(run: Any, theirs: Path) -> None:
    code, _out, err = run(*of(theirs, "--check", "--accept", "all"))
    assert (code, "leave out one" in err) == (1, True)
    code, _out, err = run(*of(theirs, "--check", "--currency", "GBX"))
    assert code == 1
    assert "USD" in err


def test_rows_after_the_cut_off_day_are_counted_and_named(run: Any, late: Path) -> None:
    _code, out, _err = run(*of(late, "--check"))
    assert "after the cut-off day: 1" in out
    assert "5.00 of 2099-01-01" in out


def test_amounts_finer_than_the_fen_are_rounded_only_when_asked(run: Any, tmp_path: Path) -> None:
    fine = tmp_path / "细.csv"
    fine.write_text("日期,凭证号,借方,贷方,余额\n2024-05-01,1,,1.005,1.005\n2024-05-02,2,,2,3.01\n", "utf-8")
    _code, out, _err = run(*of(fine, "--check"))
    assert "Row 2 stays out: 1.005" in out
    assert "owner's ledger -2.00" in out
    _code, out, _err = run(*of(fine, "--check", "--round-off"))
    assert "stays out" not in out
    assert "owner's ledger -3.01" in out
