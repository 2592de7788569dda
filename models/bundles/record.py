"""The tables of bundles (证据材料): which evidence goes to court, in which order, and what each piece proves."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.store.base import STRICT, Record, indexed, refers_to


class Bundle(Record):
    """A bundle of evidence of a contract or of all contracts of a debtor; its page numbers follow its order."""

    __tablename__ = "bundles"
    __table_args__ = (UniqueConstraint("number"), indexed("made_on", "id", "void"), STRICT)

    number: Mapped[str]
    title: Mapped[str]
    contract_id: Mapped[str | None] = refers_to("contracts", optional=True)
    party_id: Mapped[str | None] = refers_to("parties", optional=True)
    made_on: Mapped[date]
    submitted_by: Mapped[str]
    copies: Mapped[int]
    remark: Mapped[str]
    void: Mapped[bool] = mapped_column(default=False)
    items: Mapped[list[BundleItem]] = relationship(order_by="BundleItem.position", cascade="all, delete-orphan")


class BundleItem(Record):
    """One piece: a file of evidence or a paper we issued, what it proves and to which end."""

    __tablename__ = "bundle_items"

    bundle_id: Mapped[str] = refers_to("bundles")
    position: Mapped[int]
    group: Mapped[str]
    file_id: Mapped[str | None] = mapped_column(ForeignKey("evidence_files.id"), index=True)
    paper_id: Mapped[str | None] = mapped_column(ForeignKey("issued_papers.id"), index=True)
    title: Mapped[str]
    source: Mapped[str]
    form: Mapped[str]
    proves: Mapped[str]
    purpose: Mapped[str]
