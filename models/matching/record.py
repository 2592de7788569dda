"""The tables of matching: the ledger an owner keeps of us, its lines, and which lines of both ledgers are one."""

from __future__ import annotations

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.money import Money
from models.store.base import STRICT, Record, indexed, refers_to


class OwnerLedger(Record):
    """What an owner's books said of us on a day, with our signs; ``stated`` is the balance it showed itself.

    ``digest`` is the SHA-256 of the file it was read from; empty for one that was typed.
    """

    __tablename__ = "owner_ledgers"
    __table_args__ = (UniqueConstraint("number"), indexed("party_id", "as_of"), STRICT)

    number: Mapped[str]
    party_id: Mapped[str] = refers_to("parties", indexed=False)
    currency: Mapped[str]
    as_of: Mapped[date]
    file: Mapped[str]
    digest: Mapped[str]
    stated: Mapped[Money | None]
    remark: Mapped[str]
    void: Mapped[bool] = mapped_column(default=False)
    lines: Mapped[list[OwnerLine]] = relationship(order_by="OwnerLine.position", cascade="all, delete-orphan")


class OwnerLine(Record):
    """A line of the owner's ledger; ``amount`` is above nothing where its debt grew."""

    __tablename__ = "owner_lines"

    ledger_id: Mapped[str] = refers_to("owner_ledgers")
    position: Mapped[int]
    booked_on: Mapped[date]
    amount: Mapped[Money]
    reference: Mapped[str]
    text: Mapped[str]


class LedgerMatch(Record):
    """Lines of both ledgers that are the same money; ``reason`` is one of the rules or ``by_hand``."""

    __tablename__ = "ledger_matches"

    ledger_id: Mapped[str] = refers_to("owner_ledgers")
    reason: Mapped[str]
    remark: Mapped[str]
    parts: Mapped[list[MatchedLine]] = relationship(cascade="all, delete-orphan", order_by="MatchedLine.id")


class MatchedLine(Record):
    """A line of a match: theirs by its id, ours by the noun and id of the document that made it."""

    __tablename__ = "matched_lines"
    __table_args__ = (UniqueConstraint("match_id", "line"), indexed("line"), STRICT)

    match_id: Mapped[str] = refers_to("ledger_matches")
    line: Mapped[str]
    is_ours: Mapped[bool]


class LineExplanation(Record):
    """Why a line stands in one ledger only, as both sides agreed or as we know."""

    __tablename__ = "line_explanations"
    __table_args__ = (UniqueConstraint("ledger_id", "line"), STRICT)

    ledger_id: Mapped[str] = refers_to("owner_ledgers")
    line: Mapped[str]
    reason: Mapped[str]
