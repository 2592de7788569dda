"""Own columns in any list page: its list, its form and what it saves grow by them; boxes define and fill them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from models import own
from models.language import _, text
from models.own import Own, OwnColumnsDraft, extended_draft, extended_listing
from models.own.columns import check
from models.own.extending import SECTION
from models.store.listing import Listing
from ui.forms.form import Form
from ui.forms.spec import FormSpec, GridSpec, Section
from ui.pages.form_box import FormBox
from ui.pages.list_spec import ListPageSpec, Verb, begun
from ui.workspace import Workspace

Session = Any
_DEFINING = FormSpec(
    OwnColumnsDraft,
    check=check,
    grids={"columns": GridSpec(widths={"caption": 20, "kind": 10, "choices": 30}, rows=6)},
)


def extended(spec: ListPageSpec, columns: tuple[Own, ...]) -> ListPageSpec:
    """The page with these own columns; the page as it was declared when there are none."""
    if not columns:
        return spec
    draft = extended_draft(spec.draft, columns)
    return replace(
        spec,
        listing=extended_listing(spec.listing, columns),
        draft=draft,
        draft_of=partial(_drafted, spec.draft_of, columns),
        save=Verb(spec.save.command, partial(_saved, spec.save.use_case, columns)),
        form=_form(spec.form or FormSpec(spec.draft), draft, columns),
        blank=partial(_blank, spec, columns),
    )


def _form(form: FormSpec, draft: type, columns: tuple[Own, ...]) -> FormSpec:
    names = tuple(one.name for one in columns)
    sections = (*form.sections, Section(SECTION, names)) if form.sections else ()
    return replace(form, draft=draft, sections=sections)


def _drafted(draft_of: Callable[[Session, str], Any], columns: tuple[Own, ...], session: Session, key: str) -> Any:
    return own.with_values(session, key, draft_of(session, key), columns)


def _saved(use_case: Callable[..., Any], columns: tuple[Own, ...], session: Session, draft: Any) -> Any:
    made = use_case(session, draft)
    own.keep(session, made.id, draft, columns)
    return made


def _blank(spec: ListPageSpec, columns: tuple[Own, ...], session: Session, scope: Mapping[str, str], as_of: Any) -> Any:
    return own.with_values(session, "", begun(spec, scope, as_of, session), columns)


# The boxes


def ask_columns(workspace: Workspace, listing: Listing, parent: QWidget) -> None:
    """Define, rename, order and retire the own columns of a list."""
    workspace.ask(partial(_defined, listing.name), partial(_show_columns, workspace, listing, parent))


def _defined(name: str, session: Session) -> OwnColumnsDraft:
    return own.draft_of(session, name)


def _show_columns(workspace: Workspace, listing: Listing, parent: QWidget, draft: OwnColumnsDraft) -> None:
    title = _("Own columns of {list}").format(list=text(listing.title))
    use_case = partial(own.define, listing=listing)

    def act(made: OwnColumnsDraft, done: Any, failed: Any) -> None:
        workspace.act(own.DEFINE, use_case, made, done, failed)

    box = FormBox(title, Form(_DEFINING, draft), _("Save"), act, parent)
    box.resize(760, 460)
    box.start()
