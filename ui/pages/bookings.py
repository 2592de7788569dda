"""Bookings: their list, and the gesture that books the chosen rows of another list."""

from __future__ import annotations

from functools import partial

from models import bookings
from models.bookings import BookDraft, BookingDraft
from models.language import N_, _, ngettext
from ui.forms.spec import FormSpec
from ui.icons import Icon
from ui.pages.asking import ask_with
from ui.pages.list_spec import Action, ListPageSpec, Verb
from ui.workspace import Workspace

MOST = 500
_FORM = FormSpec(BookDraft, check=bookings.check)


def book_them(noun: str) -> Action:
    """What the list of this kind of document offers."""
    return Action(N_("Book…"), partial(_ask, noun), Icon.BOOKMARK, MOST)


def _ask(noun: str, workspace: Workspace, *keys: str) -> None:
    count = len(keys)
    title = ngettext("Book {count} document", "Book {count} documents", count).format(count=count)
    draft = BookDraft(noun, keys, booked_on=workspace.as_of)
    ask_with(workspace, _FORM, title, _("Book them"), bookings.BOOK, bookings.book, draft)


SPEC = ListPageSpec(
    name="bookings",
    new=N_("New booking"),
    listing=bookings.LISTING,
    draft=BookingDraft,
    draft_of=bookings.draft_of,
    save=Verb(bookings.RECORD, bookings.record),
    form=FormSpec(BookingDraft, check=bookings.check),
    void=Verb(bookings.VOIDED, bookings.void),
)
