"""A payment certificate as a workbook: the form, the computation, deductions and additions, and every line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.language import N_
from reports.certificate_figures import CertificatePaper
from reports.style import Say
from reports.workbook import Field, Sheet


def sheets(data: CertificatePaper) -> Sequence[Sheet]:
    say = Say(data.language)
    found = [_form(data, say)]
    if not data.with_detail:
        return found
    if data.steps:
        found.append(_computation(data, say))
    if data.adjustments:
        found.append(_adjustments(data, say))
    if data.groups:
        found.append(Sheet(say(N_("Lines")), _line_fields(say), list(_lines(data))))
    return found


def _money(caption: str, total: bool = False) -> Field:
    return Field(caption, "money", 16, total=total)


def _form(data: CertificatePaper, say: Say) -> Sheet:
    fields = (
        Field(say(N_("No.")), width=6),
        Field(say(N_("Description")), width=36),
        *(_money(caption) for caption in data.columns),
        Field(say(N_("Remark")), width=28),
    )
    rows = [(row.mark, row.caption, *row.amounts, row.remark) for row in data.rows]
    return Sheet(data.title, fields, rows)


def _computation(data: CertificatePaper, say: Say) -> Sheet:
    fields = (
        Field(say(N_("Description")), width=36),
        _money(say(N_("Amount"))),
        Field(say(N_("How it is worked out")), width=60),
    )
    return Sheet(say(N_("Computation")), fields, [(one.caption, one.amount, one.rule) for one in data.steps])


def _adjustments(data: CertificatePaper, say: Say) -> Sheet:
    fields = (
        Field(say(N_("Kind")), width=22),
        Field(say(N_("Reason")), width=48),
        _money(say(N_("Taken off")), total=True),
        _money(say(N_("Added")), total=True),
        _money(say(N_("In dispute, not deducted")), total=True),
    )
    rows = []
    for one in data.adjustments:
        place = 2 if one.disputed else 1 if one.addition else 0
        rows.append((one.kind, one.reason, *(one.amount if at == place else None for at in range(3))))
    return Sheet(say(N_("Deductions and additions")), fields, rows)


def _line_fields(say: Say) -> tuple[Field, ...]:
    quantities = (
        N_("Contract quantity"),
        N_("Previous to date"),
        N_("Claimed this period"),
        N_("Certified this period"),
        N_("To date"),
    )
    return (
        Field(say(N_("Chapter")), width=22),
        Field(say(N_("Code")), width=16),
        Field(say(N_("Description")), width=36),
        Field(say(N_("Unit")), width=6),
        Field(say(N_("Unit price")), "quantity", 12),
        *(Field(say(caption), "quantity", 14, places=3) for caption in quantities),
        _money(say(N_("Amount claimed")), total=True),
        _money(say(N_("Amount certified")), total=True),
        Field(say(N_("Remark")), width=24),
    )


def _lines(data: CertificatePaper) -> Iterator[Sequence[object]]:
    for group in data.groups:
        for line in group.lines:
            quantities = (line.contract, line.previous, line.claimed_quantity, line.quantity, line.to_date)
            named = (group.caption, line.code, line.name, line.unit, line.price)
            yield (*named, *quantities, line.claimed, line.amount, line.remark)
