"""A letter quotes no law that is gone: each is refused by its name with what took its place."""

from __future__ import annotations

import pytest

from models.letters.gone import not_in_force
from models.letters.texts import LetterTextDraft, check

BUILDING = "建工解释（一）法释〔2020〕25号"


def told(words: str) -> list[str]:
    return [problem.text("zh") for problem in not_in_force(words)]


@pytest.mark.parametrize(
    ("words", "law", "instead"),
    [
        ("依据法释〔2018〕20号解释（二）第22条，六个月内行使优先权", "法释〔2018〕20号", BUILDING),
        ("依据法释[2004]14号第十八条", "法释〔2004〕14号", BUILDING),
        ("依据法释（2002）16号批复", "法释〔2002〕16号", f"《民法典》第807条及{BUILDING}第35至42条"),
        ("《关于建设工程价款优先受偿权问题的批复》", "法释〔2002〕16号", f"《民法典》第807条及{BUILDING}第35至42条"),
        ("《合同法解释（二）》第29条", "合同法解释", "《民法典》合同编及法释〔2023〕13号"),
        ("《关于适用〈合同法〉若干问题的解释》", "合同法", "《民法典》"),
        ("《中华人民共和国侵权责任法》", "侵权责任法", "《民法典》"),
        ("《婚姻法》第十九条", "婚姻法", "《民法典》"),
        ("依据《合同法》第二百八十六条", "合同法", "《民法典》"),
    ],
)
def test_law_that_is_gone_is_refused_once_by_its_name_with_what_took_its_place(
    words: str, law: str, instead: str
) -> None:
    assert told(words) == [f"“{law}”自 2021-01-01 起已废止，请改引{instead}。"]
    body = f"{{table}}\n{words}"
    assert {one.entry for one in check(LetterTextDraft("", "request", "zh", "催款", body))} == {"body"}


@pytest.mark.parametrize("article", ["九千", "1261", "一千二百六十一", "一二六一", "一万", "0"])
def test_an_article_beyond_the_end_of_the_civil_code_is_refused(article: str) -> None:
    expected = [f"《民法典》没有第{article}条，最后一条为第1260条，请核对条号。"]
    assert told(f"依据《民法典》第五百七十九条、第{article}条") == expected


def test_an_article_that_is_none_is_refused_in_english_too() -> None:
    assert len(told("under Civil Code article 1300")) == len(told("under article 1300 of the Civil Code")) == 1


@pytest.mark.parametrize(
    "words",
    [
        "依据《民法典》第八百零七条、第一千二百六十条", "法释〔2026〕12号建工解释（二）第21条",
        "法释〔2020〕25号第四十一条",
        "《劳动合同法》第三十条", "法释〔2023〕13号", "《民法典》第807条；专用条款第1300条", "Labor Contract Law",
        "under Civil Code article 807",
    ],
)  # fmt: skip
def test_law_in_force_is_not_refused(words: str) -> None:
    assert told(words) == []
