"""Whom a letter goes to: the debtor of the contract, or who joined the debt and owes it together with him."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.contracts.record import Contract
from models.language import N_
from models.legal_facts.joining import joined
from models.legal_facts.record import LegalFact
from models.letters.kinds import LETTERS
from models.parties import Party
from models.problems import Invalid, Problem, Refused
from models.receivables.debtor import expect_debtor
from models.receivables.record import Receivable
from reports.letter_draft import LetterDraft
from reports.letter_lists import Listed
from reports.style import Say

_OWNER_ONLY = N_(
    "This letter goes to the owner of the works; {name} only joined the debt under {contract}. Write a demand instead."
)
_SEVERAL = N_("{name} joined the debts under {contracts}: choose the contract this letter is about.")
_JOINED = N_(
    "On {day} you joined the debt that {debtor} owes us under the contract below; under article 552 of the Civil Code "
    "you owe it together with {debtor}, as far as you were willing to bear it. Where this letter speaks of our "
    "contract and of what you owe, the contract is ours with {debtor}."
)
_PAID_FOR = N_(
    "Under {contracts} {payer} pays for you; what it does not pay you owe yourselves (Civil Code, article 523)."
)
_UP_TO = N_("What you bear is limited to {amount}.")


@dataclass(frozen=True)
class Addressee:
    """``scope`` is what the letter may list; ``joined`` the fact that makes a third party owe it."""

    party: Party
    contract: Contract | None
    scope: dict[str, str]
    joined: LegalFact | None = None
    debtor: str = ""

    def said(self, session: Session, say: Say, found: Iterable[Listed]) -> Iterator[str]:
        """Why the letter comes to him: he joined the debt, or owes what an agency pays for him."""
        fact = self.joined
        if fact is None:
            yield from (say(_PAID_FOR, payer=payer, contracts=several) for payer, several in _agencies(session, found))
            return
        assert fact.happened_on
        told = say(_JOINED, day=say.day(fact.happened_on), debtor=self.debtor)
        space = " " if say.language == "en" else ""
        yield told + (space + say(_UP_TO, amount=fact.amount.grouped) if fact.amount else "")


def _agencies(session: Session, found: Iterable[Listed]) -> Iterator[tuple[str, str]]:
    """Each agency that pays for the owner under what a letter lists, and the numbers of the contracts."""
    pays = Contract.id.in_({one.contract_id for one in found}), Contract.payer_id != Contract.owner_id
    rows = session.execute(
        select(Party.name, Contract.number)
        .join(Party, Party.id == Contract.payer_id)
        .where(*pays)
        .order_by(Party.name, Contract.number)
    )
    for payer, mine in groupby(rows, key=itemgetter(0)):
        yield payer, ", ".join(number for _payer, number in mine)


def addressed(session: Session, asked: LetterDraft) -> Addressee:
    """The party that was asked for where it joined the debt of the contract, else who owes under it."""
    assert asked.as_of
    facts = joined(session, asked.party, asked.dated_on or asked.as_of) if asked.party else {}
    key = asked.contract or _only(session, asked.party, facts)
    contract = session.get_one(Contract, key) if key else None
    if contract is not None and contract.id in facts:
        return _joint(session, asked, contract, facts[contract.id])
    if contract is None:
        expect_debtor(session, asked.party)
        return Addressee(session.get_one(Party, asked.party), None, {"party": asked.party})
    return Addressee(session.get_one(Party, contract.owner_id), contract, {"contract": contract.id})


def _joint(session: Session, asked: LetterDraft, contract: Contract, fact: LegalFact) -> Addressee:
    party, debtor = session.get_one(Party, asked.party), session.get_one(Party, contract.owner_id)
    if LETTERS[asked.kind].fits:
        raise Invalid([Problem("kind", _OWNER_ONLY, {"name": party.name, "contract": contract.number})])
    return Addressee(party, contract, {"contract": contract.id}, fact, debtor.name)


def _only(session: Session, party: str, facts: dict[str, LegalFact]) -> str:
    """The one contract whose debt was joined by a party that owes nothing of its own."""
    owes = select(Receivable.id).where(Receivable.party_id == party, Receivable.void == 0).limit(1)
    if not facts or session.scalar(owes) is not None:
        return ""
    if len(facts) > 1:
        numbers = session.scalars(select(Contract.number).where(Contract.id.in_(facts)).order_by(Contract.number))
        name = session.get_one(Party, party).name
        raise Refused(_SEVERAL, name=name, contracts=", ".join(numbers))
    return next(iter(facts))
