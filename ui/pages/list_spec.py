"""A list and its form, declared: what the ordinary page is made from.

How to add a page: declare a ``ListPageSpec`` in ``ui/pages/<noun>.py`` and name it in ``PAGES``:

    SPEC = ListPageSpec(
        name="parties",
        new=N_("New party"),
        listing=parties.LISTING,
        draft=parties.PartyDraft,
        draft_of=parties.draft_of,
        save=Verb(parties.RECORD, parties.record),
        form=FormSpec(parties.PartyDraft, check=parties.check),
    )
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtWidgets import QWidget

from models.drafts import changed, entries
from models.problems import Problem
from models.store.commands import Command
from models.store.listing import Listing
from ui.forms.spec import FormSpec
from ui.icons import Icon
from ui.pages.form_page import FormPage
from ui.pages.page import PageWidget
from ui.pages.quick_filters import Quick
from ui.workspace import Workspace

Session = Any


@dataclass(frozen=True)
class Verb:
    """A command and its use case: ``use_case(session, draft)`` to save, ``use_case(session, id, reason)`` to void."""

    command: Command
    use_case: Callable[..., Any]


@dataclass(frozen=True)
class Action:
    """Something else that can be done with a record: ``run(workspace, id)``.

    With ``most`` it is done with up to so many selected rows of a list at once: ``run(workspace, id, *others)``.
    ``key`` does it too; without ``button`` it stands in the menu of a row only.
    """

    title: str
    run: Callable[..., None]
    icon: Icon | None = None
    most: int = 1
    key: str = ""
    button: bool = True


@dataclass(frozen=True)
class ListPageSpec:
    """A list and its form; ``ListPage(workspace, spec, scope)`` is the page, narrowed to a contract or party if asked.

    ``blank(session, scope, as_of)`` makes the draft of a new record (default: an empty one in its scope);
    ``fills[entry](session, draft)`` gives values to fill in when that entry changed; ``picks`` are listings to pick
    from in place of those of the registry; ``is_fixed(session, id)`` says that a record is posted and can only be read;
    ``detail(workspace, id)`` makes a page of its own for a record instead of the form; ``form_page`` a crafted form.
    ``advise(session, draft)`` is what only the book knows against the draft, asked after every edit; it stops nothing.
    ``paper`` names the report that is asked for and issued where the records are papers; ``word``: for Word too.
    ``proposes`` names entries that ``fills`` only proposes: once chosen by hand they stay.
    ``quick`` are the filters that stand over the list, one click each.
    """

    name: str
    listing: Listing
    draft: type
    draft_of: Callable[[Session, str], Any]
    save: Verb
    new: str = ""
    form: FormSpec | None = None
    void: Verb | None = None
    blank: Callable[[Session, Mapping[str, str], Any], Any] | None = None
    fills: Mapping[str, Callable[[Session, Any], Mapping[str, Any]]] = field(default_factory=dict)
    proposes: tuple[str, ...] = ()
    picks: Mapping[str, Listing] = field(default_factory=dict)
    actions: tuple[Action, ...] = ()
    is_fixed: Callable[[Session, str], bool] | None = None
    detail: Callable[[Workspace, str], PageWidget] | None = None
    form_page: type[FormPage] = FormPage
    preview: Callable[[Workspace], QWidget] | None = None
    paper: str = ""
    advise: Callable[[Session, Any], Iterable[Problem]] | None = None
    word: bool = False
    quick: tuple[Quick, ...] = ()


def begun(spec: ListPageSpec, scope: Mapping[str, str], as_of: Any, session: Session) -> Any:
    """The draft of a new record, with what is usual filled in."""
    if spec.blank is not None:
        return spec.blank(session, scope, as_of)
    return changed(spec.draft(), **{name: value for name, value in scope.items() if name in entries(spec.draft)})
