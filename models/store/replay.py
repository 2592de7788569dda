"""Taking in Steps that another book wrote: applied as they are, kept byte for byte, never recorded again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, text

from models.language import N_
from models.problems import Refused
from models.store import history, images, undo
from models.store.history import Change, Step


@dataclass(frozen=True)
class ForeignStep:
    """A sealed Step of another site with its changes in write order."""

    step: Step
    changes: tuple[Change, ...]


def taken_from(connection: Connection, site: str, after: int) -> list[ForeignStep]:
    """The Steps of a site's stream with a number above ``after``, as a package carries them."""
    found = list(history.steps(connection, "site = :site AND n > :after AND hash <> ''", site=site, after=after))
    return [ForeignStep(step, tuple(history.changes_of(connection, step.key))) for step in found]


def replay(connection: Connection, foreign: Sequence[ForeignStep]) -> int:
    """Apply Steps in order; returns how many were new. Refused when they do not follow what is here.

    Runs inside the transaction of ``Book.replay``; a Step that is here already with the same hash changes nothing.
    """
    connection.execute(text("PRAGMA defer_foreign_keys = ON"))
    connection.execute(text("INSERT INTO writing (place, step, replaying) VALUES (1, 0, 1)"))
    fresh = sum(_apply(connection, one) for one in foreign)
    connection.execute(text("DELETE FROM writing"))
    return fresh


def _apply(connection: Connection, foreign: ForeignStep) -> bool:
    step = foreign.step
    same = "site = :site AND epoch = :epoch AND n = :n"
    here = next(history.steps(connection, same, site=step.site, epoch=step.epoch, n=step.n), None)
    if here is not None:
        if here.hash != step.hash:
            raise Refused(
                N_("Step {n} of {site} is here with other contents: that book was cloned or restored."),
                n=step.n,
                site=step.site,
            )
        return False
    _expect_next(connection, foreign)
    values = {name: value for name, value in asdict(step).items() if name != "key"}
    marks = ", ".join(f":{name}" for name in values)
    key = connection.execute(
        text(f"INSERT INTO steps ({', '.join(values)}) VALUES ({marks}) RETURNING key"), values
    ).scalar_one()
    connection.execute(
        text("INSERT INTO changes (step, noun, record, before, after) VALUES (:step, :noun, :record, :before, :after)"),
        [dict(zip(("step", "noun", "record", "before", "after"), (key, *one), strict=True)) for one in foreign.changes],
    )
    connection.execute(text(undo.NET.replace("former", "swap").replace("latter", "former").replace("swap", "latter")),
                       {"step": key})  # fmt: skip
    touched = set(connection.execute(text("SELECT DISTINCT noun FROM net")).scalars())
    for table in images.recorded_tables():
        if table.name in touched:
            undo.restore(connection, table)
    connection.execute(text("DROP TABLE net"))
    return True


def _expect_next(connection: Connection, foreign: ForeignStep) -> None:
    step = foreign.step
    last = history.head(connection, step.site, step.epoch)
    if step.n != (last.n if last else 0) + 1:
        raise Refused(
            N_("Steps of {site} are missing before step {n}: import the earlier package first."),
            site=step.site,
            n=step.n,
        )
    body = history.body_digest(foreign.changes)
    previous = bytes.fromhex(last.hash) if last else history.START
    if body.hex() != step.body or history.seal(previous, step.header(), body) != step.hash:
        raise Refused(N_("Step {n} of {site} was altered on the way: it is not taken in."), n=step.n, site=step.site)
