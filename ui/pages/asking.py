"""One gesture with a short form over the window: what is typed goes through the same door as everything else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QSize

from models.problems import Problem
from models.store.commands import Command
from models.store.listing import Listing
from ui.forms.form import Form
from ui.forms.spec import FormSpec
from ui.pages.form_box import FormBox
from ui.pages.picking import sources
from ui.pages.window_below import window_below
from ui.workspace import Workspace

Advising = Callable[[Any, Any], Iterable[Problem]]
"""``advise(session, draft)``: what only the book knows against it."""
LARGE = (900, 680)
"""Room for a form with lines, at least; it takes what the window has."""
SHARE = 0.9


def ask_with(
    workspace: Workspace,
    spec: FormSpec,
    title: str,
    verb: str,
    command: Command,
    use_case: Callable[..., Any],
    draft: Any,
    picks: Mapping[str, Listing] | None = None,
    size: tuple[int, int] | None = None,
    advise: Advising | None = None,
) -> FormBox:
    """Show the draft in a box; its button runs the use case as this command, ``advise`` is asked after every edit."""
    form = Form(spec, draft, sources(workspace, spec.draft, picks))

    def act(asked: Any, done: Any, failed: Any) -> None:
        workspace.act(command, use_case, asked, done, failed, reason=getattr(asked, "reason", ""))

    def ask(asked: Any, deliver: Any) -> None:
        workspace.ask(partial(_advised, advise, asked), deliver)

    window = window_below()
    box = FormBox(title, form, verb, act, window, ask if advise else None)
    if size is not None:
        box.resize(QSize(*size).expandedTo(window.size() * SHARE if window else QSize()))
    box.start()
    return box


def _advised(advise: Advising | None, draft: Any, session: Any) -> tuple[Problem, ...]:
    return tuple(advise(session, draft)) if advise else ()
