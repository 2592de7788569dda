"""Everything a payment certificate says, figure by figure, with the workings behind them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import certificates, stages
from models.answers.scope import Plain, plain
from models.certificates import CertificateDraft, PaymentCertificate
from models.contracts.record import Contract
from models.drafts import to_plain
from models.language import N_, text
from models.money import Money
from models.problems import Refused
from models.receivables.record import Receivable
from models.rules.captions import Working

FIGURES = (
    "claimed value_lines value_variations value_claims value_dayworks value_materials value_adjustment value_other "
    "gross progress later retention recovery added deducted held due net vat"
).split()


def certificate_figures(session: Session, number: str) -> Plain:
    """Header, kept figures, lines, adjustments, workings and the receivables it made; Refused when there is none."""
    row = certificates.numbered(session, number)
    if row is None:
        raise Refused(N_("There is no certificate {number}. Check the number."), number=number)
    draft = certificates.draft_of(session, row.id)
    behind = certificates.background(session, draft)
    to_date = behind.before.gross + row.gross
    return {
        **_header(session, row),
        **{name: str(getattr(row, name)) for name in FIGURES},
        "previously_certified": str(behind.before.gross),
        "gross_to_date": str(to_date),
        "lines": [_line(line) for line in row.lines],
        "adjustments": [to_plain(one) for one in draft.adjustments],
        "workings": [_working(one) for one in _workings(draft, behind)],
        "stages": [
            {"stage": one.stage, "on": one.reached_on.isoformat(), "by": one.by, "amount": plain(one.amount)}
            for one in stages.stages_of(session, row.id)
        ],
        "receivables": _receivables(session, row),
    }


def _header(session: Session, row: PaymentCertificate) -> Plain:
    contract = session.get_one(Contract, row.contract_id)
    days = ("period_from", "period_to", "submitted_on", "certified_on")
    return {
        "number": row.number,
        "contract": contract.number,
        "currency": contract.currency,
        "period": row.period,
        "kind": row.kind,
        "void": row.void,
        **{name: plain(getattr(row, name)) for name in days},
    }


def _line(line: certificates.CertificateLine) -> Plain:
    names = "kind code name unit price claimed_quantity quantity claimed amount remark".split()
    return {name: plain(getattr(line, name)) for name in names}


def _workings(draft: CertificateDraft, behind: certificates.Background) -> tuple[Working, ...]:
    return () if draft.kind == "advance" else certificates.assessed(draft, behind).workings


def _working(one: Working) -> Plain:
    return {"name": one.name, "caption": text(one.caption), "amount": str(one.amount), "rule": explained(one)}


def explained(one: Working) -> str:
    """The rule behind a figure as a sentence with its numbers."""
    values = {name: _spoken(value) for name, value in one.values.items()}
    return text(one.rule).format(**values) if one.rule else ""


def _spoken(value: object) -> Any:
    if isinstance(value, Money):
        return value.grouped
    return text(value) if isinstance(value, str) else value


def _receivables(session: Session, row: PaymentCertificate) -> list[Plain]:
    made = select(Receivable).where(Receivable.source_id == row.id).order_by(Receivable.id)
    return [
        {"class": one.kind, "event": one.anchor, "days": one.days, "amount": str(one.amount)}
        for one in session.scalars(made)
    ]
