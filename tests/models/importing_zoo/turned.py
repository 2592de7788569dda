"""Tables that lie on their side: captions one below the other, records side by side."""

from __future__ import annotations

from tests.models.importing_zoo.animal import Animal, Page, Sees

LAKE, ROAD = "江北市临湖置业有限公司", "江北公路事业发展中心"

ANIMALS = (
    Animal(
        "contracts_side_by_side",
        (
            Page(
                "合同",
                [
                    ["合同编号", "H-1", "H-2"], ["合同名称", "一标", "二标"], ["建设单位", LAKE, ROAD],
                    ["合同金额（万元）", 200.5, 3000], ["签订日期", "2024-01-05", "2024.2.6"],
                ],
            ),
        ),
        {
            "合同": Sees(
                "contracts", 2, unit="万元", sums={"合同金额（万元）": "32005000.00"}, parties={LAKE: [], ROAD: []},
                dates=("2024-01-05", "2024-02-06"), notes={1: "第 2 行是 B 列"},
            ),
        },
        brings={"contracts": 2, "parties": 2},
        adds_up="32005000.00",
    ),
    Animal(
        "balances_side_by_side_with_their_total_below_a_title",
        (
            Page(
                "欠款",
                [
                    ["截至2025年12月31日工程欠款情况（单位：元）", None, None, None],
                    ["项目名称", "一标", "二标", "合计"], ["建设单位", LAKE, ROAD, None],
                    ["累计计价", 1000000, 1500000, 2500000], ["累计收款", 800000, "1,000,000", 1800000],
                    ["欠款", 200000, 500000, 700000], ["制表人：张三"],
                ],
                merged=("A1:D1",),
            ),
        ),
        {
            "欠款": Sees(
                "opening", 2, sums={"累计计价": "2500000.00", "累计收款": "1800000.00", "欠款": "700000.00"},
                totals=tuple((5, *one) for one in (("累计计价", "2500000.00", "2500000.00"),
                                                   ("累计收款", "1800000.00", "1800000.00"),
                                                   ("欠款", "700000.00", "700000.00"))),
                parties={LAKE: [], ROAD: []}, notes={2: "第 3 行是 B 列"},
            ),
        },
        brings={"opening": 2},
        adds_up="700000.00",
    ),
    Animal(
        "months_side_by_side_above_what_was_certified_and_received",
        (
            Page(
                "江北三标",
                [
                    ["江北三标产值及收款（建设单位：江北公路事业发展中心，单位：万元）"],
                    ["", "2024年1月", "2024年2月", "2024年3月", "合计"], ["计价金额", 100, 200, 300.5, 600.5],
                    ["收款金额", 50, 60, 70, 180],
                ],
            ),
        ),
        {
            "江北三标": Sees(
                "certificates", 3, unit="万元", sums={"计价金额": "6005000.00", "收款金额": "1800000.00"},
                totals=((6, "计价金额", "6005000.00", "6005000.00"), (6, "收款金额", "1800000.00", "1800000.00")),
                parties={ROAD: []}, dates=("2024-01", "2024-03"),
            ),
        },
        brings={"contracts": 1, "certificates": 3, "receipts": 3},
        adds_up="6005000.00",
    ),
    Animal(
        "receipts_side_by_side_one_of_which_stays_open",
        (
            Page(
                "收款",
                [
                    ["收款日期", "2024-01-31", "2024-02-29", "待定"], ["付款单位", LAKE, LAKE, LAKE],
                    ["收款金额", 100, 200, 300],
                ],
            ),
        ),
        {
            "收款": Sees(
                "receipts", 3, 2, open={4: "A4：“待定”不是可识别的日期"}, sums={"收款金额": "300.00"},
                open_sums={"收款金额": "300.00"}, parties={LAKE: []}, dates=("2024-01-31", "2024-02-29"),
            ),
        },
        brings={"receipts": 2},
    ),
    Animal(
        "a_card_of_one_contract_alone",
        (
            Page(
                "登记卡",
                [
                    ["合同登记卡"], ["合同编号", "H-1"], ["合同名称", "一标"], ["建设单位", LAKE],
                    ["合同金额（元）", 2000000], ["签订日期", "2024-01-05"], ["备注", "固定总价"],
                ],
            ),
        ),
        {
            "登记卡": Sees(
                "contracts", 1, sums={"合同金额（元）": "2000000.00"}, parties={LAKE: []},
                dates=("2024-01-05", "2024-01-05"),
            ),
        },
        brings={"contracts": 1},
        adds_up="2000000.00",
    ),
    Animal(
        "a_card_with_captions_and_answers_side_by_side_is_no_table",
        (
            Page(
                "登记卡",
                [
                    ["合同登记卡"], ["合同编号", "H-1", "合同名称", "一标"], ["建设单位", LAKE, "合同金额", 2000000],
                    ["签订日期", "2024-01-05", "开工日期", "2024-02-01"],
                ],
            ),
        ),
        {"登记卡": Sees("", 4)},
    ),
)  # fmt: skip
