"""A summary of other sheets of what is owed (汇总 of 进度款, 签证): it is compared, the sheets it sums come in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from models.importing.recognition.brought import Harvest, Row
from models.importing.recognition.ledger import COMPARED, Ledger
from models.importing.recognition.words import OPENING
from models.importing.values import folded
from models.language import N_
from models.money import Money

_SUMS = N_("“{sheet}” and other sheets say the same of every contract in parts: this row is only compared.")


def leave_summaries(found: Harvest) -> None:
    """Keep the rows open of a sheet whose every contract is what other sheets owe of it together."""
    rows: dict[int, list[Row]] = defaultdict(list)
    for row in found.rows.get(OPENING, []):
        if not row.line.is_open and row.values.get("amount"):
            rows[id(row.ledger)].append(row)
    owed = {key: _by_contract(mine) for key, mine in rows.items()}
    for key, mine in rows.items():
        others = {other: sums for other, sums in owed.items() if other != key and set(sums) & set(owed[key])}
        if mine[0].ledger.answers.include is None and _adds_up(owed[key], [*others.values()]):
            _leave(mine, rows[next(iter(others))][0].ledger)
            found.rows[OPENING] = [row for row in found.rows[OPENING] if not row.line.is_open]
            return


def _by_contract(rows: Sequence[Row]) -> Mapping[str, Money]:
    sums: dict[str, Money] = defaultdict(Money)
    for row in rows:
        sums[folded(row.values["contract"])] += row.values["amount"]
    return sums


def _adds_up(whole: Mapping[str, Money], parts: Sequence[Mapping[str, Money]]) -> bool:
    """At least two sheets come to it together, contract by contract: two debts of one amount are no summary."""
    if len(parts) < 2:
        return False
    return all(Money.total(one[number] for one in parts if number in one) == amount for number, amount in whole.items())


def _leave(rows: Sequence[Row], other: Ledger) -> None:
    for row in rows:
        if not row.line.is_open:
            row.line.values[COMPARED] = True
            row.line.open(_SUMS, sheet=other.sheet.name)
