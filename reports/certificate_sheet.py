"""A payment certificate as a workbook: the form, the computation, deductions and additions, and every line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.language import N_
from reports.certificate_figures import CertificatePaper
from reports.certificate_line_columns import COLUMNS, LineColumn
from reports.style import Say
from reports.workbook import Field, Sheet


def sheets(data: CertificatePaper) -> Sequence[Sheet]:
    say = Say(data.language)
    found = [_form(data, say)]
    if data.stated:
        found.append(_stated(data, say))
    if not data.with_detail:
        return found
    if data.steps:
        found.append(_computation(data, say))
    if data.adjustments:
        found.append(_adjustments(data, say))
    if data.groups:
        found.append(Sheet(say(N_("Lines")), _line_fields(data, say), list(_lines(data))))
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
    rows = [(row.shown, row.caption, *row.amounts, row.remark) for row in data.rows]
    return Sheet(data.title, fields, rows)


def _stated(data: CertificatePaper, say: Say) -> Sheet:
    fields = (
        Field(say(N_("Earlier certificates")), width=36),
        _money(say(N_("Stated in the certificate"))),
        _money(say(N_("In our book"))),
        _money(say(N_("Difference"))),
    )
    rows = [(one.caption, one.stated, one.ours, one.difference) for one in data.stated]
    return Sheet(say(N_("Earlier certificates")), fields, rows)


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


def _line_fields(data: CertificatePaper, say: Say) -> tuple[Field, ...]:
    return (
        Field(say(N_("Chapter")), width=22),
        *(_line_field(COLUMNS[name], name, caption) for name, caption in data.line_columns),
        Field(say(N_("Remark")), width=24),
    )


def _line_field(how: LineColumn, name: str, caption: str) -> Field:
    if how.kind == "money":
        return _money(caption, total=True)
    if how.kind == "text":
        return Field(caption, width={"name": 36, "code": 16}.get(name, 6))
    return Field(caption, "quantity", 12 if name == "price" else 14, places=2 if name == "price" else 3)


def _lines(data: CertificatePaper) -> Iterator[Sequence[object]]:
    for group in data.groups:
        for line in group.lines:
            yield (group.caption, *(COLUMNS[name].value(line) for name, _caption in data.line_columns), line.remark)
