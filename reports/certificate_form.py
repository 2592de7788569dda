"""The form on the first page of a certificate: what is asked for in words, its rows, and who has signed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from models import certificates
from models.language import N_
from models.money import Money
from models.rules.captions import percent
from models.stages import Stage
from reports.certificate_amounts import ADVANCE, Figures
from reports.certificate_basis import Basis
from reports.certificate_figures import Amounts, FormRow, Signature
from reports.certificate_shape import CHAPTERS, FIGURES, REMARKS, Row, Signing
from reports.style import SIGNS, Say

_WITHHELD = ("recovery", "retention", "later", "held", "-released")


def amounts(column: Figures, kind: str, say: Say) -> Amounts:
    """The totals of a column; an advance is only due."""
    due = _known(column, ("due",))
    if kind == ADVANCE:
        return Amounts(due, Money(), Money(), Money(), due, say.words(due))
    gross, added, deducted = (_known(column, (name,)) for name in ("gross", "added", "deducted"))
    return Amounts(gross, added, _known(column, _WITHHELD), deducted, due, say.words(due))


def sentences(found: Basis, claimed: Amounts, reviewed: Amounts | None) -> tuple[str, ...]:
    """The request, and the answer once there is one."""
    say, code = found.say, found.contract.currency
    sign = SIGNS.get(code, f"{code} ") if say.language == "zh" else ""
    period = _period(found)
    values = {"period": period, "Period": period[:1].upper() + period[1:]}
    told = [(found.shape.request, claimed)] + ([(found.shape.answer, reviewed)] if reviewed else [])
    return tuple(
        say(sentence, **values, currency=say.named(code, ""), words=one.words, amount=sign + one.due.grouped)
        for sentence, one in told
    )


def _period(found: Basis) -> str:
    """Which period it is, with its days as far as they are known."""
    row, say = found.row, found.say
    start, end = say.day(row.period_from), say.day(row.period_to)
    if row.period_to is None:
        return say(N_("period {number}"), number=row.period)
    if row.period_from is None:
        return say(N_("period {number} (up to {end})"), number=row.period, end=end)
    return say(N_("period {number} ({start} to {end})"), number=row.period, start=start, end=end)


def rows(found: Basis) -> tuple[FormRow, ...]:
    """Every row of the layout, some of them broken down into the figures that are not nothing."""
    made: list[FormRow] = []
    standing = [row for row in found.shape.rows if not row.optional or any(_cells(found, row.figures, row.only))]
    for row in standing:
        if row.figures == (CHAPTERS,):
            made += _chapters(found, row)
            continue
        made.append(_row(found, row, _formula(row, standing)))
        if row.broken_down:
            made += _broken_down(found, row)
    return tuple(_counted(made) if found.layout.is_counted else made)


def _counted(rows: Sequence[FormRow]) -> Iterator[FormRow]:
    """The rows that stand with running numbers, those of a part (``1.2``) within it."""
    whole = part = 0
    for row in rows:
        if not row.mark:
            yield row
        elif "." in row.mark:
            part += 1
            yield replace(row, number=f"{whole}.{part}")
        else:
            whole, part = whole + 1, 0
            yield replace(row, number=str(whole))


def _formula(row: Row, standing: Sequence[Row]) -> str:
    """``6 − 7 + 7b``: the rows that count into a row, those taken off with a minus."""
    signs = [(one.sign, one.mark) for one in standing if one.into == row.mark]
    return "".join(f" {'−' if sign < 0 else '+'} {mark}" for sign, mark in signs).removeprefix(" + ")


def _row(found: Basis, row: Row, formula: str) -> FormRow:
    cells = _cells(found, row.figures, row.only)
    remark = _remark(found, row.figures) if any(cells) else ""
    return FormRow(
        row.mark, found.say(row.caption, formula=formula), cells, row.into, row.sign, row.strong, remark, row.also
    )


def _broken_down(found: Basis, row: Row) -> list[FormRow]:
    parts = ((name, _cells(found, (name,), row.only)) for name in row.figures)
    return [
        FormRow("", found.say(FIGURES[name.removeprefix("-")]), cells, row.mark, remark=_remark(found, (name,)))
        for name, cells in parts
        if any(cells)
    ]


def _chapters(found: Basis, row: Row) -> list[FormRow]:
    """A row for each chapter of the bill, and one for what stands in none."""
    names = [(f"chapter.{place}", caption) for place, caption in enumerate(found.chapters.captions)]
    told = [
        (caption or found.say(N_("Bill of quantities")), _cells(found, (name,), row.only)) for name, caption in names
    ]
    rest = _cells(found, ("chapter.rest",), row.only)
    if any(rest) or not told:
        told.append((found.say(N_("Not itemised")), rest))
    return [
        FormRow(f"{row.mark}{number}", caption, cells, row.into, row.sign)
        for number, (caption, cells) in enumerate(told, 1)
    ]


def _remark(found: Basis, figures: Sequence[str]) -> str:
    """The term of the contract behind a row of one figure."""
    told = REMARKS.get(figures[0].removeprefix("-")) if len(figures) == 1 else None
    if not told:
        return ""
    terms, before = found.behind.terms, found.behind.before
    recovered = found.row.recovery if found.reviewed else found.made.assessment.recovery
    return found.say(
        told,
        day=found.day.isoformat(),
        progress=percent(terms.progress),
        rate=percent(terms.retention.rate),
        unrecovered=(before.advance_paid - before.recovered - recovered).grouped,
    )


def told_since(found: Basis) -> str:
    """What the book learned of the advance since it was signed: the paper stays as signed and says so."""
    told = certificates.advance_advice(found.behind) if found.row.kind != ADVANCE else ()
    return " ".join(found.say(one.message, **one.values) for one in told)


def _cells(found: Basis, figures: Sequence[str], only: Sequence[str] = ()) -> tuple[Money | None, ...]:
    return tuple(
        _sum(found.columns[name], figures) if name in found.columns and (not only or name in only) else None
        for name, _caption in found.layout.columns_for(found.row.kind)
    )


def _sum(column: Figures, figures: Sequence[str]) -> Money | None:
    """Nothing is known of the sum when one of its figures is not known."""
    parts = [_signed(column, name) for name in figures]
    known = [one for one in parts if one is not None]
    return Money.total(known) if len(known) == len(parts) else None


def _signed(column: Figures, name: str) -> Money | None:
    amount = _figure(column, name.removeprefix("-"))
    return -amount if amount is not None and name.startswith("-") else amount


def _figure(column: Figures, name: str) -> Money | None:
    """What is held over is held as far as it grows, released as far as it becomes less."""
    if name not in ("held", "released"):
        return column.get(name, Money())
    held = column.get("held", Money())
    return held and max(held if name == "held" else -held, Money())


def _known(column: Figures, figures: Sequence[str]) -> Money:
    found = _sum(column, figures)
    assert found is not None
    return found


People = tuple[tuple[str, str], ...]
"""Roles with the names that are known."""


def people_of(words: str) -> People:
    """Who signs as a contract names them: ``造价工程师 李明、项目经理``."""
    parts = [one.split(maxsplit=1) for one in re.split("[、;；]", words)]
    return tuple((one[0], one[1] if len(one) > 1 else "") for one in parts if one)


def signature(
    found: Basis,
    one: Signing,
    names: Sequence[str],
    days: int | None,
    encloses: bool,
    other: tuple[str, People] | None = None,
) -> Signature:
    """A field to sign in; ``names`` are ours for our own seats, the stages that were recorded stand beside it.

    ``other`` is who signs by the contract, in place of what the layout says.
    """
    say = found.say
    reached = [stage for stage in found.stages if stage.stage in one.stages]
    told = say(N_("; ")).join(_told(stage, say) for stage in reached)
    return Signature(
        party=other[0] if other else say(one.party),
        heading=say(one.heading),
        opinion=say(one.opinion if encloses else one.alone or one.opinion, days="____" if days is None else days),
        seats=(other[1] if other else ())
        or tuple(zip(map(say, one.seats), names or [""] * len(one.seats), strict=True)),
        recorded=say(N_("Recorded in our book: {stages}"), stages=told) if told else "",
        on=reached[-1].reached_on if reached else None,
    )


def _told(stage: Stage, say: Say) -> str:
    parts = [stage.reached_on.isoformat(), say(certificates.STAGES[stage.stage]), stage.by]
    if stage.amount:
        parts.append(stage.amount.grouped)
    return " ".join(filter(None, parts))
