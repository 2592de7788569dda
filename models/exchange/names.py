"""Finds the record that a draft names by id, number or name, and names a record for people."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models import certificates, contracts, parties, projects
from models.bills import BillItem
from models.claims import Claim
from models.contracts.record import Contract
from models.correspondence import RegisteredLetter
from models.disputes.disputable import subject_of, subjects
from models.invoices.record import VatInvoice
from models.matching import OwnerLedger
from models.receipts.record import Receipt
from models.receivables.record import Receivable
from models.variations.record import VariationOrder

_MAIN = ("progress", "advance")
"""The class that is meant when only a document is named."""


def _party(session: Session, name: str) -> str | None:
    found = session.get(parties.Party, name) or parties.named(session, name)
    return found.id if found else None


def _project(session: Session, name: str) -> str | None:
    found = session.get(projects.Project, name) or projects.named(session, name)
    return found.id if found else None


def _contract(session: Session, number: str) -> str | None:
    found = session.get(Contract, number) or contracts.numbered(session, number)
    return found.id if found else None


def _certificate(session: Session, number: str) -> str | None:
    found = session.get(certificates.PaymentCertificate, number) or certificates.numbered(session, number)
    return found.id if found else None


def _receipt(session: Session, number: str) -> str | None:
    found = session.scalars(select(Receipt).where(or_(Receipt.number == number, Receipt.id == number))).first()
    return found.id if found else None


def _invoice(session: Session, number: str) -> str | None:
    found = session.scalars(select(VatInvoice).where(or_(VatInvoice.number == number, VatInvoice.id == number))).first()
    return found.id if found else None


def _variation(session: Session, name: str) -> str | None:
    """``CONTRACT/NUMBER``, or the number alone when only one contract has it."""
    by_id = session.get(VariationOrder, name)
    if by_id:
        return by_id.id
    both = select(VariationOrder.id).join(Contract, Contract.id == VariationOrder.contract_id)
    number = Contract.number + "/" + VariationOrder.number
    found = list(session.scalars(both.where(or_(number == name, VariationOrder.number == name))))
    return found[0] if len(found) == 1 else None


def _letter(session: Session, number: str) -> str | None:
    named = select(RegisteredLetter.id).where(or_(RegisteredLetter.number == number, RegisteredLetter.id == number))
    return session.scalars(named).first()


def _receivable(session: Session, name: str) -> str | None:
    """``DOCUMENT``, ``DOCUMENT/class`` or ``DOCUMENT/class/2`` (the second of its class), else an id."""
    if session.get(Receivable, name):
        return name
    whole = re.fullmatch(r"(?P<document>.+?)(?:/(?P<kind>[a-z]+)(?:/(?P<place>[1-9]\d*))?)?", name)
    if whole is None:
        return None
    rows = select(Receivable.id, Receivable.kind).where(Receivable.void == 0).order_by(Receivable.id)
    exact = session.execute(rows.where(Receivable.document == name)).all()
    if exact:
        main = [key for key, kind in exact if kind in _MAIN]
        return exact[0][0] if len(exact) == 1 else (main[0] if len(main) == 1 else None)
    of_class = rows.where(Receivable.document == whole["document"], Receivable.kind == whole["kind"])
    found = [key for key, _kind in session.execute(of_class)]
    place = int(whole["place"] or 1)
    return found[place - 1] if place <= len(found) else None


def _disputable(session: Session, name: str) -> str | None:
    """What :func:`disputable_name` names, or the id itself."""
    if subject_of(session, name) is not None:
        return name
    about, _bar, rest = name.partition("|")
    document, _bar, place = rest.rpartition("|")
    number, _bar, document = document.partition("|")
    contract = _contract(session, number)
    found = _alike(session, about, contract, document) if contract and place.isdigit() else []
    return found[int(place)] if found and int(place) < len(found) else None


def disputable_name(session: Session, key: str) -> str:
    """``TABLE|CONTRACT|DOCUMENT|n``: 0 the document itself, then what of it we did not agree to; empty when gone."""
    row = subject_of(session, key)
    if row is None:
        return ""
    place = _alike(session, row.about, row.contract_id, row.document).index(key)
    return f"{row.about}|{session.get_one(Contract, row.contract_id).number}|{row.document}|{place}"


def _alike(session: Session, about: str, contract: str, document: str) -> list[str]:
    found = subjects().c
    same = found.about == about, found.contract_id == contract, found.document == document
    rows = session.execute(select(found.id, found.is_part).where(*same).order_by(found.is_part, found.id))
    return [row[0] for row in rows]


def _ledger(session: Session, name: str) -> str | None:
    rows = select(OwnerLedger.id).where(or_(OwnerLedger.number == name, OwnerLedger.id == name))
    return session.scalars(rows).first()


FINDERS: Mapping[str, Callable[[Session, str], str | None]] = {
    "parties": _party,
    "projects": _project,
    "contracts": _contract,
    "certificates": _certificate,
    "receipts": _receipt,
    "receivables": _receivable,
    "correspondence": _letter,
    "invoices": _invoice,
    "variations": _variation,
    "owner_ledgers": _ledger,
    "disputable": _disputable,
}
"""By listing: the id of the record that is named, None when there is none or more than one."""


def bill_item(session: Session, contract: str, name: str) -> str | None:
    """The bill line of this id, code, or place (``#7``) under a contract."""
    item = session.get(BillItem, name)
    if item is not None:
        return item.id
    rows = select(BillItem.id).where(BillItem.contract_id == contract)
    if name.startswith("#") and name[1:].isdigit():
        return session.scalars(rows.where(BillItem.position == int(name[1:]) - 1)).first()
    found = list(session.scalars(rows.where(BillItem.code == name)))
    return found[0] if len(found) == 1 else None


def variation_of(session: Session, contract: str, name: str) -> str | None:
    """The variation of this id or number under a contract."""
    rows = select(VariationOrder.id).where(VariationOrder.contract_id == contract)
    return session.scalars(rows.where(or_(VariationOrder.number == name, VariationOrder.id == name))).first()


def claim_of(session: Session, contract: str, name: str) -> str | None:
    """The claim of this id or number under a contract."""
    rows = select(Claim.id).where(Claim.contract_id == contract)
    return session.scalars(rows.where(or_(Claim.number == name, Claim.id == name))).first()


def receivable_name(session: Session, key: str) -> str:
    """How :func:`FINDERS` finds this receivable again, in this book or in a copy of it."""
    row = session.get_one(Receivable, key)
    alike = select(Receivable.id).where(
        Receivable.document == row.document, Receivable.kind == row.kind, Receivable.void == 0
    )
    place = list(session.scalars(alike.order_by(Receivable.id))).index(key) + 1
    return f"{row.document}/{row.kind}/{place}"
