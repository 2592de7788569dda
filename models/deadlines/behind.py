"""The papers behind a deadline: the fact or document it runs from, what was issued for it, the files that prove it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import settlements
from models.confirmations.record import Reply
from models.contracts.record import Contract
from models.deadlines.record import Deadline
from models.deadlines.working_out import deadlines
from models.evidence.kinds import KINDS
from models.evidence.linking import called
from models.evidence.record import EvidenceFile, EvidenceLink
from models.language import N_
from models.legal_facts.record import LegalFact
from models.papers import KINDS as ISSUED
from models.papers import IssuedPaper

NAMES = {
    "legal_facts": N_("Fact"),
    "replies": N_("Reply"),
    "receivables": N_("Receivable"),
    "contracts": N_("Contract"),
    "variations": N_("Variation order"),
    "claims": N_("Claim"),
    "final_accounts": N_("Final account"),
    "certificates": N_("Payment certificate"),
    "opening_positions": N_("Opening balances"),
    "deposits": N_("Deposit"),
    "receipts": N_("Receipt"),
}
PAPER, FILE = "issued_papers", "evidence_files"


@dataclass(frozen=True)
class Behind:
    """One paper: the record that is opened for it, what it is (msgid), its number or name, and its day."""

    noun: str
    record: str
    what: str
    name: str
    day: date | None = None


def found(session: Session, key: str, as_of: date) -> Deadline | None:
    """The deadline of this key as of a day."""
    return next((one for one in deadlines(session, as_of) if one.key == key), None)


def papers(session: Session, one: Deadline, as_of: date) -> list[Behind]:
    """Each once: what moved the day first, then the document that is owed, then what was issued and kept for them."""
    records = list(dict.fromkeys([*one.behind, (one.subject.noun, one.subject.record), *_origins(session, one, as_of)]))
    made = [*_records(session, records), *_issued(session, records), *_files(session, records)]
    return list({(paper.noun, paper.record): paper for paper in reversed(made)}.values())[::-1]


def _origins(session: Session, one: Deadline, as_of: date) -> Iterator[tuple[str, str]]:
    """The document that made a receivable."""
    if one.subject.noun == "receivables":
        made = settlements.origin(session, one.subject.record, as_of)
        if made is not None and made.noun in NAMES:
            yield made.noun, made.record


def _records(session: Session, records: list[tuple[str, str]]) -> Iterator[Behind]:
    for noun, key in records:
        name, _contract = called(session, noun, key)
        yield Behind(noun, key, NAMES[noun], name)


def _issued(session: Session, records: list[tuple[str, str]]) -> Iterator[Behind]:
    """The letter a fact served, the statement that was replied to."""
    for told in (LegalFact, Reply):
        keys = [key for noun, key in records if noun == told.__tablename__]
        mine = select(IssuedPaper).join(told, told.paper_id == IssuedPaper.id).where(told.id.in_(keys))
        for row in session.scalars(mine):
            records.append((PAPER, row.id))
            yield Behind(PAPER, row.id, ISSUED[row.kind], row.number, row.issued_on)


def _files(session: Session, records: list[tuple[str, str]]) -> Iterator[Behind]:
    """What was photographed or scanned of any of them; of the contract itself only what is its signed text."""
    keys = [key for noun, key in records if noun != Contract.__tablename__]
    rows = session.execute(
        select(EvidenceLink.file_id, EvidenceLink.kind, EvidenceLink.on, EvidenceFile.name)
        .join(EvidenceFile, EvidenceFile.id == EvidenceLink.file_id)
        .where(EvidenceLink.record.in_(keys), EvidenceLink.void == 0, EvidenceFile.void == 0)
        .order_by(EvidenceLink.on, EvidenceLink.id)
    )
    for key, kind, day, name in rows:
        yield Behind(FILE, key, KINDS.get(kind, kind), name, day)
