"""The workbooks in the pictures of the manual: one for the template with what usually is wrong, one of a site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from models import sample
from reports.workbook import Field, Sheet, write

LEDGER = {
    "单位": (("单位名称", "联系人"), ("江北市水务集团有限公司", "韩工"), (sample.people.CITY, "孙立群")),
    "合同": (
        ("合同编号", "合同名称", "业主", "合同金额（元）", "签订日期"),
        ("JB-2026-012", "滨湖泵站土建工程", "江北市水务集团有限公司", "86,400,000.00", "2026-03-01"),
        ("JB-2026-013", "城东管网二期", "江北市水务集团有限公司", "三千六百万", "2026-02-30"),
        ("JB-2024-003", "临湖花园三期", sample.people.LAKESIDE, "73844618.64", "2024-05-20"),
    ),
    "变更": (
        ("合同编号", "变更编号", "变更名称", "指令日期", "预估金额"),
        ("JB-2026-012", "BG-01", "基坑支护改为咬合桩", "2026-05-06", "1,260,000"),
        ("JB-2026-021", "BG-02", "增设检查井", "2026-06-18", "84,000"),
    ),
    "收款": (
        ("收款编号", "付款单位", "合同编号", "收款日期", "金额"),
        ("SK-501", "江北市水务集团有限公司", "JB-2026-012", "2026-08-31", "5,000,000.00"),
        ("SK-502", "江北市水务集团", "JB-2026-012", "2026-09-30", "3,200,000.00"),
        ("SK-501", "江北市水务集团有限公司", "JB-2026-012", "2026-10-31", "1,000,000.005"),
    ),
    "目录": (("序号", "内容"), ("1", "合同台账")),
}
"""A site's own ledger with what usually is wrong in one: the first row of each sheet are its captions."""

OWN: Mapping[str, Sequence[Sequence[Any]]] = {
    "合同台账": (
        ("合同编号", "工程名称", "甲方", "合同额（万元）", "签订日期", "开工日期", "欠款（万元）"),
        ("JB-2026-012", "滨湖泵站土建工程", "江北市水务集团有限公司", 8640, "2026-01-05", "2月底", 186.5),
        ("JB-2026-013", "城东管网二期", "江北市水务集团有限公司", 3600, "2026.2.20", "2026-03-01", 120),
        ("JB-2026-014", "滨湖路改造", sample.people.CITY, 5200, "2026-03-18", "", 300),
        ("合计", "", "", 17440, "", "", 606.5),
    ),
    "验工计价": (
        ("合同编号", "期次", "业主签认日期", "计价金额"),
        ("JB-2026-012", "第1期", "2026-04-08", 2800000),
        ("JB-2026-012", "第2期", "2026年6月", 1565000),
        ("JB-2026-013", "第1期", "2026-05-10", 1700000),
        ("JB-2026-014", "第1期", "2026-06-12", 3000000),
        ("合计", "", "", 9065000),
    ),
    "回款": (
        ("到账日期", "付款单位", "合同", "到账金额", "备注"),
        ("2026-05-20", "江北市水务集团有限公司", "JB-2026-012", 2500000, "电汇"),
        ("20260606", "江北市水务集团", "JB-2026-013", "50万", ""),
        ("2026-07-15", "江北市水务集团", "JB-2026-012", "已付30万余款待审", ""),
        ("合计", "", "", 3000000, ""),
    ),
    "回款（旧）": (
        ("到账日期", "付款单位", "合同", "到账金额", "备注"),
        ("2026-05-20", "江北市水务集团有限公司", "JB-2026-012", 2500000, "电汇"),
    ),
}
"""What a site keeps by itself: two units, a month for a day, a party in two ways, an open amount, an old copy."""


def a_faulty_ledger(file: Path) -> Path:
    return _written(file, LEDGER)


def a_site_ledger(file: Path) -> Path:
    return _written(file, OWN)


def _written(file: Path, sheets: Mapping[str, Sequence[Sequence[Any]]]) -> Path:
    """A workbook in which the first row of each sheet are its captions."""
    told = {name: [[str(cell) for cell in row] for row in rows] for name, rows in sheets.items()}
    write(file, [Sheet(name, tuple(Field(said) for said in rows[0]), rows[1:]) for name, rows in told.items()])
    return file
