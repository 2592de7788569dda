"""The own columns of a list, defined as a whole: a column that is left out is retired, its values are kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from models.drafts import entry, faults
from models.language import LANGUAGES, N_, text
from models.own.extending import CHOICE, KINDS, TEXT
from models.own.record import OwnColumn, OwnValue
from models.problems import Problem, stop
from models.store.commands import COMMERCIAL, FINANCE, declare
from models.store.listing import Listing

MOST = 10
"""So many own columns a list may have."""
DEFINE = declare("own.define", N_("Define own columns"), (COMMERCIAL, FINANCE))
_SPLIT = str.maketrans(dict.fromkeys("、,，;；\n", "\n"))


@dataclass(frozen=True)
class OwnColumnDraft:
    """One own column."""

    id: str = ""
    caption: str = entry(N_("Caption"), "", required=True, synonyms=("栏目名称", "名称"))
    kind: str = entry(N_("Kind"), TEXT, required=True, choices=KINDS)
    choices: str = entry(N_("Choices"), "", hint=N_("Separated by 、"), synonyms=("选项", "可选值"))


@dataclass(frozen=True)
class OwnColumnsDraft:
    """All own columns of a list, in their order."""

    listing: str = ""
    columns: tuple[OwnColumnDraft, ...] = entry(N_("Own columns"), ())


def draft_of(session: Session, listing: str) -> OwnColumnsDraft:
    """The own columns of the list of this name; none while nobody defined any."""
    rows = select(OwnColumn).where(OwnColumn.listing == listing, OwnColumn.retired == 0)
    columns = (
        OwnColumnDraft(row.id, row.caption, row.kind, "、".join(row.choices.splitlines()))
        for row in session.scalars(rows.order_by(OwnColumn.position))
    )
    return OwnColumnsDraft(listing, tuple(columns))


def check(draft: OwnColumnsDraft) -> Iterator[Problem]:
    yield from faults(draft)
    if len(draft.columns) > MOST:
        yield Problem("columns", N_("A list has at most {most} own columns."), {"most": MOST})
    called = Counter(one.caption for one in draft.columns)
    for place, one in enumerate(draft.columns):
        if one.caption and called[one.caption] > 1:
            yield Problem(f"columns.{place}.caption", N_("Two columns bear this caption. Change one."))
        if one.kind == CHOICE and len(choices_of(one)) < 2:
            yield Problem(f"columns.{place}.choices", N_("Name at least two choices, separated by 、."))


def choices_of(draft: OwnColumnDraft) -> tuple[str, ...]:
    """The choices in their order, each once."""
    if draft.kind != CHOICE:
        return ()
    return tuple(dict.fromkeys(one.strip() for one in draft.choices.translate(_SPLIT).splitlines() if one.strip()))


def define(session: Session, draft: OwnColumnsDraft, listing: Listing | None = None) -> OwnColumn | None:
    """Make the own columns of a list equal to the draft; the caption of a column of the ``listing`` itself is taken.

    A column without an id that bears the caption of a retired one is that one again. The kind of a column that holds
    values already stays; a choice that is used may not go.
    """
    kept = {row.id: row for row in session.scalars(select(OwnColumn).where(OwnColumn.listing == draft.listing))}
    stop([*check(draft), *_taken(draft, listing), *_held(session, draft, kept)])
    first = None
    named = {row.caption: row.id for row in kept.values()}
    for place, one in enumerate(draft.columns):
        row = kept.pop(one.id or named.get(one.caption, ""), None) or OwnColumn(listing=draft.listing)
        row.position, row.caption, row.kind, row.retired = place, one.caption, one.kind, False
        row.choices = "\n".join(choices_of(one))
        session.add(row)
        first = first or row
    for row in kept.values():
        row.retired = True
    session.info["subject"] = text(listing.title) if listing else draft.listing
    session.flush()
    return first


def _taken(draft: OwnColumnsDraft, listing: Listing | None) -> Iterator[Problem]:
    if listing is None:
        return
    known = {text(column.caption, language) for column in listing.columns for language in LANGUAGES}
    for place, one in enumerate(draft.columns):
        if one.caption in known:
            message = N_("The list has a column “{caption}” of its own already. Choose another caption.")
            yield Problem(f"columns.{place}.caption", message, {"caption": one.caption})


def _held(session: Session, draft: OwnColumnsDraft, kept: dict[str, OwnColumn]) -> Iterator[Problem]:
    for place, one in enumerate(draft.columns):
        row = kept.get(one.id) or next((row for row in kept.values() if row.caption == one.caption), None)
        if row is None:
            continue
        mine = OwnValue.column_id == row.id
        if one.kind != row.kind and session.scalar(select(exists().where(mine))):
            yield Problem(f"columns.{place}.kind", N_("This column holds values: its kind stays as it is."))
        gone = set(row.choices.splitlines()) - set(choices_of(one))
        if gone and one.kind == CHOICE:
            used = session.scalars(select(OwnValue.words).where(mine, OwnValue.words.in_(gone))).first()
            if used:
                message = N_("“{choice}” is used by records and cannot go.")
                yield Problem(f"columns.{place}.choices", message, {"choice": used})
