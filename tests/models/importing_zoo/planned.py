"""What was planned stands beside what came: rows of plans, payment milestones, certificates of no day, units unsaid."""

from __future__ import annotations

from tests.models.importing_zoo.animal import Animal, Page, Sees

NORTH, SOUTH = "北岸置业有限公司", "南坡小学"

ANIMALS = (
    Animal(
        "rows_of_plans_above_rows_of_what_came",
        (
            Page(
                "回款计划",
                [
                    ["2024年回款计划及完成情况", None, None, None, None, "单位：元"],
                    ["工程名称", "业主", "项次", "1月", "2月", "3月"],
                    ["一期", NORTH, "计划数", 100, 200, 300],
                    [None, None, "实际完成", 80.5, 150, None],
                    [None, None, "差额", -19.5, -50, -300],
                    ["教学楼", SOUTH, "计划数", 50, 60, 70],
                    [None, None, "实际完成", None, 40, 70.25],
                    [None, None, "差额", -50, -20, 0.25],
                ],
            ),
        ),
        {
            "回款计划": Sees(
                "receipts",
                2,
                sums={"1月": "80.50", "2月": "190.00", "3月": "70.25"},
                parties={NORTH: [], SOUTH: []},
                dates=("2024-01", "2024-03"),
                notes={3: "“计划数”", 5: "“差额”"},
            ),
        },
        brings={"parties": 2, "receipts": 4},
        adds_up="0.00",
    ),
    Animal(
        "payment_milestones_with_what_came",
        (
            Page(
                "支付节点",
                [
                    ["南坡小学教学楼工程付款节点表", None, None, None, None, "单位：元"],
                    ["合同编号：NP-3", None, "发包人：南坡小学", None, "合同价款：900000元"],
                    ["支付节点", "支付比例", "约定付款时间", "约定付款金额", "实际付款时间", "实际付款金额"],
                    ["开工预付", "10%", "2023-03-01", 90000, "2023-03-08", 90000],
                    ["主体验收", "50%", "2023-10-01", 450000, "2023-11-15", 400000.5],
                    ["竣工验收", "37%", "2024-06-01", 333000, None, None],
                    ["质保金", "3%", "2026-06-01", 27000, None, None],
                ],
            ),
        ),
        {
            "支付节点": Sees(
                "receipts",
                4,
                2,
                open={6: "本节点计划 333,000.00", 7: "本节点计划 27,000.00"},
                sums={"约定付款金额": "540000.00", "实际付款金额": "490000.50"},
                parties={SOUTH: []},
                dates=("2023-03-08", "2023-11-15"),
            ),
        },
        brings={"parties": 1, "contracts": 1, "receipts": 2},
        adds_up="900000.00",
    ),
    Animal(
        "certificates_of_no_day_take_the_one_that_is_answered",
        (
            Page(
                "计价",
                [
                    ["单位：元"],
                    ["合同编号", "甲方", "期数", "本期计价"],
                    ["N-1", NORTH, "第1期", 1000],
                    ["N-1", NORTH, "第2期", 2000.5],
                ],
            ),
        ),
        {"计价": Sees("certificates", 2, sums={"本期计价": "3000.50"}, parties={NORTH: []})},
        answers={"sheets": {"计价": {"date": "2024-06-30"}}},
        brings={"parties": 1, "contracts": 1, "certificates": 2},
        adds_up="3000.50",
    ),
    Animal(
        "a_column_of_no_unit_beside_ten_thousands",
        (
            Page(
                "欠款",
                [
                    ["截至2024年12月31日欠款台账"],
                    ["工程名称", "甲方", "累计计价（万元）", "累计收款", "欠款（万元）", "其中：质保金"],
                    ["一期", NORTH, 800.5, 600, 200.5, 24],
                    ["教学楼", SOUTH, 1500, 1000, 500, 45],
                ],
            ),
        ),
        {
            "欠款": Sees(
                "opening",
                2,
                unit="万元",
                sums={
                    "累计计价（万元）": "23005000.00",
                    "累计收款": "16000000.00",
                    "欠款（万元）": "7005000.00",
                    "其中：质保金": "690000.00",
                },
                parties={NORTH: [], SOUTH: []},
            ),
        },
        brings={"parties": 2, "contracts": 2, "opening": 4},
        adds_up="7005000.00",
    ),
)
