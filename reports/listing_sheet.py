"""Any list of the program as a sheet of a workbook: the columns as they are shown, row by row, ready to come back."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy.orm import Session

from models.currencies import is_foreign
from models.language import current, text
from models.own import PREFIX
from models.round_trip.edited import EDITED
from models.round_trip.origin import KEY, KEY_KIND, origin_of
from models.store.listing import Column, Listing, Question
from reports.workbook import Field, Sheet

_AT_ONCE = 500


def sheet_of(
    session: Session,
    listing: Listing,
    question: Question,
    shown: Sequence[str] | None = None,
    language: str | None = None,
) -> Sheet:
    """Everything the question asks for, in its order; ``shown`` names the columns (all that are shown by default).

    Where an amount may be in another currency than ours, the currency stands beside it and has its own totals.
    The rows are read while the workbook is written, so the session must stay open until then.
    """
    names = [column.name for column in listing.columns if column.shown] if shown is None else list(shown)
    by = listing.currency if is_foreign(listing.totals(session, question)) else ""
    names += [by] if by and by not in names else []
    places = [place for place, column in enumerate(listing.columns, 1) if column.name in names]
    edited = EDITED[listing.name].entries if listing.name in EDITED else ()
    fields = tuple(_field(listing.columns[place - 1], language, edited) for place in places)
    currency = [listing.columns[place - 1].name for place in places].index(by) if by else None
    captions = {one.caption: listing.columns[place - 1].name for one, place in zip(fields, places, strict=True)}
    origin = origin_of(session, listing, question, captions, language or current())
    fields = (*fields, Field(KEY + listing.name, KEY_KIND, 8))
    rows = _rows(session, listing, question, places)
    return Sheet(text(listing.title, language), fields, rows, origin=origin, currency=currency)


def _field(column: Column, language: str | None, edited: Collection[str]) -> Field:
    caption, is_edited = text(column.caption, language), column.name in edited or column.name.startswith(PREFIX)
    told = column.kind, column.width, column.total, column.places, column.choices
    return Field(caption, *told, edited=is_edited)


def _rows(session: Session, listing: Listing, question: Question, places: Sequence[int]) -> Iterator[Sequence[Any]]:
    keys = listing.keys(session, question)
    for start in range(0, len(keys), _AT_ONCE):
        for row in listing.rows(session, question, keys[start : start + _AT_ONCE]):
            yield [*(row[place] for place in places), row[0]]
