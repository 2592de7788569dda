"""One sheet tells what was certified and what came in, whatever its name says."""

from __future__ import annotations

from tests.models.importing_zoo.animal import Animal, Page, Sees

LAKE, ROAD = "江北市临湖置业有限公司", "江北公路事业发展中心"

ANIMALS = (
    Animal(
        "receipts_by_its_name_with_what_was_certified_beside",
        (
            Page(
                "收款明细",
                [
                    ["西岭电站项目部2024年收款明细"],
                    ["月份", "业主", "计价（元）", "收款（元）", "欠款（元）"],
                    ["2024年1月", LAKE, 1000000, 800000, 200000],
                    ["2024年2月", LAKE, 1500000, 0, 1700000],
                    ["2024年3月", LAKE, 2000000, 3000000, 700000],
                    ["2024年4月", LAKE, 0, 0, 700000],
                    ["2024年5月", LAKE, 500000, -100000, 1300000],
                    ["合计", None, 5000000, 3700000, None],
                ],
            ),
        ),
        {
            "收款明细": Sees(
                "certificates", 5,
                sums={"计价（元）": "5000000.00", "收款（元）": "3700000.00", "欠款（元）": "4600000.00"},
                totals=((8, "计价（元）", "5000000.00", "5000000.00"), (8, "收款（元）", "3700000.00", "3700000.00")),
                parties={LAKE: []}, dates=("2024-01", "2024-05"),
            )
        },
        brings={"certificates": 5, "receipts": 4},
        adds_up="5000000.00",
    ),
    Animal(
        "receipts_by_its_name_with_their_own_days_and_what_was_certified_beside",
        (
            Page(
                "回款台账",
                [
                    ["计价月份", "建设单位", "结算金额", "收款日期", "收款金额"],
                    ["2024年1月", ROAD, 300000, "2024-02-20", 200000],
                    ["2024年2月", ROAD, 300000, None, None],
                    ["2024年3月", ROAD, 400000.5, "2024-04-21", 500000.5],
                ],
            ),
        ),
        {
            "回款台账": Sees(
                "certificates", 3, sums={"结算金额": "1000000.50", "收款金额": "700000.50"},
                parties={ROAD: []}, dates=("2024-01", "2024-03"),
            )
        },
        brings={"certificates": 3, "receipts": 2},
        adds_up="1000000.50",
    ),
    Animal(
        "what_was_certified_in_all_stands_again_with_every_receipt",
        (
            Page(
                "回款台账",
                [
                    ["日期", "甲方", "结算金额", "收款金额"],
                    ["2024-01-20", LAKE, 900000, 200000],
                    ["2024-02-20", LAKE, 900000, 100000],
                    ["2024-03-20", ROAD, 500000, 50000],
                    ["2024-04-20", ROAD, 500000, 60000],
                ],
            ),
        ),
        {
            "回款台账": Sees(
                "receipts", 4, sums={"结算金额": "2800000.00", "收款金额": "410000.00"},
                parties={LAKE: [], ROAD: []}, dates=("2024-01-20", "2024-04-20"),
            )
        },
        brings={"receipts": 4},
    ),
    Animal(
        "what_was_certified_in_all_and_nothing_came",
        (
            Page(
                "回款台账",
                [
                    ["收款日期", "甲方", "结算金额", "收款金额"],
                    ["2024-01-20", LAKE, 900000, 200000],
                    ["2024-02-20", ROAD, 500000, 0],
                ],
            ),
        ),
        {
            "回款台账": Sees(
                "receipts", 2, 1, open={3: "签认 500,000.00"}, sums={"结算金额": "900000.00", "收款金额": "200000.00"},
                parties={LAKE: [], ROAD: []}, dates=("2024-01-20", "2024-01-20"),
            )
        },
        brings={"receipts": 1},
    ),
    Animal(
        "less_is_certified_than_nothing_and_nothing_was_received",
        (
            Page(
                "欠款",
                [
                    ["截至2025年12月31日应收账款明细表"],
                    ["债务人", "合同名称", "累计结算", "累计收款", "欠款"],
                    [LAKE, "花园一期", 1000000, 1200000, -200000],
                    [LAKE, "花园二期", "(1,200.00)", 0, "(1,200.00)"],
                    [ROAD, "三标", 5000, 1000, 4000],
                ],
            ),
        ),
        {
            "欠款": Sees(
                "opening", 3, 2, open={4: "欠款为负 1,200.00，而累计收款只有 0.00"},
                sums={"累计结算": "1005000.00", "累计收款": "1201000.00", "欠款": "-196000.00"},
                parties={LAKE: [], ROAD: []}, dates=(None, None),
            )
        },
        brings={"opening": 2, "receipts": 1},
        adds_up="4000.00",
    ),
    Animal(
        "a_summary_of_contracts_one_of_which_is_owed_something_by_us",
        (
            Page(
                "合同台账",
                [
                    ["截至2025年12月31日合同台账"],
                    ["合同编号", "合同名称", "甲方", "合同金额", "累计结算", "累计收款", "欠款"],
                    ["HT-1", "花园一期", LAKE, 5000000, 1000000, 700000, 300000],
                    ["HT-2", "花园二期", LAKE, 5000000, -1200, 0, -1200],
                ],
            ),
        ),
        {
            "合同台账": Sees(
                "contracts", 2, notes={4: "欠款为负 1,200.00，而累计收款只有 0.00"},
                sums={"合同金额": "10000000.00", "累计结算": "998800.00", "累计收款": "700000.00", "欠款": "298800.00"},
                parties={LAKE: []}, dates=(None, None),
            )
        },
        brings={"contracts": 2, "opening": 1},
        adds_up="300000.00",
    ),
)  # fmt: skip
