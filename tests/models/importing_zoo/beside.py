"""What stays out is told with its money: rows without sums, other currencies, sheets that are no ledger."""

# ruff: noqa: E501 - a row of a sheet stays on one line
from __future__ import annotations

from tests.models.importing_zoo.animal import Animal, Page, Sees

LAKE, ROAD = "江北市临湖置业有限公司", "江北公路事业发展中心"

ANIMALS = (
    Animal(
        "open_rows_have_their_money_where_no_total_stands",
        (
            Page(
                "到账登记",
                [
                    ["到账日期", "付款单位", "到账金额（万元）", "备注"],
                    ["2023-01-05", LAKE, 120.5, ""],
                    ["2023-13-05", LAKE, 30, "日期写错"],
                    ["2023-02-05", "", 7.1234567, "没有单位"],
                    ["2023-02-06", ROAD, "待审", ""],
                    ["2023-02-07", ROAD, -0.2, "退款"],
                    ["2023-02-08", ROAD, 0.8, ""],
                ],
                hidden_rows=(7,),
            ),
        ),
        {
            "到账登记": Sees(
                "receipts", 6, 1, unit="万元",
                open={3: "没有 2023-13-05", 4: "超过两位小数", 5: "不是可识别的金额", 6: "负数", 7: "隐藏"},
                sums={"到账金额（万元）": "1205000.00"}, open_sums={"到账金额（万元）": "377234.57"},
                sheet_sums={"到账金额（万元）": "1582234.57"}, parties={LAKE: [], ROAD: []},
                dates=("2023-01-05", "2023-01-05"),
            )
        },
        brings={"receipts": 1},
    ),
    Animal(
        "money_of_another_currency_is_added_to_no_yuan",
        (
            Page(
                "收款台账",
                [
                    ["收款日期", "付款单位", "币种", "收款金额"],
                    ["2024-01-05", LAKE, "人民币", 70000],
                    ["2024-01-06", LAKE, "USD", 10000],
                    ["2024-01-07", LAKE, "USD", 12000.5],
                    ["2024-01-08", "", "CNY", 0.01],
                ],
            ),
        ),
        {
            "收款台账": Sees(
                "receipts", 4, 1, open={3: "USD", 4: "USD", 5: "缺付款单位"}, sums={"收款金额": "70000.00"},
                open_sums={"收款金额": "0.01"}, sheet_sums={"收款金额": "70000.01"},
                foreign_sums={"USD": {"收款金额": "22000.50"}}, parties={LAKE: []}, dates=("2024-01-05", "2024-01-05"),
            )
        },
        brings={"receipts": 1},
    ),
    Animal(
        "a_sheet_that_is_no_ledger_is_told_with_its_sums",
        (
            Page("收款", [["收款日期", "付款单位", "收款金额"], ["2024-01-05", LAKE, 1000]]),
            Page("班组费用", [["班组", "人数", "工资金额"], ["木工", 12, 345600.5], ["钢筋", 8, 200000], ["合计", 20, 545600.5]]),
            Page("说明", []),
        ),
        {
            "收款": Sees("receipts", 1, sums={"收款金额": "1000.00"}, parties={LAKE: []}, dates=("2024-01-05", "2024-01-05")),
            "班组费用": Sees("", 4),
            "说明": Sees("", 0),
        },
        brings={"receipts": 1},
    ),
)  # fmt: skip
