"""Last days of claims: our notice and reports, and the owner's answer, by the terms of each contract."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.claims.limits import windows_on
from models.claims.record import Claim
from models.contracts.record import Contract
from models.deadlines.record import Deadline, Subject
from models.language import N_
from models.parties import Party
from models.rules import claims as rules
from models.rules.calendar import Holidays
from models.said import NOTHING, Said

_CLOCKS = {
    rules.NOTICE: "claim_notice",
    rules.REPORT: "claim_report",
    rules.FINAL: "claim_final",
    rules.ANSWER: "claim_silence",
}
_BECAUSE = {
    rules.NOTICE: N_("event known on {day}"),
    rules.REPORT: N_("claim running from {day}"),
    rules.FINAL: N_("effect ended on {day}"),
    rules.ANSWER: N_("claim reported on {day}"),
}
_NO_SILENCE = Said(N_("Under this contract silence does not accept a claim."))


def claims(session: Session, as_of: date, holidays: Holidays) -> Iterator[Deadline]:
    """What of each claim is still to be done by us or answered by the owner on a day."""
    rows = session.execute(
        select(Claim, Contract, Party.name)
        .join_from(Claim, Contract, Contract.id == Claim.contract_id)
        .join(Party, Party.id == Contract.owner_id)
        .where(Claim.void == 0, Claim.discovered_on <= as_of)
        .order_by(Claim.id)
    )
    for row, contract, party in rows:
        terms, found = windows_on(session, row, as_of, holidays)
        for one in found:
            if one.done_on is None and one.name in _CLOCKS:
                yield _deadline(row, contract, party, terms, one)


def _deadline(row: Claim, contract: Contract, party: str, terms: rules.ClaimTerms, one: rules.Window) -> Deadline:
    subject = Subject(
        contract.owner_id, party, contract.id, contract.number, contract.project_id or "",
        row.number, contract.currency, None, Claim.__tablename__, row.id, f"{row.id}/{one.name}",
    )  # fmt: skip
    accepts = one.name != rules.ANSWER or terms.silence == rules.ACCEPTED
    return Deadline(
        _CLOCKS[one.name], subject, one.starts_on, Said(_BECAUSE[one.name], {"day": one.starts_on}), one.last_on,
        one.rolled_on, one.last_on, (terms.clause,), NOTHING if accepts else _NO_SILENCE,
        ((Claim.__tablename__, row.id),),
    )  # fmt: skip
