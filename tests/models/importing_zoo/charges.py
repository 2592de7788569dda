"""Accounts by 核算项目: codes before the names, balances of nothing, charges taken back in whole or in part."""

from __future__ import annotations

from tests.models.importing_zoo.animal import Animal, Page, Sees

CAPTIONS = ["日期", "凭证号", "核算对象名称", "摘要", "借方", "贷方", "方向", "余额"]
ABOVE = [
    ["应收账款 核算项目明细账"],
    ["核算项目类别：客户", None, None, "期间：2024.01-2024.12", None, None, "币别：人民币"],
    CAPTIONS,
]
NORTH, SOUTH, WEST = "0101 北岸置业有限公司", "0102 南坡小学", "0103 西桥医院"
ROWS = [
    ["2024-01-01", "", NORTH, "年初余额", None, None, "借", 1000.5],
    ["2024-03-05", "转-8", NORTH, "3月计价", 700, None, "借", 1700.5],
    ["2024-04-05", "转-11", NORTH, "4月计价", 700, None, "借", 2400.5],
    ["2024-05-06", "转-14", NORTH, "红字冲销转-8的一部分", -200.25, None, "借", 2200.25],
    ["2024-06-01", "收-3", NORTH, "收工程款", None, 900.25, "借", 1300],
    ["2024-06-30", "", NORTH, "本月合计", 0, 900.25, "借", 1300],
    ["2024-01-01", "", SOUTH, "年初余额", None, None, "平", 0],
    ["2024-02-02", "转-3", SOUTH, "计价", 350.1, None, "借", 350.1],
    ["2024-02-20", "转-5", SOUTH, "冲回重复入账", -350.1, None, "平", 0],
    ["2024-07-01", "转-21", WEST, "一期", 500, None, "借", 500],
    ["2024-08-01", "转-25", WEST, "二期", 600, None, "借", 1100],
    ["2024-09-01", "转-28", WEST, "红冲审减", -100, None, "借", 1000],
]

ANIMALS = (
    Animal(
        "charges_are_taken_back_in_part_and_in_whole",
        (Page("核算项目账", [*ABOVE, *ROWS[:9]]),),
        {
            "核算项目账": Sees(
                "account",
                8,
                sums={"借方": "1199.75", "贷方": "900.25"},
                parties={"北岸置业有限公司": [], "南坡小学": []},
                dates=("2024-01-01", "2024-06-01"),
                notes={7: "第 5 行借方 700.00 中的 200.25，余 499.75", 12: "余 0.00"},
            ),
        },
        brings={"parties": 2, "contracts": 2, "opening": 4, "receipts": 1},
        adds_up="2200.25",
    ),
    Animal(
        "a_charge_taken_back_of_two_is_asked",
        (Page("核算项目账", [*ABOVE, *ROWS[9:]]),),
        {
            "核算项目账": Sees(
                "account",
                3,
                2,
                open={6: "看不出红冲的是哪一笔"},
                sums={"借方": "1100.00", "贷方": "0.00"},
                open_sums={"借方": "-100.00"},
                parties={"西桥医院": []},
                dates=("2024-07-01", "2024-08-01"),
            ),
        },
        brings={"opening": 2},
        adds_up="1100.00",
    ),
    Animal(
        "a_charge_taken_back_as_it_was_answered",
        (Page("核算项目账", [*ABOVE, *ROWS[9:], ["2024-09-30", "", WEST, "本期合计", -100, 0, "借", 1000]]),),
        {
            "核算项目账": Sees(
                "account",
                3,
                sums={"借方": "1000.00", "贷方": "0.00"},
                parties={"西桥医院": []},
                dates=("2024-07-01", "2024-09-01"),
                notes={6: "第 5 行借方 600.00 中的 100.00，余 500.00"},
            ),
        },
        answers={"reversals": {"核算项目账!6": "核算项目账!5"}},
        brings={"opening": 2},
        adds_up="1000.00",
    ),
)
