"""The table of evidence: each file, what it is linked to, and where its paper original is."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, FromClause, case, exists, func, literal, select, type_coerce

from models.contracts.record import Contract
from models.drafts import entries
from models.evidence.draft import SOURCES, EvidenceDraft
from models.evidence.kinds import IN_FLAGS, KINDS, WRONG
from models.evidence.record import EvidenceFile, EvidenceLink, EvidenceLoan
from models.language import N_
from models.store.base import Day
from models.store.listing import Column, Listing, Question, Sources, column

_HOW = entries(EvidenceDraft)
_STANDS = EvidenceLink.file_id == EvidenceFile.id, EvidenceLink.void == 0


def _source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    """A contract narrows the list to files that are linked to it or to anything that belongs to it."""
    belongs = EvidenceFile.void == 0
    if wanted := question.scope.get("contract"):
        mine = exists().where(*_STANDS, EvidenceLink.contract_id == wanted)
        belongs = belongs & mine.correlate(EvidenceFile)
    parts = {"row": EvidenceFile, "as_of": question.as_of, "contract": literal(wanted or "")}
    return EvidenceFile.__table__, parts, belongs


def _title(sources: Sources) -> ColumnElement[str]:
    """What somebody called it, else the name of the file."""
    return func.coalesce(func.nullif(sources["row"].title, ""), sources["row"].name)


def _wrong(sources: Sources) -> ColumnElement[str]:
    """Why it cannot be shown, else what is wrong with what can be."""
    row = sources["row"]
    told = [(row.flags.contains(name), name) for name in IN_FLAGS]
    return case((row.fault != "", row.fault), *told, else_="")


def _count(_sources: Sources) -> ColumnElement[int]:
    return select(func.count(EvidenceLink.id)).where(*_STANDS).correlate(EvidenceFile).scalar_subquery()


def _first(value: Any) -> ColumnElement[Any]:
    found = select(value).where(*_STANDS).order_by(EvidenceLink.id).limit(1)
    return found.correlate(EvidenceFile).scalar_subquery()


def _documents(_sources: Sources) -> ColumnElement[str]:
    """Everything it is linked to, in one line."""
    return (
        select(func.group_concat(EvidenceLink.document, "、")).where(*_STANDS).correlate(EvidenceFile).scalar_subquery()
    )


def _contract(_sources: Sources) -> ColumnElement[str]:
    named = select(Contract.name).where(Contract.id == _first(EvidenceLink.contract_id))
    return named.correlate(EvidenceFile).scalar_subquery()


def _day(_sources: Sources) -> ColumnElement[Any]:
    """The day it claims, else the day it came here."""
    claimed = func.nullif(func.substr(EvidenceFile.claimed_at, 1, 10), "")
    return type_coerce(func.coalesce(claimed, EvidenceFile.added_on), Day())


def _lent(value: Any) -> Any:
    def found(sources: Sources) -> ColumnElement[Any]:
        day, loan = sources["as_of"], EvidenceLoan
        out = loan.file_id == EvidenceFile.id, loan.lent_on <= day, func.coalesce(loan.returned_on, "9999") > day
        last = select(value).where(*out).order_by(loan.position.desc()).limit(1)
        return last.correlate(EvidenceFile).scalar_subquery()

    return found


LISTING = Listing(
    name="evidence",
    title=N_("Evidence"),
    noun="evidence_files",
    columns=(
        column(_HOW["number"], lambda s: s["row"].number, "text", width=9),
        column(_HOW["title"], _title, "text", width=26),
        Column("kind", N_("Kind of paper"), "choice", lambda s: _first(EvidenceLink.kind), width=10, choices=KINDS),
        Column("documents", N_("Belongs to"), "text", _documents, width=18),
        Column("contract", N_("Contract"), "text", _contract, width=16),
        Column("day", N_("Date"), "date", _day, width=10),
        column(_HOW["media"], lambda s: s["row"].media, "choice", width=8),
        Column("wrong", N_("What is wrong with it"), "choice", _wrong, width=10, choices=WRONG),
        Column("links", N_("Links"), "number", _count, width=6),
        column(_HOW["form"], lambda s: s["row"].form, "choice", width=9, shown=False),
        column(_HOW["box"], lambda s: s["row"].box, "text", width=8, shown=False),
        column(_HOW["shelf"], lambda s: s["row"].shelf, "text", width=8, shown=False),
        Column("borrower", N_("Lent to"), "text", _lent(EvidenceLoan.borrower), width=9, shown=False),
        Column(
            "due_back", N_("Due back"), "date", lambda s: type_coerce(_lent(EvidenceLoan.due_back)(s), Day()),
            width=10, shown=False,
        ),
        Column("added_on", N_("Added on"), "date", lambda s: s["row"].added_on, width=10, shown=False),
        column(_HOW["added_by"], lambda s: s["row"].added_by, "text", width=9, shown=False),
        Column(
            "source", N_("How it came"), "choice", lambda s: s["row"].source, width=10, shown=False, choices=SOURCES
        ),
        column(_HOW["name"], lambda s: s["row"].name, "text", width=24, shown=False),
        Column("size", N_("Bytes"), "number", lambda s: s["row"].size, width=10, shown=False),
        column(_HOW["sha256"], lambda s: s["row"].sha256, "text", width=20, shown=False),
    ),
    source=_source,
    key=lambda s: s["row"].id,
    scopes={"contract": lambda s: s["contract"]},
    words=(
        lambda s: s["row"].number,
        lambda s: s["row"].name,
        lambda s: s["row"].title,
        lambda s: s["row"].remark,
        _documents,
    ),
    sort="added_on",
    descending=True,
    empty=N_("Drop photos, scans, PDFs or mails here, paste them, or choose them. They can be sorted later."),
)  # fmt: skip
