"""The column of a list that says how many files are linked to each record (附件)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, func, select

from models.evidence.record import EvidenceLink
from models.language import N_
from models.store.listing import Column, Sources


def evidence_column(key: Callable[[Sources], Any]) -> Column:
    """``key`` is the record's id; nothing is shown where nothing is linked."""

    def count(sources: Sources) -> ColumnElement[int]:
        found = select(func.nullif(func.count(EvidenceLink.id), 0))
        mine = found.where(EvidenceLink.record == key(sources), EvidenceLink.void == 0)
        return mine.correlate_except(EvidenceLink).scalar_subquery()

    return Column("evidence", N_("Attachments"), "number", count, width=5, shown=True)
