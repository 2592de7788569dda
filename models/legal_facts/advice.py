"""What only the book knows about a fact: whether the party it is against owes under the contract it names."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.contracts.record import Contract
from models.language import N_
from models.legal_facts.draft import LegalFactDraft
from models.legal_facts.record import LegalFact
from models.parties import Party
from models.problems import Problem
from models.receivables.record import Receivable
from models.rules.restarts import GUARANTOR, JOINT, JOINT_GUARANTOR

_TIED = (JOINT, GUARANTOR, JOINT_GUARANTOR)
"""Facts by which a third party comes to answer for a debt."""
_PAYS = N_("{name} only pays under {number}: against {owner}, who owes, this moves nothing. Enter {owner}.")
_OWES_NOT = N_(
    "{name} does not owe under {number} ({owner} does), joined no debt and guarantees none: is it the right contract?"
)


def advise(session: Session, draft: LegalFactDraft) -> Iterator[Problem]:
    """Advice where a fact is against somebody who does not answer for the debts of its contract."""
    contract, party = session.get(Contract, draft.contract), session.get(Party, draft.party)
    if contract is None or party is None or draft.kind in _TIED:
        return
    f, mine = LegalFact, (Receivable.contract_id == contract.id, Receivable.void == 0, Receivable.party_id == party.id)
    tied = select(f.id).where(f.contract_id == contract.id, f.party_id == party.id, f.kind.in_(_TIED), f.void == 0)
    answers = (party.id == contract.owner_id, session.scalar(tied.limit(1)),
               session.scalar(select(Receivable.id).where(*mine).limit(1)))  # fmt: skip
    if not any(answers):
        told = {"name": party.name, "number": contract.number}
        told["owner"] = session.get_one(Party, contract.owner_id).name
        yield Problem("party", _PAYS if party.id == contract.payer_id else _OWES_NOT, told, advice=True)
