"""Ledgers of contracts whose terms stand in words: what was received pays what was due, not what awaits an event."""

from __future__ import annotations

from tests.models.importing_zoo.animal import Animal, Page, Sees

CITY = "江城市城市建设投资开发有限公司"
TERMS = "进度款80%，验收付至85%，结算付至97%，质保金3%"

ANIMALS = (
    Animal(
        "receipts_of_exactly_the_progress_share",
        (
            Page(
                "合同",
                [
                    ["合同编号", "工程名称", "建设单位", "合同价(元)", "签订日期", "付款比例"],
                    ["2024-HT-1", "江滩公园景观工程", CITY, 26000000, "2024/3/5", TERMS],
                ],
            ),
            Page(
                "计价",
                [
                    ["合同编号", "期次", "计价日期", "本期计价(元)"],
                    ["2024-HT-1", "1", "2024/5/25", 5000000],
                    ["2024-HT-1", "2", "2024/8/25", 6000000.6],
                ],
            ),
            Page(
                "回款",
                [
                    ["日期", "付款单位", "合同编号", "金额(元)"],
                    ["2024/7/1", CITY, "2024-HT-1", 4000000],
                    ["2024/10/10", CITY, "2024-HT-1", 4800000.48],
                ],
            ),
        ),
        {
            "合同": Sees(
                "contracts",
                1,
                sums={"合同价(元)": "26000000.00"},
                parties={CITY: []},
                dates=("2024-03-05", "2024-03-05"),
            ),
            "计价": Sees("certificates", 2, sums={"本期计价(元)": "11000000.60"}, dates=("2024-05-25", "2024-08-25")),
            "回款": Sees(
                "receipts", 2, sums={"金额(元)": "8800000.48"}, parties={CITY: []}, dates=("2024-07-01", "2024-10-10")
            ),
        },
        brings={"parties": 1, "contracts": 1, "milestones": 4, "certificates": 2, "receipts": 2},
        adds_up="11000000.60",
    ),
)
