"""更正: a posted record as it is, in a box, to be changed; the former one is voided in the same Step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from models.language import N_, text
from models.store.commands import Command
from models.store.listing import Listing
from ui.forms.spec import FormSpec
from ui.icons import Icon
from ui.pages.asking import LARGE, ask_with
from ui.pages.list_spec import Action
from ui.workspace import Workspace

TITLE = N_("Correct…")


@dataclass(frozen=True)
class Correcting:
    """``draft_of(session, key)`` is the record as it is (Refused when it is not posted); ``use_case`` corrects it."""

    form: FormSpec
    command: Command
    use_case: Callable[..., Any]
    draft_of: Callable[[Any, str], Any]
    picks: Mapping[str, Listing] = field(default_factory=dict)

    @property
    def action(self) -> Action:
        """For a list and its forms."""
        return Action(TITLE, self._ask, Icon.ARROW_BACK_UP)

    def _ask(self, workspace: Workspace, key: str) -> None:
        workspace.ask(partial(self._as_it_is, key), partial(self._show, workspace))

    def _as_it_is(self, key: str, session: Any) -> Any:
        return self.draft_of(session, key)

    def _show(self, workspace: Workspace, draft: Any) -> None:
        verb = text(TITLE).rstrip("…")
        how = (self.command, self.use_case, draft, self.picks, LARGE)
        ask_with(workspace, self.form, f"{verb}　{draft.number}", verb, *how)
