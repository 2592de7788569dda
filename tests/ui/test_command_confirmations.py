"""The loop of confirmation by command: approved, sealed, answered, explained, its papers with a number."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.ui.pages.sample_window import LAKESIDE, TODAY, sample_book, sample_folder
from ui import command_line

__all__ = ["sample_book", "sample_folder"]
DAY = TODAY.isoformat()


@pytest.fixture
def told(sample_book: Any, capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs a command on the sample; what it answered as JSON, or (exit code, complaint)."""
    folder = sample_book.folder
    sample_book.close()

    def run(*words: str) -> Any:
        code = command_line.main([*words, "--book", str(folder), "--json", "--lang", "en"])
        heard = capsys.readouterr()
        return json.loads(heard.out) if code == 0 else (code, heard.err)

    return run


@pytest.fixture
def number(told: Any, tmp_path: Path) -> str:
    """A statement that was issued."""
    made = told("statement", "--party", LAKESIDE, "--as-of", DAY, "--issue", "-o", str(tmp_path / "s.pdf"))
    return str(made["number"])


def test_a_second_statement_of_the_same_day_is_told_with_the_number_of_the_first(
    sample_book: Any, number: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def complaint(*more: str) -> str:
        words = ("statement", "--party", LAKESIDE, "--as-of", DAY, "--issue", "-o", str(tmp_path / "s.pdf"), *more)
        assert command_line.main([*words, "--book", str(sample_book.folder), "--lang", "en"]) == 0
        return capsys.readouterr().err

    assert "--corrects" not in complaint("--corrects", number)
    assert "-DZ-002 of" in complaint()


def of(told: Any, number: str) -> dict[str, Any]:
    """Where the statement stands today: it was issued on the day of this computer."""
    (found,) = [one for one in told("confirmations", "--as-of", "2030-01-01") if one["number"] == number]
    return dict(found)


def test_a_statement_goes_through_the_house_in_order(told: Any, number: str) -> None:
    day = of(told, number)["issued_on"]
    for option, stage in (("--approved-by", "approved"), ("--asked-by", "seal_asked"), ("--sealed-by", "sealed")):
        answer = told("confirm", number, option, "李会君", "--on", day, "--seal", "finance")
        assert (answer["stage"], answer["by"]) == (stage, "李会君")
        assert of(told, number)["stage"] == stage
    code, why = told("confirm", number, "--approved-by", "李会君", "--on", day)
    assert code == 1
    assert number in why
    assert "already" in why


def test_a_reply_is_explained_to_nothing_and_its_table_is_issued(told: Any, number: str, tmp_path: Path) -> None:
    stood = of(told, number)
    day, stated = stood["issued_on"], stood["stated"]
    less = f"{float(stated) - 500:.2f}"
    answer = told("confirm", number, "--reply", "part", "--amount", less, "--on", day, "--signatory", "钱敏",
                  "--seal", "official", "--difference", "300:price:单价")  # fmt: skip
    assert answer["unexplained"] == "200.00"
    code, why = told("confirm", number, "--on", day, "--closed", day)
    assert (code, "not explained" in why) == (1, True)
    both = ("--difference", "300:price:单价", "--difference", "200:transit:在途")
    assert told("confirm", number, "--on", day, *both, "--closed", day)["unexplained"] == "0.00"
    assert of(told, number)["state"] == "closed"
    made = told("confirm", number, "--issue", "-o", str(tmp_path / "cy.pdf"))
    assert "-CY-001" in made["number"]
    made = told("confirmations", "--as-of", DAY, "--issue", "-o", str(tmp_path / "hh.pdf"))
    assert "-HH-001" in made["number"]


def test_a_reply_that_comes_again_is_kept_beside_the_first(told: Any, number: str) -> None:
    stood = of(told, number)
    day = stood["issued_on"]
    first = told("confirm", number, "--reply", "agrees", "--on", day, "--signatory", "钱敏")["number"]
    half = f"{float(stood['stated']) / 2:.2f}"
    second = told("confirm", number, "--reply", "part", "--amount", half, "--on", day)["number"]
    assert second != first
    assert (of(told, number)["kind"], of(told, number)["came"]) == ("part", 2)
    mended = told("confirm", number, "--number", first, "--signatory", "钱敏敏")
    assert (mended["number"], mended["kind"], mended["signatory"]) == (first, "agrees", "钱敏敏")
    assert told("confirm", number)["number"] == second, "the last one speaks still"
    code, why = told("confirm", number, "--number", "HZ-0", "--signatory", "钱敏")
    assert (code, first in why, second in why) == (1, True, True)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--reply", "maybe"), "part = Agrees in part"),
        (("--reply", ""), "part = Agrees in part"),
        (("--reply", "part", "--amount", "1", "--difference", "x:price"), "--difference"),
        ((), "Nobody has replied"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(told: Any, number: str, words: tuple[str, ...], why: str) -> None:
    code, said = told("confirm", number, *words)
    assert code == 1
    assert why in said


def test_a_state_that_is_not_known_is_told_with_those_that_are(told: Any) -> None:
    code, said = told("confirmations", "--as-of", DAY, "--state", "lost")
    assert code == 1
    assert "to_seal = To be sealed" in said


def test_who_is_served_and_silent_is_asked_again_by_command(told: Any, number: str, tmp_path: Path) -> None:
    day = of(told, number)["issued_on"]
    late = "2030-01-01"
    told("confirm", number, "--sealed-by", "李会君", "--on", day)
    assert told("served", number) == []
    sent = told("served", number, "--sent", day, "--tracking", "1023")
    assert (sent["way"], sent["outcome"], sent["happened_on"]) == ("ems", "", None)
    here = told("served", number, "--outcome", "delivered", "--on", day, "--proof", "EMS 1023")
    assert (here["number"], here["outcome"], here["happened_on"]) == (sent["number"], "delivered", day)
    assert [one["proof"] for one in told("served", number)] == ["EMS 1023"]
    assert of(told, number)["state"] == "silent"
    paper = tmp_path / "again.pdf"
    assert told("letter", "confirmation", "--party", LAKESIDE, "--as-of", late, "-o", str(paper))["file"]
    assert paper.exists()


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--outcome", "lost"), "delivered = Arrived"),
        (("--way", "pigeon"), "ems = EMS"),
        (("--on", "2025-02-30"), "--on: “2025-02-30”"),
        (("--outcome", "delivered", "--sent", "2000-01-01", "--on", "2000-01-02"), "before it was issued"),
        (("--sent", "2999-01-01"), "2999-01-01"),
    ],
)
def test_a_service_that_cannot_be_says_why(told: Any, number: str, words: tuple[str, ...], why: str) -> None:
    code, said = told("served", number, *words)
    assert (code, why in said) == (1, True)
    assert told("served", number) == []
    code, said = told("served", "HZ-0", "--way", "ems")
    assert (code, "HZ-0" in said) == (1, True)


def test_a_paper_is_withdrawn_by_command_and_found_however_its_number_is_typed(told: Any, number: str) -> None:
    code, said = told("withdraw", number)
    assert (code, "--reason" in said) == (1, True)
    code, said = told("withdraw", number, "--reason", "金额有误", "--on", "2000-01-01")
    assert (code, "before it was issued" in said) == (1, True)
    code, said = told("withdraw", number, "--reason", "金额有误", "--on", "2999-01-01")
    assert (code, "2999-01-01" in said) == (1, True)
    assert of(told, number)
    typed = f" {number.replace('-', ' - ')}"
    gone = told("withdraw", typed, "--reason", "金额有误")
    assert (gone["number"], gone["withdrawn_on"], gone["reason"]) == (number, date.today().isoformat(), "金额有误")
    code, said = told("withdraw", number, "--reason", "金额有误")
    assert (code, "withdrawn already" in said) == (1, True)
    code, said = told("served", number, "--way", "ems")
    assert (code, "withdrawn already" in said) == (1, True)
    assert "金额有误" in str(told("history"))


def test_a_step_that_was_left_out_and_a_missing_seal_are_told(
    sample_book: Any, number: str, capsys: pytest.CaptureFixture[str]
) -> None:
    day = date.today().isoformat()

    def complaint(*words: str) -> str:
        assert command_line.main([*words, "--book", str(sample_book.folder), "--lang", "en"]) == 0
        return capsys.readouterr().err

    assert "not recorded as sealed" in complaint("served", number, "--sent", day, "--way", "ems")
    said = complaint("confirm", number, "--sealed-by", "李会君", "--on", day, "--seal", "official")
    assert f"{number}: not recorded before" in said
    assert "not recorded as sealed" not in complaint("served", number, "--tracking", "1023")


def test_steps_in_their_order_say_nothing(sample_book: Any, number: str, capsys: pytest.CaptureFixture[str]) -> None:
    day = date.today().isoformat()
    for option in ("--approved-by", "--asked-by", "--sealed-by"):
        words = ("confirm", number, option, "李会君", "--on", day, "--seal", "official")
        assert command_line.main([*words, "--book", str(sample_book.folder), "--lang", "en"]) == 0
        assert "not recorded before" not in capsys.readouterr().err
