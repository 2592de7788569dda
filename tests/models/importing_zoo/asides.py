"""Cards whose captions and answers stand in cells of their own, each above a table of what was certified and received."""

# ruff: noqa: E501 - a row of a sheet stays on one line
from __future__ import annotations

from datetime import date

from tests.models.importing_zoo.animal import Animal, Page, Sees

CAPTIONS = ["期次", "计量日期", "计量金额", "开累计量", "到账日期", "到账金额", "开累到账", "尚欠"]
BRIDGE = [
    [1, date(2023, 4, 30), 300000.25, 300000.25, date(2023, 6, 8), 200000, 200000, 100000.25],
    [2, date(2023, 8, 31), 450000, 750000.25, None, None, 200000, 550000.25],
    ["合计", None, 750000.25, None, None, 200000, None, None],
]
SCHOOL = [
    [1, "2024.3.31", 900000, 900000, "2024.5.6", 500000, 500000, 400000],
    [None, None, None, None, "2024.6.12", 150000.5, 650000.5, 249999.5],
    ["合计", None, 900000, None, None, 650000.5, None, None],
]
TOLD = {"parties": 2, "contracts": 2, "certificates": 3, "receipts": 3}


def seen(first: int, parties: dict[str, list[str]], bridge: bool) -> Sees:
    """What the table of one of the two contracts must come to; ``first`` is the row of its total."""
    if bridge:
        sums = {
            "计量金额": "750000.25",
            "开累计量": "750000.25",
            "到账金额": "200000.00",
            "开累到账": "200000.00",
            "尚欠": "650000.50",
        }
        stated, days = ("750000.25", "200000.00"), ("2023-04-30", "2023-08-31")
    else:
        sums = {
            "计量金额": "900000.00",
            "开累计量": "900000.00",
            "到账金额": "650000.50",
            "开累到账": "650000.50",
            "尚欠": "649999.50",
        }
        stated, days = ("900000.00", "650000.50"), ("2024-03-31", "2024-03-31")
    totals = ((first, "计量金额", stated[0], stated[0]), (first, "到账金额", stated[1], stated[1]))
    return Sees("certificates", 2, sums=sums, totals=totals, parties=parties, dates=days)


ANIMALS = (
    Animal(
        "a_card_with_its_answers_in_the_next_cells",
        (
            Page(
                "东河大桥",
                [
                    ["东河大桥回款台账"],
                    ["合同号", "DH-7", None, "发包人", "东河交通局"],
                    ["合同总价", 9800000.4, None, "签约日期", "2023年2月"],
                    CAPTIONS,
                    *BRIDGE,
                ],
            ),
            Page(
                "西苑小学",
                [
                    ["西苑小学回款台账"],
                    ["合同号", "XY-3", None, "发包人", "西苑教体局"],
                    ["合同总价", 3200000, None, "签约日期", "2024年1月8日"],
                    CAPTIONS,
                    *SCHOOL,
                ],
            ),
        ),
        {
            "东河大桥": seen(7, {"东河交通局": []}, True),
            "西苑小学": seen(7, {"西苑教体局": []}, False),
        },
        brings=TOLD,
        adds_up="1650000.25",
    ),
    Animal(
        "cards_above_one_another_on_one_sheet",
        (
            Page(
                "收付款登记",
                [
                    ["各项目收付款登记表"],
                    ["工程名称", "东河大桥", None, "合同编号", "DH-7", None, "建设单位", "东河交通局"],
                    ["合同金额（万元）", 980.00004, None, "签订日期", date(2023, 2, 20)],
                    CAPTIONS,
                    *BRIDGE,
                    [],
                    ["工程名称", "西苑小学", None, "合同编号", "XY-3", None, "建设单位", "西苑教体局"],
                    ["合同金额（万元）", 320, None, "签订日期", date(2024, 1, 8)],
                    CAPTIONS,
                    *SCHOOL,
                ],
            ),
        ),
        {
            "收付款登记": seen(7, {"东河交通局": []}, True),
            "收付款登记 #11": seen(14, {"西苑教体局": []}, False),
        },
        brings=TOLD,
        adds_up="1650000.25",
    ),
    Animal(
        "a_card_below_captions_of_its_own",
        (
            Page(
                "东河大桥",
                [
                    ["东河大桥收付款情况"],
                    ["合同编号", "合同名称", "建设单位", "合同金额", "签订日期"],
                    ["DH-7", "东河大桥工程", "东河交通局", 9800000.4, "2023-02-20"],
                    [],
                    CAPTIONS,
                    *BRIDGE,
                ],
            ),
        ),
        {
            "东河大桥": Sees(
                "contracts",
                1,
                sums={"合同金额": "9800000.40"},
                parties={"东河交通局": []},
                dates=("2023-02-20", "2023-02-20"),
            ),
            "东河大桥 #5": seen(8, {}, True),
        },
        brings={"parties": 1, "contracts": 1, "certificates": 2, "receipts": 1},
        adds_up="750000.25",
    ),
)
