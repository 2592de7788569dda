"""Ledgers that say what was due and what was received and no balance: what is left of each row is worked out."""

# ruff: noqa: E501 - a row of a sheet stays on one line
from __future__ import annotations

from tests.models.importing_zoo.animal import Animal, Page, Sees

LAKE, ROAD = "江北市临湖置业有限公司", "江北公路事业发展中心"
TITLE = [["应收账款期初余额表"], ["截止日期：2023年12月31日", None, None, None, None, "单位：元"]]
WHO = ["客户名称", "合同编号", "工程名称"]
ONE, TWO, THREE = [LAKE, "HT-1", "一期"], [LAKE, "HT-2", "二期"], [ROAD, "HT-3", "三标"]
DAY = "2023-12-31"

YEAR = Page(
    "清欠",
    [
        ["2023年清欠台账"],
        [*WHO, "年初余额", "本年新增应收", "本年收回"],
        [*ONE, 1000, 500, 400],
        [*TWO, 2000, 100, None],
    ],
)

ANIMALS = (
    Animal(
        "what_was_due_less_what_was_received",
        (
            Page(
                "期初余额",
                [
                    *TITLE,
                    [*WHO, "入账日期", "应收金额", "已收金额"],
                    [*ONE, "2022-03-31", 1000000.5, 400000.25],
                    [*TWO, "2022-04-30", 2000000, None],
                    [*TWO, "2022-05-31", 500000, 500000],
                    [*THREE, "2023-06-30", 300000, 350000],
                    ["合计", None, None, None, 3800000.5, 1250000.25],
                ],
            ),
        ),
        {
            "期初余额": Sees(
                "opening", 4, sums={"应收金额": "3800000.50", "已收金额": "1250000.25"},
                totals=((8, "应收金额", "3800000.50", "3800000.50"), (8, "已收金额", "1250000.25", "1250000.25")),
                parties={LAKE: [], ROAD: []}, dates=("2022-03-31", "2023-06-30"),
                notes={3: "3,800,000.50 － 1,250,000.25 ＝ 2,550,000.25", 7: "多收 50,000.00"},
            )
        },
        brings={"parties": 2, "contracts": 3, "opening": 4, "receipts": 1},
        adds_up="2600000.25",
    ),
    Animal(
        "due_to_date_in_another_unit_than_what_was_received",
        (
            Page(
                "清欠台账",
                [
                    ["清欠台账"],
                    ["截止日期：2023年12月31日"],
                    [*WHO, "累计应收（万元）", "累计已收（元）", "备注"],
                    [*ONE, 10.123456, 41234.55, ""],
                    [*TWO, 20, "-", ""],
                    [*THREE, 5, "已结清", ""],
                ],
            ),
        ),
        {
            "清欠台账": Sees(
                "opening", 3, unit="万元、元", sums={"累计应收（万元）": "351234.56", "累计已收（元）": "41234.55"},
                parties={LAKE: [], ROAD: []}, notes={3: "351,234.56 － 91,234.55 ＝ 260,000.01"},
            )
        },
        brings={"parties": 2, "contracts": 3, "opening": 3},
        adds_up="260000.01",
    ),
    Animal(
        "invoiced_and_received_by_year",
        (
            Page(
                "欠款台账",
                [
                    ["工程欠款台账（截至2023年12月31日）"],
                    [*WHO, "已开票金额", "2022年收款", "2023年收款"],
                    [*ONE, 1000, 100, 300],
                    [*TWO, 2000, None, 50],
                ],
            ),
        ),
        {
            "欠款台账": Sees(
                "opening", 2, sums={"已开票金额": "3000.00", "2022年收款": "100.00", "2023年收款": "350.00"},
                parties={LAKE: []}, notes={2: "3,000.00 － 450.00 ＝ 2,550.00"},
            )
        },
        brings={"contracts": 2, "opening": 2},
        adds_up="2550.00",
    ),
    Animal(
        "final_accounts_and_what_was_paid",
        (
            Page(
                "拖欠工程款",
                [
                    ["拖欠工程款统计表"],
                    [*WHO, "结算金额", "已付现金", "已付承兑", "已付款合计"],
                    [*ONE, 1000, 300, 100, 400],
                    [*TWO, 2000, None, None, None],
                ],
            ),
        ),
        {
            "拖欠工程款": Sees(
                "opening", 2, sums={"结算金额": "3000.00", "已付现金": "300.00", "已付承兑": "100.00", "已付款合计": "400.00"},
                parties={LAKE: []},
            )
        },
        answers={"sheets": {"拖欠工程款": {"date": DAY}}},
        brings={"contracts": 2, "opening": 2},
        adds_up="2600.00",
    ),
    Animal(
        "prices_and_what_was_paid_in_a_ledger_of_debts",
        (
            Page(
                "欠款台账",
                [
                    ["欠款台账（截至2023年12月31日）"],
                    [*WHO, "合同额（万元）", "累计付款（万元）"],
                    [*ONE, 100, 40.5],
                    [*TWO, 200, None],
                ],
            ),
        ),
        {
            "欠款台账": Sees(
                "contracts", 2, unit="万元", sums={"合同额（万元）": "3000000.00", "累计付款（万元）": "405000.00"},
                parties={LAKE: []}, notes={3: "欠款 595,000.00", 4: "欠款 2,000,000.00"},
            )
        },
        brings={"contracts": 2, "opening": 2},
        adds_up="2595000.00",
    ),
    Animal(
        "contracts_with_invoices_and_receipts_owe_what_is_said",
        (
            Page(
                "合同台账",
                [
                    ["合同台账（截至2023年12月31日）"],
                    [*WHO, "合同额", "已开票金额", "已收款"],
                    [*ONE, 1000, 800, 400],
                    [*TWO, 2000, 500, None],
                    [*THREE, 3000, 100, 250],
                ],
            ),
        ),
        {
            "合同台账": Sees(
                "contracts", 3, sums={"合同额": "6000.00", "已开票金额": "1400.00", "已收款": "650.00"},
                parties={LAKE: [], ROAD: []}, notes={2: "1,400.00 － 650.00 ＝ 750.00", 5: "多收 150.00"},
            )
        },
        answers={"sheets": {"合同台账": {"owed": "rest"}}},
        brings={"contracts": 3, "opening": 3, "receipts": 1},
        adds_up="900.00",
    ),
    Animal(
        "contracts_with_invoices_and_receipts_owe_nothing_by_themselves",
        (
            Page(
                "合同台账",
                [
                    ["合同台账（截至2023年12月31日）"],
                    [*WHO, "合同额", "已开票金额", "已收款"],
                    [*ONE, 1000, 800, 400],
                ],
            ),
        ),
        {
            "合同台账": Sees(
                "contracts", 1, sums={"合同额": "1000.00", "已开票金额": "800.00", "已收款": "400.00"}, parties={LAKE: []},
                notes={2: "以下各列不带入：已开票金额、已收款"},
            )
        },
        brings={"contracts": 1},
        adds_up="1000.00",
    ),
    Animal(
        "certificates_prove_that_what_is_due_is_what_is_left",
        (
            Page(
                "期初余额",
                [
                    *TITLE,
                    [*WHO, "结算金额", "质保金", "应收金额", "已收金额"],
                    [*ONE, 1000, 50, 550, 400],
                    [*TWO, 2000, 100, 1400, 500],
                ],
            ),
        ),
        {
            "期初余额": Sees(
                "opening", 2, sums={"结算金额": "3000.00", "质保金": "150.00", "应收金额": "1950.00", "已收金额": "900.00"},
                parties={LAKE: []},
            )
        },
        brings={"contracts": 2, "opening": 4},
        adds_up="2100.00",
    ),
    Animal(
        "what_was_received_cannot_be_read",
        (
            Page(
                "期初余额",
                [*TITLE, [*WHO, "应收金额", "已收金额"], [*ONE, 1000, "已付300余待核"], [*TWO, 2000, 500]],
            ),
        ),
        {
            "期初余额": Sees(
                "opening", 2, 1, open={4: "E4：已收数无法识别"}, sums={"应收金额": "2000.00", "已收金额": "500.00"},
                open_sums={"应收金额": "1000.00"}, parties={LAKE: []},
            )
        },
        brings={"contracts": 1, "opening": 1},
        adds_up="1500.00",
    ),
    Animal(
        "the_balance_of_the_new_year_as_it_began",
        (YEAR,),
        {
            "清欠": Sees(
                "opening", 2, sums={"年初余额": "3000.00", "本年新增应收": "600.00", "本年收回": "400.00"}, parties={LAKE: []},
                notes={2: "“年初余额”3,000.00 全额带入，未扣“本年收回”400.00"},
            )
        },
        brings={"contracts": 2, "opening": 2},
        adds_up="3000.00",
    ),
    Animal(
        "the_balance_of_the_new_year_as_it_stands",
        (YEAR,),
        {
            "清欠": Sees(
                "opening", 2, sums={"年初余额": "3000.00", "本年新增应收": "600.00", "本年收回": "400.00"}, parties={LAKE: []},
                notes={2: "3,600.00 － 400.00 ＝ 3,200.00"},
            )
        },
        answers={"sheets": {"清欠": {"owed": "rest", "date": DAY}}},
        brings={"contracts": 2, "opening": 2},
        adds_up="3200.00",
    ),
)  # fmt: skip
