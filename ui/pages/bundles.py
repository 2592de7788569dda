"""Bundles of evidence: their list, their form with what was proposed, and the writing of one to a folder or archive."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from models import bundles, contract_standing
from models.bundles import BundleDraft
from models.language import N_, _, current
from models.work import Work
from reports.bundle.pieces import pieces_of
from reports.letterhead import letterhead
from ui.forms.spec import FormSpec, GridSpec
from ui.icons import Icon
from ui.pages.list_spec import Action, ListPageSpec, Verb
from ui.pages.save_box import ask_where_to
from ui.pages.window_below import window_below
from ui.workspace import Workspace

_WIDTHS = {"group": 12, "file": 24, "paper": 16, "title": 26, "source": 10, "form": 10, "proves": 24, "purpose": 30}


def _blank(session: Any, scope: Mapping[str, str], as_of: Any) -> BundleDraft:
    contract, party = scope.get("contract", ""), scope.get("party", "")
    if contract or party:
        return bundles.proposed(session, contract, party, as_of)
    return BundleDraft(made_on=as_of)


def _proposed(session: Any, draft: BundleDraft) -> dict[str, Any]:
    """Everything that is linked, where nothing was entered yet."""
    if draft.items:
        return {}
    found = bundles.proposed(session, draft.contract, draft.party, draft.made_on or date.today())
    told = {"items": found.items, "submitted_by": draft.submitted_by or found.submitted_by}
    return {**told, "title": draft.title or found.title}


def _write(workspace: Workspace, key: str) -> None:
    """Ask where to, then write with progress; a stop leaves nothing behind."""
    workspace.ask(partial(_named, key), partial(_ask, workspace, key))


def _named(key: str, session: Any) -> str:
    return f"{bundles.draft_of(session, key).number}.zip"


def _ask(workspace: Workspace, key: str, name: str) -> None:
    parent = window_below()
    use = partial(_run, workspace, key)
    ask_where_to(workspace.state, parent, _("Write the bundle"), name, _("Archive (*.zip)"), use)


def _run(workspace: Workspace, key: str, path: Path) -> None:
    book = workspace.book
    if book is not None:
        work = partial(_written, book, key, path)
        workspace.run(work, _("Putting the evidence together"), partial(_told, workspace), writes=False)


def _written(book: Any, key: str, path: Path) -> Work[Any]:
    from reports.bundle.writing import write_bundle

    path.unlink(missing_ok=True)  # the person was asked whether to replace it
    with book.read() as session:
        told, head = pieces_of(session, bundles.draft_of(session, key)), letterhead(session)
    return (yield from write_bundle(book.folder, told, head, path, current()))


def _told(workspace: Workspace, written: Any) -> None:
    said = _("{pieces} pieces on {pages} pages: {file}").format(
        pieces=written.pieces, pages=written.pages, file=str(written.path)
    )
    if written.named:
        said += " " + _("Not printed, named on their page: {pieces}").format(
            pieces=_(", ").join(str(one.values["label"]) for one in written.named)
        )
    workspace.tell(said)


SPEC = ListPageSpec(
    name="bundles",
    new=N_("New bundle"),
    listing=bundles.LISTING,
    draft=BundleDraft,
    draft_of=bundles.draft_of,
    save=Verb(bundles.RECORD, bundles.record),
    void=Verb(bundles.VOIDED, bundles.void),
    form=FormSpec(BundleDraft, check=bundles.check, grids={"items": GridSpec(widths=_WIDTHS, rows=10, ordered=True)}),
    blank=_blank,
    fills={"contract": _proposed, "party": _proposed},
    picks={"contracts": contract_standing.LISTING},
    actions=(Action(N_("Write it…"), _write, Icon.FILE_EXPORT),),
)
