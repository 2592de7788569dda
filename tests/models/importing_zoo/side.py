"""Months and receipts side by side, sums that were never worked out, dollars that only a caption or a format names."""

# ruff: noqa: E501 - a row of a sheet stays on one line
from __future__ import annotations

from datetime import datetime

from tests.models.importing_zoo.animal import Animal, Page, Sees

LAKE, ROAD = "江北市临湖置业有限公司", "江北公路事业发展中心"
MONTHS = [f"{n}月" for n in range(1, 13)]

ANIMALS = (
    Animal(
        "a_row_per_contract_and_a_column_per_month",
        (
            Page(
                "2023年回款",
                [
                    ["2023年度各合同回款统计表（单位：万元）", *[None] * 16],
                    ["序号", "工程名称", "建设单位", "合同额（万元）", *MONTHS, "合计"],
                    [1, "临湖花园一期", LAKE, 1200, 10, None, 20.5, 0, None, None, None, None, None, None, None, 30.000001, 60.500001],
                    [2, "江北三标", ROAD, 4860, None, 100, None, None, "-", None, 7, None, None, None, None, None, 107],
                    [3, "江北四标", ROAD, 700, *[None] * 12, 0],
                    ["合计", None, None, 6760, 10, 100, 20.5, 0, None, None, 7, None, None, None, None, 30.000001, 167.500001],
                    [None, None, None, None, None, None, None, None, None, None, None, None, None, None, None, None, "财务部编制"],
                ],
            ),
        ),
        {
            "2023年回款": Sees(
                "receipts", 3, unit="万元",
                sums={"合同额（万元）": "67600000.00", "1月": "100000.00", "2月": "1000000.00", "3月": "205000.00", "4月": "0.00",
                      "5月": "0.00", "6月": "0.00", "7月": "70000.00", "8月": "0.00", "9月": "0.00", "10月": "0.00", "11月": "0.00",
                      "12月": "300000.01", "合计": "1675000.01"},
                totals=((6, "12月", "300000.01", "300000.01"), (6, "合计", "1675000.01", "1675000.01")),
                parties={LAKE: [], ROAD: []}, dates=("2023-01", "2023-12"),
            )
        },
        brings={"receipts": 5, "contracts": 3},
    ),
    Animal(
        "months_below_years_with_amounts_in_ten_thousands",
        (
            Page(
                "计价",
                [
                    ["各标段验工计价汇总（单位：万元）"],
                    ["标段", "业主", "2023年", None, None, "2024年", None, None, "累计"],
                    [None, None, "10月", "11月", "12月", "1月", "2月", "3月", None],
                    ["江北三标", ROAD, 100, 120.55, None, 80, None, 3.123456, 303.673456],
                    ["江北四标", ROAD, None, None, 9, None, None, "以上含变更", 9],
                ],
                merged=("A2:A3", "B2:B3", "C2:E2", "F2:H2", "I2:I3"),
            ),
        ),
        {
            "计价": Sees(
                "certificates", 2, unit="万元",
                sums={"2023年10月": "1000000.00", "2023年11月": "1205500.00", "2023年12月": "90000.00", "2024年1月": "800000.00",
                      "2024年2月": "0.00", "2024年3月": "31234.56", "累计": "3126734.56"},
                notes={5: "以上含变更"}, parties={ROAD: []}, dates=("2023-10", "2024-03"),
            )
        },
        brings={"certificates": 5, "contracts": 2},
        adds_up="3126734.56",
    ),
    Animal(
        "months_as_dates_in_the_captions",
        (
            Page(
                "回款月报",
                [
                    ["客户名称", datetime(2023, 11, 1), datetime(2023, 12, 1), datetime(2024, 1, 1)],
                    [LAKE, 1000, 2000.5, None],
                    [ROAD, None, -300, 4000],
                ],
            ),
        ),
        {
            "回款月报": Sees(
                "receipts", 2, sums={"2023年11月": "1000.00", "2023年12月": "2000.50", "2024年1月": "4000.00"},
                notes={3: "本行有 -300.00 未带入"}, open_sums={"2023年12月": "-300.00"}, parties={LAKE: [], ROAD: []},
                dates=("2023-11", "2024-01"),
            )
        },
        brings={"receipts": 3},
    ),
    Animal(
        "receipts_side_by_side",
        (
            Page(
                "合同回款台账",
                [
                    ["合同编号", "工程名称", "甲方", "合同额", "签订日期", "第一次回款", None, "第二次回款", None, "第三次回款", None, "累计回款"],
                    [None, None, None, None, None, "日期", "金额", "日期", "金额", "日期", "金额", None],
                    ["HT-01", "临湖花园一期", LAKE, 9000, "2022-03-01", "2022.5.1", 1000, "2022.6.1", 2000, "2022.7.15", 500.5, 3500.5],
                    ["HT-02", "江北三标", ROAD, 8000, "2022-04-01", "2022.9.1", 700, None, None, None, None, 700],
                    ["HT-03", "江北四标", ROAD, 7000, "2022-05-01", None, None, None, None, None, None, 0],
                    ["HT-04", "江北五标", ROAD, 6000, "2022-05-02", "2022.9.2", 60, "下月", 40, None, None, 100],
                ],
                merged=("A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:E2", "F1:G1", "H1:I1", "J1:K1", "L1:L2"),
            ),
        ),
        {
            "合同回款台账": Sees(
                "receipts", 4, notes={6: "下月"},
                sums={"合同额": "30000.00", "第一次回款金额": "1760.00", "第二次回款金额": "2000.00", "第三次回款金额": "500.50",
                      "累计回款": "4300.50"},
                open_sums={"第二次回款金额": "40.00"}, parties={LAKE: [], ROAD: []}, dates=("2022-05-01", "2022-09-02"),
            )
        },
        brings={"contracts": 4, "receipts": 5},
    ),
    Animal(
        "receipts_side_by_side_with_the_same_captions",
        (
            Page(
                "收款登记",
                [
                    ["付款单位", "收款日期", "收款金额", "收款日期", "收款金额", "备注"],
                    [LAKE, "2023-01-05", "1000", "2023-02-05", "2000", "两笔"],
                    [ROAD, "2023-03-05", "30.01", "", "", ""],
                ],
            ),
        ),
        {
            "收款登记": Sees(
                "receipts", 2, sums={"收款金额": "1030.01", "收款金额（E）": "2000.00"}, parties={LAKE: [], ROAD: []},
                dates=("2023-01-05", "2023-03-05"),
            )
        },
        made="csv", encoding="gb18030", brings={"receipts": 3},
    ),
    Animal(
        "receipts_numbered_behind_their_captions",
        (
            Page(
                "回款",
                [
                    ["合同名称", "业主单位", "回款日期1", "回款金额1", "回款日期2", "回款金额2"],
                    ["江北三标", ROAD, 45056, 100, 45100, 200],
                    ["江北四标", ROAD, 45057, 50.5, "", ""],
                ],
            ),
        ),
        {"回款": Sees("receipts", 2, sums={"回款金额1": "150.50", "回款金额2": "200.00"}, parties={ROAD: []},
                      dates=("2023-05-10", "2023-06-23"), notes={2: "江北三标"})},
        made="xls", brings={"receipts": 3},
    ),
    Animal(
        "sums_that_were_never_worked_out_say_what_their_rows_come_to",
        (
            Page(
                "回款明细",
                [
                    ["日期", "付款单位", "工程名称", "回款金额"],
                    ["2023-01-05", LAKE, "临湖花园", 100],
                    ["2023-01-06", LAKE, "临湖花园", 200.5],
                    ["小计", None, None, "=SUM(D2:D3)"],
                    ["2023-02-05", ROAD, "江北三标", 300],
                    ["待定", ROAD, "江北三标", 50],
                    ["小计", None, None, "=SUBTOTAL(9,D5:D6)"],
                    ["合计", None, None, "=D4+D7"],
                    ["总计", None, None, "=SUM(D2:D7)"],
                ],
            ),
        ),
        {
            "回款明细": Sees(
                "receipts", 4, 3, open={6: "待定"}, sums={"回款金额": "600.50"}, open_sums={"回款金额": "50.00"},
                totals=((4, "回款金额", "300.50", "300.50"), (7, "回款金额", "350.00", "300.00"),
                        (8, "回款金额", "650.50", "600.50"), (9, "回款金额", "650.50", "600.50")),
                parties={LAKE: [], ROAD: []}, dates=("2023-01-05", "2023-02-05"), notes={4: "D4"},
            )
        },
    ),
    Animal(
        "dollars_that_only_the_caption_names",
        (
            Page(
                "海外收款",
                [
                    ["收款日期", "付款单位", "收款金额（美元）", "折人民币金额", "备注"],
                    ["2024-01-05", LAKE, 10000, 71000.5, ""],
                    ["2024-01-06", LAKE, 500, None, "未结汇"],
                ],
            ),
            Page("海外二", [["收款日期", "付款单位", "收款金额(万USD)"], ["2024-02-05", LAKE, 1.5]]),
        ),
        {
            "海外收款": Sees(
                "receipts", 2, 1, open={3: "缺金额"}, sums={"折人民币金额": "71000.50"},
                foreign_sums={"USD": {"收款金额（美元）": "10500.00"}}, parties={LAKE: []}, dates=("2024-01-05", "2024-01-05"),
            ),
            "海外二": Sees("receipts", 1, 0, unit="万元", open={2: "USD"}, foreign_sums={"USD": {"收款金额(万USD)": "15000.00"}},
                           parties={LAKE: []}),
        },
        brings={"receipts": 1},
    ),
    Animal(
        "dollars_that_only_the_title_names",
        (
            Page(
                "收款",
                [
                    ["境外项目收款台账（单位：万美元）"],
                    ["收款日期", "付款单位", "收款金额"],
                    ["2024-01-05", LAKE, 12.5],
                ],
            ),
        ),
        {"收款": Sees("receipts", 1, 0, unit="万元", open={3: "USD"}, foreign_sums={"USD": {"收款金额": "125000.00"}},
                      parties={LAKE: []})},
    ),
    Animal(
        "dollars_that_only_the_format_of_the_cell_names",
        (
            Page(
                "收款",
                [
                    ["收款日期", "付款单位", "收款金额"],
                    ["2024-01-05", LAKE, 1000],
                    ["2024-01-06", LAKE, 20.5],
                    ["2024-01-07", LAKE, 3],
                ],
                formats={"C2": '"¥"#,##0.00', "C3": "[$$-409]#,##0.00", "C4": "[$€-2]#,##0"},
            ),
        ),
        {
            "收款": Sees(
                "receipts", 3, 1, open={3: "USD", 4: "EUR"}, sums={"收款金额": "1000.00"},
                foreign_sums={"USD": {"收款金额": "20.50"}, "EUR": {"收款金额": "3.00"}}, parties={LAKE: []},
                dates=("2024-01-05", "2024-01-05"),
            )
        },
        brings={"receipts": 1},
    ),
)  # fmt: skip
