"""Balances of accounts (科目余额表): accounts stand above the parties that they add up, beside accounts of other things."""

# ruff: noqa: E501 - a row of a sheet stays on one line
from __future__ import annotations

from tests.models.importing_zoo.animal import Animal, Page, Sees

ANIMALS = (
    Animal(
        "accounts_with_the_parties_below_them",
        (
            Page(
                "科目余额",
                [
                    ["科目余额表"],
                    ["编制单位：江北建工", None, "2024年6月", None, None, None, None, "单位：元"],
                    ["科目代码", "科目名称", "年初余额", None, "本期发生额", None, "期末余额", None],
                    [None, None, "借方", "贷方", "借方", "贷方", "借方", "贷方"],
                    ["1002", "银行存款", 900, None, None, None, 700.5, None],
                    ["100201", "工行基本户", 900, None, None, None, 700.5, None],
                    ["1122", "应收账款", 5000, None, 2000, 1500, 5500.75, None],
                    ["1122.01", "应收工程款", 4000, None, 2000, 1500, 4500.25, None],
                    ["1122.01.001", "北岸置业有限公司", 4000, None, 2000, 1800, 4200, None],
                    ["1122.01.002", "东桥镇人民政府", None, None, 600.25, 300, 300.25, None],
                    ["1122.01.003", "西桥镇人民政府", None, None, None, None, 0, None],
                    ["1122.02", "质保金", 1000, None, 0, 0, 1100, None],
                    ["1122.02.001", "北岸置业有限公司", 1000, None, 0, 0, 1000.5, None],
                    ["1221", "其他应收款", 80, None, None, None, 80, None],
                    ["1221.01", "张三备用金", 80, None, None, None, 80, None],
                    ["2202", "应付账款", None, 3000, None, None, None, 3000],
                    ["2203", "预收账款", None, 60, None, None, None, 60],
                    ["2203.01", "南坡小学", None, 60, None, None, None, 60],
                ],
            ),
        ),
        {
            "科目余额": Sees(
                "opening",
                4,
                sums={
                    "年初余额借方": "5000.00",
                    "年初余额贷方": "60.00",
                    "本期发生额借方": "2600.25",
                    "本期发生额贷方": "2100.00",
                    "期末余额借方": "5500.75",
                    "期末余额贷方": "60.00",
                },
                parties={"北岸置业有限公司": [], "东桥镇人民政府": [], "南坡小学": []},
                notes={
                    5: "不是应收账款",
                    7: "5,500.75",
                    8: "4,500.25",
                    12: "说的是 1,100.00",
                    14: "不是应收账款",
                    16: "不是应收账款",
                    18: "多收 60.00",
                },
            ),
        },
        brings={"parties": 3, "contracts": 2, "opening": 3, "receipts": 1},
        adds_up="5500.75",
    ),
    Animal(
        "accounts_with_a_side_and_the_path_as_name",
        (
            Page(
                "余额",
                [
                    ["会计科目余额表"],
                    ["2023年度"],
                    ["科目编号", "科目名称", "期初方向", "期初余额", "本年借方", "本年贷方", "期末方向", "期末余额"],
                    ["112201", "应收账款_北岸置业有限公司", "借", 100, 50, 30, "借", 120.5],
                    ["112202", "应收账款_东桥镇人民政府", "借", 10, 0, 40, "贷", 30],
                    ["112203", "应收账款_西桥镇人民政府", "平", 0, 0, 0, "平", 0],
                    ["合计", None, None, None, None, None, None, 90.5],
                ],
            ),
        ),
        {
            "余额": Sees(
                "opening",
                2,
                sums={"期初余额": "110.00", "期末余额": "90.50"},
                totals=((7, "期末余额", "90.50", "90.50"),),
                notes={5: "多收 30.00"},
                parties={"北岸置业有限公司": [], "东桥镇人民政府": []},
            ),
        },
        brings={"parties": 2, "contracts": 1, "opening": 1, "receipts": 1},
        adds_up="120.50",
    ),
)
