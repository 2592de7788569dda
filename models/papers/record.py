"""The table of issued papers: each with its number, its file, and the head of the book it was pinned to."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.language import N_
from models.money import Money
from models.store.base import STRICT, Record, indexed, refers_to

ISSUED, APPROVED, SEAL_ASKED, SEALED, WITHDRAWN = "issued", "approved", "seal_asked", "sealed", "withdrawn"
COURSE = {APPROVED: N_("Approved"), SEAL_ASKED: N_("Seal asked for"), SEALED: N_("Sealed")}
"""What happens to a paper in the house before it goes out, in this order; a small office seals at once."""
STAGES = {ISSUED: N_("Issued"), **COURSE, WITHDRAWN: N_("Withdrawn")}
SEALS = {
    "official": N_("Official seal"),
    "contract": N_("Contract seal"),
    "finance": N_("Finance seal"),
    "project": N_("Project seal"),
}
"""With which of our seals a paper goes out."""
KINDS = {
    "statement": N_("Statement of Account"),
    "certificate": N_("Progress Payment Certificate"),
    "interest": N_("Interest calculation sheet"),
    "ageing": N_("Ageing of receivables"),
    "letter": N_("Letter to a debtor"),
    "deadlines": N_("Deadline list"),
    "take_on": N_("Take-on sheet"),
    "reconciliation": N_("Reconciliation of balances"),
    "books_check": N_("Check of receivables with the ledger"),
    "arrears": N_("Ledger of arrears"),
    "unbilled": N_("List of work done but not certified"),
    "confirmations": N_("List of replies to statements"),
    "differences": N_("Difference table"),
}


class IssuedPaper(Record):
    """A paper that went out: ``file`` and ``content`` are the SHA-256 of the PDF and of the figures it was drawn from.

    ``document_id`` is the one document it is of (a certificate), empty where it is of many.
    ``amount`` is what the paper says is owed or due; None where that is in several currencies or in none.
    ``form`` is which of its forms it has (a letter: which kind; a statement: whether it demands payment),
    ``answer_by`` the day by which it asks for payment or an answer.
    ``head_n`` and ``head_hash`` are the last Step before its own; the check code on the paper is made of them.
    """

    __tablename__ = "issued_papers"
    __table_args__ = (
        UniqueConstraint("number"),
        indexed("issued_on"),
        indexed("party_id", "issued_on"),
        indexed("kind", "year", "serial"),
        indexed("document_id", "issued_on"),
        STRICT,
    )

    number: Mapped[str]
    kind: Mapped[str]
    year: Mapped[int]
    serial: Mapped[int]
    party_id: Mapped[str | None] = refers_to("parties", optional=True, indexed=False)
    contract_id: Mapped[str | None] = mapped_column(ForeignKey("contracts.id"), index=True)
    issued_on: Mapped[date]
    as_of: Mapped[date | None]
    language: Mapped[str]
    template: Mapped[int]
    pages: Mapped[int]
    size: Mapped[int]
    file: Mapped[str]
    content: Mapped[str]
    head_n: Mapped[int]
    head_hash: Mapped[str]
    corrects_id: Mapped[str | None] = mapped_column(ForeignKey("issued_papers.id"), index=True)
    document_id: Mapped[str] = mapped_column(default="")
    currency: Mapped[str] = mapped_column(default="")
    amount: Mapped[Money | None]
    form: Mapped[str] = mapped_column(default="")
    answer_by: Mapped[date | None]
    remark: Mapped[str] = mapped_column(default="")
