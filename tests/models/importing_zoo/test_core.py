"""A site's own workbook comes in by one command, once, as one Step, and every row left out is named."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.samples import Run, run

__all__ = ["run"]

RECEIPTS = [
    ["江北项目部2023年回款台账"],
    ["单位：万元"],
    ["序号", "到账日期", "付款单位", "工程名称", "回款金额", "收款方式", "备注"],
    [1, "2023.5.8", "江北市临湖置业有限公司", "临湖花园一期", 120.5, "转账", "第一笔"],
    [2, "23年6月", "临湖置业", "临湖花园一期", 80.123456, "银承", None],
    [3, "7月底", "江北市临湖置业（集团）有限公司", "临湖花园一期", "已付300万余款待审", "电汇", None],
    [None, "小计", None, None, 200.623456],
    [4, 45200, "江北市公路局", "江北三标", "50万", "现金", None],
    [5, "2023-11-05", "江北市公路局", "江北三标", -50, "转账", "退款"],
    ["合计", None, None, None, 200.623456],
    ["制表人：张三", None, "审核：李四"],
]
CONTRACTS = [
    ["合同编号", "工程名称", "甲方", "合同额（万元）", "签订日期"],
    ["HT-001", "临湖花园一期", "江北市临湖置业有限公司", 1200, "2023年3月1日"],
    ["HT-002", "江北三标", "江北市公路局", 4860, "2022-12-01"],
    ["合计", None, None, 6060],
]


@pytest.fixture
def book(run: Run, tmp_path: Path) -> Path:
    assert run("new", "--book", tmp_path / "book").code == 0
    return tmp_path / "book"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in {"回款台账": RECEIPTS, "合同台账": CONTRACTS}.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(tmp_path / "台账.xlsx")
    return tmp_path / "台账.xlsx"


def test_what_is_understood_comes_in_and_what_is_open_is_named(run: Run, book: Path, ledger: Path) -> None:
    told = run("import", ledger, "--auto", "--json", "--book", book).told["sheets"]["回款台账"]
    assert (told["kind"], told["unit"], told["rows"], told["understood"]) == ("receipts", "万元", 5, 4)
    assert [(one["row"], "已付300万余款待审" in one["reason"]) for one in told["open"]] == [(6, True)]
    assert told["sums"] == {"回款金额": "2006234.56"}
    assert [(one["row"], one["stated"], one["ours"]) for one in told["stated_totals"]] == [
        (7, "2006234.56", "2006234.56"),
        (10, "2006234.56", "2006234.56"),
    ]
    assert told["parties"]["江北市临湖置业有限公司"] == ["临湖置业"]
    assert told["dates"] == {"from": "2023-05-08", "to": "2023-11-05"}


def test_it_is_one_step_which_comes_once_and_can_be_undone(run: Run, book: Path, ledger: Path) -> None:
    for _ in range(2):
        assert run("import", ledger, "--auto", "--book", book).code == 0
    assert len(run("history", "--json", "--book", book).told) == 1
    assert len(run("contracts", "--json", "--book", book).told) == 2
    assert run("verify", "--book", book).code == 0
    assert run("undo", "--book", book).code == 0
    assert run("contracts", "--json", "--book", book).told == []


def test_a_check_keeps_nothing(run: Run, book: Path, ledger: Path) -> None:
    told = run("import", ledger, "--auto", "--check", "--json", "--book", book).told
    assert told["checked"]
    assert told["brings"]["receipts"]["new"] == 4
    assert run("history", "--json", "--book", book).told == []


def test_answers_come_from_a_file_and_are_remembered_for_the_form(run: Run, book: Path, ledger: Path) -> None:
    answers = book.with_name("map.json")
    answers.write_text('{"sheets": {"回款台账": {"unit": "元", "month": "open"}}}', encoding="utf-8")
    told = run("import", ledger, "--map", answers, "--json", "--book", book).told["sheets"]["回款台账"]
    assert (told["unit"], told["understood"]) == ("元", 3)
    again = run("import", ledger, "--auto", "--check", "--json", "--book", book).told["sheets"]["回款台账"]
    assert (again["unit"], again["understood"]) == ("元", 3)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[", "JSON"),
        ("[]", "sheets"),
        ('{"shets": {}}', "shets"),
        ('{"sheets": {"a": {"unit": "斤"}}}', "sheets.a.unit"),
    ],
)
def test_answers_that_are_wrong_are_named(run: Run, book: Path, ledger: Path, content: str, said: str) -> None:
    (book.with_name("map.json")).write_text(content, encoding="utf-8")
    ended = run("import", ledger, "--map", book.with_name("map.json"), "--book", book)
    assert ended.code == 1
    assert said in ended.err


def test_a_workbook_without_any_ledger_is_refused_in_a_sentence(run: Run, book: Path, tmp_path: Path) -> None:
    (tmp_path / "诗.csv").write_text("床前明月光,疑是地上霜\n举头望明月,低头思故乡\n", encoding="utf-8")
    ended = run("import", tmp_path / "诗.csv", "--auto", "--book", book)
    assert ended.code == 1
    assert "诗.csv" in ended.err
