"""The command that takes back what was entered wrongly, as the window does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer

from models.language import N_, _, text
from models.problems import Refused
from ui.commands.frame import Frame


def void(
    ctx: typer.Context,
    record: str = typer.Argument(help=N_("NOUN:NUMBER, such as contracts:JB-2024-001 or variations:HT-01/BG-03.")),
    reason: str = typer.Option("", help=N_("Why it is taken back; it stays in the history.")),
    check: bool = typer.Option(False, "--check", help=N_("Only say whether it could be.")),
) -> None:
    """Void a record that was entered wrongly; a contract or party that nothing names is taken out."""
    from models.evidence.linking import find
    from models.voiding import VOIDING  # with every noun; only this command needs them

    frame: Frame = ctx.obj
    if not reason.strip():
        raise Refused(N_("Say why with --reason: it stays in the history."))
    with frame.book() as book:
        with book.read() as session:
            noun, key = find(session, record, VOIDING)
        command, use_case = VOIDING[noun]
        with book.rehearse(command) if check else book.write(command, reason=reason) as session:
            use_case(session, key, reason)
    told = {"noun": noun, "number": record.partition(":")[2], "reason": reason, "kept": not check}
    frame.answer(told | {"done": text(command.title)}, _lines)


def _lines(told: dict[str, Any]) -> Iterator[str]:
    message = _("{done}: {number}") if told["kept"] else _("{done}: {number} (nothing stands against it)")
    yield message.format(done=told["done"], number=told["number"])
