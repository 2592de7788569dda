"""The command that works out interest: payments, caps, the rates of a book, and the sheet of what was paid late."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from models import lending_rates
from models.money import Money
from models.receivables import CLASSES
from models.registry import open_book
from tests import samples
from tests.models.test_lending_rates import OCTOBER
from tests.reports import read_back
from tests.samples import Run, run

__all__ = ["run"]
A_MILLION = ("interest", "--principal", "1000000", "--from", "2024-06-01", "--to", "2024-06-30")


def test_part_payments_lower_the_principal_of_later_segments(run: Run) -> None:
    words = ("--sme", "--payment", "2024-06-21=100000", "--payment", "2024-06-11=400000")
    told = run(*A_MILLION, *words, "--json").told
    assert told["total"] == "10750.00"
    assert [(one["principal"], one["days"]) for one in told["segments"]] == [
        ("1000000.00", 11), ("600000.00", 10), ("500000.00", 9),
    ]  # fmt: skip
    assert "本金" in run(*A_MILLION, *words).out


@pytest.mark.parametrize(
    ("words", "total"),
    [
        (("--sme",), "15000.00"),
        (("--doubled",), "5250.00"),
        (("--rate", "6/y", "--cap", "1y"), "2835.62"),
        (("--rate", "3/y", "--cap", "1y"), "2465.75"),
        (("--rate", "0.05/d", "--cap", "1y"), "2835.62"),
        (("--rate", "0.005/d", "--cap", "1y"), "1500.00"),
    ],
)
def test_rates_of_the_law_have_a_word_of_their_own(run: Run, words: tuple[str, ...], total: str) -> None:
    assert run(*A_MILLION, *words, "--segments", "merged", "--json").told["total"] == total


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--sme", "--payment", "2024-06-21"), "--payment"),
        (("--sme", "--payment", "2024-07-21=5"), "--payment"),
        (("--sme", "--payment", "2024-06-21=5000000"), "--payment"),
        (("--lpr", "1y", "--multiple", "11"), "--multiple"),
        (("--sme", "--lpr", "1y"), "--sme"),
    ],
)
def test_what_is_wrong_is_said_with_the_option_it_stands_at(run: Run, words: tuple[str, ...], said: str) -> None:
    ended = run(*A_MILLION, *words)
    assert ended.code == 1
    assert said in ended.err
    assert ended.out == ""


def test_a_limit_may_be_four_times_the_published_rate(run: Run) -> None:
    """24 % a year of 1,000,000 in 2022: 4 × 3.8 % for 19 days, 3.7 % for 214, 3.65 % for 132, each month rounded."""
    year = ("interest", "--principal", "1000000", "--from", "2022-01-01", "--to", "2022-12-31")
    assert run(*year, "--rate", "24/y", "--cap", "1y", "--multiple", "4", "--json").told["total"] == "147484.91"


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (("--sme", "--before", "1-3y"), "--before"),
        (("--lpr", "1y", "--cap", "5y"), "--cap"),
        (("--sme", "--cap", "1y"), "--cap"),
        (("--rate", "6/y", "--multiple", "2"), "--multiple"),
        (("--doubled", "--multiple", "2"), "--multiple"),
        (("--lpr", "1y", "--bills-stand"), "--bills-stand"),
        (("--lpr", "1y", "--free", "28"), "--free"),
    ],
)
def test_an_option_that_nothing_reads_is_not_passed_over(run: Run, words: tuple[str, ...], option: str) -> None:
    ended = run(*A_MILLION, *words)
    assert ended.code == 1
    assert option in ended.err
    assert ended.out == ""


def test_a_limit_in_money_or_of_the_principal_is_kept_and_shown(run: Run) -> None:
    """30 days at 0.05 % of a million are 15,000.00."""
    words = (*A_MILLION, "--rate", "0.05/d")
    share = run(*words, "--most", "1.2%", "--json").told
    assert (share["total"], share["beyond"]) == ("12000.00", "3000.00")
    assert run(*words, "--most", "14000", "--json").told["total"] == "14000.00"
    assert "超出约定上限的部分：3,000.00" in run(*words, "--most", "1.2%").out
    assert "beyond" not in run(*words, "--most", "30%", "--json").told
    ended = run(*words, "--most", "many%")
    assert ended.code == 1
    assert "--most 30%" in ended.err
    assert "--most" in run(*words, "--most", "0%").err


def test_a_rate_that_is_raised_after_days_late_has_its_own_segment(run: Run) -> None:
    """GF-2017-0201 14.4.2: 56 days at 6 %, then 44 at 12 %: 9,205.48 + 14,465.75."""
    year = ("interest", "--principal", "1000000", "--from", "2025-01-01", "--to", "2025-04-10", "--rate", "6/y")
    told = run(*year, "--after", "56", "--json").told
    assert [(one["days"], one["rate"], one["amount"]) for one in told["segments"]] == [
        (56, "6/y", "9205.48"), (44, "12/y", "14465.75"),
    ]  # fmt: skip
    assert run(*year, "--after", "56=1.5", "--json").told["total"] == "20054.80"
    for wrong in ("soon", "56=x", "0"):
        ended = run(*year, "--after", wrong)
        assert (ended.code, "--after" in ended.err) == (1, True)


def test_financing_charges_are_compounded_monthly_above_the_published_rate(run: Run) -> None:
    """FIDIC 14.8: LPR 3.1 % and 3 points; two months of 1 + 6.1 % ÷ 12: 5,083.33 + 5,109.17."""
    words = ("interest", "--principal", "1000000", "--from", "2025-01-01", "--to", "2025-02-28", "--lpr", "1y")
    told = run(*words, "--margin", "3", "--compound", "--segments", "months", "--json").told
    assert [(one["principal"], one["rate"], one["amount"]) for one in told["segments"]] == [
        ("1000000.00", "6.1/y", "5083.33"), ("1005083.33", "6.1/y", "5109.17"),
    ]  # fmt: skip
    assert "--margin" in run(*words, "--margin", "many").err
    assert "--margin" in run(*A_MILLION, "--sme", "--margin", "3").err


def test_the_benchmark_of_one_to_three_years_goes_over_into_lpr(run: Run) -> None:
    """2019-08-19 and before by the benchmark: 4.75 % for 50 days, then 4.25 % and 4.20 %."""
    words = ("interest", "--principal", "1000000", "--from", "2019-07-01", "--to", "2019-10-31", "--lpr", "1y")
    told = run(*words, "--before", "1-3y", "--segments", "merged", "--json").told
    assert [(one["days"], one["rate"], one["amount"]) for one in told["segments"]] == [
        (50, "4.75/y", "6506.85"), (31, "4.25/y", "3609.59"), (42, "4.2/y", "4832.88"),
    ]  # fmt: skip


def test_without_a_principal_or_a_debtor_the_command_says_what_to_name(run: Run) -> None:
    ended = run("interest", "--to", "2024-06-30", "--sme")
    assert ended.code == 1
    assert "--principal" in ended.err


def test_rates_entered_in_a_book_are_used_where_the_book_is_named(run: Run, tmp_path: Path) -> None:
    folder = samples.copied(tmp_path / "book", 24)
    words = ("interest", "--principal", "1000000", "--from", "2026-10-20", "--to", "2026-10-29", "--lpr", "1y")
    assert run(*words, "--book", folder).code == 1
    book = open_book(folder)
    with book.write(lending_rates.RECORD) as session:
        lending_rates.record(session, OCTOBER)
    book.close()
    assert run(*words, "--book", folder, "--json").told["total"] == "794.52"


def test_the_sheet_of_a_debtor_is_printed_and_its_totals_agree(run: Run, tmp_path: Path) -> None:
    folder = samples.sample_folder()
    debtor = ("interest", "--party", "江北市临湖置业有限公司", "--to", "2026-09-30", "--lpr", "1y", "--book", folder)
    told = run(*debtor, "--segments", "merged", "--json").told["groups"][0]
    assert Money.of(told["interest"]) == Money.total(Money.of(one["interest"]) for one in told["items"])
    paper, table = tmp_path / "a.pdf", tmp_path / "a.xlsx"
    for file in (paper, table):
        assert run(*debtor, "--segments", "merged", "-o", file).code == 0
    assert Money.of(told["interest"]).grouped in read_back.text(paper)
    summed = [row[-1] for row in load_workbook(table)["利息"].iter_rows(min_row=2, values_only=True) if row[1]]
    assert Money.total(Money.of(f"{value:.2f}") for value in summed) == Money.of(told["interest"])


def test_items_say_their_class_by_its_key_and_a_fixed_rate_speaks_of_no_publication(run: Run) -> None:
    words = ("interest", "--contract", "JB-2024-009", "--to", "2026-09-30", "--book", samples.sample_folder())
    fixed = run(*words, "--rate", "0.05/d", "--json").told
    assert {item["kind"] for group in fixed["groups"] for item in group["items"]} <= set(CLASSES)
    assert not [one for one in fixed["terms"] if "公布日" in one]
    moving = run(*words, "--lpr", "1y", "--bills-stand", "--json").told
    assert [one for one in moving["terms"] if "公布日" in one]


def test_a_person_reads_separators_and_rates_in_words_a_program_what_is_exact(run: Run) -> None:
    ended = run(*A_MILLION, "--sme")
    row, total = ended.out.splitlines()[-2:]
    assert (row.split()[2:], total) == (["30", "日", "0.05%", "15,000.00"], "利息合计：15,000.00")
    assert run(*A_MILLION, "--lpr", "1y").out.splitlines()[1].split()[3:] == ["年", "3.45%", "1,795.89"]
    segment = run(*A_MILLION, "--sme", "--json").told["segments"][0]
    assert (segment["rate"], segment["amount"]) == ("0.05/d", "15000.00")


@pytest.mark.parametrize("more", [("--most", "5000"), ("--payment", "2026-03-01=1000000")])
def test_late_items_have_payments_of_their_own_and_no_limit_in_money(run: Run, more: tuple[str, str]) -> None:
    words = ("interest", "--contract", "JB-2024-009", "--to", "2026-09-30", "--book", samples.sample_folder())
    ended = run(*words, "--lpr", "1y", *more)
    assert ended.code == 1
    assert more[0] in ended.err
