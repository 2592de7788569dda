"""The steps of a book as a long list, and what each of them changed, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Text, and_, case, cast, func, literal, select, true
from sqlalchemy.orm import Session, aliased

from models import history_words
from models.history_of import lines_of
from models.language import N_, text
from models.store.book import REDO, UNDO
from models.store.commands import COMMANDS, title_of
from models.store.history import ChangeRow, StepRow
from models.store.listing import Column, Listing, Question, Sources

MANY = 300
"""A step with more changes than this is told by its counts only."""


@dataclass(frozen=True)
class Told:
    """A step in the reader's language; ``lines`` say what it changed, ``hash`` seals it into the chain."""

    number: str
    at: str
    actor: str
    device: str
    title: str
    reason: str
    undoes: str
    hash: str
    lines: tuple[str, ...]


def told(session: Session, key: str) -> Told | None:
    """The step with this key of the listing; None when there is none."""
    step = session.get(StepRow, int(key))
    if step is None:
        return None
    count = session.scalar(select(func.count()).where(ChangeRow.step == step.key)) or 0
    lines = tuple(_counted(session, step.key) if count > MANY else _listed(session, step.key))
    undone = session.scalar(
        select(StepRow.title).where(
            StepRow.site == step.site, StepRow.epoch == step.epoch, StepRow.n == (step.undoes or 0)
        )
    )
    return Told(
        f"{step.site}-{step.epoch}-{step.n}", step.at[:19].replace("T", " "), step.actor, step.device,
        title_of(step.title), step.reason, title_of(undone) if undone else "", step.hash, lines,
    )  # fmt: skip


def count(session: Session) -> int:
    """How many steps the book has."""
    return session.scalar(select(func.count()).select_from(StepRow)) or 0


def _listed(session: Session, step: int) -> Iterator[str]:
    rows = session.scalars(select(ChangeRow).where(ChangeRow.step == step).order_by(ChangeRow.seq))
    yield from lines_of(session, list(rows))


def _counted(session: Session, step: int) -> Iterator[str]:
    """So many rows of each kind were made, changed and removed."""
    verb = case(
        (ChangeRow.before.is_(None), history_words.MADE),
        (ChangeRow.after.is_(None), history_words.REMOVED),
        else_=history_words.CHANGED,
    )
    rows = session.execute(
        select(ChangeRow.noun, verb, func.count(ChangeRow.record.distinct()))
        .where(ChangeRow.step == step)
        .group_by(ChangeRow.noun, verb)
        .order_by(func.min(ChangeRow.seq))
    )
    for noun, done, many in rows:
        name = text(history_words.NOUNS.get(noun, noun))
        yield text(history_words.COUNTED[done]).format(noun=name, count=f"{many:,}")


def _source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    return StepRow.__table__, {"step": StepRow}, true()


def _title(parts: Sources) -> ColumnElement[str]:
    """The stored title (``msgid: subject``) in the language spoken now, so that it can be searched and sorted; of an
    undo the subject is such a title again."""
    step = parts["step"]
    ways = {
        name: literal(text(command.title)) + func.substr(step.title, len(command.title) + 2)
        for name, command in COMMANDS.items()
    }
    for name in (UNDO.name, REDO.name):
        of_what = _spoken(func.substr(step.title, len(COMMANDS[name].title) + 3))
        ways[name] = literal(text(COMMANDS[name].title) + " ") + of_what
    return case(ways, value=step.command, else_=step.title)


def _spoken(title: Any) -> ColumnElement[str]:
    """SQL of a stored title in the language spoken now, whatever command it is of."""
    whole = {one.title: one for one in COMMANDS.values()}.values()
    return case(
        *(
            (func.substr(title, 1, len(one.title) + 1) == one.title + ":",
             literal(text(one.title)) + func.substr(title, len(one.title) + 2))
            for one in whole
        ),
        else_=title,
    )  # fmt: skip


def _undone(parts: Sources) -> ColumnElement[bool]:
    """Undone by a step that was not undone in its turn (which is to do it again)."""
    step, undoing, redoing = parts["step"], aliased(StepRow), aliased(StepRow)
    again = select(redoing.key).where(_undoes(redoing, undoing)).exists()
    return select(undoing.key).where(_undoes(undoing, step), ~again).exists()


def _undoes(later: Any, step: Any) -> ColumnElement[bool]:
    return and_(later.site == step.site, later.epoch == step.epoch, later.undoes == step.n, later.hash != "")


LISTING = Listing(
    name="steps",
    title=N_("Steps"),
    noun="steps",
    columns=(
        Column("n", N_("Step"), "number", lambda s: s["step"].n, width=6),
        Column("at", N_("Time"), "text", lambda s: func.replace(func.substr(s["step"].at, 1, 16), "T", " "), width=15),
        Column("actor", N_("Who"), "text", lambda s: s["step"].actor, width=9),
        Column("title", N_("What"), "text", _title, width=32),
        Column("reason", N_("Reason"), "text", lambda s: s["step"].reason, width=12),
        Column("undone", N_("Undone"), "flag", _undone, width=7),
        Column("device", N_("Computer"), "text", lambda s: s["step"].device, width=14, shown=False),
        Column("command", N_("Command"), "text", lambda s: s["step"].command, width=18, shown=False),
    ),
    source=_source,
    key=lambda s: cast(s["step"].key, Text),
    words=(_title, lambda s: s["step"].actor, lambda s: s["step"].reason, lambda s: s["step"].at),
    sort="n",
    descending=True,
    empty=N_("Everything that is done in this book stands here, step by step."),
)
