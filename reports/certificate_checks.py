"""Whether the parts of a certificate add up; a paper whose parts do not is never printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from models.language import N_
from models.money import Money
from models.problems import Problem
from reports.certificate_amounts import ADVANCE
from reports.certificate_figures import Amounts, CertificatePaper, FormRow, Line, LineGroup
from reports.certificate_line_columns import COLUMNS, money_of
from reports.certificate_shape import CLAIMED_AND_CERTIFIED
from reports.style import Say

_SIDES = tuple(caption for _name, caption in CLAIMED_AND_CERTIFIED)
_DIFFER = N_("{what}: {one} is {first}, {other} is {second}. The book contradicts itself; run “verify”.")


def contradictions(data: CertificatePaper) -> list[Problem]:
    """What does not add up, with both figures; empty when the paper may be printed."""
    found = [problem for place in range(len(data.columns)) for problem in _rows_of(data, place)]
    found += [problem for what, amounts in _amounts(data) for problem in _whole(what, amounts, Say(data.language))]
    if data.kind != ADVANCE:
        found += [*_computation(data), *_lines(data), *_adjustments(data), *_tax(data)]
    return found


def _amounts(data: CertificatePaper) -> list[tuple[str, Amounts]]:
    """The totals applied for and reviewed, each with what it is called."""
    return [(_SIDES[0], data.claimed)] + ([(_SIDES[1], data.reviewed)] if data.reviewed else [])


def _rows_of(data: CertificatePaper, place: int) -> Iterator[Problem]:
    """Every row is the sum of those that count into it; the last one is what is due."""
    what = data.columns[place]
    for row in data.rows:
        counting = [(one, sign) for one in data.rows for mark, sign in _into(one) if mark == row.mark]
        known = [sign * part.fen for one, sign in counting if (part := one.amounts[place]) is not None]
        whole = row.amounts[place]
        if counting and whole is not None and len(known) == len(counting):
            caption = f"{row.shown} {row.caption}"
            yield from _same(what, caption, whole, N_("the sum of its parts"), Money(sum(known)))
        if row.mark == data.due_row and whole is not None and place in data.due_in:
            due = _due_in(data, place)
            yield from _same(what, N_("the amount due"), due, f"{row.shown} {row.caption}", whole)


def _into(row: FormRow) -> tuple[tuple[str, int], ...]:
    return ((row.into, row.sign), *row.also) if row.into else row.also


def _due_in(data: CertificatePaper, place: int) -> Money:
    """With one column for each side the first is what was applied for; else the column is what stands."""
    two = len(data.due_in) > 1
    return data.claimed.due if two and place == data.due_in[0] else data.stands.due


def _whole(what: str, amounts: Amounts, say: Say) -> Iterator[Problem]:
    """The totals, and the words."""
    left = amounts.gross + amounts.added - amounts.withheld - amounts.deducted
    yield from _same(what, N_("the amount due"), amounts.due, N_("value less what is taken off"), left)
    if amounts.words != say.words(amounts.due):
        yield Problem("", N_("The amount in words is not {amount}."), {"amount": amounts.due.grouped})


def _computation(data: CertificatePaper) -> Iterator[Problem]:
    """The lines of the computation lead from the parts of the value to what is due."""
    what, stands = N_("Computation"), data.stands
    counted = Money.total(step.amount for step in data.steps if step.counts)
    yield from _same(what, N_("the sum of its lines"), counted, N_("the amount due"), stands.due + data.held)
    value = Money.total(step.amount for step in data.steps if step.name.startswith("value."))
    yield from _same(what, N_("the sum of the parts of the value"), value, N_("the value"), stands.gross)
    for step in data.steps:
        if step.name in ("gross", "due"):
            told = stands.gross if step.name == "gross" else stands.due
            yield from _same(what, step.caption, step.amount, N_("the form"), told)


def _lines(data: CertificatePaper) -> Iterator[Problem]:
    """Each line is quantity × price, each chapter the sum of its lines, all chapters the value."""
    for group in data.groups:
        for line in group.lines:
            yield from _line(line)
        yield from _chapter(group)
    for place, amounts, sums in (
        (0, data.claimed, [group.claimed for group in data.groups]),
        (1, data.reviewed, [group.amount for group in data.groups]),
    ):
        known = _all_known(sums)
        if amounts and known is not None:
            yield from _same(_SIDES[place], N_("the sum of the lines"), known, N_("the value"), amounts.gross)
    for name, whole in data.line_sums:
        total = Money.total(money_of(name, line) or Money() for group in data.groups for line in group.lines)
        yield from _same(COLUMNS[name].caption, N_("the sum of the lines"), total, N_("the form"), whole)


def _line(line: Line) -> Iterator[Problem]:
    for amount, product in line.products:
        yield from _same(f"{line.code} {line.name}", N_("the amount"), amount, N_("quantity × unit price"), product)
    done = line.quantity if line.amount is not None else line.claimed_quantity
    if line.to_date is not None and line.to_date != (line.previous or Decimal(0)) + (done or Decimal(0)):
        yield Problem(
            "", N_("{line}: the quantity to date is not the sum of its parts."), {"line": f"{line.code} {line.name}"}
        )


def _chapter(group: LineGroup) -> Iterator[Problem]:
    for whole, parts in (
        (group.claimed, [line.claimed for line in group.lines]),
        (group.amount, [line.amount for line in group.lines]),
    ):
        known = _all_known(parts)
        if whole is not None and known is not None:
            yield from _same(group.caption, N_("the total"), whole, N_("the sum of the lines"), known)


def _adjustments(data: CertificatePaper) -> Iterator[Problem]:
    for place, amounts in ((0, data.claimed), (1, data.reviewed)):
        if amounts is None:
            continue
        for caption, whole, addition in (
            (N_("Additions"), amounts.added, True),
            (N_("Deducted"), amounts.deducted, False),
        ):
            listed = Money.total(
                one.amount for one in data.adjustments if one.addition is addition and not one.disputed
            )
            yield from _same(_SIDES[place], caption, whole, N_("the sum of what is listed"), listed)


def _tax(data: CertificatePaper) -> Iterator[Problem]:
    yield from _same(
        N_("VAT"), N_("the value"), data.stands.gross, N_("the value without VAT and the VAT"), data.net + data.vat
    )


def _all_known(amounts: Iterable[Money | None]) -> Money | None:
    found = list(amounts)
    known = [one for one in found if one is not None]
    return Money.total(known) if len(known) == len(found) else None


def _same(what: str, one: str, first: Money, other: str, second: Money) -> Iterator[Problem]:
    if first != second:
        told = {"what": what, "one": one, "first": first.grouped, "other": other, "second": second.grouped}
        yield Problem("", _DIFFER, told)
