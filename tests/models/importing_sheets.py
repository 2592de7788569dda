"""Sheets for the tests of the import: a small site that is sound, and ways to spoil it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import text

from models import importing
from models.importing import Outcome, Sheet, Workbook
from models.problems import Invalid, Problem
from models.store.base import Base
from models.store.book import Book
from models.store.images import recorded_tables
from models.work import finish

OWNER = "江北公路事业发展中心"
TODAY = date(2026, 11, 23)
Rows = list[list[Any]]

SITE: Mapping[str, Rows] = {
    "单位": [
        ["名称*", "曾用名", "银行账号"],
        [OWNER, "江北公路局；江北公路处", "6222000012345678901"],
        ["临湖置业", "", ""],
    ],
    "项目": [["项目编号", "项目名称", "业主"], ["XM-1", "江北三标", OWNER]],
    "合同": [
        ["合同编号", "合同名称", "项目", "业主", "合同金额（元）", "签订日期", "预付款", "recovery_rate"],
        ["HT-1", "江北三标施工合同", "XM-1", "江北公路局", 48600000.0, date(2025, 3, 1), "100万", "10%"],
        ["HT-2", "临湖花园", "", "临湖置业", "￥12,000,000.00", "2025.3.8", "", ""],
    ],
    "付款节点": [
        ["合同编号", "event", "累计比例", "天数"],
        ["HT-1", "certification", "80%", 28.0],
        ["HT-1", "final_account", 97.0, "28"],
        ["HT-1", "defects_end", 1.0, 28.0],
    ],
    "清单": [
        ["合同编号", "项目编码", "项目名称", "计量单位", "工程量", "综合单价"],
        ["HT-1", "203-1-a", "路基挖土方", "m³", 412500.0, 14.80],
        ["HT-1", "209-3", "浆砌片石挡土墙", "m³", "９６００", 398.0],
    ],
    "变更": [
        ["合同编号", "变更编号", "变更名称", "指令日期", "priced_on", "预估金额", "申报日期", "申报金额",
         "批准日期", "批准金额", "批准工期"],
        ["HT-1", "BG-1", "涵洞加长", date(2025, 5, 1), date(2025, 5, 8), 485000.0, date(2025, 5, 10), 485000.0,
         date(2025, 6, 1), 400000.0, 5.0],
        ["HT-2", "BG-1", "咬合桩", date(2025, 5, 1), "", "", "", "", "", "", ""],
    ],
    "期初": [
        ["合同编号", "建账日期", "单据号", "入账日期", "到期日", "未付金额", "累计计价", "累计收款", "类别"],
        ["HT-1", date(2025, 1, 1), "旧-1", date(2023, 6, 30), date(2023, 12, 31), 300000.0, 500000.0, 200000.0, ""],
        ["HT-1", "", "", date(2024, 6, 30), "", 50000.5, "", "", "retention"],
    ],
    "验工计价": [
        ["合同编号", "number", "期数", "kind", "计价截止日", "报送日期", "签认日期", "计价金额",
         "扣款类别", "扣款金额", "扣款原因"],
        ["HT-1", "JJ-3", 3.0, "", date(2025, 7, 25), "", date(2025, 8, 8), 1000000.0, "", "", ""],
        ["HT-1", "YF-1", 1.0, "advance", date(2025, 4, 1), "", date(2025, 4, 1), "100万", "", "", ""],
        ["HT-1", "JJ-2", 2.0, "", date(2025, 6, 25), date(2025, 6, 28), date(2025, 7, 8), "",
         "penalty", 12600.0, "超耗"],
        ["HT-2", "", 1.0, "", date(2025, 6, 25), date(2025, 6, 28), "", 250000.0, "", "", ""],
    ],
    "计价明细": [
        ["计价单号", "编码", "本期核定", "综合单价", "本期金额"],
        ["JJ-2", "203-1-a", 26500.0, "", ""],
        ["JJ-2", "BG-1", "", "", 200000.0],
    ],
    "收款": [
        ["收款编号", "付款单位", "合同编号", "收款日期", "金额", "收款方式", "票据到期日"],
        ["SK-1", OWNER, "HT-1", date(2025, 4, 20), 1000000.0, "网银", ""],
        ["", "临湖置业", "HT-2", "2025.8.1", 50000.0, "银承", date(2026, 2, 1)],
        ["SK-3", OWNER, "", 45900.0, 351940.0, "", ""],
    ],
    "核销": [
        ["收款编号", "单据号", "类别", "核销金额", "核销日期"],
        ["SK-1", "YF-1", "", 1000000.0, ""],
        ["SK-3", "JJ-2", "progress", 300000.0, date(2025, 9, 10)],
        ["SK-3", "旧-1", "", 51940.0, ""],
    ],
}  # fmt: skip


def workbook(sheets: Mapping[str, Rows] = SITE, **changed: Rows) -> Workbook:
    """A workbook of these sheets; ``changed`` replaces or adds sheets."""
    every = {**sheets, **changed}
    return Workbook("台账.xlsx", tuple(Sheet(name, rows) for name, rows in every.items()))


def only(*names: str) -> Mapping[str, Rows]:
    return {name: SITE[name] for name in names}


def bring_in(book: Book, found: Workbook, **how: Any) -> Outcome:
    return finish(importing.bring_in(book, found, importing.Choices(**how), TODAY))


def problems(book: Book, found: Workbook, **how: Any) -> list[Problem]:
    """Why the workbook is not brought in; that it is not is asserted."""
    before = digest(book)
    try:
        bring_in(book, found, **how)
    except Invalid as invalid:
        assert digest(book) == before, "something was kept"
        return list(invalid.problems)
    return []


def sentences(found: list[Problem]) -> list[str]:
    return [problem.text("en") for problem in found]


def digest(book: Book) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every record table."""
    with book.read() as session:
        return {
            table.name: sorted(map(tuple, session.execute(text(f'SELECT * FROM "{table.name}"'))), key=repr)
            for table in recorded_tables()
        }


def without_ids(book: Book) -> dict[str, list[str]]:
    """Every row of every record table, each key replaced by what the record says; equal for two equal books."""
    names: dict[str, str] = {}
    found: dict[str, list[str]] = {}
    last = ("receivables", "due_changes", "allocations", "stages")  # they name documents without a foreign key
    order = {table.name: place for place, table in enumerate(Base.metadata.sorted_tables)}
    tables = sorted(recorded_tables(), key=lambda table: (table.name in last, order[table.name]))
    with book.read() as session:
        for table in tables:
            rows = []
            for row in session.execute(text(f'SELECT * FROM "{table.name}"')).mappings():
                said = {
                    name: names.get(str(value), value) for name, value in row.items() if name not in ("id", "digest")
                }
                label = f"{table.name}{sorted(said.items())}"
                names[row["id"]] = hashlib.sha256(label.encode()).hexdigest()[:12]
                rows.append(label)
            found[table.name] = sorted(rows)
    return found
