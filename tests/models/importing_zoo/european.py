"""Figures and days as Europeans write them: 1.234.567,89 on 05.01.2024, parted by semicolons."""

from __future__ import annotations

from tests.models.importing_zoo.animal import Animal, Page, Sees

LAKE = "江北市临湖置业有限公司"
HEADS = ["发票编号", "付款单位", "收款日期", "收款金额", "备注"]
GERMAN = [
    HEADS,
    ["1.001", LAKE, "05.01.2024", "1.234.567,89", "3.3.2023会议,25"],
    ["1.002", LAKE, "25.02.2024", "1.234", ""],
    ["1.003", LAKE, "06.03.2024", "999,5", ""],
    ["", LAKE, "07.03.2024", "1234,56", ""],
    ["合计", "", "", "1.238.035,95", ""],
]
ANIMALS = (
    Animal(
        "decimal_commas",
        (Page("欧式", GERMAN),),
        {
            "欧式": Sees(
                "receipts", 4, sums={"收款金额": "1238035.95"}, parties={LAKE: []}, dates=("2024-01-05", "2024-03-07"),
                totals=((6, "收款金额", "1238035.95", "1238035.95"),),
            ),
        },
        made="csv", separator=";", brings={"receipts": 4},
    ),
    Animal(
        "decimal_commas_in_texts_of_a_workbook",
        (Page("回款", [HEADS[1:4], [LAKE, "2024-01-05", "-1.234,5"], [LAKE, "2024-01-04", "1.234,50"]]),),
        {
            "回款": Sees(
                "receipts", 2, sums={"收款金额": "0.00"}, parties={LAKE: []}, dates=("2024-01-04", "2024-01-05")
            ),
        },
        brings={"receipts": 2},
    ),
    Animal(
        "one_mistyped_comma_among_thousands",
        (
            Page(
                "逗号", [HEADS[1:4], [LAKE, "2024-01-05", "￥2,000元整"], [LAKE, "2024-01-06", "（5,000）"],
                         [LAKE, "2024-01-07", "１２，３４５．６７"], [LAKE, "2024-01-08", "1.234,56"]],
            ),
        ),
        {
            "逗号": Sees(
                "receipts", 4, 2, open={3: "负数", 5: "1.234,56"}, sums={"收款金额": "14345.67"},
                open_sums={"收款金额": "-5000.00"}, parties={LAKE: []}, dates=("2024-01-05", "2024-01-07"),
            ),
        },
        brings={"receipts": 2},
    ),
    Animal(
        "points_that_may_part_thousands_or_fen_are_asked",
        (Page("点号", [HEADS[1:4], [LAKE, "2024-01-05", "1.234"], [LAKE, "2024-02-05", "12.345"]]),),
        {
            "点号": Sees(
                "receipts", 2, 0, open={2: "超过两位小数", 3: "超过两位小数"}, sums={"收款金额": "0.00"},
                open_sums={"收款金额": "13.58"}, parties={LAKE: []},
            ),
        },
        made="csv", separator=";",
    ),
    Animal(
        "points_that_part_thousands_as_was_answered",
        (Page("点号", [HEADS[1:4], [LAKE, "2024-01-05", "1.234"], [LAKE, "2024-02-05", "12.345"]]),),
        {
            "点号": Sees(
                "receipts", 2, sums={"收款金额": "13579.00"}, parties={LAKE: []}, dates=("2024-01-05", "2024-02-05")
            ),
        },
        made="csv", separator=";", answers={"sheets": {"点号": {"decimal": ","}}}, brings={"receipts": 2},
    ),
    Animal(
        "commas_of_thousands_and_lists_of_numbers_stay_what_they_are",
        (
            Page(
                "逗号",
                [
                    ["凭证号", "付款单位", "收款日期", "收款金额"],
                    ["10012,15", LAKE, "2024-01-05", "1,234"],
                    ["1.001.002", LAKE, "2024-02-05", "1,234,567.89"],
                ],
            ),
        ),
        {
            "逗号": Sees(
                "receipts", 2, sums={"收款金额": "1235801.89"}, parties={LAKE: []}, dates=("2024-01-05", "2024-02-05")
            ),
        },
        brings={"receipts": 2},
    ),
)  # fmt: skip
