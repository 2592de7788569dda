"""A file of the inbox is a letter: entered in the register of letters, and linked to that entry."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import PurePath

from PySide6.QtWidgets import QWidget

from models import evidence
from models.correspondence import LetterDraft
from models.evidence import LinkDraft
from ui.pages.correspondence import SPEC
from ui.pages.evidence_work import Shown, link_all
from ui.pages.record_box import RecordBox
from ui.workspace import Workspace


def register(
    workspace: Workspace, keys: list[str], file: Shown, contract: str, parent: QWidget, done: Callable[[str], None]
) -> None:
    """Open the form of the register; once it is saved the files belong to the letter.

    What a photo claims of its time is no day on which a letter came in: today is proposed.
    """
    draft = LetterDraft(about=PurePath(file.name).stem, dated_on=workspace.as_of, contract=contract)

    def saved(letter: str) -> None:
        if letter:
            target = LinkDraft("", "correspondence", letter, "letter")
            done(letter)
            workspace.act(evidence.LINK, partial(link_all, keys, target), None)

    RecordBox(workspace, SPEC, draft, parent, saved).start()
