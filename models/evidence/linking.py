"""What evidence can be linked to: any record of the book, found by its number or name."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from models.language import N_
from models.problems import Gone, Refused
from models.store.base import Base

NOUNS = {
    "contracts": N_("contract"),
    "agreements": N_("supplementary agreement"),
    "bill_items": N_("bill item"),
    "variations": N_("variation order"),
    "claims": N_("claim"),
    "certificates": N_("certificate"),
    "invoices": N_("invoice"),
    "final_accounts": N_("final account"),
    "deposits": N_("deposit"),
    "opening_positions": N_("opening balance"),
    "receivables": N_("receivable"),
    "receipts": N_("receipt"),
    "issued_papers": N_("issued paper"),
    "replies": N_("reply to a statement"),
    "legal_facts": N_("fact for deadlines"),
    "debit_notes": N_("debit note"),
    "disputes": N_("disputed item"),
    "follow_ups": N_("follow-up"),
    "correspondence": N_("letter"),
    "parties": N_("party"),
    "projects": N_("project"),
}
"""What the commonest of them are called."""
USUAL = {"replies": "confirmation", "legal_facts": "service"}
"""What kind of paper a file is to such a record where nobody says it."""
_CALLED = ("number", "document", "code", "name")


def called(session: Session, noun: str, record: str) -> tuple[str, str | None]:
    """The number or name of a record and the contract it belongs to; Gone when there is no such record."""
    table = _table(noun)
    row = session.execute(select(table).where(table.c.id == record)).mappings().first()
    if row is None:
        raise Gone(N_("The record this file was to be linked to is not in the book any more."))
    contract = record if noun == "contracts" else row.get("contract_id")
    name = next((str(row[one]) for one in _CALLED if row.get(one)), "")
    if not name and contract:
        contracts = _table("contracts")
        name = str(session.scalar(select(contracts.c.number).where(contracts.c.id == contract)))
    return name, contract


def find(session: Session, target: str, nouns: Collection[str] = NOUNS) -> tuple[str, str]:
    """``NOUN:NUMBER`` (``variations:HT-01/BG-03`` where numbers repeat) as noun and id; Refused otherwise."""
    noun, _colon, name = target.partition(":")
    if noun not in nouns or not name:
        known = ", ".join(nouns)
        raise Refused(N_("“{target}” is not NOUN:NUMBER. Nouns are: {known}."), target=target, known=known)
    found = _named(session, _table(noun), name)
    if not found and "/" in name:
        number, _slash, rest = name.rpartition("/")
        found = _of_contract(session, _table(noun), number, rest)
    if len(found) != 1:
        message = N_("There is no record “{name}”, or more than one. Write {noun}:CONTRACT/NUMBER, or its id.")
        raise Refused(message, name=name, noun=noun)
    return noun, found[0]


def _named(session: Session, table: Table, name: str) -> list[str]:
    by_id = list(session.scalars(select(table.c.id).where(table.c.id == name)))
    for column in (table.c[one] for one in _CALLED if one in table.c):
        if by_id:
            break
        by_id = list(session.scalars(_standing(table, select(table.c.id).where(column == name))))
    return by_id


def _of_contract(session: Session, table: Table, contract: str, name: str) -> list[str]:
    contracts = _table("contracts")
    if "contract_id" not in table.c:
        return []
    mine = select(table.c.id).join(contracts, contracts.c.id == table.c.contract_id)
    column = next((table.c[one] for one in _CALLED if one in table.c), table.c.id)
    return list(session.scalars(_standing(table, mine.where(contracts.c.number == contract, column == name))))


def _standing(table: Table, found: Any) -> Any:
    return found.where(table.c.void == 0) if "void" in table.c else found


def _table(noun: str) -> Table:
    table = Base.metadata.tables.get(noun)
    if table is None or "id" not in table.c:
        raise Refused(N_("Evidence cannot be linked to “{noun}”."), noun=noun)
    return table


def count_of(session: Session, record: str) -> int:
    """How many files are linked to a record."""
    from models.evidence.record import EvidenceLink  # the tables know nothing of this file

    mine = EvidenceLink.record == record, EvidenceLink.void == 0
    return session.scalar(select(func.count()).select_from(EvidenceLink).where(*mine)) or 0
