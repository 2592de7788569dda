"""Taking back a Step: set-based, itself a Step, and only while the rows are as the Step left them."""

from __future__ import annotations

from sqlalchemy import Connection, Table, text

from models.language import N_
from models.problems import Refused
from models.store import images
from models.store.commands import COMMANDS
from models.store.history import Step, steps

_SEEN = 500
"""How far back undo and redo look for a Step."""


def undo_target(connection: Connection, site: str, epoch: int, actor: str) -> Step | None:
    """The newest Step that stands, when it is the actor's own and may be undone."""
    step = _standing(connection, site, epoch)
    command = COMMANDS.get(step.command) if step else None
    return step if step and step.actor == actor and command is not None and command.undoable else None


def expect_undoable(connection: Connection, site: str, epoch: int) -> None:
    """Refused, with what can be done instead, where the newest Step that stands is of a kind that stays."""
    step = _standing(connection, site, epoch)
    command = COMMANDS.get(step.command) if step else None
    if step and command is not None and not command.undoable:
        raise Refused(command.instead, subject=step.title.partition(": ")[2])


def _standing(connection: Connection, site: str, epoch: int) -> Step | None:
    """The newest Step that was not taken back."""
    undone: set[int] = set()
    for step in _newest(connection, site, epoch):
        if step.n in undone:
            continue
        if step.undoes is not None:
            undone.add(step.undoes)
            continue
        return step
    return None


def redo_target(connection: Connection, site: str, epoch: int, actor: str) -> tuple[Step, Step] | None:
    """The newest undo that nothing came after, and the Step that doing it again would restore."""
    newest = _newest(connection, site, epoch)
    numbers = {step.n: step for step in newest}
    undone: set[int] = set()
    for step in newest:
        if step.n in undone:
            continue
        if step.undoes is None:
            return None
        undone.add(step.undoes)
        target = numbers.get(step.undoes)
        if target is not None and target.undoes is None:
            return (step, target) if step.actor == actor else None
    return None


def _newest(connection: Connection, site: str, epoch: int) -> list[Step]:
    where = (
        "site = :site AND epoch = :epoch AND hash <> '' AND n > (SELECT max(n) FROM steps WHERE site = :site) - :seen"
    )
    return list(steps(connection, where, site=site, epoch=epoch, seen=_SEEN))[::-1]


def unmake(connection: Connection, step: Step) -> None:
    """Give every row the Step touched its former image back; Refused when one changed since or is referred to."""
    connection.execute(text("PRAGMA defer_foreign_keys = ON"))
    connection.execute(text(NET), {"step": step.key})
    touched = connection.execute(text("SELECT DISTINCT noun FROM net")).scalars().all()
    tables = [table for table in images.recorded_tables() if table.name in touched]
    for table in tables:
        _expect_unchanged(connection, table)
    for table in tables:
        restore(connection, table)
    _expect_unnamed(connection)
    connection.execute(text("DROP TABLE net"))


NET = """
CREATE TEMPORARY TABLE net AS
SELECT noun, record,
       (SELECT before FROM changes WHERE seq = first) AS former,
       (SELECT after FROM changes WHERE seq = last) AS latter
FROM (SELECT noun, record, min(seq) AS first, max(seq) AS last FROM changes WHERE step = :step GROUP BY noun, record)
"""


def restore(connection: Connection, table: Table) -> None:
    """Bring the rows listed in ``net`` to their ``former`` image."""
    noun = {"noun": table.name}
    connection.execute(
        text(f'DELETE FROM "{table.name}" WHERE id IN (SELECT record FROM net WHERE noun = :noun AND former IS NULL)'),
        noun,
    )
    settings = ", ".join(
        f"\"{column.name}\" = json_extract(net.former, '$.{column.name}')"
        for column in table.columns
        if column.name != "id"
    )
    connection.execute(
        text(
            f'UPDATE "{table.name}" SET {settings} FROM net WHERE net.noun = :noun '
            f'AND net.record = "{table.name}".id AND net.former IS NOT NULL AND net.latter IS NOT NULL'
        ),
        noun,
    )
    connection.execute(
        text(
            f'INSERT INTO "{table.name}" ({images.names(table)}) SELECT {images.fields(table, "former")} '
            f"FROM net WHERE noun = :noun AND former IS NOT NULL AND latter IS NULL"
        ),
        noun,
    )


def _expect_unnamed(connection: Connection) -> None:
    """What went is not named by rows that name records of any table (``info={"names": "record"}``)."""
    for table in images.recorded_tables():
        for column in (one for one in table.columns if one.info.get("names") == "record"):
            stands = "AND void = 0 " if "void" in table.c else ""
            found = connection.execute(
                text(
                    f'SELECT 1 FROM "{table.name}" JOIN net ON net.record = "{table.name}"."{column.name}" '
                    f"WHERE net.former IS NULL AND net.latter IS NOT NULL {stands}LIMIT 1"
                )
            ).first()
            if found:
                raise Refused(N_("This cannot be undone: other entries rest on it. Take those back first."))


def _expect_unchanged(connection: Connection, table: Table) -> None:
    different = connection.execute(
        text(
            f'SELECT 1 FROM net LEFT JOIN "{table.name}" AS live ON live.id = net.record WHERE net.noun = :noun '
            f"AND (CASE WHEN live.id IS NULL THEN NULL ELSE {images.image(table, 'live')} END) IS NOT net.latter "
            f"LIMIT 1"
        ),
        {"noun": table.name},
    ).first()
    if different:
        raise Refused(N_("This cannot be undone: the entries were changed since. Correct them instead."))
