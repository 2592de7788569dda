"""What can be done with a bundle: propose it from what is linked, keep it, void it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from models import company
from models.bundles.draft import (
    CALCULATION,
    CONTRACT,
    GROUPS,
    OTHER,
    PARTIES,
    PAYMENT,
    PERFORMANCE,
    BundleDraft,
    BundleItemDraft,
    check,
)
from models.bundles.record import Bundle, BundleItem
from models.contracts.record import Contract
from models.evidence.kinds import KINDS, UNREADABLE
from models.evidence.record import EvidenceFile, EvidenceLink
from models.language import N_, text
from models.media import MAIL
from models.numbering import next_number
from models.papers import KINDS as PAPERS
from models.papers import WITHDRAWN, IssuedPaper
from models.parties import Party
from models.problems import stop
from models.records import kept, opened, taken, voided
from models.stages import Stage
from models.store.commands import LEGAL, declare
from models.store.parts import keep_parts

RECORD = declare("bundles.record", N_("Save a bundle of evidence"), (LEGAL,))
VOIDED = declare("bundles.void", N_("Void a bundle of evidence"), (LEGAL,))

_GROUP_OF = {
    "contract": CONTRACT, "agreement": CONTRACT, "authority": PARTIES, "bank_slip": PAYMENT, "bill": PAYMENT,
    "invoice": PAYMENT, "deposit_slip": PAYMENT, "guarantee": PAYMENT, "confirmation": CALCULATION,
    "account": CALCULATION, "review": CALCULATION, "letter": OTHER, "service": OTHER, "minutes": OTHER, "other": OTHER,
}  # fmt: skip
"""Kinds of paper by the group they stand in; what is not named shows performance."""
_PURPOSE = {
    PARTIES: N_("Who acts for the parties, and with which authority"),
    CONTRACT: N_("The contract was concluded; its price and terms of payment"),
    PERFORMANCE: N_("We performed; what was done and certified"),
    PAYMENT: N_("What was paid, and what is not"),
    CALCULATION: N_("What is owed was agreed or worked out"),
}
_DEMANDED = dict.fromkeys(("letter", "service"), N_("We demanded payment in time"))
"""Of other evidence only letters and their service show something by themselves; the rest waits for a person.

A mail is called a letter because it is a mail; what it demands, only who reads it knows."""
_OUR_PAPERS = {"statement": CALCULATION, "interest": CALCULATION, "certificate": PERFORMANCE}


def draft_of(session: Session, bundle_id: str) -> BundleDraft:
    row = session.get_one(Bundle, bundle_id)
    items = tuple(
        BundleItemDraft(
            one.group, one.file_id or "", one.paper_id or "", one.title, one.source, one.form, one.proves, one.purpose
        )
        for one in row.items
    )
    return BundleDraft(
        row.id, row.number, row.title, row.contract_id or "", row.party_id or "", row.made_on, row.submitted_by,
        row.copies, items, row.remark,
    )  # fmt: skip


def record(session: Session, draft: BundleDraft) -> Bundle:
    """Keep a bundle; it stands as it was entered, the groups too."""
    stop([*check(draft), *taken(session, Bundle, draft)])
    row = opened(session, Bundle, draft.id)
    assert draft.made_on
    row.number = draft.number or next_number(session, Bundle.number, f"ZJ-{draft.made_on.year}-")
    row.title, row.made_on, row.copies = draft.title, draft.made_on, draft.copies or 1
    row.contract_id, row.party_id = draft.contract or None, draft.party or None
    row.submitted_by, row.remark = draft.submitted_by, draft.remark
    keep_parts(row.items, draft.items, BundleItem, _fill)
    return kept(session, row)


def void(session: Session, bundle_id: str, reason: str) -> Bundle:
    """It is not handed in."""
    row = opened(session, Bundle, bundle_id)
    return voided(session, row, reason)


def numbered(session: Session, number: str) -> Bundle | None:
    return session.scalars(select(Bundle).where(Bundle.number == number, Bundle.void == 0)).first()


def proposed(session: Session, contract: str, party: str, day: date) -> BundleDraft:
    """Everything that is linked to a contract, or to the contracts of a debtor, in groups and by day."""
    contracts = _contracts(session, contract, party)
    items = [*_files(session, contracts, party), *_papers(session, contracts, party)]
    order = list(GROUPS)
    whose = session.get(Party, party) if party else None
    about = session.get_one(Contract, contract).name if contract else (whose.name if whose else "")
    return BundleDraft(
        title=text(N_("List of evidence: {about}")).format(about=about),
        contract=contract,
        party=party,
        made_on=day,
        submitted_by=company.profile(session).name,
        items=tuple(sorted(items, key=lambda one: order.index(one.group))),
    )


def _contracts(session: Session, contract: str, party: str) -> list[str]:
    if contract:
        return [contract]
    mine = or_(Contract.payer_id == party, Contract.owner_id == party)
    return list(session.scalars(select(Contract.id).where(mine).order_by(Contract.number)))


def _files(session: Session, contracts: list[str], party: str) -> Iterator[BundleItemDraft]:
    linked = or_(EvidenceLink.contract_id.in_(contracts), EvidenceLink.record == party)
    rows = session.execute(
        select(EvidenceFile, EvidenceLink)
        .join(EvidenceLink, EvidenceLink.file_id == EvidenceFile.id)
        .where(linked, EvidenceLink.void == 0, EvidenceFile.void == 0)
        .order_by(EvidenceLink.on, EvidenceLink.id)
    )
    seen: set[str] = set()
    for file, link in rows:
        if file.id not in seen:
            seen.add(file.id)
            group = _GROUP_OF.get(link.kind, PERFORMANCE)
            shows = " ".join(filter(None, (text(KINDS[link.kind]), link.document)))
            speaks = file.fault not in UNREADABLE and not (file.media == MAIL and link.kind in _DEMANDED)
            purpose = _purpose(group, link.kind) if speaks else ""
            yield BundleItemDraft(group, file=file.id, title=called(file), form=file.form, proves=shows,
                                  purpose=purpose)  # fmt: skip


def called(file: EvidenceFile) -> str:
    """What a piece is called where nobody named it: the subject alone does not tell one mail from the next."""
    if file.media == MAIL and file.title and file.title != file.name:
        return f"{file.title}（{file.name}）"
    return file.title or file.name


def _purpose(group: str, kind: str) -> str:
    return text(_PURPOSE.get(group) or _DEMANDED.get(kind, ""))


def _papers(session: Session, contracts: list[str], party: str) -> Iterator[BundleItemDraft]:
    """Papers that went out and still stand; a demand and a statement prove that payment was asked for."""
    gone = exists().where(Stage.document_id == IssuedPaper.id, Stage.stage == WITHDRAWN)
    concerned = or_(IssuedPaper.contract_id.in_(contracts), *([IssuedPaper.party_id == party] if party else []))
    rows = select(IssuedPaper).where(concerned, ~gone).order_by(IssuedPaper.issued_on, IssuedPaper.id)
    for paper in session.scalars(rows):
        group = _OUR_PAPERS.get(paper.kind, OTHER)
        name = f"{text(PAPERS.get(paper.kind, paper.kind))} {paper.number}"
        yield BundleItemDraft(group, paper=paper.id, title=name, form="electronic", purpose=_purpose(group, paper.kind))


def _fill(row: BundleItem, draft: BundleItemDraft, place: int) -> None:
    row.position, row.group, row.title = place, draft.group, draft.title
    row.file_id, row.paper_id = draft.file or None, draft.paper or None
    names: tuple[Any, ...] = ("source", "form", "proves", "purpose")
    for name in names:
        setattr(row, name, getattr(draft, name))
