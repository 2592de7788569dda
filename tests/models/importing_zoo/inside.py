"""What stands inside a debt keeps its class; totals of a month, a year or a party are compared with their own rows."""

from __future__ import annotations

from tests.models.importing_zoo.animal import Animal, Page, Sees

NORTH, SOUTH = "北岸置业有限公司", "南坡小学"

ANIMALS = (
    Animal(
        "retention_and_deposits_inside_what_is_owed",
        (
            Page(
                "欠款",
                [
                    ["应收账款余额表（截至2025年3月31日）"],
                    ["工程名称", "建设单位", "尚欠金额", "其中：质保金", "其中：履约保证金", "备注"],
                    ["一期", NORTH, 1000.55, 300.25, None, ""],
                    ["二期", NORTH, 500, 500, None, ""],
                    ["教学楼", SOUTH, 800, 100, 200, ""],
                    ["食堂", SOUTH, 50, 60, None, "质保金为总额"],
                    ["合计", None, 2350.55, 960.25, 200, None],
                ],
            ),
        ),
        {
            "欠款": Sees(
                "opening",
                4,
                sums={"尚欠金额": "2350.55", "其中：质保金": "960.25", "其中：履约保证金": "200.00"},
                totals=((7, "尚欠金额", "2350.55", "2350.55"),),
                parties={NORTH: [], SOUTH: []},
                notes={6: "大于所属的欠款 50.00"},
            ),
        },
        brings={"parties": 2, "contracts": 4, "opening": 7},
        adds_up="2350.55",
    ),
    Animal(
        "totals_of_months_years_and_parties_in_an_account",
        (
            Page(
                "往来",
                [
                    ["工程款往来"],
                    ["日期", "业主", "摘要", "应收(元)", "实收(元)", "余额(元)"],
                    ["2024.12.31", NORTH, "期初", None, None, 900],
                    ["2025.1.15", NORTH, "1月计量", 1000, None, 1900],
                    ["2025.2.15", NORTH, "2月计量", 500.5, None, 2400.5],
                    ["2025.2.20", NORTH, "收款", None, 300, 2100.5],
                    ["2025.2.28", NORTH, "本月合计", 500.5, 300, 2100.5],
                    ["2025.2.28", NORTH, "本年累计", 1500.5, 300, 2100.5],
                    ["2025.1.1", SOUTH, "期初", None, None, 100],
                    ["2025.3.5", SOUTH, "3月计量", 200.25, None, 300.25],
                    ["2025.3.31", SOUTH, "本年累计", 200.25, 0, 300.25],
                ],
            ),
        ),
        {
            "往来": Sees(
                "account",
                6,
                sums={"应收(元)": "1700.75", "实收(元)": "300.00"},
                totals=(
                    (7, "应收(元)", "500.50", "500.50"),
                    (7, "实收(元)", "300.00", "300.00"),
                    (8, "应收(元)", "1500.50", "1500.50"),
                    (8, "实收(元)", "300.00", "300.00"),
                    (11, "应收(元)", "200.25", "200.25"),
                    (11, "实收(元)", "0.00", "0.00"),
                ),
                parties={NORTH: [], SOUTH: []},
                dates=("2024-12-31", "2025-03-05"),
            ),
        },
        brings={"parties": 2, "contracts": 2, "opening": 5, "receipts": 1},
        adds_up="2700.75",
    ),
)
