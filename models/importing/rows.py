"""A certificate of a workbook as plain rows: what ``certificates.record`` keeps, ten times lighter than mapped objects.

The tests compare these rows with those that recording the same drafts one by one leaves behind.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from types import SimpleNamespace
from typing import Any, TypeVar, cast

from sqlalchemy import Table

from models.certificates import Adjustment, CertificateDraft, CertificateLine, PaymentCertificate, usecases
from models.contracts import Contract, Terms
from models.importing.unsaved import Unsaved, standing
from models.receivables import Receivable
from models.rules.certificate import Assessment
from models.stages import Stage
from models.store.base import Record

R = TypeVar("R", bound=Record)
Named = tuple[type[Record], Record]
"""A stand-in and the record it stands for."""


def light(unsaved: Unsaved, record: type[R], **values: Any) -> R:
    """A stand-in for a new record: its row is kept, its defaults are filled in, attributes are set on it as usual."""
    table = cast(Table, record.__table__)
    row = SimpleNamespace(**{**standing(table), **values})
    unsaved.rows.setdefault(table, []).append(row.__dict__)
    return cast(R, row)


def keep_certificate(
    unsaved: Unsaved, draft: CertificateDraft, found: Assessment, contract: Contract, terms: Terms, today: date
) -> PaymentCertificate:
    """The certificate with its parts and stages and, when it is signed, what it makes owed."""
    row = light(unsaved, PaymentCertificate, terms_id=terms.id, certified_on=draft.certified_on)
    usecases._fill_header(row, draft)
    usecases._fill_amounts(row, draft, found)
    lines = [light(unsaved, CertificateLine, certificate_id=row.id) for _ in draft.lines]
    for place, line in enumerate(lines):
        usecases._fill_line(line, draft.lines[place], place)
    adjustments = [light(unsaved, Adjustment, certificate_id=row.id) for _ in draft.adjustments]
    for place, adjustment in enumerate(adjustments):
        usecases._fill_adjustment(adjustment, draft.adjustments[place], place)
    _keep_stages(unsaved, row, draft, [*_named(CertificateLine, lines), *_named(Adjustment, adjustments)], today)
    if draft.certified_on:
        _keep_claims(unsaved, row, contract, terms, draft.certified_on)
    return row


def _keep_stages(
    unsaved: Unsaved, row: PaymentCertificate, draft: CertificateDraft, parts: list[Named], today: date
) -> None:
    """As ``certificates`` notes them: prepared on the first day that is known."""
    first = min(day for day in (draft.submitted_on, draft.period_to, draft.certified_on, today) if day)
    _reach(unsaved, row, usecases.PREPARED, first)
    if draft.submitted_on:
        _reach(unsaved, row, usecases.SUBMITTED, draft.submitted_on, amount=row.claimed)
    if draft.certified_on:
        digest = digest_of([(PaymentCertificate, row), *sorted(parts, key=lambda part: part[1].id)])
        _reach(unsaved, row, usecases.CERTIFIED, draft.certified_on, amount=row.gross, digest=digest)


def _reach(unsaved: Unsaved, row: PaymentCertificate, stage: str, on: date, **more: Any) -> None:
    noun = PaymentCertificate.__tablename__
    light(unsaved, Stage, document_id=row.id, noun=noun, stage=stage, reached_on=on, **more)


def _keep_claims(unsaved: Unsaved, row: PaymentCertificate, contract: Contract, terms: Terms, on: date) -> None:
    for kind, anchor, days, amount in usecases.claims_of(row, terms):
        if amount:
            light(
                unsaved,
                Receivable,
                contract_id=contract.id,
                party_id=contract.payer_id or contract.owner_id,
                kind=kind,
                anchor=anchor,
                days=days,
                amount=amount,
                posted_on=on,
                source_noun=PaymentCertificate.__tablename__,
                source_id=row.id,
                document=row.number,
                person=contract.handler,
            )


def _named(kind: type[Record], rows: Iterable[Record]) -> Iterator[Named]:
    return ((kind, row) for row in rows)


def digest_of(document: Iterable[Named]) -> str:
    """The same digest as ``stages.digest_of`` of the records these stand for."""
    digest = hashlib.sha256()
    for kind, row in document:
        values = {name: str(row.__dict__.get(name)) for name in _columns(kind)}
        digest.update(json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode() + b"\n")
    return digest.hexdigest()


@cache
def _columns(kind: type[Record]) -> tuple[str, ...]:
    return tuple(column.name for column in cast(Table, kind.__table__).columns)
