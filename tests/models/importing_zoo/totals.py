"""Subtotals and totals in the middle and at the end: not imported, used as checks."""

from __future__ import annotations

from tests.models.importing_zoo.animal import Animal, Page, Sees

LAKE, ROAD = "江北市临湖置业有限公司", "江北公路事业发展中心"
HEAD = ["序号", "到账日期", "付款单位", "到账金额", "备注"]

ANIMALS = (
    Animal(
        "totals_by_word",
        (
            Page(
                "回款",
                [
                    HEAD,
                    [1, "2023-01-05", LAKE, 100, ""],
                    [2, "2023-01-06", LAKE, 200, ""],
                    ["小 计", None, None, 300, ""],
                    [3, "2023-02-06", ROAD, 400, ""],
                    [4, "2023-02-07", ROAD, 500, ""],
                    [None, "本页小计", None, 900, ""],
                    ["合计", None, None, 1250, ""],
                ],
            ),
        ),
        {
            "回款": Sees(
                "receipts", 4, sums={"到账金额": "1200.00"},
                totals=((4, "到账金额", "300.00", "300.00"), (7, "到账金额", "900.00", "900.00"),
                        (8, "到账金额", "1250.00", "1200.00")),
                parties={LAKE: [], ROAD: []}, dates=("2023-01-05", "2023-02-07"),
            )
        },
        brings={"receipts": 4},
    ),
    Animal(
        "a_total_for_each_party",
        (
            Page(
                "回款",
                [
                    HEAD,
                    [1, "2023-01-05", LAKE, 100, ""],
                    [2, "2023-01-06", LAKE, 200, ""],
                    [None, None, f"{LAKE}小计", 300, ""],
                    [3, "2023-02-06", ROAD, 400, ""],
                    [None, None, f"{ROAD}小计", 400, ""],
                    [None, None, "总计：", 700, ""],
                ],
            ),
        ),
        {
            "回款": Sees(
                "receipts", 3, sums={"到账金额": "700.00"},
                totals=((4, "到账金额", "300.00", "300.00"), (6, "到账金额", "400.00", "400.00"),
                        (7, "到账金额", "700.00", "700.00")),
                parties={LAKE: [], ROAD: []}, dates=("2023-01-05", "2023-02-06"),
            )
        },
    ),
    Animal(
        "a_total_without_a_word",
        (
            Page(
                "回款",
                [
                    HEAD,
                    [1, "2023-01-05", LAKE, 100, ""],
                    [2, "2023-01-06", LAKE, 200, ""],
                    [None, None, None, 300, ""],
                    [3, "2023-02-06", ROAD, 400, ""],
                    [4, "2023-02-06", ROAD, 50, ""],
                    [None, None, None, 750, ""],
                ],
            ),
        ),
        {
            "回款": Sees(
                "receipts", 4, sums={"到账金额": "750.00"},
                totals=((4, "到账金额", "300.00", "300.00"), (7, "到账金额", "750.00", "750.00")),
                parties={LAKE: [], ROAD: []}, dates=("2023-01-05", "2023-02-06"),
            )
        },
    ),
    Animal(
        "the_same_word_closes_each_part",
        (
            Page(
                "合同",
                [
                    ["合同编号", "工程名称", "甲方", "合同额（元）", "签订日期"],
                    ["A", "一标", LAKE, 100, "2023-01-01"],
                    ["B", "二标", LAKE, 200, "2023-01-01"],
                    ["合计", None, None, 300, None],
                    ["C", "三标", ROAD, 50, "2023-01-01"],
                    ["合计", None, None, 60, None],
                ],
            ),
        ),
        {
            "合同": Sees(
                "contracts", 3, sums={"合同额（元）": "350.00"},
                totals=((4, "合同额（元）", "300.00", "300.00"), (6, "合同额（元）", "60.00", "50.00")),
                parties={LAKE: [], ROAD: []}, dates=("2023-01-01", "2023-01-01"),
            )
        },
    ),
    Animal(
        "captions_again_blank_rows_column_numbers_and_words_below",
        (
            Page(
                "回款",
                [
                    ["江北项目部回款台账"],
                    HEAD,
                    [1, 2, 3, 4, 5],
                    [1, "2023-01-05", LAKE, 100, ""],
                    [None, None, None, None, None],
                    HEAD,
                    [2, "2023-02-05", LAKE, 200, ""],
                    ["合计", None, None, 300, None],
                    ["其中：现金", None, None, 100, None],
                    ["制表人：张三", None, "审核人：李四", None, None],
                    ["注：本表含质保金", None, None, None, None],
                ],
            ),
        ),
        {
            "回款": Sees(
                "receipts", 2, sums={"到账金额": "300.00"}, totals=((8, "到账金额", "300.00", "300.00"),),
                parties={LAKE: []}, dates=("2023-01-05", "2023-02-05"),
                notes={3: "栏次", 6: "表头", 9: "其中", 10: "制表人", 11: "质保金"},
            )
        },
    ),
    Animal(
        "pages_that_carry_a_sum_over",
        (
            Page(
                "回款",
                [
                    HEAD,
                    [1, "2023-01-05", LAKE, 100, ""],
                    [None, "过次页", None, 100, ""],
                    [None, "承前页", None, 100, ""],
                    [2, "2023-02-05", LAKE, 200, ""],
                    [None, "合计", None, 300, ""],
                ],
            ),
        ),
        {
            "回款": Sees(
                "receipts", 2, sums={"到账金额": "300.00"}, totals=((6, "到账金额", "300.00", "300.00"),),
                parties={LAKE: []}, dates=("2023-01-05", "2023-02-05"), notes={3: "过次页", 4: "承前页"},
            )
        },
    ),
    Animal(
        "a_sum_by_formula",
        (
            Page(
                "回款",
                [
                    HEAD,
                    [1, "2023-01-05", LAKE, 100, ""],
                    [2, "2023-01-06", LAKE, 200, ""],
                    [None, None, None, "=SUM(D2:D3)", None],
                ],
            ),
        ),
        {
            "回款": Sees(
                "receipts", 2, sums={"到账金额": "300.00"}, totals=((4, "到账金额", "300.00", "300.00"),),
                parties={LAKE: []}, dates=("2023-01-05", "2023-01-06"),
            )
        },
        made="ods",
    ),
)  # fmt: skip
