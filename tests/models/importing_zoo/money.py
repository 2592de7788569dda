"""Money that would come in twice, to nobody, or for something else: told, and brought in once."""

from __future__ import annotations

from tests.models.importing_zoo.animal import Animal, Page, Sees

SCHOOLS = "甲市教育局"

OPENING = [
    ["应收账款期初余额表"],
    ["截止日期：2023年12月31日   单位：元"],
    ["客户名称", "合同编号", "工程名称", "款项性质", "入账日期", "应收日期", "余额"],
    [SCHOOLS, "HT-1", "一中", "进度款", "2022.3.31", "2022.4.30", 1000000],
    [SCHOOLS, "HT-1", "一中", "质保金", "2023.5.31", "2025.5.31", 300000],
]
PAID = [
    ["收款日期", "付款单位", "合同编号", "收款金额（元）", "款项性质"],
    ["2023.3.1", SCHOOLS, "HT-1", 400000, "进度款"],
    ["2024.3.1", SCHOOLS, "HT-1", 900000, "进度款"],
    ["2024.4.1", SCHOOLS, "HT-1", 250000, "进度款"],
]

ANIMALS = (
    Animal(
        "receipts_the_opening_balance_counts_already",
        (Page("期初余额", OPENING), Page("回款", PAID)),
        {
            "期初余额": Sees("opening", 2, sums={"余额": "1300000.00"}, parties={SCHOOLS: []},
                             dates=("2022-03-31", "2023-05-31")),
            "回款": Sees(
                "receipts", 3, 2, open={2: "已含在期初余额中：期初余额截至 2023-12-31"},
                sums={"收款金额（元）": "1150000.00"}, open_sums={"收款金额（元）": "400000.00"},
                sheet_sums={"收款金额（元）": "1550000.00"}, parties={SCHOOLS: []}, dates=("2024-03-01", "2024-04-01"),
            ),
        },
        brings={"receipts": 2, "allocations": 2},
        adds_up="1300000.00",
    ),
)  # fmt: skip
