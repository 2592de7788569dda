"""A statement whose parts do not add up is refused with the reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.money import Money
from models.problems import Refused
from reports import named
from reports.report import to_json, write_pdf, write_xlsx
from reports.statement_checks import contradictions
from reports.statement_figures import Group, StatementOfAccount
from tests.reports.fabricated import a_statement, one_page

FEN = Money(1)


def broken(**changes: Any) -> StatementOfAccount:
    data = a_statement(30, 1)
    return replace(data, groups=(replace(data.groups[0], **changes),))


def group() -> Group:
    return a_statement(30, 1).groups[0]


def reasons(data: StatementOfAccount) -> str:
    return "；".join(problem.text() for problem in contradictions(data))


def test_statements_that_add_up_are_printed() -> None:
    for data in (a_statement(), a_statement(3, 1), one_page(), a_statement(30, 1, issued=False)):
        assert contradictions(data) == []


def test_the_bands_must_be_the_overdue_part() -> None:
    bands = group().bands
    told = reasons(broken(bands=(replace(bands[0], amount=bands[0].amount + FEN), *bands[1:])))
    assert "各账龄段之和" in told
    assert group().total.overdue.grouped in told


def test_the_classes_must_be_the_balance() -> None:
    assert "各类款项之和" in reasons(broken(classes=group().classes[1:]))


def test_the_overdue_items_must_be_the_overdue_part() -> None:
    assert "逾期明细之和" in reasons(broken(overdue=group().overdue[1:]))


def test_the_contracts_must_be_the_total() -> None:
    total = group().total
    assert "各合同之和" in reasons(broken(total=replace(total, received=total.received + FEN)))


@pytest.mark.parametrize(
    "name", ["certified", "deducted", "received", "overdue", "not_due", "retention", "undated", "credit"]
)
def test_every_figure_of_a_contract_takes_part_in_its_balance(name: str) -> None:
    first, *rest = group().contracts
    changed = replace(first, **{name: getattr(first, name) + FEN})
    assert contradictions(broken(contracts=(changed, *rest)))


def test_the_opening_and_the_movements_must_be_the_closing() -> None:
    first, *rest = group().accounts
    assert "逐笔累计" in reasons(broken(accounts=(replace(first, opening=first.opening + FEN), *rest)))
    assert "逐笔累计" in reasons(broken(accounts=(replace(first, closing=first.closing + FEN), *rest)))
    assert contradictions(broken(accounts=(replace(first, movements=first.movements[:-1]), *rest)))


def test_every_running_balance_must_follow_from_the_line_above() -> None:
    first, *rest = group().accounts
    moved = list(first.movements)
    moved[3] = replace(moved[3], balance=moved[3].balance + FEN)
    assert moved[3].document in reasons(broken(accounts=(replace(first, movements=tuple(moved)), *rest)))


def test_movements_stand_in_the_order_of_their_dates_and_not_after_the_cut_off() -> None:
    first, *rest = group().accounts
    late = replace(first.movements[-1], day=date(2027, 1, 1))
    accounts = (replace(first, movements=(*first.movements[:-1], late)), *rest)
    assert "未按日期先后排列" in reasons(broken(accounts=accounts))


def test_the_days_overdue_are_the_cut_off_less_the_due_date() -> None:
    item = group().overdue[0]
    assert "应付日不一致" in reasons(broken(overdue=(replace(item, days=item.days + 1), *group().overdue[1:])))


def test_the_words_are_the_amount() -> None:
    assert "大写金额" in reasons(broken(words="壹元整"))


def test_a_refused_paper_leaves_no_file_and_says_why(tmp_path: Path) -> None:
    path = tmp_path / "statement.pdf"
    data = broken(classes=group().classes[1:])
    with pytest.raises(Refused) as refusal:
        write_pdf(named("statement"), data, path)
    assert "各类款项之和" in refusal.value.text()
    with pytest.raises(Refused):
        write_xlsx(named("statement"), data, path)
    assert not path.exists()


def test_a_file_that_cannot_be_written_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        write_pdf(named("statement"), one_page(), tmp_path / "no folder" / "statement.pdf")
    assert "statement.pdf" in refusal.value.text()


def test_the_same_figures_are_told_as_json() -> None:
    told = to_json(named("statement"), a_statement(30, 1))
    assert '"contradictions": []' in told
    assert f'"balance": "{group().total.balance}"' in told
    assert '"as_of": "2026-10-31"' in told
