"""Commands answer as they are documented: values as JSON, exit codes, sentences in the user's language."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from models.language import text
from models.money import Money
from models.work import Progress, Work
from tests import samples
from tests.samples import Run, run
from ui import command_line
from ui.bootstrap import ROOT
from ui.commands import frame

__all__ = ["run"]
DAY = samples.TODAY.isoformat()
SMALL = 24


@pytest.fixture
def folder() -> Path:
    """The sample book, for commands that only read."""
    return samples.sample_folder()


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A small sample book that the test may change."""
    return samples.copied(tmp_path / "book", SMALL)


def total(amounts: Iterator[str]) -> Money:
    return Money.total(Money.of(amount) for amount in amounts)


# Options


@pytest.mark.parametrize("place", [0, 1, 2])
def test_options_stand_before_and_after_the_command(run: Run, folder: Path, place: int) -> None:
    words: list[object] = ["contracts", "--as-of", DAY]
    words[place * 2 - place : 0] = ["--book", folder, "--json"]
    assert len(run(*words).told) == 12


def test_an_option_may_be_written_with_an_equals_sign(run: Run, folder: Path) -> None:
    assert run(f"--book={folder}", "contracts", "--lang=en").out.startswith("Contract number")


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["words"], "amount"),
        (["wörter"], "wörter"),
        (["interest", "--princpal", "3"], "--princpal"),
        (["--book"], "--book"),
        (["--lang", "fr", "words", "1"], "--lang"),
        (["ageing", "--by", "colour"], "colour"),
    ],
)
def test_a_command_that_is_written_wrongly_ends_with_two_and_one_line(run: Run, argv: list[str], said: str) -> None:
    ended = run(*argv)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert len(ended.err.splitlines()) == 1


@pytest.mark.parametrize("name", command_line.COMMANDS)
def test_every_command_explains_itself_in_chinese(run: Run, name: str) -> None:
    ended = run(name, "--help")
    assert ended.code == 0
    assert any(ord(letter) > 0x4E00 for letter in ended.out)


def test_help_lists_every_command(run: Run) -> None:
    told = run("--help").out
    assert all(f"  {name} " in told for name in [*command_line.COMMANDS, *command_line.WORKSHOP])


# Figures without a book


def test_words_round_half_up_and_take_negative_amounts(run: Run) -> None:
    assert run("words", "1680.32").out == "壹仟陆佰捌拾元零叁角贰分\n"
    assert run("words", "-1013.256").out == "负壹仟零壹拾叁元贰角陆分\n"
    assert run("words", "5", "--json").told == {"words": "伍元整"}


def test_interest_tells_total_days_and_segments(run: Run) -> None:
    ended = run("interest", "--principal", "1000000", "--from", "2024-01-01", "--to", "2024-12-31", "--lpr", "1y",
                "--segments", "merged", "--json")  # fmt: skip
    assert ended.told["total"] == "33654.79"
    assert ended.told["days"] == 366
    assert list(ended.told["segments"][0]) == ["from", "to", "days", "rate", "amount"]
    assert total(one["amount"] for one in ended.told["segments"]) == Money.of("33654.79")


def test_interest_at_an_agreed_daily_rate(run: Run) -> None:
    ended = run("interest", "--principal", "1000000", "--from", "2025-07-01", "--to", "2025-09-30", "--rate", "0.05/d")
    assert ended.out.splitlines()[-1] == "利息合计：46,000.00"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--rate", "6"], "“6”不是利率。请写成 0.05/d 或 6/y。"),
        ([], "请写明一种利率：--rate 6/y、--rate 0.05/d、--lpr 1y、--sme 或 --doubled。"),
        (["--lpr", "1y", "--rate", "6/y"], "请写明一种利率：--rate 6/y、--rate 0.05/d、--lpr 1y、--sme 或 --doubled。"),
    ],
)
def test_interest_needs_one_rate(run: Run, words: list[str], sentence: str) -> None:
    ended = run("interest", "--principal", "1", "--from", "2024-01-01", "--to", "2024-02-01", *words)
    assert (ended.code, ended.err) == (1, sentence + "\n")


def test_a_clock_tells_both_ends_and_its_basis(run: Run) -> None:
    told = run("clock", "limitation", "--from", "2023-10-01", "--json").told
    assert (told["raw_end"], told["end"], told["basis"]) == ("2026-10-01", "2026-10-08", "《民法典》第一百八十八条")


def test_a_clock_into_a_year_without_holidays_has_no_end(run: Run) -> None:
    told = run("clock", "limitation", "--from", "2024-02-29", "--json").told
    assert (told["raw_end"], told["end"]) == ("2027-02-28", None)
    assert "未公布" in run("clock", "limitation", "--from", "2024-02-29").out


def test_the_court_fee_of_a_million(run: Run) -> None:
    assert run("court-fee", "1000000", "--json").told == {"fee": "13800.00"}
    assert run("court-fee", "-5").code == 1


# The book


def test_a_new_book_is_empty_and_sound(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    assert run("new", "--book", folder).out == f"账册位于 {folder}\n"
    assert run("contracts", "--book", folder, "--json").told == []
    assert run("verify", "--book", folder).code == 0


def test_contracts_tell_what_was_agreed_and_is_owed(run: Run, folder: Path) -> None:
    told = run("contracts", "--book", folder, "--json").told
    first = told[0]
    assert first["number"] == "JB-2019-001"
    assert {"price", "certified", "received", "balance", "overdue"} <= set(first)


def test_receivables_positions_and_ageing_agree(run: Run, folder: Path) -> None:
    where = ("--book", folder, "--as-of", DAY, "--json")
    items = run("receivables", *where).told
    assert list(items[0]) == (
        "contract party class document posted_on due_on raw_due_on rolled_due_on due_after amount open credit "
        "owner_controls not_due overdue days_overdue".split()
    )
    position = run("position", *where).told["positions"][0]
    ageing = run("ageing", *where).told
    assert total(one["open"] for one in items) == Money.of(position["balance"])
    assert total(one["overdue"] for one in items) == Money.of(position["overdue"])
    assert total(one["credit"] for one in items) == Money.of(position["credit"])
    assert total(position["classes"].values()) == Money.of(position["balance"])
    assert [one["balance"] for one in ageing["total"]] == [position["balance"]]
    assert total(one["balance"] for one in ageing["contracts"]) == Money.of(position["balance"])
    assert [one["unallocated"] for one in ageing["total"]] == [position["unallocated"]]


@pytest.mark.parametrize("by", ["due", "posting"])
def test_the_bands_of_an_ageing_add_up(run: Run, folder: Path, by: str) -> None:
    for one in run("ageing", "--book", folder, "--as-of", DAY, "--by", by, "--json").told["contracts"]:
        parts = total(one["bands"].values())
        assert parts == Money.of(one["overdue" if by == "due" else "balance"])
        assert Money.of(one["balance"]) == total(one[name] for name in ("undated", "not_due", "overdue", "credit"))


def test_one_contract_and_one_debtor_are_parts_of_the_whole(run: Run, folder: Path) -> None:
    where = ("--book", folder, "--as-of", DAY, "--json")
    one = run("position", "--contract", "JB-2022-002", *where).told["positions"][0]
    debtor = run("position", "--party", "临湖置业", *where).told["positions"][0]
    number = [row for row in run("contracts", *where).told if row["number"] == "JB-2022-002"]
    assert one["balance"] == number[0]["balance"]
    assert Money.of(one["balance"]) < Money.of(debtor["balance"])


def test_a_past_day_shows_what_was_owed_then(run: Run, folder: Path) -> None:
    early = run("position", "--book", folder, "--as-of", "2020-01-01", "--json").told["positions"]
    late = run("position", "--book", folder, "--as-of", "2021-01-01", "--json").told["positions"]
    assert [one["balance"] for one in early] != [one["balance"] for one in late]
    assert run("receivables", "--book", folder, "--as-of", "2010-01-01", "--json").told == []


def test_a_certificate_tells_every_figure_and_explains_it(run: Run, folder: Path) -> None:
    told = run("certificate", "JB-2024-005-07", "--book", folder, "--json").told
    gross, parts = Money.of(told["gross"]), [Money.of(told[name]) for name in ("due", "later", "retention", "recovery")]
    assert gross == Money.total(parts) + Money.of(told["deducted"]) - Money.of(told["added"])
    assert gross == total(line["amount"] for line in told["lines"])
    assert Money.of(told["net"]) + Money.of(told["vat"]) == gross
    due = next(one for one in told["workings"] if one["name"] == "due")
    assert (due["caption"], due["amount"]) == ("本期应付", told["due"])
    assert total(one["amount"] for one in told["receivables"]) == Money.of(told["due"]) + Money.of(told["later"])


def test_lists_for_people_stand_in_columns_in_their_language(run: Run, folder: Path) -> None:
    chinese, english = run("ageing", "--book", folder).out, run("ageing", "--book", folder, "--lang", "en").out
    assert chinese.splitlines()[0].split()[:2] == ["合同", "应收余额"]
    assert english.splitlines()[0].split()[:2] == ["Contract", "Balance"]


# History


def test_undo_takes_back_and_redo_does_again(run: Run, own: Path) -> None:
    before = run("position", "--book", own, "--json").told
    assert run("undo", "--book", own).out.startswith(f"已撤销：{text('Record a receipt')} SK-")
    assert run("position", "--book", own, "--json").told != before
    assert run("redo", "--book", own).code == 0
    assert run("position", "--book", own, "--json").told == before
    assert run("verify", "--book", own).code == 0


def test_undo_of_an_empty_book_says_that_there_is_nothing(run: Run, tmp_path: Path) -> None:
    run("new", "--book", tmp_path / "new")
    ended = run("undo", "--book", tmp_path / "new")
    assert (ended.code, ended.err) == (1, "没有可以撤销的操作。\n")


def test_history_tells_the_last_steps_and_those_of_a_record(run: Run, own: Path) -> None:
    steps = run("history", "--last", "2", "--book", own, "--json").told
    assert [step["title"].rsplit(" ", 1)[0] for step in steps] == [text("Record a receipt")] * 2
    of_contract = run("history", "--record", "JB-2022-002", "--book", own, "--json").told
    assert of_contract[-1]["entries"]["number"] == [None, "JB-2022-002"]
    assert run("history", "--record", "nobody", "--book", own).code == 1


def test_verify_names_the_bad_step_and_ends_with_three(run: Run, own: Path) -> None:
    import sqlcipher3.dbapi2 as driver

    connection = driver.connect(str(own / "ledger.db"))
    connection.execute("UPDATE changes SET after = replace(after, '1', '2') WHERE seq = 1")
    connection.commit()
    connection.close()
    ended = run("verify", "--book", own, "--json")
    assert ended.code == 3
    assert not ended.told["holds"]
    assert "JB-1-1" in ended.told["findings"][0]
    plain = run("verify", "--book", own)
    assert plain.code == 3
    assert plain.err.splitlines() == ended.told["findings"]


# Files


def test_a_template_that_is_not_filled_in_brings_nothing(run: Run, own: Path, tmp_path: Path) -> None:
    out = tmp_path / "template.xlsx"
    assert run("template", out).code == 0
    assert "单位" in load_workbook(out).sheetnames
    before = run("position", "--book", own, "--json").told
    for words in (["--check"], []):
        ended = run("import", out, *words, "--book", own)
        assert (ended.code, ended.err, ended.out) == (0, "", "没有可导入的内容：模板各表都没有填写。\n")
    assert run("position", "--book", own, "--json").told == before


def test_problems_of_a_workbook_are_named_by_sheet_and_cell(run: Run, own: Path, tmp_path: Path) -> None:
    out = tmp_path / "filled.xlsx"
    run("template", out)
    workbook = load_workbook(out)
    for column, value in zip("BDE", ("查无此人", "2026-02-30", "-12.345"), strict=True):
        workbook["收款"][f"{column}3"] = value
    workbook.save(out)
    before = run("dump", "--book", own).out
    for words in (["--check"], []):
        ended = run("import", out, *words, "--book", own)
        assert ended.code == 1
        assert len(ended.err.splitlines()) >= 3
        assert all("收款" in line and "3" in line for line in ended.err.splitlines())
    assert run("dump", "--book", own).out == before


@pytest.mark.parametrize("check", [["--check"], []])
def test_problems_of_a_workbook_are_told_as_values_too(run: Run, own: Path, tmp_path: Path, check: list[str]) -> None:
    out = tmp_path / "filled.xlsx"
    run("template", out)
    workbook = load_workbook(out)
    for column, value in zip("BDEH", ("查无此人", "2026-05-30", "-12.345", "2026-01-01"), strict=True):
        workbook["收款"][f"{column}3"] = value
    workbook.save(out)
    ended = run("import", out, *check, "--book", own, "--json")
    assert ended.code == 1
    told = ended.told["problems"]
    assert len(ended.err.splitlines()) == len(told)
    payer = next(one for one in told if one["cell"] == "B3")
    assert payer == {
        "file": "filled.xlsx", "sheet": "收款", "cell": "B3", "entry": payer["entry"], "advice": False,
        "message": "没有单位“查无此人”。请在“单位”表中补上，或更正名称。",
    }  # fmt: skip
    assert f"filled.xlsx 收款!B3: {payer['message']}" in ended.err.splitlines()
    assert {one["cell"] for one in told if not one["advice"]} == {"B3", "E3"}


def test_problems_of_drafts_are_told_as_values_too(run: Run, own: Path, tmp_path: Path) -> None:
    drafts = tmp_path / "drafts.json"
    drafts.write_text('{"parties": [{"name": "甲"}, {"name": ""}], "receipts": {"payer": "甲", "amount": "x"}}')
    ended = run("load", drafts, "--book", own, "--json")
    assert (ended.code, len(ended.err.splitlines())) == (1, len(ended.told["problems"]))
    places = [(one["file"], one["sheet"], one["cell"], one["entry"]) for one in ended.told["problems"]]
    assert places == [("drafts.json", "parties", "2", "name"), ("drafts.json", "receipts", "1", "amount")]


def test_what_is_refused_is_told_as_a_value_too(run: Run, tmp_path: Path) -> None:
    ended = run("contracts", "--book", tmp_path, "--json")
    assert (ended.code, len(ended.told["problems"]), len(ended.err.splitlines())) == (1, 1, 1)


def test_a_statement_is_printed_issued_and_told(run: Run, own: Path, tmp_path: Path) -> None:
    out = tmp_path / "statement.pdf"
    words = ("statement", "--contract", "JB-2022-002", "--as-of", DAY, "--book", own)
    assert run(*words, "-o", out).code == 0
    assert out.read_bytes().startswith(b"%PDF-")
    told = run(*words, "--json").told
    assert told["contradictions"] == []
    issued = run(*words, "--issue", "-o", tmp_path / "issued.pdf", "--json").told
    assert issued["number"] == f"JB-{date.today().year}-DZ-001"
    again = run(*words, "--issue", "--corrects", issued["number"], "-o", tmp_path / "second.pdf")
    assert again.out.splitlines()[0] == f"已签发，编号 JB-{date.today().year}-DZ-002"
    assert run(*words, "-o", tmp_path / "statement.xlsx").code == 0
    assert load_workbook(tmp_path / "statement.xlsx").sheetnames


def test_every_list_goes_into_a_workbook_and_text_stays_text(run: Run, own: Path, tmp_path: Path) -> None:
    drafts = tmp_path / "drafts.json"
    drafts.write_text(json.dumps([{"noun": "parties", "draft": {"name": "=1+1"}}]), encoding="utf-8")
    assert run("load", drafts, "--book", own).code == 0
    assert run("export", "xlsx", "-o", tmp_path / "lists.xlsx", "--book", own).code == 0
    names = [row[0] for row in load_workbook(tmp_path / "lists.xlsx")["往来单位"].values]
    cells = [row[0] for row in load_workbook(tmp_path / "lists.xlsx")["往来单位"].iter_rows()]
    assert "=1+1" in names
    assert all(cell.data_type != "f" for cell in cells)


# The process


def test_a_long_work_shows_how_far_it_is_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    def work() -> Work[str]:
        yield Progress(1, 2, "Loading drafts")
        yield Progress(2, 2, "Loading drafts")
        return "done"

    screen = io.StringIO()
    monkeypatch.setattr(screen, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    assert frame.run(work()) == "done"
    assert "正在载入草稿" in screen.getvalue()


def test_the_same_from_a_shell() -> None:
    command = [sys.executable, "main.py", "--json", "words", "-0.5"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    assert json.loads(done.stdout.decode("utf-8")) == {"words": "负伍角"}


def test_a_figure_does_not_wait_for_the_database() -> None:
    code = "import sys; from ui import command_line as c; c.main(['words', '1']); sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True).returncode == 0


def test_an_answer_waits_for_no_form_and_no_table_but_its_own(folder: Path) -> None:
    code = (
        f"import sys; from ui import command_line as c; c.main(['--book', {str(folder)!r}, 'ageing']); "
        "print(sorted(name for name in sys.modules if name.startswith('models.')), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    told = done.stderr.decode("utf-8")
    assert "'models.receivables.position'" in told
    assert not [name for name in ("registry", "drafts", "parties", "store.book") if f"'models.{name}'" in told]


@pytest.mark.parametrize("name", ["bench", "build", "pictures"])
def test_asking_what_a_word_of_the_workshop_does_begins_nothing(
    run: Run, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.bootstrap.prepare", lambda _word: pytest.fail("begun"))
    ended = run(name, "--help")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.strip() in run("--help").out


@pytest.mark.parametrize("module", sorted({module for module, _told in command_line.COMMANDS.values()}))
def test_every_command_begins_from_nothing(module: str) -> None:
    """What it imports must not depend on what something else imported before it."""
    code = f"import ui.commands.{module}"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_who_reads_only_the_first_lines_sees_no_traceback() -> None:
    code = "import sys; from ui import command_line as c; input(); sys.exit(c.main(['words', '--help']))"
    running = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert running.stdin
    assert running.stdout
    assert running.stderr
    running.stdout.close()
    with running.stderr as said:
        running.stdin.write(b"\n")
        running.stdin.close()
        told = said.read()
    assert (running.wait(), told) == (0, b"")
