"""What is asked of a file of evidence: its title, where the paper original is, what it is linked to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.drafts import entry, faults
from models.evidence.kinds import FORMS, KINDS
from models.evidence.linking import NOUNS
from models.language import N_
from models.media import MEDIA, OTHER
from models.problems import Problem

_CLAIMS = N_("What the file says of itself")
_PAPER = N_("Paper original")
SOURCES = {
    "": "",
    "drop": N_("Dropped into the window"),
    "paste": N_("Pasted from the clipboard"),
    "button": N_("Chosen by hand"),
    "folder": N_("From a folder"),
    "command": N_("Added by command"),
    "sample": N_("Sample"),
}


_BEFORE_LENT = {
    "due_back": N_("It is due back before it was lent: is the date right?"),
    "returned_on": N_("It came back before it was lent: is the date right?"),
}


@dataclass(frozen=True)
class LoanDraft:
    """The paper original was lent out."""

    borrower: str = entry(N_("Borrower"), "", required=True)
    lent_on: date | None = entry(N_("Lent on"), None, required=True)
    due_back: date | None = entry(N_("Due back"), None)
    returned_on: date | None = entry(N_("Returned on"), None)
    remark: str = entry(N_("Remark"), "")


@dataclass(frozen=True)
class EvidenceDraft:
    """A file of evidence as a person may correct it; the bytes and what they claim stay."""

    id: str = ""
    number: str = entry(N_("Evidence number"), "", key=True, readonly=True)
    name: str = entry(N_("File name"), "", readonly=True)
    title: str = entry(N_("Title"), "", wide=True, hint=N_("What the list of evidence calls it; empty: the file name"))
    media: str = entry(N_("Kind of file"), OTHER, choices=MEDIA, readonly=True)
    claimed_at: str = entry(N_("Time claimed"), "", readonly=True, section=_CLAIMS)
    claimed_place: str = entry(N_("Place claimed"), "", readonly=True, section=_CLAIMS)
    added_by: str = entry(N_("Added by"), "", readonly=True, section=_CLAIMS)
    added_at: str = entry(N_("Added at"), "", readonly=True, section=_CLAIMS)
    sha256: str = entry(N_("SHA-256"), "", readonly=True, wide=True, section=_CLAIMS)
    form: str = entry(N_("What it is a picture of"), "", choices=FORMS, section=_PAPER)
    box: str = entry(N_("Box"), "", section=_PAPER)
    shelf: str = entry(N_("Shelf"), "", section=_PAPER)
    loans: tuple[LoanDraft, ...] = entry(N_("Lent out"), ())
    remark: str = entry(N_("Remark"), "", lines=2, wide=True)


@dataclass(frozen=True)
class LinkDraft:
    """A file proves something of a record."""

    file: str = ""
    noun: str = entry(N_("Belongs to"), "", required=True, choices=NOUNS)
    record: str = entry(N_("Record"), "", required=True)
    kind: str = entry(N_("Kind of paper"), "other", choices=KINDS)
    on: date | None = entry(N_("Date of the paper"), None, hint=N_("Empty: the day the file claims, else today"))
    remark: str = entry(N_("Remark"), "")


@dataclass(frozen=True)
class TakenFile:
    """A file whose bytes are in the book's folder already, and what was seen of it."""

    sha256: str
    size: int
    name: str
    media: str = OTHER
    pages: int = 0
    claimed_at: str = ""
    claimed_place: str = ""
    title: str = ""
    fault: str = ""
    flags: str = ""


@dataclass(frozen=True)
class AddDraft:
    """Files to be entered, by whom, how they came, and what all of them are linked to at once (or nothing)."""

    files: tuple[TakenFile, ...] = ()
    by: str = ""
    source: str = ""
    link: LinkDraft | None = None


def check(draft: EvidenceDraft) -> Iterator[Problem]:
    """Everything that can be said without the database."""
    yield from faults(draft)
    out = 0
    for place, loan in enumerate(draft.loans):
        for name, message in _BEFORE_LENT.items():
            day = getattr(loan, name)
            if day and loan.lent_on and day < loan.lent_on:
                yield Problem(f"loans.{place}.{name}", message)
        out += loan.returned_on is None
    if out > 1:
        yield Problem("loans", N_("The original can be with one borrower at a time: enter when it came back."))
    if draft.loans and draft.form not in ("", "original", "stamped"):
        yield Problem("form", N_("Only paper can be lent out."), advice=True)
