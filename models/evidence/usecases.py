"""What can be done with evidence: enter it, link it, say where its original is, void it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.drafts import faults
from models.evidence.draft import AddDraft, EvidenceDraft, LinkDraft, LoanDraft, TakenFile, check
from models.evidence.kinds import betrayed
from models.evidence.linking import USUAL, called
from models.evidence.record import EvidenceFile, EvidenceLink, EvidenceLoan, in_words
from models.language import N_
from models.numbering import next_number
from models.problems import Refused, stop
from models.store.commands import COMMERCIAL, ENGINEERING, FINANCE, LEGAL, MARKETING, MATERIALS, declare
from models.store.parts import keep_parts

_EVERYONE = (FINANCE, COMMERCIAL, MARKETING, ENGINEERING, MATERIALS, LEGAL)
ADD = declare("evidence.add", N_("Add evidence"), _EVERYONE)
RECORD = declare("evidence.record", N_("Save evidence"), _EVERYONE)
LINK = declare("evidence.link", N_("Link evidence"), _EVERYONE)
UNLINK = declare("evidence.unlink", N_("Unlink evidence"), _EVERYONE, LEGAL)
VOIDED = declare("evidence.void", N_("Void evidence"), _EVERYONE, LEGAL)

_SIMPLE = tuple(
    "number name title media claimed_at claimed_place added_by added_at sha256 form box shelf remark".split()
)
_KEPT = ("title", "form", "box", "shelf", "remark")


@dataclass(frozen=True)
class Added:
    """Ids of files that are ``new`` and of those the book had (``known``); ``links`` is how many links were made."""

    new: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    links: int = 0

    @property
    def files(self) -> tuple[str, ...]:
        return (*self.new, *self.known)


def draft_of(session: Session, file_id: str) -> EvidenceDraft:
    row = session.get_one(EvidenceFile, file_id)
    loans = tuple(LoanDraft(one.borrower, one.lent_on, one.due_back, one.returned_on, one.remark) for one in row.loans)
    draft = EvidenceDraft(**{name: getattr(row, name) for name in _SIMPLE}, id=row.id, loans=loans)
    return replace(draft, claimed_at=in_words(row.claimed_at), added_at=in_words(row.added_at))


def add(session: Session, draft: AddDraft) -> Added:
    """Enter files that are in the book's folder; a file the book knows gets no second row, only its link.

    A file that was voided stands again when somebody adds it again. The Step is named after what is new, if anything.
    """
    new, known, links = [], [], 0
    for taken in draft.files:
        row = session.scalars(select(EvidenceFile).where(EvidenceFile.sha256 == taken.sha256)).first()
        if row is None:
            row = _entered(session, taken, draft)
            new.append(row.id)
        else:
            row.void = False
            known.append(row.id)
        if draft.link is not None:
            asked = replace(draft.link, file=row.id)
            told = asked.kind != "other" or asked.noun in USUAL
            kind = asked.kind if told else betrayed(row.name, row.media)
            links += link(session, replace(asked, kind=kind)) is not None
    session.flush()
    named = new or known
    session.info["subject"] = session.get_one(EvidenceFile, named[0]).name if len(named) == 1 else str(len(named))
    return Added(tuple(new), tuple(known), links)


def record(session: Session, draft: EvidenceDraft) -> EvidenceFile:
    """Keep what a person says of a file: its title, and where its original is."""
    stop(check(draft))
    row = _standing(session, draft.id)
    for name in _KEPT:
        setattr(row, name, getattr(draft, name))
    keep_parts(row.loans, draft.loans, EvidenceLoan, _fill)
    session.info["subject"] = row.title or row.name
    session.flush()
    return row


def link(session: Session, draft: LinkDraft) -> EvidenceLink | None:
    """The file proves something of a record; None when it already does as this kind of paper."""
    stop(faults(draft))
    row = _standing(session, draft.file)
    document, contract = called(session, draft.noun, draft.record)
    kind = USUAL.get(draft.noun, draft.kind) if draft.kind == "other" else draft.kind
    same = EvidenceLink.file_id == row.id, EvidenceLink.record == draft.record, EvidenceLink.kind == kind
    if session.scalars(select(EvidenceLink).where(*same, EvidenceLink.void == 0)).first() is not None:
        return None
    made = EvidenceLink(
        file_id=row.id, noun=draft.noun, record=draft.record, contract_id=contract, document=document,
        kind=kind, on=draft.on or claimed_on(row) or date.today(), remark=draft.remark,
    )  # fmt: skip
    session.add(made)
    session.info["subject"] = f"{row.title or row.name} → {document}"
    session.flush()
    return made


def unlink(session: Session, link_id: str, reason: str) -> EvidenceLink:
    """The file proves nothing of that record; the file stays."""
    row = session.get_one(EvidenceLink, link_id)
    if row.void:
        raise Refused(N_("This link was taken away already."))
    row.void, row.remark = True, f"{row.remark}\n{reason}".strip()
    session.info["subject"] = row.document
    session.flush()
    return row


def void(session: Session, file_id: str, reason: str) -> EvidenceFile:
    """It is no evidence, for this reason; its links go with it, its bytes stay in the book's folder."""
    row = _standing(session, file_id)
    row.void, row.remark = True, f"{row.remark}\n{reason}".strip()
    for one in links_of(session, file_id=row.id):
        one.void = True
    session.info["subject"] = row.title or row.name
    session.flush()
    return row


def links_of(session: Session, *, file_id: str = "", record: str = "") -> list[EvidenceLink]:
    """The standing links of a file, or of a record, in the order they were made."""
    mine = EvidenceLink.file_id == file_id if file_id else EvidenceLink.record == record
    return list(session.scalars(select(EvidenceLink).where(mine, EvidenceLink.void == 0).order_by(EvidenceLink.id)))


def claimed_on(row: EvidenceFile) -> date | None:
    """The day a file claims; None where it claims none, or one that cannot be."""
    if not row.claimed_at:
        return None
    day = date.fromisoformat(row.claimed_at[:10])
    return day if date(1990, 1, 1) <= day <= row.added_on else None


def _entered(session: Session, taken: TakenFile, draft: AddDraft) -> EvidenceFile:
    now = datetime.now().astimezone()
    row = EvidenceFile(
        **{name: getattr(taken, name) for name in TakenFile.__dataclass_fields__},
        number=next_number(session, EvidenceFile.number, "ZJ-", 5),
        source=draft.source,
        added_on=now.date(),
        added_at=now.isoformat(timespec="seconds"),
        added_by=draft.by,
    )
    session.add(row)
    session.flush()
    return row


def _standing(session: Session, file_id: str) -> EvidenceFile:
    row = session.get_one(EvidenceFile, file_id)
    if row.void:
        raise Refused(N_("{name} was voided already."), name=row.title or row.name)
    return row


def _fill(row: EvidenceLoan, draft: LoanDraft, place: int) -> None:
    assert draft.lent_on
    row.position, row.borrower, row.lent_on = place, draft.borrower, draft.lent_on
    row.due_back, row.returned_on, row.remark = draft.due_back, draft.returned_on, draft.remark
