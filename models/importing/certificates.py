"""Certificates of a workbook with their lines: worked out period by period, by the same rules as a typed one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select

from models import certificates, contracts
from models.certificates import AdjustmentDraft, CertificateDraft, LineDraft, PaymentCertificate
from models.certificates.background import FOREVER
from models.certificates.draft import Background
from models.contracts import Agreement
from models.importing.bills import Agreed, agreed_lines
from models.importing.changes import orders
from models.importing.forms import CertificateRow
from models.importing.masters import MAKING, each, merged
from models.importing.plan import Found, Plan
from models.importing.rows import keep_certificate
from models.importing.running import Paid, Running, advance_received, running
from models.importing.table import Table, grouped
from models.importing.values import folded
from models.language import N_
from models.money import Money
from models.rules import base
from models.work import Progress, Work

_LINE = tuple("kind code name unit claimed_quantity quantity price claimed amount remark".split())


@dataclass(frozen=True)
class Behind:
    """What stands behind the certificates of a workbook."""

    running: Mapping[str, Running]
    advance: Paid
    agreements: Mapping[str, list[tuple[date, Money]]]
    agreed: Mapping[tuple[str, str], Agreed]
    orders: Mapping[tuple[str, str], str]
    billed: frozenset[str]


def plan_certificates(plan: Plan) -> Work[None]:
    """A certificate is known by its number, or by contract and period; periods are worked out in their order."""
    table, lines = plan.tables.get("certificates"), plan.tables.get("lines")
    waiting = {folded(name): rows for name, rows in grouped(lines, "certificate").items()} if lines else {}
    if lines:
        plan.count(lines.form).rows += len(lines)
    known = _known(plan)
    if table is not None:
        plan.resolve(table, "contract")
        _number(plan, table)
        behind = _behind(plan, table)
        todo = []
        for index, row in each(plan, table):
            found = known.get(folded(row.number)) if row.number else None
            places = waiting.pop(folded(row.number), []) if row.number else []
            if found is None:
                todo.append((index, row, places))
            elif plan.exists(table, index, row.number, found):
                _update(plan, table, index, (lines, places), found.id, behind)
            elif lines:
                plan.count(lines.form).skipped += len(places)
        for done, (index, row, places) in enumerate(
            sorted(todo, key=lambda one: (one[1].contract, one[1].period or 0))
        ):
            if done % 50 == 0:
                yield Progress(done, len(todo), MAKING)
            _make(plan, table, index, row, (lines, places), behind)
    _lines_left(plan, lines, waiting, known)


def _known(plan: Plan) -> dict[str, Found]:
    columns = (
        PaymentCertificate.number,
        PaymentCertificate.id,
        PaymentCertificate.certified_on,
        PaymentCertificate.void,
    )
    rows = plan.session.execute(select(*columns))
    return {folded(number): Found(key, bool(signed or void)) for number, key, signed, void in rows}


def _number(plan: Plan, table: Table) -> None:
    """Give every row its period and its number, as the form does for an empty one; one of the two must be there."""
    highest: dict[str, int] = dict(
        plan.session.execute(
            select(PaymentCertificate.contract_id, func.max(PaymentCertificate.period)).group_by(
                PaymentCertificate.contract_id
            )
        ).all()
    )
    periods, numbers = list(table.column("period")), list(table.column("number"))
    for index, contract in enumerate(table.column("contract")):
        if not periods[index] and not numbers[index]:
            plan.wrong(table, index, "number", N_("Write the certificate number or the period number."))
        if periods[index] is None:
            periods[index] = highest.get(contract, 0) + 1
        highest[contract] = max(highest.get(contract, 0), periods[index])
        if not numbers[index] and contract and contract not in plan.unsound:
            numbers[index] = f"{plan.contract(contract).number}-{periods[index]:02d}"
    table.columns["period"], table.columns["number"] = periods, numbers


def _behind(plan: Plan, table: Table) -> Behind:
    involved = {contract for contract in table.column("contract") if contract} - plan.unsound
    plan.preload(involved)
    rows = zip(table.column("number"), table.column("contract"), table.column("kind"), strict=True)
    advances = {folded(number): contract for number, contract, kind in rows if kind == "advance" and number}
    agreements: dict[str, list[tuple[date, Money]]] = defaultdict(list)
    for contract, day, change in plan.session.execute(
        select(Agreement.contract_id, Agreement.valid_from, Agreement.price_change)
    ):
        agreements[contract].append((day, change))
    lines = plan.tables.get("lines")
    agreed = agreed_lines(plan, involved) if lines else {}
    return Behind(
        running(plan, involved),
        advance_received(plan, advances),
        agreements,
        agreed,
        orders(plan, involved) if lines else {},
        frozenset(contract for contract, _ in agreed),
    )


def _make(
    plan: Plan, table: Table, index: int, row: CertificateRow, origin: tuple[Table | None, list[int]], behind: Behind
) -> None:
    lines, places = origin
    if row.contract in plan.unsound:
        plan.faulty.add(folded(row.number))
        return
    draft = replace(row, lines=_lines(plan, lines, places, row.contract, behind), adjustments=_adjustments(row))
    parts = {"lines": (lines, places)} if lines else {}
    if not plan.tell(certificates.check(draft), table, index, parts):
        plan.faulty.add(folded(row.number))
        return
    made = _record(plan, draft, behind)
    counts = plan.count(table.form)
    counts.new += 1
    currency = plan.currency_of(draft.contract)
    counts.add(made.due if made.kind == "advance" else made.gross, currency)
    if lines:
        plan.count(lines.form).new += len(places)
        plan.count(lines.form).add(Money.total(line.certified() for line in draft.lines), currency)


def _record(plan: Plan, draft: CertificateDraft, behind: Behind) -> PaymentCertificate:
    """As ``certificates.record`` does it, with what stands behind it taken from memory."""
    contract = plan.contract(draft.contract)
    terms = contracts.terms_on(contract, draft.period_to or draft.certified_on or FOREVER)
    day = draft.certified_on or draft.period_to or FOREVER
    price = contract.price + Money.total(more for since, more in behind.agreements.get(contract.id, ()) if since <= day)
    so_far = behind.running[contract.id]
    received = sum(fen for on, fen in behind.advance.get(contract.id, ()) if on <= day)
    period = draft.period or so_far.highest + 1
    background = Background(
        contract.number,
        period,
        contracts.certificate_terms(terms, price),
        so_far.before(period, received),
        terms.advance,
    )
    found = certificates.assessed(draft, background)
    row = keep_certificate(plan.unsaved, draft, found, contract, terms, plan.today)
    so_far.add(row)
    return row


def _adjustments(row: CertificateRow) -> tuple[AdjustmentDraft, ...]:
    if row.adjusted is None and not row.adjustment_kind:
        return ()
    return (AdjustmentDraft(row.adjustment_kind or "other", row.adjusted, row.adjusted_for or row.remark),)


def _lines(
    plan: Plan,
    table: Table | None,
    places: list[int],
    contract: str,
    behind: Behind,
    before: Mapping[str, str] | None = None,
) -> tuple[LineDraft, ...]:
    """The lines of a certificate, each with the bill line or variation order its code names."""
    if table is None or not places:
        return ()
    columns = {name: table.column(name) for name in _LINE}
    return tuple(
        _line(
            plan,
            table,
            index,
            {name: column[index] for name, column in columns.items()},
            contract,
            behind,
            before or {},
        )
        for index in places
    )


def _line(
    plan: Plan, table: Table, index: int, said: dict[str, Any], contract: str, behind: Behind, before: Mapping[str, str]
) -> LineDraft:
    code = folded(said["code"])
    item = behind.agreed.get((contract, code)) if said["kind"] == base.LINES else None
    order = behind.orders.get((contract, code), "") if item is None and code else ""
    if item is not None:
        said["name"], said["unit"] = said["name"] or item.name, said["unit"] or item.unit
        said["price"] = item.price if said["price"] is None and said["amount"] is None else said["price"]
    elif order:
        said["kind"] = base.VARIATIONS
    elif code and said["kind"] == base.LINES and contract in behind.billed:
        message = N_("Code {code} is not in the contract's bill of quantities.")
        plan.advise(table, index, "code", message, code=said["code"])
    return LineDraft(id=before.get(code, ""), bill_item=item.id if item else "", variation=order, **said)


def _update(
    plan: Plan, table: Table, index: int, origin: tuple[Table | None, list[int]], key: str, behind: Behind
) -> None:
    """An unsigned certificate of the book; its lines are those of the workbook where it brings any."""
    lines, places = origin
    before = certificates.draft_of(plan.session, key)
    after = merged(before, table, index, leave=("contract", "number"))
    if places:
        ids = {folded(line.code): line.id for line in before.lines if line.code}
        after = replace(after, lines=_lines(plan, lines, places, before.contract, behind, ids))
    parts = {"lines": (lines, places)} if lines else {}
    if plan.tell(certificates.check(after), table, index, parts):
        plan.update(table, index, before, after, lambda session: certificates.record(session, after))


def _lines_left(plan: Plan, lines: Table | None, waiting: Mapping[str, list[int]], known: Mapping[str, Found]) -> None:
    """Lines whose certificate is not in the workbook's own sheet."""
    if lines is None:
        return
    for number, places in waiting.items():
        if not number:
            for index in places:
                plan.lacks(lines, index, "certificate")
        elif number in known:
            plan.exists(lines, places[0], lines.column("certificate")[places[0]], Found(known[number].id, True))
            plan.count(lines.form).skipped += len(places) - 1
        else:
            message = N_("There is no certificate “{name}”. Add it to the sheet 验工计价, or correct the number.")
            for index in places:
                plan.wrong(lines, index, "certificate", message, name=lines.column("certificate")[index])
