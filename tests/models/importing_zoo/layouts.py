"""Headers, merged cells, hidden rows and sheets, old copies, formulas without value, several sheets, other formats."""

# ruff: noqa: E501 - a row of a sheet stays on one line
from __future__ import annotations

from tests.models.importing_zoo.animal import Animal, Page, Sees

LAKE, ROAD = "江北市临湖置业有限公司", "江北公路事业发展中心"
PLAIN = [
    ["到账日期", "付款单位", "到账金额", "备注"],
    ["2023-01-05", LAKE, 100, "一"],
    ["2023-02-05", LAKE, 200, "二"],
    ["2023-03-05", LAKE, 400, "三"],
]
SEES_PLAIN = Sees("receipts", 3, sums={"到账金额": "700.00"}, parties={LAKE: []}, dates=("2023-01-05", "2023-03-05"))
TEXTS = [
    ["江北项目部回款台账"],
    ["到账日期", "付款单位", "到账金额（万元）", "备注"],
    ["2023-01-05", LAKE, "120.5", "含,逗号"],
    ["2023.2.5", LAKE, "1,000.00", ""],
    ["合计", "", "1120.5", ""],
]
SEES_TEXTS = Sees(
    "receipts", 2, unit="万元", sums={"到账金额（万元）": "11205000.00"},
    totals=((5, "到账金额（万元）", "11205000.00", "11205000.00"),), parties={LAKE: []},
    dates=("2023-01-05", "2023-02-05"),
)  # fmt: skip
LEFT_OUT = Sees(
    "receipts", 3, 0, open={2: "", 3: "", 4: ""}, sums={"到账金额": "700.00"}, parties={LAKE: []},
    dates=("2023-01-05", "2023-03-05"),
)  # fmt: skip


def texts(made: str, name: str, **how: str) -> Animal:
    return Animal(name, (Page(name, TEXTS),), {name: SEES_TEXTS}, made=made, brings={"receipts": 2}, **how)


ANIMALS = (
    Animal(
        "two_rows_of_captions_merged",
        (
            Page(
                "综合台账",
                [
                    ["江北公司工程款回收台账", None, None, None, None, None, None],
                    ["序号", "工程名称", "甲方", "合同金额（万元）", "回款情况", None, None],
                    [None, None, None, None, "日期", "金额（元）", "方式"],
                    [1, "临湖花园", LAKE, 1200, "2023-05-08", 1500000, "转账"],
                    [2, "临湖花园", LAKE, 1200, "2023-06-08", 500000, "银承"],
                ],
                merged=("A1:G1", "A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:G2"),
            ),
        ),
        {
            "综合台账": Sees(
                "receipts", 2, unit="万元、元",
                sums={"合同金额（万元）": "24000000.00", "回款情况金额（元）": "2000000.00"}, parties={LAKE: []},
                dates=("2023-05-08", "2023-06-08"),
            )
        },
        brings={"contracts": 1, "receipts": 2},
    ),
    Animal(
        "two_rows_of_captions_in_text",
        (
            Page(
                "计价",
                [
                    ["合同编号", "甲方", "合同额（元）", "计价", "", "", "计价日期"],
                    ["", "", "", "上期末累计", "本期", "开累", ""],
                    ["A", LAKE, "900", "0", "100", "100", "2023-01-31"],
                    ["A", LAKE, "900", "100", "200", "300", "2023-02-28"],
                    ["A", LAKE, "900", "300", "50", "360", "2023-03-31"],
                ],
            ),
        ),
        {
            "计价": Sees(
                "certificates", 3, 2, open={5: "不等于开累"},
                sums={"合同额（元）": "1800.00", "计价上期末累计": "100.00", "计价本期": "300.00", "计价开累": "300.00"},
                parties={LAKE: []}, dates=("2023-01-31", "2023-02-28"),
            )
        },
        made="csv",
    ),
    Animal(
        "columns_in_another_order_far_down",
        (
            Page(
                "Sheet1",
                [
                    *[[f"第{n}行说明"] for n in range(1, 13)],
                    ["备注", "金额", "摘要", "付款人", "日期", "凭证号"],
                    ["", 100, "进度款", LAKE, "2023-01-05", "记-1"],
                    ["补", 200, "进度款", LAKE, "2023-01-06", "记-2"],
                ],
            ),
        ),
        {
            "Sheet1": Sees(
                "receipts", 2, sums={"金额": "300.00"}, parties={LAKE: []}, dates=("2023-01-05", "2023-01-06")
            )
        },
    ),
    Animal(
        "merged_down_repeats_and_is_marked",
        (
            Page(
                "回款",
                [
                    ["工程名称", "甲方", "合同额", "到账日期", "到账金额"],
                    ["临湖花园", LAKE, 9000, "2023-01-05", 100],
                    [None, None, None, "2023-02-05", 200],
                    ["江北三标", ROAD, 8000, "2023-03-05", 300],
                ],
                merged=("A2:A3", "B2:B3", "C2:C3"),
            ),
        ),
        {
            "回款": Sees(
                "receipts", 3, sums={"合同额": "17000.00", "到账金额": "600.00"}, parties={LAKE: [], ROAD: []},
                dates=("2023-01-05", "2023-03-05"), notes={2: "第 2 至 3 行"},
            )
        },
        brings={"contracts": 2, "receipts": 3},
    ),
    Animal(
        "merged_across_is_a_problem_and_merged_amounts_count_once",
        (
            Page(
                "回款",
                [
                    ["到账日期", "付款单位", "到账金额", "备注"],
                    ["2023-01-05", LAKE, 100, ""],
                    ["2023-01-06", LAKE, None, ""],
                    ["2023-01-07", LAKE, 300, None],
                ],
                merged=("C2:C3", "C4:D4"),
            ),
        ),
        {
            "回款": Sees(
                "receipts", 3, 1, open={3: "与第 2 行合并", 4: "跨列合并"}, sums={"到账金额": "100.00"}, parties={LAKE: []},
                dates=("2023-01-05", "2023-01-05"),
            )
        },
    ),
    Animal(
        "ditto_marks_repeat_the_row_above",
        (
            Page(
                "回款",
                [
                    ["到账日期", "付款单位", "到账金额"],
                    ["2023-01-05", LAKE, 100],
                    ["〃", "同上", 200],
                    ["2023-01-07", None, 300],
                ],
            ),
        ),
        {
            "回款": Sees(
                "receipts", 3, 2, open={4: "付款单位"}, sums={"到账金额": "300.00"}, parties={LAKE: []},
                dates=("2023-01-05", "2023-01-05"),
            )
        },
    ),
    Animal(
        "blanks_repeat_when_a_person_says_so",
        (Page("回款", [["到账日期", "付款单位", "到账金额"], ["2023-01-05", LAKE, 100], ["2023-01-07", None, 300]]),),
        {"回款": Sees("receipts", 2, sums={"到账金额": "400.00"}, parties={LAKE: []}, dates=("2023-01-05", "2023-01-07"))},
        answers={"sheets": {"*": {"fill_down": ["付款单位"]}}},
    ),
    Animal(
        "hidden_rows_stay_out",
        (Page("回款", PLAIN, hidden_rows=(3,)),),
        {
            "回款": Sees(
                "receipts", 3, 2, open={3: "隐藏"}, sums={"到账金额": "500.00"}, parties={LAKE: []},
                dates=("2023-01-05", "2023-03-05"),
            )
        },
        brings={"receipts": 2},
    ),
    Animal(
        "hidden_rows_that_were_asked_for",
        (Page("回款", PLAIN, hidden_rows=(3,)),),
        {"回款": SEES_PLAIN},
        made="xlsxwriter",
        answers={"sheets": {"回款": {"hidden_rows": True}}},
        brings={"receipts": 3},
    ),
    Animal(
        "a_hidden_sheet_stays_out",
        (Page("回款", PLAIN[:2]), Page("旧数据", [PLAIN[0], *PLAIN[2:], ["2023-05-05", LAKE, 100, ""]], hidden=True)),
        {
            "回款": Sees(
                "receipts", 1, sums={"到账金额": "100.00"}, parties={LAKE: []}, dates=("2023-01-05", "2023-01-05")
            ),
            "旧数据": Sees(
                "receipts", 3, 0, open={2: "隐藏", 3: "隐藏", 4: "隐藏"}, sums={"到账金额": "700.00"}, parties={LAKE: []},
                dates=("2023-02-05", "2023-05-05"),
            ),
        },
        brings={"receipts": 1},
    ),
    *(
        Animal(
            f"an_old_copy_{place}", (Page("回款台账", PLAIN), Page(name, PLAIN)), {"回款台账": SEES_PLAIN, name: LEFT_OUT},
            brings={"receipts": 3},
        )
        for place, name in enumerate(("回款台账副本", "回款台账_old", "回款台账备份", "回款台账2", "回款台账 (2)", "昨天"))
    ),
    Animal(
        "two_years_on_two_sheets",
        (
            Page("2022年回款", [PLAIN[0], ["2022-01-05", LAKE, 100, ""], ["2022-01-06", LAKE, 300, ""]]),
            Page("2023年回款", PLAIN),
            Page("说明", [["本台账由商务部填写"], ["联系电话 123"]]),
        ),
        {
            "2022年回款": Sees(
                "receipts", 2, sums={"到账金额": "400.00"}, parties={LAKE: []}, dates=("2022-01-05", "2022-01-06")
            ),
            "2023年回款": SEES_PLAIN,
            "说明": Sees("", 2),
        },
        brings={"receipts": 5},
    ),
    Animal(
        "formulas_without_a_value_and_errors",
        (
            Page(
                "回款",
                [
                    ["到账日期", "付款单位", "到账金额", "备注"],
                    ["2023-01-05", LAKE, "=1+1", ""],
                    ["2023-01-06", LAKE, 200, "=2+2"],
                    ["2023-01-07", LAKE, 300, ""],
                ],
            ),
        ),
        {
            "回款": Sees(
                "receipts", 3, 2, open={2: "C2：公式没有算出结果"}, sums={"到账金额": "500.00"}, parties={LAKE: []},
                dates=("2023-01-06", "2023-01-07"), notes={3: "D3"},
            )
        },
    ),
    Animal(
        "errors_are_named_by_cell",
        (
            Page(
                "回款",
                [
                    ["到账日期", "付款单位", "到账金额", "备注"],
                    ["2023-01-05", LAKE, "=1/0", ""],
                    ["2023-01-06", LAKE, "=A9+C4", ""],
                    ["2023-01-07", LAKE, 300, ""],
                ],
            ),
        ),
        {
            "回款": Sees(
                "receipts", 3, 2, open={2: "C2 显示 #DIV/0!"}, sums={"到账金额": "600.00"}, parties={LAKE: []},
                dates=("2023-01-06", "2023-01-07"),
            )
        },
        made="ods",
    ),
    Animal("an_xls", (Page("回款", PLAIN),), {"回款": SEES_PLAIN}, made="xls", brings={"receipts": 3}),
    Animal("an_xls_of_two_sheets", (Page("回款", PLAIN), Page("回款副本", PLAIN)), {"回款": SEES_PLAIN, "回款副本": LEFT_OUT},
           made="xls"),
    texts("csv", "一utf8"),
    texts("csv", "二utf8bom", encoding="utf-8-sig"),
    texts("csv", "三gbk", encoding="gbk"),
    texts("csv", "四gb18030", encoding="gb18030", separator="\t"),
    texts("csv", "五分号", separator=";"),
    texts("csv", "六utf16", encoding="utf-16", separator="\t"),
)  # fmt: skip
