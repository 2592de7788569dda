"""What a command may not do it says in one sentence, ends with one, and leaves the book as it was."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver
from filelock import FileLock
from sqlalchemy import text

from models import parties, registry
from models.store import connections
from tests import samples
from tests.samples import Run, run
from tests.ui.pages.sample_window import LAKESIDE

__all__ = ["run"]
PARTY = {"parties": [{"name": "新业主"}]}
NO_BOOK = "{} 中没有账册。请用 new 或 sample 命令新建，或指定其他文件夹。"


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Path]:
    """A small sample book; after the test it holds what it held before."""
    folder = samples.copied(tmp_path / "book", 24)
    before = records(folder)
    yield folder
    assert records(folder) == before


@pytest.fixture
def drafts(tmp_path: Path) -> Callable[[Any], Path]:
    """``drafts(value)`` writes a JSON file."""

    def written(told: Any) -> Path:
        path = tmp_path / "drafts.json"
        path.write_text(json.dumps(told), encoding="utf-8")
        return path

    return written


def records(folder: Path) -> list[Any]:
    """How many rows every table of the ledger holds, and its last hash."""
    connection = driver.connect(str(folder / "ledger.db"))
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]
    counts: list[Any] = [connection.execute(f'SELECT count(*) FROM "{name}"').fetchone() for name in tables]
    counts.append(connection.execute("SELECT hash FROM steps ORDER BY key DESC LIMIT 1").fetchone())
    connection.close()
    return counts


def refused(run: Run, *words: object) -> str:
    """The one sentence with which this ends."""
    ended = run(*words)
    assert (ended.code, ended.out) == (1, "")
    assert len(ended.err.splitlines()) == 1, ended.err
    return ended.err.rstrip("\n")


# The book


def test_a_folder_without_a_book(run: Run, tmp_path: Path) -> None:
    said = refused(run, "contracts", "--book", tmp_path)
    assert said == NO_BOOK.format(tmp_path)


def test_a_folder_that_holds_a_book_already(run: Run, own: Path) -> None:
    for command in ("new", "sample"):
        assert refused(run, command, "--book", own) == f"{own} 中已有账册，请指定其他文件夹。"


def test_a_book_that_is_open_elsewhere_can_be_read_but_not_written(
    run: Run, own: Path, drafts: Callable[[Any], Path]
) -> None:
    window = registry.open_book(own)
    try:
        assert run("position", "--book", own, "--json").code == 0
        for words in (["load", drafts(PARTY)], ["undo"], ["import", "x.xlsx"]):
            if words[0] == "import":
                run("template", own.parent / "x.xlsx")
                words[1] = str(own.parent / "x.xlsx")
            said = refused(run, *words, "--book", own)
            assert said == "账册已在本程序的另一个窗口中打开。请先在那里关闭，或在那里修改。"
    finally:
        window.close()


def test_a_folder_that_cannot_be_written(run: Run, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_words: object, **_named: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(FileLock, "acquire", denied)
    said = refused(run, "undo", "--book", own)
    assert said == "账册所在文件夹无法写入，请将账册移到本机的文件夹。"


def test_a_place_that_cannot_be_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    said = refused(run, "new", "--book", tmp_path / "file" / "book")
    assert said.startswith(f"文件夹 {tmp_path / 'file' / 'book'} 无法写入")


def test_a_disk_that_is_full_while_saving(
    run: Run, own: Path, drafts: Callable[[Any], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = connections.pragmas
    with registry.open_book(own).read() as session:
        pages = session.connection().execute(text("PRAGMA page_count")).scalar_one()
    monkeypatch.setattr(connections, "pragmas", lambda key=None: [*usual(key), f"PRAGMA max_page_count = {pages}"])
    many = {"parties": [{"name": f"业主 {number}", "remark": "长" * 400} for number in range(200)]}
    said = refused(run, "load", drafts(many), "--book", own)
    assert said == "磁盘已满或无法写入。请腾出至少 200 MB 空间后再保存；所填内容没有丢失。"


def test_a_book_of_a_newer_program(run: Run, tmp_path: Path) -> None:
    folder = samples.copied(tmp_path / "book", 24)
    connection = driver.connect(str(folder / "ledger.db"))
    connection.execute("UPDATE book_facts SET value = '99' WHERE name = 'schema'")
    connection.commit()
    connection.close()
    said = refused(run, "contracts", "--book", folder)
    assert said == "账册由较新版本的程序写成（格式 99，本程序支持到 1），请先升级程序。"


@pytest.mark.parametrize("command", [("contracts",), ("ageing",), ("verify",), ("words", "1", "--json")])
def test_a_book_of_another_state_of_the_program(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    folder = samples.copied(tmp_path / "book", 24)
    connection = driver.connect(str(folder / "ledger.db"))
    connection.execute("ALTER TABLE receipts ADD COLUMN of_later TEXT")
    connection.commit()
    connection.close()
    if command[0] == "words":
        assert run(*command, "--book", folder).code == 0
        return
    said = refused(run, *command, "--book", folder)
    assert str(folder / "ledger.db") in said
    assert "receipts.of_later" in said


def test_a_file_that_is_no_book(run: Run, tmp_path: Path) -> None:
    (tmp_path / "ledger.db").write_bytes(b"not a database at all" * 400)
    assert refused(run, "contracts", "--book", tmp_path) == "这个文件不是账册，或已用其他密钥加密。"


# What is named


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["position", "--contract", "无"], "没有编号为 无 的合同。请核对编号；contracts 命令可列出全部合同。"),
        (["ageing", "--party", "无"], "没有名为“无”的单位。请核对名称。"),
        (["certificate", "无"], "没有编号为 无 的计价单。请核对编号。"),
        (["statement", "--contract", "无"], "没有编号为 无 的合同。请核对编号；contracts 命令可列出全部合同。"),
        (["statement"], "请写明 --contract 合同编号 或 --party 单位名称，二者择一。"),
        (["receivables", "--as-of", "2026-02-30"], "--as-of：“2026-02-30”不是日历上的日期。请写成 2026-11-23。"),
        (["load", "无.json"], "找不到文件 无.json。请核对文件名和所在文件夹。"),
        (["import", "无.xlsx"], "找不到文件 无.xlsx。请核对文件名和所在文件夹。"),
        (["history", "--record", "无"], "没有“无”这条记录。请给出它的标识、编号或名称。"),
    ],
)
def test_what_is_not_there(run: Run, own: Path, words: list[str], sentence: str) -> None:
    assert refused(run, *words, "--book", own) == sentence


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["words", "一千"], "“一千”不是金额。请写成 1680.32。"),
        (["court-fee", "12.345"], "金额：“12.345”不是最多两位小数的金额，应如 1234.50。"),
        (["court-fee", "-1"], "诉讼请求金额不能为负。"),
        (["clock", "priority", "--from", "2024-01-31", "--months", "0"], "--months：期限至少一个月，最长 600 个月。"),
        (["clock", "limitation", "--from", "2023-02-29"], "--from：“2023-02-29”不是日历上的日期。请写成 2026-11-23。"),
    ],
)
def test_figures_that_cannot_be(run: Run, words: list[str], sentence: str) -> None:
    assert refused(run, *words) == sentence


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["history", "--last", "0"], "--last：“0”不行，请写不小于 1 的整数。 (main.py history [选项])"),
        (["history", "--last", "x"], "--last：“x”不是整数，请写整数。 (main.py history [选项])"),
        (
            ["import", "a", "--existing", "b"],
            "--existing：没有“b”。可用的有：skip，update。 (main.py import [选项] {file})",
        ),
        (["words", "1", "2"], "这个命令不需要“2”，请去掉。 (main.py words [选项] {amount})"),
        (["clock", "priority", "--from"], "--from 后面需要一个值。 (main.py clock [选项] {PERIOD})"),
        (["words", "1", "--lang", "fr"], "--lang 只能写 zh 或 en，没有“fr”。"),
    ],
)
def test_a_word_the_command_line_does_not_take_is_named_in_chinese(run: Run, words: list[str], sentence: str) -> None:
    ended = run(*words)
    assert (ended.code, ended.err.strip(), ended.out) == (2, sentence, "")


def test_the_help_of_a_command_is_chinese_to_its_headings(run: Run) -> None:
    told = run("history", "--help").out
    assert told.startswith("用法：")
    assert "选项：" in told
    assert "[默认：20" in told
    assert not [word for word in ("Usage", "Options", "OPTIONS", "Show this", "default") if word in told]


def test_a_paper_is_not_written_under_the_name_of_another_kind(run: Run, own: Path, tmp_path: Path) -> None:
    out = tmp_path / "对账函.docx"
    said = refused(run, "statement", "--party", "江北市临湖置业有限公司", "-o", str(out), "--book", own)
    assert said == "对账函.docx：此处写出的是 .pdf / .xlsx / .json，文件名的后缀请与之一致。"
    assert not out.exists()


def test_interest_before_the_table_of_rates(run: Run) -> None:
    said = refused(run, "interest", "--principal", "1", "--from", "1990-01-01", "--to", "1991-01-01", "--lpr", "1y")
    assert said == "利率表中没有 1990-01 的 1 年期 LPR。请先在“数据 › 贷款利率”中登记。"


# Drafts


AGREED = {"number": "N", "name": "新合同", "owner": "临湖置业", "price": "1.00"}


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"certificates": {"contract": "无", "work": "5.00"}},
         "certificates 1, contract: 尚无“无”这条记录，或同名不止一条。请把它的草稿排在前面，或更正名称。"),
        ({"contracts": {**AGREED, "number": "JB-2019-001"}},
         "contracts 1, number: 合同 JB-2019-001 已存在，请打开原记录修改。"),
        ({"contracts": {**AGREED, "price": "-1.00"}}, "contracts 1, price: 合同价不能为负数。"),
        ({"contracts": {**AGREED, "price": "1.005"}},
         "contracts 1, price: “1.005”不是最多两位小数的金额。请写成 \"1234.50\"。"),
        ({"contracts": {**AGREED, "signed_on": "2026-02-30"}},
         "contracts 1, signed_on: “2026-02-30”不是日历上的日期。请写成 2026-11-23。"),
    ],
)  # fmt: skip
def test_a_draft_that_cannot_be_kept(
    run: Run, own: Path, drafts: Callable[[Any], Path], told: Any, sentence: str
) -> None:
    assert refused(run, "load", drafts(told), "--book", own) == f"drafts.json {sentence}"


@pytest.mark.parametrize(("received", "allocated"), [("5.00", "6.00"), ("900000000.00", "800000000.00")])
def test_more_allocated_than_received_or_owed(
    run: Run, own: Path, drafts: Callable[[Any], Path], received: str, allocated: str
) -> None:
    item = run("receivables", "--book", own, "--json").told[0]
    line = {"receivable": f"{item['document']}/{item['class']}", "amount": allocated}
    receipt = {"payer": item["party"], "received_on": "2026-11-01", "amount": received, "allocations": [line]}
    said = refused(run, "load", drafts({"receipts": receipt}), "--book", own)
    assert said.startswith("drafts.json receipts 1, allocations.0.amount: ")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"{", "drafts.json 不是有效的 JSON：请看第 1 行第 2 列。"),
        (b"\xff\xfe[", "drafts.json 不是 UTF-8 文本。请另存为 UTF-8 后再试。"),
    ],
)
def test_a_file_that_is_no_json(run: Run, own: Path, tmp_path: Path, content: bytes, sentence: str) -> None:
    (tmp_path / "drafts.json").write_bytes(content)
    assert refused(run, "load", tmp_path / "drafts.json", "--book", own) == sentence


def test_a_file_that_cannot_be_written(run: Run, own: Path, tmp_path: Path) -> None:
    for words, kind in (
        (["dump", "-o"], "json"), (["export", "hledger", "-o"], "journal"), (["export", "xlsx", "-o"], "xlsx"),
        (["statement", "--contract", "JB-2019-001", "-o"], "pdf"),
    ):  # fmt: skip
        said = refused(run, *words, tmp_path / "nowhere" / f"out.{kind}", "--book", own)
        assert said.startswith(f"文件夹 {tmp_path / 'nowhere'} 不存在")
        assert f"out.{kind}" in said
        taken = tmp_path / f"taken.{kind}"
        taken.mkdir(exist_ok=True)
        assert refused(run, *words, taken, "--book", own).startswith(f"无法写入 taken.{kind}。请先在")


def test_the_program_that_is_handed_out_has_no_workshop(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.bootstrap.frozen", lambda: True)
    assert refused(run, "bench") == "“bench”供修改程序的人使用，需要源代码。"


def test_a_step_of_somebody_else_is_not_undone(run: Run, tmp_path: Path) -> None:
    folder = samples.copied(tmp_path / "book", 24)
    book = registry.open_book(folder)
    book.actor = "somebody-else"
    with book.write(parties.RECORD) as session:
        parties.record(session, parties.PartyDraft(name="别人录入的单位"))
    book.close()
    assert refused(run, "undo", "--book", folder) == "没有可以撤销的操作。"


def test_a_folder_that_does_not_exist_is_named_whole(own: Path, run: Run, tmp_path: Path) -> None:
    missing = tmp_path / "没有" / "函件"
    for words in (("deadlines",), ("dump",), ("letter", "request", "--party", LAKESIDE)):
        ended = run(*words, "-o", str(missing / "x.pdf"), "--book", str(own))
        assert (ended.code, str(missing) in ended.err) == (1, True)
        assert "请先在其他程序中关闭" not in ended.err


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (("suspension",), "--contract"),
        (("set_off", "--matter", "租赁费"), "--amount"),
        (("set_off", "--amount", "5"), "--matter"),
    ],
)
def test_what_is_missing_is_called_as_the_command_calls_it(
    own: Path, run: Run, words: tuple[str, ...], option: str
) -> None:
    ended = run("letter", *words, "--party", LAKESIDE, "--book", str(own))
    assert (ended.code, f"“{option}”" in ended.err) == (1, True)


def test_a_file_that_holds_nothing_says_so(own: Path, run: Run, drafts: Callable[[Any], Path]) -> None:
    ended = run("load", str(drafts({})), "--book", str(own))
    assert (ended.code, ended.out.strip()) == (0, "文件中没有任何数据，未导入任何内容。")
