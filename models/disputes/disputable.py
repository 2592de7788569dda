"""What can be disputed: every document, and of it what one side did not agree to, which asks to be recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Subquery, and_, case, exists, func, literal, select, type_coerce
from sqlalchemy import union_all as union
from sqlalchemy.orm import Session

from models import claims, variations
from models.certificates.record import Adjustment, PaymentCertificate
from models.claims.record import Claim
from models.contracts.record import Contract
from models.currency_column import currency_column
from models.deposits.record import Deposit, DepositDeduction
from models.disputes.record import Dispute
from models.final_accounts.record import FinalAccount
from models.language import N_
from models.money import Money
from models.stages import Stage
from models.store.base import Day, Fen
from models.store.listing import Column, Listing, Question, Sources
from models.variations.record import VariationOrder

ABOUT = {
    "": N_("Something else"),
    "certificates": N_("Payment certificate"),
    "variations": N_("Variation order"),
    "claims": N_("Claim"),
    "final_accounts": N_("Final account"),
    "deposits": N_("Deposit"),
}
"""By the table of the document."""


_WHOLE: Mapping[str, Any] = {
    "certificates": PaymentCertificate,
    "variations": VariationOrder,
    "claims": Claim,
    "final_accounts": FinalAccount,
    "deposits": Deposit,
}


@dataclass(frozen=True)
class Subject:
    """Something that can be disputed: ``id`` of the row, its document, the amount, and what the other side says."""

    id: str
    about: str
    document: str
    contract_id: str
    amount: Money | None
    name: str
    reason: str
    proposes: bool


def subjects() -> Subquery:
    """SQL: id, about, document, contract_id, day, amount, name, reason; ``is_part``: a deduction of the document.

    What ``proposes`` asks to be recorded as disputed.
    """
    return union(*_certificates(), _variations(), _claims(), _final_accounts(), *_deposits()).subquery("subjects")


def _row(
    row: Any,
    about: str,
    document: Any,
    contract: Any,
    day: Any,
    amount: Any,
    reason: Any,
    proposes: Any,
    name: Any = None,
) -> Any:
    return select(
        row.id.label("id"), literal(about).label("about"), document.label("document"), contract.label("contract_id"),
        type_coerce(day, Day()).label("day"), type_coerce(amount, Fen()).label("amount"),
        (reason if name is None else name).label("name"), reason.label("reason"),
        proposes.label("proposes"), literal(int(row is not _WHOLE[about])).label("is_part"),
    )  # fmt: skip


def _certificates() -> Iterator[Any]:
    """A certificate, and each deduction of a signed one that we did not agree to."""
    c, a, none = PaymentCertificate, Adjustment, literal("")
    day = func.coalesce(c.certified_on, c.submitted_on, c.period_to)
    yield _row(c, "certificates", c.number, c.contract_id, day, c.gross, none, literal(0)).where(c.void == 0)
    refused = a.agreed == 0, c.void == 0, c.certified_on.is_not(None)
    yield (
        _row(a, "certificates", c.number, c.contract_id, day, a.amount, a.reason, literal(1))
        .join_from(a, c, c.id == a.certificate_id)
        .where(*refused)
    )


def _last(table: str, row: Any, what: Any, *where: ColumnElement[bool]) -> ColumnElement[Any]:
    """SQL of the last stage of a document, or of something of it."""
    reached = (
        select(what)
        .where(Stage.document_id == row.id, Stage.noun == table, *where)
        .order_by(Stage.reached_on.desc(), Stage.id.desc())
        .limit(1)
    )
    return reached.correlate(row).scalar_subquery()


def _variations() -> Any:
    v = VariationOrder
    stage = _last("variations", v, Stage.stage)
    reason = func.coalesce(_last("variations", v, Stage.remark), "")
    amount = func.coalesce(_last("variations", v, Stage.amount, Stage.amount.is_not(None)), v.amount)
    rejected = case((stage == variations.REJECTED, 1), else_=0)
    day = _last("variations", v, Stage.reached_on)
    found = _row(v, "variations", v.number, v.contract_id, day, amount, reason, rejected, v.name)
    return found.where(stage != variations.VOID)


def _claims() -> Any:
    reason = func.coalesce(_last("claims", Claim, Stage.remark), "")
    amount = _last("claims", Claim, Stage.amount, Stage.amount.is_not(None))
    rejected = case((_last("claims", Claim, Stage.stage) == claims.REJECTED, 1), else_=0)
    day = func.coalesce(_last("claims", Claim, Stage.reached_on), Claim.happened_on)
    found = _row(Claim, "claims", Claim.number, Claim.contract_id, day, amount, reason, rejected, Claim.name)
    return found.where(Claim.void == 0)


def _final_accounts() -> Any:
    """Of an account the audit fee that we did not agree to, else the whole of it."""
    f = FinalAccount
    refused = and_(f.fee_agreed == 0, f.fee != 0)
    amount = case((refused, f.fee), else_=func.coalesce(f.settled, f.amount))
    day, proposes = func.coalesce(f.settled_on, f.submitted_on), case((refused, 1), else_=0)
    found = _row(f, "final_accounts", f.number, f.contract_id, day, amount, literal(""), proposes)
    return found.where(f.void == 0)


def _deposits() -> Iterator[Any]:
    d, taken, none = Deposit, DepositDeduction, literal("")
    yield _row(d, "deposits", d.number, d.contract_id, d.paid_on, d.amount, none, literal(0)).where(d.void == 0)
    found = _row(taken, "deposits", d.number, d.contract_id, taken.deducted_on, taken.amount, taken.reason, literal(1))
    yield found.join_from(taken, d, d.id == taken.deposit_id).where(taken.agreed == 0, d.void == 0)


def subject_of(session: Session, key: str) -> Subject | None:
    """What this row is, while it stands."""
    found = subjects().c
    columns = (
        found.id,
        found.about,
        found.document,
        found.contract_id,
        found.amount,
        found.name,
        found.reason,
        found.proposes,
    )
    row = session.execute(select(*columns).where(found.id == key)).first()
    return Subject(*row[:7], bool(row[7])) if row else None


def document_of(session: Session, contract_id: str, document: str) -> str:
    """The id of the document of this number under a contract; empty when there is none, or more than one."""
    found = subjects().c
    mine = found.contract_id == contract_id, found.document == document
    whole = session.scalars(select(found.id).where(*mine, found.is_part == 0)).all()
    return whole[0] if len(whole) == 1 else ""


def _is_recorded(subject: Any) -> ColumnElement[bool]:
    return exists().where(Dispute.subject == subject, Dispute.void == 0)


_WORDS: tuple[Callable[[Sources], ColumnElement[Any]], ...] = (
    lambda s: s["row"].document,
    lambda s: s["row"].name,
    lambda s: s["row"].reason,
    lambda s: s["contract"].number,
    lambda s: s["contract"].name,
    lambda s: s["contract"].initials,
)


def _listing(name: str, title: str, waiting: bool, empty: str) -> Listing:
    def source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
        found = subjects()
        joined = found.outerjoin(Contract.__table__, Contract.id == found.c.contract_id)
        belongs = and_(found.c.proposes == 1, ~_is_recorded(found.c.id)) if waiting else found.c.id.is_not(None)
        return joined, {"row": found.c, "contract": Contract}, belongs

    return Listing(
        name=name,
        title=title,
        noun=name,
        columns=(
            Column("document", N_("Document"), "text", lambda s: s["row"].document, width=18),
            Column("name", N_("In question"), "text", lambda s: s["row"].name, width=24),
            Column("reason", N_("What they say"), "text", lambda s: s["row"].reason, width=24),
            Column("amount", N_("Amount"), "money", lambda s: s["row"].amount, width=14, total=waiting),
            Column("about", N_("About"), "choice", lambda s: s["row"].about, width=10, choices=ABOUT),
            Column("contract", N_("Contract"), "text", lambda s: s["contract"].name, width=22),
            Column("day", N_("Day"), "date", lambda s: s["row"].day, width=10),
            currency_column(lambda s: s["contract"].currency),
        ),
        source=source,
        key=lambda s: s["row"].id,
        scopes={
            "contract": lambda s: s["row"].contract_id,
            "party": lambda s: s["contract"].owner_id,
            "project": lambda s: s["contract"].project_id,
        },
        words=_WORDS,
        currency="currency",
        sort="day" if waiting else "document",
        descending=waiting,
        empty=empty,
    )


DISPUTABLE = _listing(
    "disputable", N_("What can be disputed"), False, N_("Documents of the contracts stand here once there are any.")
)
PROPOSED = _listing(
    "dispute_proposals",
    N_("Not recorded as disputed yet"),
    True,
    N_("Deductions and fees we did not agree to, and what was rejected, stand here until they are recorded."),
)
