"""What Ctrl+K offers besides records: every page, every new record, and what the window itself can do."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from models.language import LANGUAGES, N_, _, current, text
from ui.frame.command_box import Choice
from ui.icons import Icon
from ui.pages import PLACES, Page

if TYPE_CHECKING:
    from ui.main_window import MainWindow


def choices(window: MainWindow, pages: Sequence[Page]) -> list[Choice]:
    """Pages first, then new records, then the window's own commands."""
    icons = {place.name: place.icon for place in PLACES}
    go = [Choice(text(page.title), partial(window.open_page, page.name), "", icons[page.place]) for page in pages]
    begun = [page for page in pages if page.new]
    new = [
        Choice(text(page.new), partial(window.open_page, page.name, "new"), "", Icon.PLUS, _new(page)) for page in begun
    ]
    return [*go, *new, *_own(window)]


def _new(page: Page) -> str:
    """However the trade says it on the button, “New” and the name of the page find it."""
    return _("New {page}").format(page=text(page.title))


def _own(window: MainWindow) -> list[Choice]:
    workspace = window.workspace
    other = next(one for one in LANGUAGES if one != current())
    own = (
        (N_("Undo the last step"), workspace.undo, "Ctrl+Z", Icon.ARROW_BACK_UP),
        (N_("Redo the step"), workspace.redo, "Ctrl+Y", Icon.ARROW_FORWARD_UP),
        (N_("Cut-off date: end of last month"), window.top.cut_off.to_month_end, "Ctrl+Shift+M", Icon.CALENDAR),
        (N_("Cut-off date: today"), partial(workspace.set_as_of, None), "", Icon.CALENDAR),
        (N_("Show yuan or 10,000 yuan"), window.bar.turn_unit, "Ctrl+U", Icon.CASH),
    )
    speak = Choice(LANGUAGES[other], partial(workspace.speak, other), "", Icon.LANGUAGE)
    return [*(Choice(text(title), call, key, icon) for title, call, key, icon in own), speak]
