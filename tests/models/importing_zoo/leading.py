"""Balances of two days with certificates and receipts between them: the first ones begin the book."""

from __future__ import annotations

from tests.models.importing_zoo.animal import Animal, Page, Sees

BAY = "瓯江口新区管理委员会"
_ONLY = "已带入 2023-12-31 的余额"

ANIMALS = (
    Animal(
        "two_balances_and_what_lies_between",
        (
            Page(
                "2023余额",
                [
                    ["2023年末应收余额表（元）"],
                    ["客户", "工程名称", "应收余额"],
                    [BAY, "瓯江一路", 1000000],
                    [BAY, "瓯江二路", 500000],
                    ["合计", None, 1500000],
                ],
            ),
            Page(
                "2024回款",
                [
                    ["2024年回款（元）"],
                    ["日期", "客户", "工程名称", "回款金额"],
                    ["1.15", BAY, "瓯江一路", 400000],
                    ["3.1", BAY, "瓯江二路", 500000],
                ],
            ),
            Page(
                "2024计价",
                [["2024年计价（元）"], ["日期", "客户", "工程名称", "计价金额"], ["2.28", BAY, "瓯江一路", 300000]],
            ),
            Page(
                "2024.6余额",
                [
                    ["2024年6月末应收余额表（元）"],
                    ["客户", "工程名称", "应收余额"],
                    [BAY, "瓯江一路", 900000],
                    [BAY, "瓯江二路", 0],
                    ["合计", None, 900000],
                ],
            ),
        ),
        {
            "2023余额": Sees("opening", 2, sums={"应收余额": "1500000.00"}, parties={BAY: []}),
            "2024回款": Sees(
                "receipts", 2, sums={"回款金额": "900000.00"}, parties={BAY: []}, dates=("2024-01-15", "2024-03-01")
            ),
            "2024计价": Sees(
                "certificates", 1, sums={"计价金额": "300000.00"}, parties={BAY: []}, dates=("2024-02-28", "2024-02-28")
            ),
            "2024.6余额": Sees(
                "opening",
                2,
                0,
                open={3: _ONLY, 4: _ONLY},
                sums={"应收余额": "0.00"},
                parties={BAY: []},
                open_sums={"应收余额": "900000.00"},
            ),
        },
        brings={"parties": 1, "contracts": 2, "opening": 2, "certificates": 1, "receipts": 2},
    ),
)
