"""Parties, projects and contracts of a workbook: found again by name or number, otherwise made anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

from models import contracts, parties, projects
from models.contracts import ContractDraft, FactorDraft, FeeDraft, KindTermsDraft, MilestoneDraft, ReleaseDraft
from models.identity_number import is_valid
from models.importing.forms import PartyRow
from models.importing.parts import Parts, drafts_of
from models.importing.plan import SKIP, Found, Origin, Plan
from models.importing.table import Table
from models.importing.values import folded
from models.language import N_
from models.parties import AccountDraft, AliasDraft
from models.work import Progress, Work

MAKING = N_("Checking the rows")


def each(plan: Plan, table: Table, key: Any = None) -> Iterator[tuple[int, Any]]:
    """Every row that does not repeat the document of a row further up, counted."""
    name = table.form.key[-1]
    keys = key or [folded(one) for one in table.column(name)]
    twice = plan.doubled(table, enumerate(keys), name)
    counts = plan.count(table.form)
    counts.rows += len(table)
    for index, draft in enumerate(table.drafts()):
        if index not in twice:
            yield index, draft


def plan_parties(plan: Plan) -> Work[None]:
    """A party is known by its name or an alias; its parent may stand further down."""
    table = plan.tables["parties"]
    made: list[tuple[int, Any]] = []
    for index, row in each(plan, table, _keys(table)):
        found = _known(plan, row)
        draft = replace(row, parent="", aliases=_aliases(row), accounts=_accounts(row))
        if found:
            if plan.exists(table, index, row.name, Found(found)):
                _update_party(plan, table, index, draft)
        elif plan.tell(parties.check(draft), table, index):
            party = parties.record(plan.unsaved.as_session(), draft)
            plan.count(table.form).new += 1
            plan.names.add_party(party.id, row.name, row.credit_code.upper(), *(one.name for one in draft.aliases))
            made.append((index, party))
        else:
            plan.broken("parties", row.name)
        if index % 100 == 0:
            yield Progress(index, len(table), MAKING)
    plan.resolve(table, "parent")
    for index, party in made:
        party.parent_id = table.column("parent")[index] or None


def _keys(table: Table) -> list[str]:
    """What tells the rows apart: the name, of a person with an identity number that number with it."""
    numbers = (one.upper() if is_valid(one.upper()) else "" for one in table.column("credit_code"))
    return [folded(name) + number for name, number in zip(table.column("name"), numbers, strict=True)]


def _known(plan: Plan, row: Any) -> str:
    """The party of this name; one with another identity number is another person."""
    number, named = row.credit_code.upper(), plan.names.known("parties", row.name)
    if not is_valid(number):
        return named
    return plan.names.known("parties", number) or ("" if plan.names.codes.get(named) else named)


def _aliases(row: PartyRow) -> tuple[AliasDraft, ...]:
    names = row.other_names.replace("；", "、").replace(";", "、").split("、")
    return tuple(AliasDraft(name.strip()) for name in names if name.strip())


def _accounts(row: PartyRow) -> tuple[AccountDraft, ...]:
    return (AccountDraft(row.account_number, row.bank),) if row.account_number else ()


def _update_party(plan: Plan, table: Table, index: int, row: PartyRow) -> None:
    before = parties.draft_of(plan.session, _known(plan, row))
    known = {one.name for one in before.aliases} | {before.name}
    numbers = {one.number for one in before.accounts}
    after = replace(
        merged(before, table, index, leave=("name", "parent")),
        aliases=before.aliases + tuple(one for one in row.aliases if one.name not in known),
        accounts=before.accounts + tuple(one for one in row.accounts if one.number not in numbers),
    )
    if plan.tell(parties.check(after), table, index):
        plan.update(table, index, before, after, lambda session: parties.record(session, after))


def merged(before: Any, table: Table, index: int, leave: tuple[str, ...] = ()) -> Any:
    """A draft of the book with what a row says of it; an empty cell changes nothing."""
    known = {item.name for item in fields(before)} - set(leave)
    return replace(before, **{name: value for name, value in table.given(index).items() if name in known})


def plan_projects(plan: Plan) -> Work[None]:
    """A project is known by its name; its number may not be another's."""
    table = plan.tables["projects"]
    plan.resolve(table, "owner")
    for index, row in each(plan, table):
        found = plan.names.known("projects", row.name)
        if found:
            if plan.exists(table, index, row.name, Found(found)):
                before = projects.draft_of(plan.session, found)
                after = merged(before, table, index, leave=("name",))
                if plan.tell(projects.check(after), table, index):
                    plan.update(table, index, before, after, _recording(projects.record, after))
        elif row.number and plan.names.known("projects", row.number):
            plan.wrong(
                table,
                index,
                "number",
                N_("Project number {number} is another project's. Correct it."),
                number=row.number,
            )
        elif plan.tell(projects.check(row), table, index):
            project = projects.record(plan.unsaved.as_session(), row)
            plan.count(table.form).new += 1
            plan.names.add("projects", project.id, row.name, row.number)
        else:
            plan.broken("projects", row.name, row.number)
        if index % 100 == 0:
            yield Progress(index, len(table), MAKING)


def _recording(record: Any, draft: Any) -> Any:
    return lambda session: record(session, draft)


_PARTS: Mapping[str, type] = {
    "milestones": MilestoneDraft,
    "releases": ReleaseDraft,
    "kinds": KindTermsDraft,
    "factors": FactorDraft,
    "fees": FeeDraft,
}


def plan_contracts(plan: Plan) -> Work[None]:
    """A contract is known by its number; the parts of its terms are the rows of their own sheets."""
    table = plan.tables.get("contracts")
    parts = Parts(plan, dict(zip(_PARTS, _PARTS, strict=True)), lambda rest: [*map(folded, rest.column("contract"))])
    if table is not None:
        plan.resolve(table, "project", "owner", "payer")
        for index, row in each(plan, table):
            _plan_contract(plan, table, index, row, parts, parts.take(folded(row.number)))
            if index % 20 == 0:
                yield Progress(index, len(table), MAKING)
    for part, _, rest, rows in parts.left():
        _change_part(plan, part, rest, rows)


def _plan_contract(
    plan: Plan, table: Table, index: int, row: ContractDraft, parts: Parts, taken: Mapping[str, Origin]
) -> None:
    found = plan.names.known("contracts", row.number)
    if found:
        if not plan.exists(table, index, row.number, Found(found)):
            parts.skipped(taken)
            return
        before = contracts.draft_of(plan.session, found)
        after = _with_parts(merged(before, table, index, leave=("number",)), taken)
        if plan.tell(contracts.check(after), table, index, taken):
            plan.update(table, index, before, after, _recording(contracts.record, after), taken)
        return
    draft = _with_parts(row, taken)
    if plan.tell(contracts.check(draft), table, index, taken):
        made = contracts.record(plan.unsaved.as_session(), draft)
        counts = plan.count(table.form)
        counts.new += 1
        counts.add(made.price, made.currency)
        parts.brought(taken)
        plan.names.add("contracts", made.id, made.number)
        plan.names.also("contracts", made.id, made.name)
    else:
        plan.broken("contracts", row.number)


def _with_parts(draft: ContractDraft, taken: Mapping[str, Origin]) -> ContractDraft:
    made: dict[str, Any] = {part: drafts_of(_PARTS[part], origin) for part, origin in taken.items()}
    return replace(draft, **made)


def _change_part(plan: Plan, part: str, rest: Table, rows: list[int]) -> None:
    """Parts of the terms of a contract that stands in the book and not in the workbook's own sheet."""
    number = rest.column("contract")[rows[0]]
    if not number:
        for index in rows:
            plan.lacks(rest, index, "contract")
        return
    found = plan.names.known("contracts", number)
    if not found:
        for index in rows:
            message = N_("There is no contract “{name}”. Add it to the sheet 合同, or correct the number.")
            plan.wrong(rest, index, "contract", message, name=number)
    elif plan.choices.existing == SKIP:
        plan.exists(rest, rows[0], number, Found(found))
        plan.count(rest.form).skipped += len(rows) - 1
    else:
        before = contracts.draft_of(plan.session, found)
        after = _with_parts(before, {part: (rest, rows)})
        if plan.tell(contracts.check(after), rest, rows[0], {part: (rest, rows)}):
            plan.update(rest, rows[0], before, after, _recording(contracts.record, after), {part: (rest, rows)})
