"""Choosing a record of another list inside a form: by any word or initials, without leaving the form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from models.drafts import entries, part
from models.registry import LISTINGS
from models.store.listing import Listing, Question, Row
from ui.forms.picker import Candidate, Deliver, Made, Source
from ui.pages import attribute, form_of
from ui.tables.formats import shown
from ui.workspace import Workspace

MANY = 30
"""Candidates offered at once; more words narrow them down."""


def sources(workspace: Workspace, draft: type, given: Mapping[str, Listing] | None = None) -> dict[str, Source]:
    """A source for every ``pick=`` of the draft and its lines.

    ``given`` names listings in place of those of ``models.registry``.
    """
    listings = {**LISTINGS, **(given or {})}
    return {name: source(workspace, listings[name], form_of(name)) for name in set(picks(draft))}


def picks(draft: type) -> Iterator[str]:
    """The names of the listings a draft picks from."""
    for how in entries(draft).values():
        if how.pick:
            yield how.pick
        line = part(how.kind)
        if line is not None:
            yield from picks(line)


def source(workspace: Workspace, listing: Listing, form: str = "") -> Source:
    """Candidates of a listing: called by its first column, told apart by the next two; a new one by its own form."""
    named = partial(_named, workspace, listing)
    return Source(partial(_find, workspace, listing), named, partial(_begin, workspace, form, named) if form else None)


def _begin(workspace: Workspace, form: str, named: Any, words: str, asker: QWidget, made: Made) -> None:
    """The form is imported now: it picks from other lists itself."""
    attribute("ui.pages.record_box:begin")(workspace, attribute(form), words, asker, partial(_made, named, made))


def _made(named: Any, made: Made, key: str) -> None:
    if key:
        named(key, lambda found: made(found[0] if found else None))
    else:
        made(None)


def _find(workspace: Workspace, listing: Listing, words: str, deliver: Deliver) -> None:
    question = Question(as_of=workspace.as_of, words=words)
    workspace.ask(lambda session: listing.first(session, question, MANY), partial(_deliver, listing, deliver))


def _named(workspace: Workspace, listing: Listing, key: str, deliver: Deliver) -> None:
    question = Question(as_of=workspace.as_of)
    workspace.ask(lambda session: listing.rows(session, question, [key]), partial(_deliver, listing, deliver))


def _deliver(listing: Listing, deliver: Deliver, rows: list[Row]) -> None:
    deliver([_candidate(listing, row) for row in rows])


def _candidate(listing: Listing, row: Row) -> Candidate:
    told: list[Any] = [shown(value, column) for column, value in zip(listing.columns, row[1:], strict=True)]
    return Candidate(row[0], told[0], " · ".join(one for one in told[1:3] if one))
