"""Dates as sites write them: a month stays a month, a year comes from its neighbours, and nothing becomes today."""

# ruff: noqa: E501 - a row of a sheet stays on one line
from __future__ import annotations

from datetime import date, datetime

from tests.models.importing_zoo.animal import Animal, Page, Sees

LAKE = "江北市临湖置业有限公司"


def receipts(*days: object) -> list[list[object]]:
    return [["到账日期", "付款单位", "到账金额"], *([day, LAKE, 1000 + place] for place, day in enumerate(days))]


def total(count: int, without: tuple[int, ...] = ()) -> str:
    return f"{sum(1000 + place for place in range(count) if place not in without)}.00"


ROAD = "江北公路事业发展中心"

ANIMALS = (
    Animal(
        "days_in_every_form",
        (
            Page(
                "回款",
                receipts("2023.5.8", "2023/5/9", "2023年5月10日", "20230511", 45058, 20230513, date(2023, 5, 14),
                         datetime(2023, 5, 15, 8, 30), "23.5.16", "２０２３－５－１７", "二〇二三年五月十八日", "2023-05-19 10:20:30"),
            ),
        ),
        {"回款": Sees("receipts", 12, sums={"到账金额": total(12)}, parties={LAKE: []}, dates=("2023-05-08", "2023-05-19"))},
        brings={"receipts": 12},
    ),
    Animal(
        "month_and_day_with_a_point_take_the_year_of_the_title",
        (
            Page("1月", [["2023年1月回款台账"], *receipts("1.5", "1.12", "1/28", 1.5)]),
            Page("年份不明", receipts("1.5", "23.5")),
        ),
        {
            "1月": Sees(
                "receipts", 4, 3, open={6: "1.5"}, sums={"到账金额": total(3)}, parties={LAKE: []},
                dates=("2023-01-05", "2023-01-28"),
            ),
            "年份不明": Sees(
                "receipts", 2, 0, open={2: "没有年份", 3: "23.5"}, sums={"到账金额": "0.00"}, parties={LAKE: []},
                dates=(None, None),
            ),
        },
        brings={"receipts": 3},
    ),
    Animal(
        "periods_with_two_digits_of_the_year_end_with_their_second_day",
        (Page("回款", receipts("23.5.8-23.6.10", "23年6月11日至7月2日", "23-7-3～8-9", "23.12.20-24.1.19", "8-May-24", "Jun-24",
                               "July 2024")),),
        {"回款": Sees("receipts", 7, sums={"到账金额": total(7)}, parties={LAKE: []}, dates=("2023-06-10", "2024-07"))},
        brings={"receipts": 7},
    ),
    Animal(
        "months_stay_months",
        (Page("回款", receipts("23年5月", "2023年6月底", "2023.7", "202308", "2023年9月份", "2023年10月中旬")),),
        {
            "回款": Sees(
                "receipts", 6, sums={"到账金额": total(6)}, parties={LAKE: []}, dates=("2023-05", "2023-10")
            )
        },
    ),
    Animal(
        "months_stay_open_when_a_person_says_so",
        (Page("回款", receipts("2023-05-06", "23年5月")),),
        {
            "回款": Sees(
                "receipts", 2, 1, open={3: "23年5月"}, sums={"到账金额": "1000.00"}, parties={LAKE: []},
                dates=("2023-05-06", "2023-05-06"),
            )
        },
        answers={"sheets": {"*": {"month": "open"}}},
    ),
    Animal(
        "the_year_stands_in_the_title",
        (Page("回款", [["2023年度回款台账"], *receipts("1月15日", "5月底", "12月")]),),
        {"回款": Sees("receipts", 3, sums={"到账金额": total(3)}, parties={LAKE: []}, dates=("2023-01-15", "2023-12"))},
    ),
    Animal(
        "the_year_stands_in_the_name_of_the_sheet",
        (Page("2022年收款", receipts("3月8日", "4月")),),
        {
            "2022年收款": Sees(
                "receipts", 2, sums={"到账金额": total(2)}, parties={LAKE: []}, dates=("2022-03-08", "2022-04")
            )
        },
    ),
    Animal(
        "the_year_of_the_row_above_and_the_turn_of_the_year",
        (Page("回款", receipts("2022-11-05", "12月", "1月", "2023-02-01", "3月底")),),
        {"回款": Sees("receipts", 5, sums={"到账金额": total(5)}, parties={LAKE: []}, dates=("2022-11-05", "2023-03"))},
    ),
    Animal(
        "no_year_anywhere_stays_open",
        (Page("回款", receipts("5月底", "6月8日")),),
        {"回款": Sees("receipts", 2, 0, open={2: "没有年份", 3: "没有年份"}, sums={"到账金额": "0.00"}, parties={LAKE: []})},
    ),
    Animal(
        "a_year_that_was_answered",
        (Page("回款", receipts("5月底", "6月8日")),),
        {"回款": Sees("receipts", 2, sums={"到账金额": total(2)}, parties={LAKE: []}, dates=("2021-05", "2021-06-08"))},
        answers={"sheets": {"回款": {"year": 2021}}},
    ),
    Animal(
        "what_is_no_day_stays_open",
        (Page("回款", receipts("2023-02-30", "待定", 2023, 2023.1, "5/8/2023", "25/8/2023", 60, "1899-01-01", "2023年")),),
        {
            "回款": Sees(
                "receipts", 9, 1,
                open={2: "2023-02-30", 3: "待定", 4: "2023", 5: "1 月、10 月", 6: "5/8/2023", 8: "60", 9: "1990", 10: "2023年"},
                sums={"到账金额": "1005.00"}, parties={LAKE: []}, dates=("2023-08-25", "2023-08-25"),
            )
        },
    ),
    Animal(
        "a_missing_date_is_never_today",
        (Page("回款", receipts("2023-02-03", None)),),
        {
            "回款": Sees(
                "receipts", 2, 1, open={3: "缺日期"}, sums={"到账金额": "1000.00"}, parties={LAKE: []},
                dates=("2023-02-03", "2023-02-03"),
            )
        },
    ),
    Animal(
        "months_of_certificates_as_dates",
        (
            Page(
                "产值",
                [
                    ["工程名称", "甲方", "合同价", "计价月份", "本月产值"],
                    ["临湖花园", LAKE, 9000000, date(2023, 5, 1), 100000],
                    ["临湖花园", LAKE, 9000000, date(2023, 6, 1), 200000],
                ],
            ),
        ),
        {
            "产值": Sees(
                "certificates", 2, sums={"合同价": "18000000.00", "本月产值": "300000.00"}, parties={LAKE: []},
                dates=("2023-05", "2023-06"),
            )
        },
        made="xlsxwriter",
    ),
    Animal(
        "months_across_the_turn_of_the_year_side_by_side",
        (
            Page(
                "计价",
                [
                    ["2024年11月—2025年2月验工计价表"],
                    ["工程名称", "建设单位", "11月", "12月", "1月", "2月"],
                    ["江北三标", ROAD, 100, 200, 300, 400.5],
                ],
            ),
        ),
        {
            "计价": Sees(
                "certificates",
                1,
                sums={"11月": "100.00", "12月": "200.00", "1月": "300.00", "2月": "400.50"},
                parties={ROAD: []},
                dates=("2024-11", "2025-02"),
            ),
        },
        brings={"contracts": 1, "certificates": 4},
        adds_up="1000.50",
    ),
    Animal(
        "days_across_the_turn_of_the_year_in_rows",
        (
            Page(
                "2024.11.26～2025.2.25收款",
                [
                    ["付款单位", "收款日期", "收款金额"],
                    [ROAD, "2月8日", 400],
                    [ROAD, "11.26", 100],
                    [ROAD, "12月", 200],
                    [ROAD, "1.7", 300],
                    [ROAD, "5.7", 500],
                ],
            ),
        ),
        {
            "2024.11.26～2025.2.25收款": Sees(
                "receipts",
                5,
                4,
                open={6: "没有年份"},
                sums={"收款金额": "1000.00"},
                open_sums={"收款金额": "500.00"},
                parties={ROAD: []},
                dates=("2024-11-26", "2025-02-08"),
            ),
        },
        brings={"receipts": 4},
    ),
    Animal(
        "only_the_first_month_names_its_year",
        (
            Page(
                "收款",
                [["付款单位", "2024年11月", "12月", "1月", "2月"], [ROAD, 100, 200, 300, 400]],
            ),
        ),
        {
            "收款": Sees(
                "receipts",
                1,
                sums={"2024年11月": "100.00", "12月": "200.00", "1月": "300.00", "2月": "400.00"},
                parties={ROAD: []},
                dates=("2024-11", "2025-02"),
            ),
        },
        brings={"receipts": 4},
    ),
)  # fmt: skip
