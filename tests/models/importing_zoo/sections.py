"""Ledgers whose rows do not say everything themselves: it stands above them, in the title, or in another sheet."""

# ruff: noqa: E501 - a row of a sheet stays on one line
from __future__ import annotations

from tests.models.importing_zoo.animal import Animal, Page, Sees

LAKE, ROAD = "江北市临湖置业有限公司", "江北公路事业发展中心"
CONTRACTS = Page(
    "合同",
    [
        ["合同编号", "合同名称", "甲方", "合同价"],
        ["A", "临湖花园一期土建工程施工合同", LAKE, 5000000],
        ["B", "江北三标", ROAD, 6000000],
    ],
)
SEES_CONTRACTS = Sees("contracts", 2, sums={"合同价": "11000000.00"}, parties={LAKE: [], ROAD: []})

ANIMALS = (
    Animal(
        "parties_above_their_rows",
        (
            Page(
                "回款",
                [
                    ["2023年回款统计表"],
                    ["序号", "日期", "金额", "付款方式"],
                    [f"一、{LAKE}"],
                    [1, "1月15日", 500000, "转账"],
                    [2, "3月2日", 300000, "银承"],
                    ["小计", None, 800000],
                    [f"二、{ROAD}"],
                    [1, "2月10日", 700000, "转账"],
                    ["小计", None, 700000],
                    ["合计", None, 1500000],
                ],
            ),
        ),
        {
            "回款": Sees(
                "receipts", 3, sums={"金额": "1500000.00"},
                totals=((6, "金额", "800000.00", "800000.00"), (9, "金额", "700000.00", "700000.00"),
                        (10, "金额", "1500000.00", "1500000.00")),
                parties={LAKE: [], ROAD: []}, dates=("2023-01-15", "2023-03-02"),
            )
        },
        brings={"parties": 2, "receipts": 3},
    ),
    Animal(
        "a_sheet_for_each_contract",
        (
            CONTRACTS,
            Page("临湖花园一期", [["日期", "收款金额"], ["2023-01-05", 100000], ["2023-02-05", 200000]]),
            Page("江北三标", [["日期", "收款金额"], ["2023-01-05", 100000], ["2023-02-06", 200001]]),
        ),
        {
            "合同": SEES_CONTRACTS,
            "临湖花园一期": Sees(
                "receipts", 2, sums={"收款金额": "300000.00"}, dates=("2023-01-05", "2023-02-05"), notes={2: "按合同 A"}
            ),
            "江北三标": Sees("receipts", 2, sums={"收款金额": "300001.00"}, dates=("2023-01-05", "2023-02-06")),
        },
        made="xlsxwriter",
        brings={"contracts": 2, "receipts": 4},
    ),
    Animal(
        "names_that_are_nearly_the_same",
        (
            CONTRACTS,
            Page(
                "计价",
                [
                    ["工程名称", "计价日期", "计价金额"],
                    ["临湖花园一期", "2023-01-31", 100],
                    ["临湖花园二期", "2023-01-31", 100],
                    ["江北三标段", "2023-01-31", 100],
                ],
            ),
        ),
        {
            "合同": SEES_CONTRACTS,
            "计价": Sees(
                "certificates", 3, 2, open={3: "临湖花园二期"}, sums={"计价金额": "200.00"}, dates=("2023-01-31", "2023-01-31")
            ),
        },
        brings={"certificates": 2},
    ),
    Animal(
        "the_same_name_with_two_owners",
        (
            Page("合同", [["工程名称", "甲方", "合同额（元）"], ["市政道路", LAKE, 100], ["市政道路", ROAD, 200]]),
            Page(
                "计价",
                [
                    ["工程名称", "甲方", "计价日期", "计价金额"],
                    ["市政道路", LAKE, "2023-01-31", 50],
                    ["市政道路", "", "2023-01-31", 60],
                ],
            ),
        ),
        {
            "合同": Sees("contracts", 2, sums={"合同额（元）": "300.00"}, parties={LAKE: [], ROAD: []}),
            "计价": Sees(
                "certificates", 2, 1, open={3: "几份合同"}, sums={"计价金额": "50.00"}, parties={LAKE: []},
                dates=("2023-01-31", "2023-01-31"),
            ),
        },
    ),
    Animal(
        "the_same_name_with_two_owners_and_an_answer",
        (
            Page("合同", [["合同编号", "工程名称", "甲方", "合同额（元）"], ["A", "市政道路", LAKE, 100], ["B", "市政道路", ROAD, 200]]),
            Page("计价", [["工程名称", "计价日期", "计价金额"], ["市政道路", "2023-01-31", 60]]),
        ),
        {
            "合同": Sees("contracts", 2, sums={"合同额（元）": "300.00"}, parties={LAKE: [], ROAD: []}),
            "计价": Sees("certificates", 1, sums={"计价金额": "60.00"}, dates=("2023-01-31", "2023-01-31")),
        },
        answers={"contracts": {"市政道路": "B"}},
    ),
    Animal(
        "units_in_a_row_of_their_own",
        (Page("合同", [["合同编号", "工程名称", "甲方", "合同额"], ["", "", "", "（万元）"], ["A", "一期", LAKE, 1200.5]]),),
        {"合同": Sees("contracts", 1, unit="万元", sums={"合同额（万元）": "12005000.00"}, parties={LAKE: []})},
    ),
    Animal(
        "to_date_from_row_to_row",
        (
            Page(
                "计价",
                [
                    ["合同编号", "甲方", "期次", "计价日期", "本期计价", "开累计价"],
                    ["A", LAKE, "第一期", "2023-01-31", 100, 900],
                    ["A", LAKE, "第二期", "2023-02-28", 200, 1100],
                    ["A", LAKE, "第三期", "2023-03-31", 50, 1160],
                    ["A", LAKE, "第四期", "2023-04-30", 40, 1200],
                ],
            ),
        ),
        {
            "计价": Sees(
                "certificates", 4, 3, open={4: "不等于开累 1,160.00"}, sums={"本期计价": "340.00", "开累计价": "1200.00"},
                parties={LAKE: []}, dates=("2023-01-31", "2023-04-30"),
            )
        },
        brings={"opening": 1, "certificates": 3},
        adds_up="1140.00",
    ),
    Animal(
        "receipts_to_date",
        (
            Page(
                "收款",
                [
                    ["工程名称", "甲方", "合同额", "截止日期", "累计收款"],
                    ["X", LAKE, 5000, "2023-01-31", 1000],
                    ["X", LAKE, 5000, "2023-02-28", 1500],
                    ["X", LAKE, 5000, "2023-03-31", 1500],
                ],
            ),
        ),
        {
            "收款": Sees(
                "receipts", 3, sums={"合同额": "15000.00", "累计收款": "1500.00"}, parties={LAKE: []},
                dates=("2023-01-31", "2023-03-31"), notes={4: "没有新增"},
            )
        },
        brings={"opening": 1, "receipts": 1},
    ),
    Animal(
        "old_debts_by_invoice",
        (
            Page(
                "应收账款台账",
                [
                    ["客户", "合同编号", "开票日期", "发票号码", "开票金额", "回款金额", "未收余额"],
                    [LAKE, "A", "2023-01-05", "0001", 100000, 60000, 40000],
                    [LAKE, "A", "2023-03-05", "0002", 50000, 10000, 40000],
                ],
            ),
        ),
        {
            "应收账款台账": Sees(
                "opening", 2, sums={"开票金额": "150000.00", "回款金额": "70000.00", "未收余额": "80000.00"}, parties={LAKE: []},
                dates=("2023-01-05", "2023-03-05"), notes={1: "开票金额"},
            )
        },
        brings={"opening": 2},
        adds_up="80000.00",
    ),
    Animal(
        "variations_that_are_part_of_the_amount_and_that_are_not",
        (
            Page(
                "一",
                [
                    ["合同编号", "甲方", "计价日期", "合同内计价", "变更计价", "本期计价合计"],
                    ["A", LAKE, "2023-01-31", 100, 20, 120],
                ],
            ),
            Page("二", [["合同编号", "甲方", "计价日期", "合同内计价", "变更计价"], ["B", LAKE, "2023-02-28", 100, 20]]),
        ),
        {
            "一": Sees(
                "certificates", 1, sums={"合同内计价": "100.00", "变更计价": "20.00", "本期计价合计": "120.00"},
                parties={LAKE: []}, dates=("2023-01-31", "2023-01-31"),
            ),
            "二": Sees(
                "certificates", 1, sums={"合同内计价": "100.00", "变更计价": "20.00"}, parties={LAKE: []},
                dates=("2023-02-28", "2023-02-28"),
            ),
        },
        adds_up="240.00",
    ),
)  # fmt: skip
