"""What stands in the file of answers is known or refused; a party keeps its legal position."""

from __future__ import annotations

import pytest

from models.importing import recognition
from models.problems import Invalid
from tests.models.importing_zoo.test_answers import Book, proposed


def told(columns: dict[str, str], kind: str = "") -> str:
    sheet = {"columns": columns} | ({"kind": kind} if kind else {})
    with pytest.raises(Invalid) as refused:
        recognition.from_plain({"sheets": {"竣工结算": sheet}})
    (problem,) = refused.value.problems
    return problem.text("zh")


def test_a_meaning_nobody_knows_is_refused_with_those_of_every_kind() -> None:
    said = told({"已收": "recieved", "未付": "amount"})
    for part in ("sheets.竣工结算.columns.已收", "recieved", "receipts: amount、", "certificates: work、"):
        assert part in said


def test_a_meaning_of_another_kind_is_refused_with_those_of_the_kind() -> None:
    said = told({"已收": "guarantee_number"}, "receipts")
    assert "receipts: amount、" in said
    assert "certificates" not in said


@pytest.mark.parametrize("role", ["", "amount", "work.to_date", "penalty.2", "amount@2", "price"])
def test_what_the_wizard_writes_is_known(role: str) -> None:
    answers = recognition.from_plain({"sheets": {"账": {"columns": {"甲": role}}}})
    assert answers.of("账").columns == {"甲": role}


def test_a_party_that_acts_for_another_is_another(book: Book) -> None:
    rows = [
        ["付款人", "项目", "形成日", "欠款（元）"],
        ["中城（武汉）置业有限公司", "W1", "2025-1-1", 100],
        ["中城（武汉）置业有限公司（代建）", "W7", "2025-1-1", 700],
    ]
    assert set(proposed(book, {"欠款": rows}).parties) == {
        "中城（武汉）置业有限公司",
        "中城（武汉）置业有限公司（代建）",
    }
