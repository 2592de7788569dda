"""Amounts to date (开累) instead of a period: turned into differences per contract, checked where both stand there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from models.importing.recognition.captions import BEFORE, PERIOD, TO_DATE, read_caption
from models.importing.recognition.ledger import GROWN, OPENING_OF, UNCHANGED, Ledger, Line, day_of
from models.importing.recognition.series import MANIETH
from models.importing.recognition.stood import Stood
from models.importing.recognition.words import CERTIFICATES, MAIN, MAIN_DAY, RECEIPTS
from models.language import N_
from models.money import Money

_NEAR = Money(1)
_FEWEST = 3
_FURTHER = ("retention", "recovery", "penalty", "due")


def is_cumulative(ledger: Ledger) -> bool:
    """Whether the only amounts are to date: the caption or a person says so, or the figures leave no doubt."""
    base = MAIN[ledger.kind]
    if ledger.kind not in (CERTIFICATES, RECEIPTS):
        return False
    if ledger.answers.cumulative is not None:
        return ledger.answers.cumulative
    if base in ledger.columns:
        return _grows_beyond_doubt(ledger, base)
    return f"{base}.{TO_DATE}" in ledger.columns


def _grows_beyond_doubt(ledger: Ledger, base: str) -> bool:
    """The amounts of every contract never fall, and added up they would be more than the contract is worth."""
    rows = [rows for rows in by_contract(ledger.coming).values() if len(rows) >= _FEWEST]
    return bool(rows) and all(_grows(lines, base) for lines in rows)


def _grows(lines: Sequence[Line], base: str) -> bool:
    found = [amount for line in lines if (amount := line.money(base)) is not None]
    price = max((one for line in lines if (one := line.money("price"))), default=None)
    rising = all(one <= other for one, other in pairwise(found))
    return bool(rising and price and found[-1] <= price < Money.total(found))


def may_be_cumulative(ledger: Ledger) -> bool:
    """Whether anything speaks for figures to date: they are taken for such, or no contract's ever fall and some grow.

    Amounts that stand side by side, or whose caption speaks of a period, are none.
    """
    main = ledger.main
    if ledger.cumulative or main is None or ledger.views:
        return ledger.cumulative
    if read_caption(main.caption).scope == PERIOD or any(MANIETH in role for role in ledger.columns):
        return False
    steps: list[Money] = []
    for lines in by_contract(ledger.coming).values():
        found = [amount for line in _in_order(lines) if (amount := line.raw.get(main.role)) is not None]
        steps += [later - one for one, later in pairwise(found)]
    grown = sum(1 for step in steps if step > Money())
    return grown >= _FEWEST - 1 and all(step >= Money() for step in steps)


def by_contract(lines: Sequence[Line]) -> dict[str, list[Line]]:
    """The lines of each contract, or of each party where none is named, as they stand."""
    found: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        names = (line.text(name) for name in ("deal", "contract_number", "contract_name", "party"))
        found[next(filter(None, names), "")].append(line)
    return found


def to_periods(ledger: Ledger, stood: Stood) -> None:
    """Give every line the amount of its period, and the first of a contract what stood before it."""
    base = MAIN[ledger.kind]
    to_date = f"{base}.{TO_DATE}"
    if ledger.views:
        return
    _further_to_periods(ledger)
    ledger.cumulative = is_cumulative(ledger)
    source = to_date if to_date in ledger.columns or not ledger.cumulative else base
    if not ledger.cumulative and source not in ledger.columns:
        return
    for number, lines in by_contract(ledger.lines).items():  # a row that stays out still says where the next one begins
        ordered = _in_order(lines)
        if ledger.cumulative:
            _differences(ledger, ordered, base, source, _known(ledger, number, ordered, stood))
        else:
            _check_periods(ordered, base, source, _known(ledger, number, ordered, stood))


def _further_to_periods(ledger: Ledger) -> None:
    """What was due, kept back or taken off to date as the differences from row to row; of the first row nothing is
    known unless it is that of the first period."""
    for role, column in ledger.columns.items():
        base = role.removesuffix(f".{TO_DATE}")
        if base == role or base in ledger.columns or base not in _FURTHER or ledger.kind != CERTIFICATES:
            continue
        for lines in by_contract(ledger.lines).values():
            known = Money() if lines[0].values.get("period") == 1 else None
            for line in _in_order(lines):
                figure = line.money(column.role)
                if figure is not None and known is not None:
                    line.values[base] = figure - known
                known = known if figure is None else figure


def _known(ledger: Ledger, number: str, lines: Sequence[Line], stood: Stood) -> Money | None:
    """What the book has of the contract before the first row."""
    role = MAIN_DAY[ledger.kind] if MAIN_DAY[ledger.kind] in ledger.columns else "period_to"
    first = day_of(ledger, lines[0], role)
    return stood.before(ledger.kind, number, first) if first else None


def _differences(ledger: Ledger, lines: Sequence[Line], base: str, source: str, known: Money | None) -> None:
    """The first row of a contract is its opening balance, unless the book or a column says what stood before it."""
    begun = known is not None
    for line in lines:
        figure, before = line.money(source), line.money(f"{base}.{BEFORE}")
        if figure is None:
            if not line.is_open:
                line.open(N_("The figure to date is missing: fill it in."))
        elif before is not None and known is not None and abs(before - known) > _NEAR:
            line.open(N_("The row before came to {known}, this row begins at {before}. Correct one of them."),
                      known=known.grouped, before=before.grouped)  # fmt: skip
        else:
            since = before if before is not None else known
            if not begun:
                line.values[OPENING_OF] = figure if since is None else since
            if _to_period(ledger, line, base, figure, since):
                line.values[GROWN] = figure if known is None else figure - known
                known, begun = figure, True


def _to_period(ledger: Ledger, line: Line, base: str, figure: Money, since: Money | None) -> bool:
    """Put the amount of the period in place of the figure to date; False when that fell."""
    if since is None:
        line.values[base] = None
        return True
    if figure < since:
        line.values.pop(OPENING_OF, None)
        line.open(N_("The figure to date fell from {known} to {figure}. Correct the row."),
                  known=since.grouped, figure=figure.grouped)  # fmt: skip
        return False
    line.values[base] = figure - since
    if figure == since:
        line.values[UNCHANGED] = True
        ledger.note(line.row, N_("Nothing was added since the row before; there is nothing to bring in."))
    return True


def _in_order(lines: list[Line]) -> Sequence[Line]:
    """By day or period where every row has one; else as the rows stand."""
    for role in ("period", "certified_on", "period_to", "received_on"):
        if all(role in line.values for line in lines):
            return sorted(lines, key=lambda line: _place(line, role))
    return lines


def _place(line: Line, role: str) -> tuple[int, ...]:
    value = line.values[role]
    return (value,) if isinstance(value, int) else (value.year, value.month, value.number or 32)


def _sums_up(lines: Sequence[Line], base: str, to_date: str) -> bool:
    """Whether the only figure to date of several rows stands in the first of them (merged over the rest, or once a
    contract): it is of all of them, and what it has beyond them was before.
    """
    stated = [line for line in lines if line.money(to_date) is not None]
    every = Money.total(one for line in lines if (one := line.money(base)) is not None)
    if len(lines) < 2 or len(stated) != 1 or (whole := stated[0].money(to_date)) is None:
        return False
    rest = whole - every
    if stated[0] is lines[0] and rest > _NEAR:
        lines[0].values[OPENING_OF] = rest
    return (stated[0] is lines[0] and rest >= -_NEAR) or abs(rest) <= _NEAR


def _check_periods(lines: Sequence[Line], base: str, to_date: str, known: Money | None) -> None:
    """上期 + 本期 = 开累 in every row, and from row to row; what was before the first row is the opening balance."""
    begun = known is not None
    if not begun and _sums_up(lines, base, to_date):
        return
    for line in lines:
        before, period, whole = line.money(f"{base}.{BEFORE}"), line.money(base), line.money(to_date)
        if whole is None:
            known = None if period is None or known is None else known + period
            continue
        since = before if before is not None else known
        if period is None and since is not None:
            period = line.values[base] = whole - since
        if since is None and period is not None:
            since = whole - period
        if since is not None and period is not None and abs(since + period - whole) > _NEAR:
            line.open(N_("{before} before and {period} of the period are not {whole} to date. Correct the row."),
                      before=since.grouped, period=period.grouped, whole=whole.grouped)  # fmt: skip
        elif not begun and since is not None and since > _NEAR:
            line.values[OPENING_OF] = since
        known, begun = whole, True
