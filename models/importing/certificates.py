"""Certificates of a workbook with their lines: worked out period by period, by the same rules as a typed one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import exists, func, select

from models import certificates, contracts
from models.certificates import (
    AdjustmentDraft,
    CertificateDraft,
    IndexDraft,
    MaterialPriceDraft,
    PaymentCertificate,
    SupplyDraft,
)
from models.certificates.background import FOREVER, NO_PERIOD, day_of
from models.certificates.checks import SAME_PERIOD
from models.certificates.draft import Background
from models.contracts import Agreement
from models.contracts.terms import counts_from_start
from models.deposits.record import Deposit
from models.deposits.replacing import standing
from models.importing.against import against
from models.importing.agreed_terms import AgreedTerms
from models.importing.bills import agreed_lines
from models.importing.certificate_lines import Behind, Taken, claims_behind, claims_of, lines_of
from models.importing.changes import orders
from models.importing.forms import CertificateRow
from models.importing.masters import MAKING, each, merged
from models.importing.parts import Parts, drafts_of
from models.importing.plan import Found, Plan
from models.importing.rows import keep_certificate
from models.importing.running import advance_received, running
from models.importing.table import Table
from models.importing.values import folded
from models.language import N_
from models.money import Money
from models.work import Progress, Work

_PARTS = {name: name for name in ("lines", "adjustments", "indices", "supplies", "material_prices")}
_PLAIN: Mapping[str, type] = {"indices": IndexDraft, "supplies": SupplyDraft, "material_prices": MaterialPriceDraft}
"""Parts whose rows are drafts as they stand."""


def plan_certificates(plan: Plan) -> Work[None]:
    """A certificate is known by its number, or by contract and period; periods are worked out in their order."""
    table = plan.tables.get("certificates")
    parts = Parts(plan, _PARTS, lambda rest: [*map(folded, rest.column("certificate"))])
    known = _known(plan)
    if table is not None:
        plan.resolve(table, "contract")
        _number(plan, table)
        behind = _behind(plan, table)
        todo = []
        for index, row in each(plan, table):
            found = known.get(folded(row.number)) if row.number else None
            taken = parts.take(folded(row.number))
            if found is None:
                todo.append((index, row, taken))
            elif plan.exists(table, index, row.number, found):
                _update(plan, table, index, taken, found.id, behind)
            else:
                parts.skipped(taken)
        todo.sort(key=lambda one: (one[1].contract, one[1].period or 0))
        for done, (index, row, taken) in enumerate(todo):
            if done % 50 == 0:
                yield Progress(done, len(todo), MAKING)
            _make(plan, table, index, row, parts, taken, behind)
    _left(plan, parts, known)


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
    periods, numbers, kinds = (list(table.column(name)) for name in ("period", "number", "kind"))
    for contract, period in zip(table.column("contract"), periods, strict=True):
        highest[contract] = max(highest.get(contract, 0), period or 0)
    for index, contract in enumerate(table.column("contract")):
        if not periods[index] and not numbers[index]:
            plan.wrong(table, index, "number", N_("Write the certificate number or the period number."))
        if periods[index] is None:
            periods[index] = NO_PERIOD if kinds[index] == "advance" else highest[contract] + 1
        highest[contract] = max(highest[contract], periods[index])
        if not numbers[index] and contract and contract not in plan.unsound:
            numbers[index] = f"{plan.contract(contract).number}-{periods[index]:02d}"
    table.columns["period"], table.columns["number"] = periods, numbers
    _expect_own_periods(plan, table)


def _expect_own_periods(plan: Plan, table: Table) -> None:
    """A contract has one certificate a period: two would not know of each other and count the same work twice."""
    rows = plan.session.execute(
        select(PaymentCertificate.contract_id, PaymentCertificate.period, PaymentCertificate.number).where(
            PaymentCertificate.void == 0
        )
    )
    owners = {(contract, period): folded(number) for contract, period, number in rows if period != NO_PERIOD}
    columns = (table.column("contract"), table.column("period"), table.column("number"))
    for index, (contract, period, number) in enumerate(zip(*columns, strict=True)):
        if period == NO_PERIOD:
            continue
        if contract and number and owners.setdefault((contract, period), folded(number)) != folded(number):
            plan.wrong(table, index, "period", SAME_PERIOD, period=period)


def _any_guarantee(plan: Plan) -> bool:
    return bool(plan.session.scalar(select(exists().where(Deposit.replaces_retention == 1, Deposit.void == 0))))


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
        claims_of(plan) if lines else {},
        frozenset(contract for contract, _ in agreed),
        against(plan, involved, lines is not None),
        {contract: standing(plan.session, contract) for contract in involved} if _any_guarantee(plan) else {},
        AgreedTerms(),
    )


def _make(
    plan: Plan, table: Table, index: int, row: CertificateRow, parts: Parts, taken: Taken, behind: Behind
) -> None:
    if row.contract in plan.unsound:
        plan.faulty.add(folded(row.number))
        return
    adjustments = (*_of_sheet(taken), *_of_row(row))
    lines = lines_of(plan, taken, row.contract, behind)
    whole = replace(row, lines=lines, adjustments=adjustments) if lines or adjustments else row
    draft = _with_parts(whole, taken)
    if not plan.tell(certificates.check(draft), table, index, taken):
        plan.faulty.add(folded(row.number))
        return
    background = _background(plan, draft, behind)
    if draft.kind != "advance" and not plan.tell(certificates.check_against(draft, background), table, index, taken):
        plan.faulty.add(folded(row.number))
        return
    made = _record(plan, draft, background, behind)
    plan.tell(certificates.check_due(draft, made), table, index, taken)
    counts = plan.count(table.form)
    counts.new += 1
    currency = plan.currency_of(draft.contract)
    counts.add(made.due if made.kind == "advance" else made.gross, currency)
    parts.brought(taken)
    if "lines" in taken:
        plan.count(taken["lines"][0].form).add(Money.total(line.certified() for line in draft.lines), currency)


def _background(plan: Plan, draft: CertificateDraft, behind: Behind) -> Background:
    """As ``certificates.background`` finds it, from memory."""
    contract = plan.contract(draft.contract)
    terms = contracts.terms_on(contract, draft.period_to or draft.certified_on or FOREVER)
    day = draft.certified_on or draft.period_to or FOREVER
    price = contract.price + Money.total(more for since, more in behind.agreements.get(contract.id, ()) if since <= day)
    so_far = behind.running[contract.id]
    received = sum(fen for on, fen in behind.advance.get(contract.id, ()) if on <= day)
    period = so_far.highest + 1 if draft.period is None else draft.period
    pricing = behind.agreed_terms.pricing(terms, contract, price)
    if pricing.months:
        pricing = replace(pricing, delivered=tuple(sorted(one for one in so_far.delivered if one[0] < period)))
    known = so_far.indexed_before(plan.session, contract.id, period) if pricing.formula.moving else {}
    return Background(
        contract.number,
        period,
        behind.agreed_terms.on(day_of(draft), terms, contract, price),
        so_far.before(period, received, counts_from_start(terms)),
        terms.advance + terms.second_advance,
        price + behind.against.approved(contract.id, day),
        behind.against.quantities(draft, period, day),
        behind.against.unapproved(draft, day),
        replace(pricing, indexed=known) if known else pricing,
        claims=claims_behind(plan, draft, period, day, behind.against),
        signed_before=so_far.signed_before(period),
        approved=behind.against.approved_of(draft, period, day),
    )


def _record(plan: Plan, draft: CertificateDraft, background: Background, behind: Behind) -> PaymentCertificate:
    """As ``certificates.record`` does it."""
    contract = plan.contract(draft.contract)
    terms = contracts.terms_on(contract, draft.period_to or draft.certified_on or FOREVER)
    so_far, guarantees = behind.running[contract.id], behind.guaranteed.get(contract.id, ())
    row = keep_certificate(plan.unsaved, draft, background, contract, terms, plan.today, guarantees, so_far.waiting)
    so_far.add(row, draft.indices)
    if draft.certified_on:
        behind.against.add(draft, background.next_period)
    return row


def _with_parts(draft: CertificateDraft, taken: Taken) -> CertificateDraft:
    made: dict[str, Any] = {part: drafts_of(kind, taken[part]) for part, kind in _PLAIN.items() if part in taken}
    return replace(draft, **made) if made else draft


def _of_row(row: CertificateRow) -> tuple[AdjustmentDraft, ...]:
    """The one deduction or addition that stands on the row of the certificate itself."""
    if row.adjusted is None and not row.adjustment_kind:
        return ()
    return (AdjustmentDraft(row.adjustment_kind or "other", row.adjusted, row.adjusted_for or row.remark),)


def _of_sheet(taken: Taken) -> tuple[AdjustmentDraft, ...]:
    return drafts_of(AdjustmentDraft, taken["adjustments"]) if "adjustments" in taken else ()


def _update(plan: Plan, table: Table, index: int, taken: Taken, key: str, behind: Behind) -> None:
    """An unsigned certificate of the book; its lines and deductions are those of the workbook where it brings any."""
    before = certificates.draft_of(plan.session, key)
    after = merged(before, table, index, leave=("contract", "number"))
    if "lines" in taken:
        ids = {folded(line.code): line.id for line in before.lines if line.code}
        after = replace(after, lines=lines_of(plan, taken, before.contract, behind, ids))
    if "adjustments" in taken:
        after = replace(after, adjustments=_of_sheet(taken))
    after = _with_parts(after, taken)
    if plan.tell(certificates.check(after), table, index, taken):
        plan.tell(certificates.check_against(after, _background(plan, after, behind)), table, index, taken)
        plan.update(table, index, before, after, lambda session: certificates.record(session, after), taken)


def _left(plan: Plan, parts: Parts, known: Mapping[str, Found]) -> None:
    """Lines and deductions whose certificate is not in the workbook's own sheet."""
    for _, number, rest, places in parts.left():
        if not number:
            for index in places:
                plan.lacks(rest, index, "certificate")
        elif number in known:
            plan.exists(rest, places[0], rest.column("certificate")[places[0]], Found(known[str(number)].id, True))
            plan.count(rest.form).skipped += len(places) - 1
        else:
            message = N_("There is no certificate “{name}”. Add it to the sheet 验工计价, or correct the number.")
            for index in places:
                plan.wrong(rest, index, "certificate", message, name=rest.column("certificate")[index])
