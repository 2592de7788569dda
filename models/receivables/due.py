"""SQL of the day on which a receivable falls due: as agreed, by the rule of its document, or by law."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Integer, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from models import events
from models.receivables.next_working_day import WORDS, next_working_day
from models.receivables.record import Receivable
from models.rules import due
from models.store.base import Day

PRICE = ("advance", "progress", "final", "goods")
"""What the law on small and medium creditors speaks of: the price, neither retention nor deposits."""


def due_on(as_of: date) -> ColumnElement[date]:
    """SQL of a receivable's due date as it stood on a day; NULL while its starting event has not happened.

    The last agreed change, else the days after its event, counted from its posting where that came later; where
    nothing was agreed, the days of the law on small creditors, else hand-over, submission of the final account, suit
    (``rules.due``). What waits for an invoice waits for the last one that was received for it, unless another day was
    noted. A contract may move it to the next working day.
    """
    return as_contracted(raw_due_on(as_of), Receivable.contract_id)


def raw_due_on(as_of: date) -> ColumnElement[date]:
    """SQL of the due date by the calendar, wherever it falls."""
    return _RawDueOn(*_OF_RECEIVABLE, literal(as_of, Day()))


def due_by_rule(as_of: date) -> ColumnElement[date]:
    """SQL of the due date by the rule of the receivable alone, whatever was agreed of it since."""
    return _DueByRule(*_OF_RECEIVABLE, literal(as_of, Day()))


def law_days() -> ColumnElement[int]:
    """SQL of the days in which a small or medium creditor is paid; NULL where that law does not apply."""
    return _LawDays(Receivable.contract_id, Receivable.kind)


def as_contracted(day: ColumnElement[date], contract_id: Any) -> ColumnElement[date]:
    """SQL: the day by the calendar, or the next working day where the contract says so and its year is announced."""
    return _AsContracted(day, contract_id, next_working_day(day))


class _RawDueOn(FunctionElement[Any]):
    type = Day()
    inherit_cache = True


class _DueByRule(FunctionElement[Any]):
    type = Day()
    inherit_cache = True


class _LawDays(FunctionElement[Any]):
    type = Integer()
    inherit_cache = True


class _AsContracted(FunctionElement[Any]):
    type = Day()
    inherit_cache = True


_OF_RECEIVABLE = tuple(getattr(Receivable, one) for one in "id contract_id kind anchor days posted_on".split())
_EVENT = (
    "(SELECT e.happened_on FROM contract_events AS e "
    "WHERE e.contract_id = {contract_id} AND e.event = {event} AND e.known_from <= {as_of})"
)
_OWN = "(SELECT d.happened_on FROM due_events AS d WHERE d.receivable_id = {id} AND d.happened_on <= {as_of})"
_BILLED = (
    "(SELECT max(i.received_on) FROM receivables AS m "
    "JOIN receivables AS o ON o.source_id = m.source_id AND o.document = m.document "
    "JOIN invoice_lines AS l ON l.receivable_id = o.id JOIN invoices AS i ON i.id = l.invoice_id "
    "WHERE m.id = {id} AND i.void = 0 AND i.cancels_id IS NULL AND i.received_on <= {as_of} AND NOT EXISTS "
    "(SELECT 1 FROM invoices AS r WHERE r.cancels_id = i.id AND r.void = 0 AND r.invoiced_on <= {as_of}))"
)
_CHANGES = "FROM due_changes AS c WHERE c.receivable_id = {id} AND c.changed_on <= {as_of} "
_LAST = "ORDER BY c.changed_on DESC, c.id DESC LIMIT 1)"
_CHANGED = f"(SELECT c.due_on {_CHANGES}{_LAST}"
_AGREED = f"(SELECT c.due_on {_CHANGES}AND c.source_id = '' {_LAST}"
_IS_RELEASED = f"{{kind}} = 'retention' AND (SELECT c.source_id {_CHANGES}{_LAST} <> ''"
"""A guarantee in place of the retention brings its day forward and never puts it off."""
_LAW_DAYS = "(SELECT CASE {rules} END FROM contracts AS k WHERE k.id = {contract_id} AND {kind} IN ({price}))"
_RULE = "WHEN k.sme_debtor = '{debtor}' AND coalesce(k.signed_on, '9999-12-31') >= '{since}' THEN {days}"
_AT_ONCE = f"{{anchor}} = '{events.CERTIFICATION}'"
_ITS_OWN = "(" + " OR ".join(f"{{anchor}} = '{event}'" for event in events.ITS_OWN) + ")"
_CARRIED = f"({{anchor}} = '{events.CARRIED}' AND {_OWN} IS NOT NULL)"
_PARTS = {"at_once": _AT_ONCE, "its_own": _ITS_OWN, "carried": _CARRIED}
_BY_RULE = """coalesce(
    CASE WHEN {at_once} THEN {posted_plus_days} WHEN {its_own} THEN {own_plus_days} ELSE {event_plus_days} END,
    CASE WHEN {days} IS NULL THEN coalesce(
        CASE WHEN {at_once} OR {anchor} = '' THEN {posted_plus_law} WHEN {its_own} THEN {own_plus_law}
        ELSE {event_plus_law} END,
        CASE WHEN {at_once} OR {anchor} = '' OR {carried} THEN coalesce({nothing_agreed}) END) END)"""
"""Written out because it stands in every question about what is owed: as an expression of parts it took the program
longer to put together than the database to answer. One comparison after the other is faster than a list."""


@compiles(_LawDays)
def _law_days(element: Any, compiler: Any, **how: Any) -> str:
    contract_id, kind = (compiler.process(clause, **how) for clause in element.clauses)
    return _days_by_law(contract_id, kind)


@compiles(_RawDueOn)
def _raw_due_on(element: Any, compiler: Any, **how: Any) -> str:
    told = _told(element, compiler, how)
    changed, agreed = _CHANGED.format(**told), _AGREED.format(**told)
    ruled = _ruled(told, compiler.dialect.name)
    earlier = f"coalesce({agreed}, {ruled})"
    return (
        f"CASE WHEN {_IS_RELEASED.format(**told)} AND {earlier} < {changed} THEN {earlier} "
        f"ELSE coalesce({changed}, {ruled}) END"
    )


@compiles(_DueByRule)
def _due_by_rule(element: Any, compiler: Any, **how: Any) -> str:
    return _ruled(_told(element, compiler, how), compiler.dialect.name)


def _told(element: Any, compiler: Any, how: dict[str, Any]) -> dict[str, str]:
    names = [*(column.key for column in _OF_RECEIVABLE), "as_of"]
    return dict(zip(names, (compiler.process(clause, **how) for clause in element.clauses), strict=True))


def _ruled(told: dict[str, str], dialect: str) -> str:
    billed = f"CASE WHEN {told['anchor']} = '{events.INVOICE}' THEN {_BILLED.format(**told)} END"
    own_or_contract = f"coalesce({_OWN.format(**told)}, {billed}, {_EVENT.format(event=told['anchor'], **told)})"
    event = _EVENT.format(event=told["anchor"], **told)
    later = partial(WORDS[dialect]["later"].format, other=told["posted_on"])
    starts = {"posted": told["posted_on"], "own": later(one=own_or_contract), "event": later(one=event)}
    own_days = f"coalesce({told['days']}, CASE WHEN {told['anchor']} = '{due.AT_ITS_END}' THEN 0 END)"
    lasts = {"days": own_days, "law": _days_by_law(told["contract_id"], told["kind"])}
    plus = WORDS[dialect]["plus"]
    days = {
        f"{start}_plus_{last}": plus.format(day=starts[start], days=lasts[last]) for start in starts for last in lasts
    }
    nothing = ", ".join(_EVENT.format(event=f"'{event}'", **told) for event in due.WHERE_NOTHING_IS_AGREED)
    parts = {name: part.format(**told) for name, part in _PARTS.items()}
    return _BY_RULE.format(**told, **days, **parts, nothing_agreed=nothing)


@compiles(_AsContracted)
def _as_contracted(element: Any, compiler: Any, **how: Any) -> str:
    """Most books have no contract that moves: that is asked once, not for each row."""
    day, contract_id, rolled = (compiler.process(clause, **how) for clause in element.clauses)
    rolls = "SELECT k.id FROM contracts AS k WHERE k.due_rolls = 1"
    return f"CASE WHEN EXISTS ({rolls}) AND {contract_id} IN ({rolls}) THEN coalesce({rolled}, {day}) ELSE {day} END"


def _days_by_law(contract_id: str, kind: str) -> str:
    rules = " ".join(_RULE.format(debtor=one.debtor, since=one.since, days=one.days) for one in due.SMALL_CREDITOR)
    price = ", ".join(f"'{one}'" for one in PRICE)
    return _LAW_DAYS.format(rules=rules, contract_id=contract_id, kind=kind, price=price)
