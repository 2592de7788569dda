"""Command: one thing a user may do, declared once by the noun that owns it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from models.language import text

COMMANDS: dict[str, Command] = {}

Authorize = Callable[[str, "Command"], None]
"""``authorize(actor, command)`` raises Refused when this person may not do this."""

FINANCE, COMMERCIAL, MARKETING, ENGINEERING = "finance", "commercial", "marketing", "engineering"
MATERIALS, LEGAL, AUDIT, MANAGER = "materials", "legal", "audit", "manager"


@dataclass(frozen=True)
class Command:
    """``name`` such as ``receipts.record``; ``title`` a msgid; who makes, who must check.

    ``instead`` says of one that cannot be undone what can be done about ``{subject}``.
    """

    name: str
    title: str
    makers: tuple[str, ...] = ()
    checker: str = ""
    instead: str = ""

    @property
    def undoable(self) -> bool:
        return not self.instead


def declare(name: str, title: str, makers: tuple[str, ...] = (), checker: str = "", instead: str = "") -> Command:
    """Declare a command; a name may be declared once."""
    if name in COMMANDS:
        raise ValueError(f"command {name} is declared twice")
    COMMANDS[name] = Command(name, title, makers, checker, instead)
    return COMMANDS[name]


def anyone(actor: str, command: Command) -> None:
    """The authorization of a book without accounts: whoever sits at the computer may do everything."""


def title_of(stored: str, language: str | None = None) -> str:
    """A step's stored title (``msgid: subject``) in the reader's language; of an undo the subject is such a title."""
    msgid, separator, subject = stored.partition(": ")
    if subject.partition(": ")[0] in {one.title for one in COMMANDS.values()}:
        subject = title_of(subject, language)
    return text(msgid, language) + (f" {subject}" if separator else "")
