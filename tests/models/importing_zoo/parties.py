"""One party written three ways, and two parties that only look alike."""

# ruff: noqa: E501 - a row of a sheet stays on one line
from __future__ import annotations

from tests.models.importing_zoo.animal import Animal, Page, Sees

LAKE, CODE, OTHER = "江北市临湖置业有限公司", "913201007123456780", "91320100MA1MQXYE3N"


def receipts(*names: str) -> list[list[object]]:
    rows: list[list[object]] = [["到账日期", "付款单位", "到账金额"]]
    return rows + [[f"2023-05-{place + 1:02d}", name, 100 * (place + 1)] for place, name in enumerate(names)]


def sees(count: int, parties: dict[str, list[str]]) -> Sees:
    sums = {"到账金额": f"{sum(100 * (place + 1) for place in range(count))}.00"}
    return Sees("receipts", count, sums=sums, parties=parties, dates=("2023-05-01", f"2023-05-{count:02d}"))


ANIMALS = (
    Animal(
        "one_party_in_many_ways",
        (
            Page(
                "回款",
                receipts(LAKE, LAKE, "临湖置业", "江北市临湖置业（集团）有限公司", "江北市临湖置业有限责任公司", "江北市 临湖置业有限公司",
                         "江北市临湖置业公司"),
            ),
        ),
        {
            "回款": sees(
                7,
                {LAKE: ["临湖置业", "江北市临湖置业有限责任公司", "江北市 临湖置业有限公司", "江北市临湖置业公司"],
                 "江北市临湖置业（集团）有限公司": []},
            )
        },
        brings={"parties": 2},
    ),
    Animal(
        "two_that_only_look_alike",
        (Page("回款", receipts("中铁十二局集团有限公司", "中铁十二局集团第一工程有限公司", "中铁十二局集团第二工程有限公司")),),
        {
            "回款": sees(
                3,
                {"中铁十二局集团有限公司": [], "中铁十二局集团第一工程有限公司": [], "中铁十二局集团第二工程有限公司": []},
            )
        },
        brings={"parties": 3},
    ),
    Animal(
        "the_beginning_of_a_name_stands_for_it",
        (
            Page(
                "回款",
                receipts("西岭水电开发有限公司", "西岭水电", "南湾市轨道交通集团有限公司", "南湾轨道集团", "东阳建工集团", "东阳建工集团北京有限公司",
                         "临海公路局", "临海公路局养护中心"),
            ),
        ),
        {
            "回款": sees(
                8,
                {"西岭水电开发有限公司": ["西岭水电"], "南湾市轨道交通集团有限公司": ["南湾轨道集团"], "东阳建工集团": [],
                 "东阳建工集团北京有限公司": [], "临海公路局": [], "临海公路局养护中心": []},
            )
        },
        brings={"parties": 6},
    ),
    Animal(
        "a_short_name_that_begins_two",
        (Page("回款", receipts("西岭水电开发有限公司", "西岭水电工程有限公司", "西岭水电")),),
        {"回款": sees(3, {"西岭水电开发有限公司": [], "西岭水电工程有限公司": [], "西岭水电": []})},
        brings={"parties": 3},
    ),
    Animal(
        "a_short_name_that_may_be_two",
        (Page("回款", receipts("江北市城建投资有限公司", "江南市城建投资有限公司", "城建投资")),),
        {"回款": sees(3, {"江北市城建投资有限公司": [], "江南市城建投资有限公司": [], "城建投资": []})},
        brings={"parties": 3},
    ),
    Animal(
        "the_credit_code_wins",
        (
            Page(
                "合同台账",
                [
                    ["合同编号", "工程名称", "甲方", "统一社会信用代码", "合同额（元）", "签订日期"],
                    ["A", "一期", "临湖置业集团", CODE, 100, "2023-01-01"],
                    ["B", "二期", "江北临湖地产开发公司", CODE, 200, "2023-01-02"],
                    ["C", "三期", "临湖置业集团有限公司", OTHER, 300, "2023-01-03"],
                ],
            ),
        ),
        {
            "合同台账": Sees(
                "contracts", 3, sums={"合同额（元）": "600.00"},
                parties={"江北临湖地产开发公司": ["临湖置业集团"], "临湖置业集团有限公司": []},
                dates=("2023-01-01", "2023-01-03"),
            )
        },
        brings={"parties": 2, "contracts": 3},
    ),
    Animal(
        "same_or_not_as_a_person_answers",
        (Page("回款", receipts(LAKE, "临湖置业", "江北城投", "江北市城市建设投资有限公司")),),
        {"回款": sees(4, {LAKE: [], "临湖置业": [], "江北市城市建设投资有限公司": ["江北城投"]})},
        answers={"parties": {"临湖置业": "", "江北城投": "江北市城市建设投资有限公司"}},
        brings={"parties": 3},
    ),
)  # fmt: skip
