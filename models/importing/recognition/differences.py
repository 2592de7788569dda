"""Why a total of the sheet is not ours: hidden or open rows, subtotals added twice, texts that SUM passes over."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from models.importing.recognition.ledger import Ledger, Line
from models.language import N_
from models.money import Money
from models.problems import Problem, first_of

_HIDDEN = N_("hidden rows {rows}: {amount}")
_OPEN = N_("open rows {rows}: {amount}")
_TWICE = N_("subtotals of rows {rows} added up again: {amount}")
_TEXTS = N_("amounts written as text in rows {rows}, which a SUM passes over: {amount}")
_EXPLAINED = N_("{caption}: the sheet says {stated}, our rows come to {ours}; the difference is {parts}.")
_SHOWN = 8


def explain(ledger: Ledger, row: int, role: str, since: int, stated: Money, ours: Money, until: int) -> None:
    """Note at a total what makes it differ, where that comes to the difference exactly."""
    column, lines = ledger.columns[role], [line for line in ledger.lines if since < line.row < until]
    for as_text in (False, True):  # a SUM passes over texts; a total that somebody typed does not
        parts = _parts(ledger, role, since, until, lines, as_text)
        for count in range(1, len(parts) + 1):
            for some in combinations(parts, count):
                if Money.total(amount for _, amount in some) == stated - ours:
                    ledger.note(row, _EXPLAINED, caption=column.caption, stated=stated.grouped, ours=ours.grouped,
                                parts=tuple(problem for problem, _ in some))  # fmt: skip
                    return


def _parts(
    ledger: Ledger, role: str, since: int, until: int, lines: Sequence[Line], as_text: bool
) -> list[tuple[Problem, Money]]:
    """What may be in the sheet's total and not in ours, or the other way round; each with what it adds to theirs."""
    hidden = [line for line in lines if line.hidden and line.is_open]
    opens = [line for line in lines if line.is_open and not line.hidden]
    texts = [line for line in lines if not line.is_open and _is_text(ledger, line, role)]
    own = [line for line in lines if as_text or not _is_text(ledger, line, role)]
    found = [_part(_HIDDEN, role, [line for line in hidden if line in own]),
             _part(_OPEN, role, [line for line in opens if line in own])]  # fmt: skip
    inner = [one for one in ledger.totals if since < one.row < until and one.amounts.get(role)]
    whole = Money.total(one.amounts[role] for one in inner)
    found.append((Problem("", _TWICE, {"rows": _rows([one.row for one in inner]), "amount": whole.grouped}), whole))
    if not as_text:
        problem, amount = _part(_TEXTS, role, texts)
        found.append((problem, -amount))
    return [(problem, amount) for problem, amount in found if amount]


def _part(message: str, role: str, lines: Sequence[Line]) -> tuple[Problem, Money]:
    mine = [line for line in lines if line.raw.get(role)]
    amount = Money.total(line.raw[role] for line in mine)
    return Problem("", message, {"rows": _rows([line.row for line in mine]), "amount": amount.grouped}), amount


def _rows(rows: Sequence[int]) -> tuple[str, ...]:
    return first_of([str(row + 1) for row in dict.fromkeys(rows)], _SHOWN)


def _is_text(ledger: Ledger, line: Line, role: str) -> bool:
    row, place = ledger.sheet.rows[line.row], ledger.columns[role].place
    return place < len(row) and type(row[place]) is str
