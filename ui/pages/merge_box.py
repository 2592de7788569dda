"""Merging two parties: which name stays, what will move to it, in one Step that can be taken back."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from models import merging
from models.history_words import NOUNS
from models.language import N_, _, text
from models.merging import MergeDraft, Moves
from models.problems import Problem
from ui import theme
from ui.forms.form import Form
from ui.forms.spec import FormSpec
from ui.pages.form_box import FormBox
from ui.pages.picking import sources
from ui.pages.window_below import window_below
from ui.workspace import Workspace


def ask_merge(workspace: Workspace, key: str, other: str = "") -> None:
    """Ask with which party this one is merged, the current one staying at first."""
    MergeBox(workspace, MergeDraft(key, other), window_below()).start()


class MergeBox(FormBox):
    """Alt+X lets the other name stay."""

    def __init__(self, workspace: Workspace, draft: MergeDraft, parent: QWidget | None) -> None:
        form = Form(FormSpec(MergeDraft, check=merging.check), draft, sources(workspace, MergeDraft))
        super().__init__(_("Merge two parties"), form, _("Merge"), self._merge, parent, self._count)
        self.workspace = workspace
        self.swap = QPushButton(_("Let the other name stay (&X)"))
        self.swap.setAutoDefault(False)
        self.foot.insertWidget(0, self.swap)
        self.swap.clicked.connect(self._swap)
        self.resize(self.width(), self.height() + 3 * theme.look().row)

    def _merge(self, draft: MergeDraft, done: Any, failed: Any) -> None:
        self.workspace.act(merging.MERGE, merging.merge, draft, done, failed)

    def _swap(self) -> None:
        draft = self.form.draft()
        self.form.change(stays=draft.goes, goes=draft.stays)

    def _count(self, draft: MergeDraft, deliver: Any) -> None:
        if draft.stays and draft.goes and draft.stays != draft.goes:
            self.workspace.ask(partial(_moves, draft), partial(self._counted, draft, deliver))

    def _counted(self, draft: MergeDraft, deliver: Any, found: Moves) -> None:
        """An answer about other parties than those shown now came too late."""
        if draft == self.form.draft():
            deliver([found.problem or _told(found)])


def _moves(draft: MergeDraft, session: Any) -> Moves:
    return merging.moves(session, draft)


def _told(found: Moves) -> Problem:
    names = {"stays": found.stays, "goes": found.goes}
    if not found.counts:
        return Problem("goes", N_("“{goes}” has no records; it becomes another name of “{stays}”."), names, advice=True)
    rows = _(", ").join(f"{text(NOUNS[noun])} {count:,}" for noun, count in found.counts)
    message = N_("To “{stays}” move: {rows}. “{goes}” becomes another name of it.")
    return Problem("goes", message, {**names, "rows": rows}, advice=True)
