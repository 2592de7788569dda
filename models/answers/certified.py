"""Everything a payment certificate says, figure by figure, with the workings behind them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import certificates, stages
from models.answers.scope import Plain, plain
from models.certificates import CertificateDraft, PaymentCertificate
from models.certificates.background import VALUES
from models.contracts.record import Contract
from models.drafts import to_plain
from models.language import N_, text
from models.money import Money
from models.problems import Problem, Refused
from models.receivables.record import Receivable
from models.rules.captions import Working

FIGURES = (
    "claimed",
    *(column.key for column in VALUES.values()),
    *"gross progress later retention recovery second_recovered added deducted held due net vat wages".split(),
)


def certificate_figures(session: Session, number: str) -> Plain:
    """Header, kept figures, lines, adjustments, workings and the receivables it made; Refused when there is none."""
    row = certificates.numbered(session, number)
    if row is None:
        raise Refused(N_("There is no certificate {number}. Check the number."), number=number)
    draft = certificates.draft_of(session, row.id)
    behind = certificates.background(session, draft)
    before = behind.before
    to_date = {
        "gross_to_date": before.gross + row.gross,
        "retention_to_date": before.retention + row.retention,
        "recovered_to_date": before.recovered + row.recovery,
        "earned_to_date": before.gross + row.gross - before.retention - row.retention,
        "previous_earned": before.gross - before.retention,
    }
    return {
        **_header(session, row),
        **{name: str(getattr(row, name)) for name in FIGURES},
        "previously_certified": str(before.gross),
        **{name: str(amount) for name, amount in to_date.items()},
        **{name: plain(getattr(row, name)) for name in ("stated_gross", "stated_previous")},
        "lines": [_line(line) for line in row.lines],
        "adjustments": [to_plain(one) for one in certificates.adjustments_of(draft)],
        "indices": [to_plain(one) for one in draft.indices],
        "advice": [one.text() for one in _advice(draft, behind)],
        "workings": [_working(one) for one in _workings(row, draft, behind)],
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


def _workings(row: PaymentCertificate, draft: CertificateDraft, behind: certificates.Background) -> tuple[Working, ...]:
    return () if draft.kind == "advance" else certificates.as_kept(certificates.assessed(draft, behind).workings, row)


def _advice(draft: CertificateDraft, behind: certificates.Background) -> Iterable[Problem]:
    return () if draft.kind == "advance" else certificates.check_against(draft, behind)


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
