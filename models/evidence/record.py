"""The tables of evidence (证据): files kept byte for byte, what each proves, and where its paper original is."""

from __future__ import annotations

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.store.base import STRICT, Record, indexed, refers_to


class EvidenceFile(Record):
    """A file in the book's folder; ``sha256`` names it there. The same file is kept once.

    ``claimed_at`` (ISO, local) and ``claimed_place`` (latitude,longitude) are what the file says of itself: claims.
    ``added_on``, ``added_at`` and ``added_by`` say when it came here and through whom, ``source`` how (drop, paste …).
    ``fault`` and ``flags`` say why it cannot be shown and what it carries. ``form``, ``box`` and ``shelf`` are of its
    paper original. A void file proves nothing any more; its bytes stay.
    """

    __tablename__ = "evidence_files"
    __table_args__ = (
        UniqueConstraint("number"),
        UniqueConstraint("sha256"),
        indexed("added_on", "id", "void"),
        indexed("name", "id", "void"),
        STRICT,
    )

    number: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]
    name: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    media: Mapped[str]
    pages: Mapped[int] = mapped_column(default=0)
    claimed_at: Mapped[str] = mapped_column(default="")
    claimed_place: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    added_on: Mapped[date]
    added_at: Mapped[str]
    added_by: Mapped[str] = mapped_column(default="")
    fault: Mapped[str] = mapped_column(default="")
    flags: Mapped[str] = mapped_column(default="")
    form: Mapped[str] = mapped_column(default="")
    box: Mapped[str] = mapped_column(default="")
    shelf: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")
    void: Mapped[bool] = mapped_column(default=False)
    loans: Mapped[list[EvidenceLoan]] = relationship(order_by="EvidenceLoan.position", cascade="all, delete-orphan")


class EvidenceLoan(Record):
    """The paper original left its place: who has it, until when, and when it came back."""

    __tablename__ = "evidence_loans"

    file_id: Mapped[str] = refers_to("evidence_files")
    position: Mapped[int]
    borrower: Mapped[str]
    lent_on: Mapped[date]
    due_back: Mapped[date | None]
    returned_on: Mapped[date | None]
    remark: Mapped[str]


class EvidenceLink(Record):
    """A file proves something of a record: ``kind`` is what kind of paper it is there, ``on`` the day of the paper.

    ``document`` is the record's number as people see it, ``contract_id`` the contract it belongs to, if it has one.
    """

    __tablename__ = "evidence_links"
    __table_args__ = (
        indexed("file_id", "void", "id"),
        indexed("record", "void", "kind", "on", "file_id"),
        indexed("contract_id", "void", "file_id"),
        STRICT,
    )

    file_id: Mapped[str] = refers_to("evidence_files", indexed=False)
    noun: Mapped[str]
    record: Mapped[str] = mapped_column(info={"names": "record"})
    contract_id: Mapped[str | None] = refers_to("contracts", optional=True, indexed=False)
    document: Mapped[str]
    kind: Mapped[str]
    on: Mapped[date]
    remark: Mapped[str] = mapped_column(default="")
    void: Mapped[bool] = mapped_column(default=False)


def in_words(at: str) -> str:
    """An instant as people read it, to the minute, by the clock it was noted with."""
    return at.replace("T", " ")[:16]
