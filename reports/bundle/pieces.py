"""What a bundle is made of: each piece with the file it lies in, as the book has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models import company
from models.bundles import BundleDraft, BundleItemDraft, called, grouped
from models.contracts.record import Contract
from models.evidence.kinds import FORMS, wrong_with
from models.evidence.record import EvidenceFile
from models.kept_files import EVIDENCE, PAPERS
from models.language import text
from models.media import MEDIA, PDF
from models.papers import IssuedPaper
from models.parties import Party


@dataclass(frozen=True)
class Piece:
    """``label`` is its group, of those that have any, and its place in it (``2-1``).

    ``digest`` and ``shelf`` say where the original lies, ``name`` its file, ``wrong`` what is wrong with it since it
    came.
    """

    group: str
    label: str
    title: str
    source: str
    form: str
    proves: str
    purpose: str
    name: str
    digest: str
    shelf: str
    media: str
    wrong: str = ""

    @property
    def media_name(self) -> str:
        return text(MEDIA[self.media])


@dataclass(frozen=True)
class Pieces:
    """A bundle in its order: group by group, as it was entered (``bundles.grouped``)."""

    title: str
    number: str
    about: str
    made_on: date
    submitted_by: str
    copies: int
    pieces: tuple[Piece, ...]


def pieces_of(session: Session, draft: BundleDraft) -> Pieces:
    """What the draft names, numbered anew: numbers and pages always follow the order."""
    made = []
    for number, (_group, items) in enumerate(grouped(draft), 1):
        made += [_piece(session, item, f"{number}-{place}") for place, item in enumerate(items, 1)]
    assert draft.made_on
    about = [session.get_one(Contract, draft.contract).name] if draft.contract else []
    about += [session.get_one(Party, draft.party).name] if draft.party else []
    ours = draft.submitted_by or company.profile(session).name
    return Pieces(draft.title, draft.number, "　".join(about), draft.made_on, ours, draft.copies or 1, tuple(made))


def _piece(session: Session, item: BundleItemDraft, label: str) -> Piece:
    told = (item.source, text(FORMS[item.form]) if item.form else "", item.proves, item.purpose)
    if item.paper:
        paper = session.get_one(IssuedPaper, item.paper)
        return Piece(
            item.group, label, item.title or paper.number, *told, f"{paper.number}.pdf", paper.file, PAPERS, PDF
        )
    file = session.get_one(EvidenceFile, item.file)
    title = item.title or called(file)
    return Piece(item.group, label, title, *told, file.name, file.sha256, EVIDENCE, file.media,
                 wrong_with(file.fault, file.flags))  # fmt: skip
