"""What a row can do without leaves it whole, and numbers under a caption for names are contract numbers."""

# ruff: noqa: E501 - a row of a sheet stays on one line
from __future__ import annotations

from tests.models.importing_zoo.animal import Animal, Page, Sees

LAKE, ROAD = "江北市临湖置业有限公司", "江北公路事业发展中心"

ANIMALS = (
    Animal(
        "dollars_are_not_taken_for_yuan",
        (
            Page(
                "Sheet",
                [
                    ["付款方", "日期", "币种", "金额", "备注"],
                    ["Lakeside Ltd", "2023-05-01", "USD", 10000, ""],
                    [LAKE, "2023-05-02", "人民币", 70000, ""],
                    ["Lakeside Ltd", "2023-06-01", "美元", 12000.5, ""],
                    [LAKE, "2023-07-01", "", "$500.00", ""],
                ],
            ),
        ),
        {
            "Sheet": Sees(
                "receipts", 4, 1, open={2: "USD", 4: "美元", 5: "$500.00"}, sums={"金额": "70000.00"},
                foreign_sums={"USD": {"金额": "22500.50"}},
                parties={"Lakeside Ltd": [], LAKE: []}, dates=("2023-05-02", "2023-05-02"),
            )
        },
        brings={"receipts": 1},
    ),
    Animal(
        "days_a_contract_can_do_without",
        (
            Page(
                "合同台账",
                [
                    ["合同编号", "工程名称", "甲方", "合同额（元）", "签订日期", "开工日期"],
                    ["HT-01", "临湖花园一期", LAKE, 100, "2024-01-10", "5月底"],
                    ["HT-02", "临湖花园二期", LAKE, 200, "2024-06-10", "5月底"],
                    ["HT-03", "江北三标", ROAD, 300, "待定", "2023-08-01"],
                    ["HT-04", "江北四标", ROAD, "待定", "2024-02-01", ""],
                ],
            ),
        ),
        {
            "合同台账": Sees(
                "contracts", 4, 3, open={5: "待定"}, sums={"合同额（元）": "600.00"}, parties={LAKE: [], ROAD: []},
                dates=("2024-01-10", "2024-06-10"), notes={2: "2024-05", 3: "5月底", 4: "待定"},
            )
        },
        brings={"contracts": 3},
        adds_up="600.00",
    ),
    Animal(
        "numbers_under_a_caption_for_names",
        (
            Page(
                "合同台账",
                [
                    ["合同编号", "工程名称", "甲方", "合同额"],
                    ["HT-2023-01", "临湖花园一期", LAKE, 5000],
                    ["HT-2023-02", "临湖花园二期", LAKE, 5000],
                ],
            ),
            Page(
                "回款",
                [
                    ["到账日期", "付款单位", "合同", "到账金额"],
                    ["2023-05-01", LAKE, "HT-2023-01", 100],
                    ["2023-06-01", LAKE, "HT-2023-02", 200],
                    ["合计", "", "", 300],
                ],
            ),
            Page(
                "计价",
                [
                    ["合同名称", "甲方", "合同额", "签认日期", "本期计价"],
                    ["HT-2023-01", LAKE, 5000, "2023-05-01", 100],
                    ["HT-2023-09", LAKE, 9000, "2023-06-01", 200],
                ],
            ),
        ),
        {
            "合同台账": Sees("contracts", 2, sums={"合同额": "10000.00"}, parties={LAKE: []}),
            "回款": Sees(
                "receipts", 2, sums={"到账金额": "300.00"}, totals=((4, "到账金额", "300.00", "300.00"),), parties={LAKE: []},
                dates=("2023-05-01", "2023-06-01"),
            ),
            "计价": Sees(
                "certificates", 2, sums={"合同额": "14000.00", "本期计价": "300.00"}, parties={LAKE: []},
                dates=("2023-05-01", "2023-06-01"),
            ),
        },
        brings={"parties": 1, "contracts": 3, "receipts": 2, "certificates": 2},
        adds_up="300.00",
    ),
)  # fmt: skip
