"""The command for own columns: which a list has, one more, one less; all of it as one step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import typer

from models import own
from models.language import N_, _, listed, text
from models.own import OwnColumnDraft, OwnColumnsDraft
from models.own.extending import KINDS
from models.problems import Refused
from models.registry import LISTINGS
from ui.commands.frame import Frame

LIST = typer.Argument(help=N_("The list, for example parties, contracts or receipts."))
ADD = typer.Option([], "--add", help=N_("CAPTION:KIND; KIND is text, number, money, date or choice (choice:A,B,C)."))
REMOVE = typer.Option([], "--remove", help=N_("The caption of a column that is no longer wanted; its values are kept."))


def columns(ctx: typer.Context, listing: str = LIST, add: list[str] = ADD, remove: list[str] = REMOVE) -> None:
    """The own columns of a list; with --add and --remove they are changed first."""
    frame: Frame = ctx.obj
    if listing not in LISTINGS:
        message = N_("There is no list “{name}”. Known are: {known}.")
        raise Refused(message, name=listing, known=listed({name: one.title for name, one in LISTINGS.items()}))
    with frame.book() as book:
        if add or remove:
            with book.write(own.DEFINE) as session:
                draft = _changed(own.draft_of(session, listing), add, remove)
                own.define(session, draft, LISTINGS[listing])
        with book.read() as session:
            found = own.own_of(session, listing).get(listing, ())
            told = [{"caption": one.caption, "kind": one.kind, "choices": list(one.choices)} for one in found]
    frame.answer(told, _lines)


def _changed(draft: OwnColumnsDraft, add: list[str], remove: list[str]) -> OwnColumnsDraft:
    known = {one.caption for one in draft.columns}
    for caption in remove:
        if caption not in known:
            raise Refused(N_("There is no own column “{caption}”."), caption=caption)
    kept = tuple(one for one in draft.columns if one.caption not in remove)
    return replace(draft, columns=(*kept, *map(_read, add)))


def _read(typed: str) -> OwnColumnDraft:
    caption, _colon, rest = typed.partition(":")
    kind, _colon, choices = rest.partition(":")
    if (kind or "text") not in KINDS:
        message = N_("“{kind}” is no kind of column. Known are: {known}.")
        raise Refused(message, kind=kind, known=listed(KINDS))
    return OwnColumnDraft(caption=caption.strip(), kind=kind or "text", choices=choices.replace(",", "、"))


def _lines(told: list[dict[str, Any]]) -> Iterator[str]:
    for one in told:
        choices = f" ({'、'.join(one['choices'])})" if one["choices"] else ""
        yield f"{one['caption']}: {text(KINDS[one['kind']])}{choices}"
    if not told:
        yield _("This list has no own columns.")
