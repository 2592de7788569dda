"""Rows that say in turn what was certified and what came in (类别: 产值, 收款): their one amount is two entries."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from models.importing.recognition.across import ASIDE
from models.importing.recognition.columns import Column
from models.importing.recognition.headers import Header, roles
from models.importing.recognition.planned import mostly, said_in, with_names
from models.importing.recognition.words import ACCOUNT, CERTIFICATES, MAIN, MAIN_DAY, OPENING
from models.importing.sheets import Sheet
from models.language import N_
from models.problems import Problem

_OF = "(?:本期|本月|当期|当月|本年|实际|已|业主|甲方)?"
_SUM = "(?:金额|款|额|数|值|情况)?"
_CERTIFIED = re.compile(
    f"{_OF}(?:完成|确认|申报)?(?:产值|验工计价|计价|计量|验工|确权|审定|批复|结算|应收|应收账款){_SUM}"
)
_RECEIVED = re.compile(f"{_OF}(?:收款|回款|到账|到款|实收|收到|收回|拨款|回收){_SUM}")
_BESIDE = re.compile(
    r"(?:累计|开累|本年累计|年累计).+|.*(?:欠款|未收|余额|结余|差额|差异|应收未收)|.*(?:率|比例)|.*(?:开票|发票)(?:金额|额)?"
)
_APART = N_("“{caption}” tells which rows are receipts: they come in as receipts, the others as certificates.")
_PASSED = N_("The row says neither what was certified nor what came in (“{text}”): it does not come in.")


@dataclass(frozen=True)
class Turns:
    """The rows of certificates, those of receipts, and those that are neither and why."""

    certified: frozenset[int] = frozenset()
    received: frozenset[int] = frozenset()
    passed: Mapping[int, Problem] = field(default_factory=dict)
    note: Problem | None = None


def place_of_turns(sheet: Sheet, header: Header) -> int | None:
    """The column that tells certificates and receipts apart; none where columns tell it, or a debit and a credit."""
    apart = {one.role for one, _ in roles(header, CERTIFICATES).values()} | {
        one.role for one, _ in roles(header, OPENING).values()
    }
    account = {one.role for one, _ in roles(header, ACCOUNT).values()}
    if "received" in apart or account >= {"debit", "credit"}:
        return None
    told = (_CERTIFIED, _RECEIVED)
    return next((place for place in header.captions if mostly(sheet, header, place, told, _BESIDE)), None)


def with_turns(sheet: Sheet, header: Header) -> tuple[Sheet, Turns]:
    """The sheet in which every row says whose it is, and what each row is."""
    place = place_of_turns(sheet, header)
    if place is None:
        return sheet, Turns()
    sheet = with_names(sheet, header, place, lambda said: False)
    note = Problem("", _APART, {"caption": header.captions[place]}, True)
    said = {row: said_in(sheet, row, place) for row in range(header.bottom + 1, len(sheet.rows))}
    return sheet, Turns(
        frozenset(row for row, word in said.items() if not _RECEIVED.fullmatch(word)),
        frozenset(row for row, word in said.items() if _RECEIVED.fullmatch(word)),
        {row: Problem("", _PASSED, {"text": word}, True) for row, word in said.items() if _BESIDE.fullmatch(word)},
        note,
    )


def told_in_turn(columns: Mapping[str, Column], turns: Turns) -> dict[str, Column]:
    """The column of the amount, or of its day, as two: one for the rows of certificates, one for those of receipts."""
    found: dict[str, Column] = {}
    for role, column in columns.items():
        other = _of_receipt(role, column) if turns.received else ""
        found[role] = replace(column, rows=turns.certified) if other else column
        if other:
            caption = f"{column.caption}（收款）" if column.is_money else column.caption
            found[other] = replace(column, role=other, caption=caption, rows=turns.received)
    return found


def _of_receipt(role: str, column: Column) -> str:
    main, day = MAIN[CERTIFICATES], MAIN_DAY[CERTIFICATES]
    if column.base == main:
        return role.replace(main, "received", 1)
    if role.startswith(ASIDE):
        return f"{role}.received"
    return "received_on" if role == day else ""
