"""Lines of a workbook's certificates: each finds by its code the bill line, variation order or claim it measures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from models.certificates import CertificateDraft, LineDraft
from models.certificates.agreed import certified_before, claimed
from models.certificates.background import earlier_ones
from models.claims import CERTIFICATE, ENDS, Claim
from models.deposits.record import Deposit
from models.importing.against import Against
from models.importing.agreed_terms import AgreedTerms
from models.importing.bills import Agreed
from models.importing.plan import Origin, Plan
from models.importing.running import Paid, Running
from models.importing.table import Table
from models.importing.values import folded
from models.language import N_
from models.money import Money
from models.rules import base
from models.stages import Stage

Taken = Mapping[str, Origin]
_LINE = tuple("kind code name unit claimed_quantity quantity price claimed amount remark vat_rate".split())


@dataclass(frozen=True)
class Behind:
    """What stands behind the certificates of a workbook."""

    running: Mapping[str, Running]
    advance: Paid
    agreements: Mapping[str, list[tuple[date, Money]]]
    agreed: Mapping[tuple[str, str], Agreed]
    orders: Mapping[tuple[str, str], str]
    claims: Mapping[tuple[str, str], str]
    billed: frozenset[str]
    against: Against
    guaranteed: Mapping[str, list[Deposit]]
    agreed_terms: AgreedTerms


def claims_of(plan: Plan) -> dict[tuple[str, str], str]:
    """Contract and number → the claim, of the book and of the workbook."""
    rows = plan.session.execute(select(Claim.contract_id, Claim.number, Claim.id).where(Claim.void == 0))
    found = {(contract, folded(number)): key for contract, number, key in rows}
    return found | {(one.contract_id, folded(one.number)): one.id for one in _new_claims(plan)}


def _new_claims(plan: Plan) -> list[Claim]:
    return [record for record in plan.unsaved.records.values() if isinstance(record, Claim)]


def _new_agreed(plan: Plan, contract: str, day: date) -> dict[str, tuple[Money, Money]]:
    """What was agreed by a day of the claims that come in with their certificates; nothing is certified of them yet."""
    mine = {one.id for one in _new_claims(plan) if one.contract_id == contract and one.payment == CERTIFICATE}
    found = dict.fromkeys(mine, (Money(), Money()))
    for one in plan.unsaved.records.values():
        if isinstance(one, Stage) and one.document_id in mine and one.stage in ENDS and one.reached_on <= day:
            found[one.document_id] = (one.amount or Money(), Money())
    return found


def claims_behind(
    plan: Plan, draft: CertificateDraft, period: int, day: date, against: Against
) -> dict[str, tuple[Money, Money]]:
    """What was agreed and certified of the claims on these lines, in the book and in the workbook."""
    if not any(line.claim for line in draft.lines):
        return {}
    held = certified_before(plan.session, *earlier_ones(draft.contract, period, draft.id))
    found = claimed(plan.session, draft.contract, day, held)
    found |= _new_agreed(plan, draft.contract, day)
    return {key: (agreed, before + against.certified_of(key, period)) for key, (agreed, before) in found.items()}


def lines_of(
    plan: Plan, taken: Taken, contract: str, behind: Behind, before: Mapping[str, str] | None = None
) -> tuple[LineDraft, ...]:
    """The lines of a certificate, each with the bill line, variation order or claim its code names."""
    if "lines" not in taken:
        return ()
    table, places = taken["lines"]
    columns = {name: table.column(name) for name in _LINE}
    said = ({name: column[index] for name, column in columns.items()} for index in places)
    return tuple(
        _line(plan, table, index, one, contract, behind, before or {}) for index, one in zip(places, said, strict=True)
    )


def _line(
    plan: Plan, table: Table, index: int, said: dict[str, Any], contract: str, behind: Behind, before: Mapping[str, str]
) -> LineDraft:
    code = folded(said["code"])
    item = behind.agreed.get((contract, code)) if said["kind"] == base.LINES else None
    order = behind.orders.get((contract, code), "") if item is None and code else ""
    claim = behind.claims.get((contract, code), "") if item is None and code and not order else ""
    if item is not None:
        said["name"], said["unit"] = said["name"] or item.name, said["unit"] or item.unit
        said["vat_rate"] = item.vat_rate if said["vat_rate"] is None else said["vat_rate"]
        said["price"] = item.price if said["price"] is None and said["amount"] is None else said["price"]
    elif order:
        said["kind"] = base.VARIATIONS
    elif claim:
        said["kind"] = base.CLAIMS
    elif code and said["kind"] == base.CLAIMS:
        message = N_("There is no claim {code}: add it to the sheet 索赔, so that what was agreed of it is checked.")
        plan.advise(table, index, "code", message, code=said["code"])
    elif code and said["kind"] == base.LINES and contract in behind.billed:
        message = N_("Code {code} is not in the contract's bill of quantities.")
        plan.advise(table, index, "code", message, code=said["code"])
    return LineDraft(id=before.get(code, ""), bill_item=item.id if item else "", variation=order, claim=claim, **said)
