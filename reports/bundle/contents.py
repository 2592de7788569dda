"""The list of evidence (证据目录): group, name, source, what it shows and proves, copies and pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.bundles import GROUPS
from models.language import N_
from reports.bundle.pieces import Piece, Pieces
from reports.letterhead import Letterhead
from reports.style import Say
from reports.tabular import Tabular, TabularColumn, TabularGroup


def contents(
    told: Pieces,
    letterhead: Letterhead,
    pages: Mapping[str, tuple[int, int]],
    remarks: Mapping[str, str],
    language: str,
) -> Tabular:
    """``pages`` are first and last page by label, ``remarks`` what must be known of a piece that is not printed."""
    say = Say(language)
    rows = tuple(_row(one, pages.get(one.label), told.copies, say) for one in told.pieces)
    if remarks:
        rows = tuple((*row, remarks.get(one.label, "")) for row, one in zip(rows, told.pieces, strict=True))
    return Tabular(
        letterhead=letterhead,
        title=say(N_("List of evidence")),
        scope=told.about,
        as_of=told.made_on,
        columns=_columns(say) if not remarks else (*_columns(say), _remark(say)),
        groups=(TabularGroup("", rows),),
        signers=(say(N_("Submitted by {name} (seal)"), name=told.submitted_by), say(N_("Received by"))),
        dated_on=told.made_on,
        language=language,
        number=told.number,
        is_final=True,
    )


def _remark(say: Say) -> TabularColumn:
    return TabularColumn(say(N_("Remark")), weight=2, width=18)


def _columns(say: Say) -> tuple[TabularColumn, ...]:
    return (
        TabularColumn(say(N_("Group")), width=9),
        TabularColumn(say(N_("No.")), width=5),
        TabularColumn(say(N_("Name of the evidence")), weight=3, width=26),
        TabularColumn(say(N_("Source")), weight=1, width=9),
        TabularColumn(say(N_("Original or copy")), weight=1, width=9),
        TabularColumn(say(N_("What it shows")), weight=3, width=22),
        TabularColumn(say(N_("What it is to prove")), weight=3, width=22),
        TabularColumn(say(N_("Copies")), "number", width=5),
        TabularColumn(say(N_("Pages")), width=8),
    )


def _row(one: Piece, pages: tuple[int, int] | None, copies: int, say: Say) -> tuple[Any, ...]:
    told = "" if pages is None else str(pages[0]) if pages[0] == pages[1] else f"{pages[0]}–{pages[1]}"
    group = say(GROUPS[one.group])
    return (group, one.label, one.title, one.source, one.form, one.proves, one.purpose, copies, told)
