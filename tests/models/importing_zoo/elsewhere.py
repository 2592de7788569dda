"""Ledgers of goods, of property for debt, of advances and suits, and balances as accounting programs print them."""

from __future__ import annotations

from tests.models.importing_zoo.animal import Animal, Page, Sees

LAKE, ROAD, WATER = "江北市临湖置业有限公司", "江北公路事业发展中心", "东阳水务集团有限公司"
TRADE, SOUTH = "东阳建工集团有限公司", "南湖建设有限公司"

ANIMALS = (
    Animal(
        "goods_sold_with_a_balance_that_runs_on_for_each_buyer",
        (
            Page(
                "销售台账",
                [
                    ["商品混凝土销售台账"],
                    ["日期", "客户", "工程名称", "标号", "数量(m3)", "单价", "金额", "收款", "欠款"],
                    ["2024-03-01", TRADE, "一号楼", "C30", 120, 450, 54000, 0, 54000],
                    ["2024-03-05", TRADE, "一号楼", "C35", 80, 470, 37600, 50000, 41600],
                    ["2024-03-09", SOUTH, "地库", "C40", 100, 500, 50000, 0, 50000],
                    ["2024-03-12", SOUTH, "地库", "C40", 100, 500, 50000, 20000, 80000],
                    ["2024-03-15", TRADE, "一号楼", "C30", 10, 450, 4500, 0, 46100],
                    ["合计", None, None, None, 410, None, 196100, 70000, 126100],
                ],
            ),
        ),
        {
            "销售台账": Sees(
                "account", 5, sums={"金额": "196100.00", "收款": "70000.00"},
                totals=((8, "金额", "196100.00", "196100.00"), (8, "收款", "70000.00", "70000.00")),
                parties={TRADE: [], SOUTH: []}, dates=("2024-03-01", "2024-03-15"),
            )
        },
        brings={"receipts": 2, "opening": 5},
        adds_up="196100.00",
    ),
    Animal(
        "property_instead_of_money_counts_from_its_registration",
        (
            Page(
                "抵房台账",
                [
                    ["以房抵工程款台账"],
                    ["序号", "甲方", "抵房协议日期", "房号", "面积㎡", "单价", "抵款金额", "网签日期", "备注"],
                    [1, LAKE, "2024-03-01", "3-2-501", 120.5, 10000, 1205000, "2024-05-01", "已网签"],
                    [2, LAKE, "2024-03-01", "3-2-502", 120.5, 10000, 1205000, None, "未网签"],
                ],
            ),
            Page("抵房明细", [["以房抵款清单"], ["甲方", "房号", "抵款金额"], [LAKE, "3-2-503", 100]]),
        ),
        {
            "抵房台账": Sees(
                "receipts", 2, 1, open={4: "缺日期"}, sums={"抵款金额": "1205000.00"},
                open_sums={"抵款金额": "1205000.00"}, parties={LAKE: []}, dates=("2024-05-01", "2024-05-01"),
            ),
            "抵房明细": Sees("", 1),
        },
        brings={"receipts": 1},
    ),
    Animal(
        "property_for_debt_as_one_way_of_paying",
        (
            Page(
                "回款台账",
                [
                    ["日期", "建设单位", "现金", "银行转账", "承兑汇票", "房屋抵债", "合计"],
                    ["2024-01-05", LAKE, 0, 500000, 200000, 0, 700000],
                    ["2024-02-05", LAKE, 0, 0, 0, 1205000, 1205000],
                    ["合计", None, 0, 500000, 200000, 1205000, 1905000],
                ],
            ),
        ),
        {
            "回款台账": Sees(
                "receipts", 2,
                sums={"现金": "0.00", "银行转账": "500000.00", "承兑汇票": "200000.00", "房屋抵债": "1205000.00",
                      "合计": "1905000.00"},
                parties={LAKE: []}, dates=("2024-01-05", "2024-02-05"),
            )
        },
        brings={"receipts": 3},
    ),
    Animal(
        "what_was_paid_in_advance_is_received_and_never_owed",
        (
            Page("合同台账", [["合同编号", "合同名称", "甲方", "合同额"], ["HT-1", "临湖一期", LAKE, 9000000]]),
            Page(
                "预收工程款",
                [
                    ["预收账款台账（截至2024年12月31日）"],
                    ["收款日期", "甲方", "项目", "预收金额", "已抵扣", "余额", "备注"],
                    ["2024-01-10", LAKE, "临湖一期", 2000000, 500000, 1500000, "开工预付款"],
                ],
            ),
            Page("预收", [["预收账款余额表（2024年12月31日）"], ["客户名称", "项目", "余额"], [ROAD, "三标", 20000]]),
        ),
        {
            "合同台账": Sees("contracts", 1, sums={"合同额": "9000000.00"}, parties={LAKE: []}),
            "预收工程款": Sees(
                "receipts", 1, sums={"预收金额": "2000000.00", "余额": "1500000.00"}, parties={LAKE: []},
                dates=("2024-01-10", "2024-01-10"),
            ),
            "预收": Sees("", 1, sums={"余额": "20000.00"}),
        },
        brings={"contracts": 1, "receipts": 1},
        adds_up="9000000.00",
    ),
    Animal(
        "suits_are_told_where_they_go",
        (
            Page(
                "诉讼",
                [
                    ["法律诉讼案件台账"],
                    ["序号", "案号", "原告", "被告", "案由", "标的额（万元）", "立案日期", "审理法院", "进展"],
                    [1, "(2023)苏01民初12号", "我司", LAKE, "合同纠纷", 1250.5, "2023-05-06", "江北中院", "一审"],
                ],
            ),
        ),
        {"诉讼": Sees("", 3)},
    ),
    Animal(
        "balances_of_customers_as_an_accounting_program_prints_them",
        (
            Page(
                "客户辅助余额表",
                [
                    ["客户科目余额表"],
                    ["单位名称：江北路桥三公司", None, None, None, None, None, None, "期间：2024.01-2024.12"],
                    ["客户编号", "客户名称", "期初余额", None, "本期借方", "本期贷方", "期末余额", None],
                    [None, None, "方向", "本币", "本币", "本币", "方向", "本币"],
                    ["0101", LAKE, "借", "1,200,000.00", "3,000,000.00", "2,500,000.00", "借", "1,700,000.00"],
                    ["0102", ROAD, "贷", "50,000.00", "0.00", "0.00", "贷", "50,000.00"],
                    ["0103", WATER, "平", None, "800,000.00", "800,000.00", "平", None],
                ],
                merged=("A3:A4", "B3:B4", "C3:D3", "G3:H3"),
            ),
        ),
        {
            "客户辅助余额表": Sees(
                "opening", 3,
                sums={"期初余额本币": "1250000.00", "期末余额本币": "1650000.00"},
                parties={LAKE: [], ROAD: [], WATER: []}, dates=(None, None),
            )
        },
        brings={"opening": 1, "receipts": 1, "contracts": 1},
        adds_up="1700000.00",
    ),
    Animal(
        "accounts_of_customers_one_below_another_with_their_codes",
        (
            Page(
                "核算项目明细账",
                [
                    ["核算项目明细账"],
                    ["日期", "期间", "凭证字号", "摘要", "借方金额", "贷方金额", "方向", "余额"],
                    ["客户：[001]江北市临湖置业有限公司"],
                    ["2024-01-01", "2024.1", None, "期初余额", None, None, "借", 500000],
                    ["2024-03-15", "2024.3", "记-12", "第1期验工计价", 1000000, None, "借", 1500000],
                    ["2024-04-20", "2024.4", "记-33", "收工程款", None, 800000, "借", 700000],
                    ["客户：[002]江北公路事业发展中心"],
                    ["2024-06-15", "2024.6", "记-52", "第1期计量", 300000, None, "借", 300000],
                ],
            ),
        ),
        {
            "核算项目明细账": Sees(
                "account", 4, sums={"借方金额": "1300000.00", "贷方金额": "800000.00"},
                parties={LAKE: [], ROAD: []}, dates=("2024-01-01", "2024-06-15"),
            )
        },
        brings={"receipts": 1, "opening": 3},
        adds_up="1800000.00",
    ),
    Animal(
        "thousands_and_millions_in_english",
        (
            Page(
                "Receipts",
                [["Date", "Payer", "Amount(RMB'000)"], ["8-May-24", LAKE, "1,250.5"], ["15-Jun-24", LAKE, 50]],
            ),
            Page(
                "Collections",
                [["Receipts (in millions of RMB)"], ["Date", "Payer", "Amount"], ["9-May-24", ROAD, 1.5]],
            ),
        ),
        {
            "Receipts": Sees(
                "receipts", 2, unit="千元", sums={"Amount(RMB'000)": "1300500.00"}, parties={LAKE: []},
                dates=("2024-05-08", "2024-06-15"),
            ),
            "Collections": Sees(
                "receipts", 1, unit="百万元", sums={"Amount": "1500000.00"}, parties={ROAD: []},
                dates=("2024-05-09", "2024-05-09"),
            ),
        },
        brings={"receipts": 3},
    ),
    Animal(
        "two_years_as_numbers_over_their_months",
        (
            Page(
                "回款",
                [
                    ["项目回款情况（万元）"],
                    ["项目", "业主", 2023, None, None, 2024, None],
                    [None, None, "10月", "11月", "12月", "1月", "2月"],
                    ["临湖一期", LAKE, 10, 20, 30, 40, 50],
                    ["三标", ROAD, 1, None, None, None, 2],
                ],
            ),
        ),
        {
            "回款": Sees(
                "receipts", 2, unit="万元",
                sums={"2023年10月": "110000.00", "2023年11月": "200000.00", "2023年12月": "300000.00",
                      "2024年1月": "400000.00", "2024年2月": "520000.00"},
                parties={LAKE: [], ROAD: []}, dates=("2023-10", "2024-02"),
            )
        },
        brings={"receipts": 7},
    ),
)  # fmt: skip
