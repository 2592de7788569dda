"""Draws a payment certificate: the form with its request, rows and signatures, and what stands behind it."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from models.language import N_
from models.money import Money
from models.rules.captions import percent
from reports import table
from reports.certificate_annex import captions, put_annexes
from reports.certificate_figures import CertificatePaper, FormRow
from reports.certificate_signing import put_signatures
from reports.fonts import SERIF, SERIF_BOLD, lacking
from reports.paper import Drawn, Form, Paper
from reports.style import BODY, NOTE, NOTHING, TITLE, UNITS, Say
from reports.table import Column, Table

TEMPLATE = 1
_ROW, _LOW, _MANY, _FEW = 16.5, 13.5, 16, 3


def draw(data: CertificatePaper, target: Path | BinaryIO) -> Drawn:
    """Write the PDF; one that the owner has not signed and that was not issued is a draft across every page."""
    return lay_out(data).paint(target)


def lay_out(data: CertificatePaper) -> Paper:
    say = Say(data.language)
    signed = N_("Printed from our book after the owner signed; only a paper with a check code is issued.")
    draft = N_("A draft, not issued: it is not to be signed.")
    form = Form(
        say=say,
        title=data.title,
        company=data.contractor.company,
        office=data.contractor.office,
        number=data.number,
        check=data.check,
        template=TEMPLATE,
        on=data.dated_on or data.as_of,
        watermark="" if data.check or data.certified_on else say(N_("DRAFT")),
        unissued=signed if data.certified_on else draft,
    )
    paper = Paper(form)
    _put_opening(paper, data, say)
    table.put(paper, _form(data, say))
    _put_below(paper, data, say)
    put_signatures(paper, data, say)
    paper.gap(3)
    paper.paragraph([(data.note, SERIF)], NOTE, leading=11)
    if data.with_detail:
        put_annexes(paper, data, say)
    return paper


def _put_opening(paper: Paper, data: CertificatePaper, say: Say) -> None:
    middle = paper.form.size[0] / 2
    spread = 5.0 if data.language == "zh" else 0.5
    paper.put(22, lambda pen, y: pen.centre(middle, y + 15, data.title, SERIF_BOLD, TITLE, spread))
    unit = say(N_("Unit: {unit}, VAT included"), unit=say(UNITS.get(data.currency, data.currency)))
    told = say(N_("Certificate {number}"), number=data.certificate) + "        " + unit
    paper.put(19, lambda pen, y: pen.centre(middle, y + 12, told, SERIF, BODY))
    paper.missing |= lacking(told)
    for label, words in _particulars(data, say):
        _put_particular(paper, label, words)
    paper.gap(3)
    paper.paragraph([(say(N_("To {party}:"), party=data.party), SERIF_BOLD)])
    request, *answer = data.sentences
    runs = [(request, SERIF), *((_between(data) + one, SERIF_BOLD) for one in answer)]
    paper.paragraph(runs, indent=2 * BODY)
    if data.corrects:
        replaces = say(N_("This paper replaces our paper No. {number}."), number=data.corrects)
        paper.paragraph([(replaces, SERIF_BOLD)])
    paper.gap(3)


def _between(data: CertificatePaper) -> str:
    return " " if data.language == "en" else ""


def _particulars(data: CertificatePaper, say: Say) -> list[tuple[str, str]]:
    """The project and contract this is about, and the period."""
    named = f"{data.contract}  {data.contract_name}"
    found = [(say(N_("Contract")), named)]
    if data.project and data.project != data.contract_name:
        found.insert(0, (say(N_("Works")), data.project))
    return found


def _put_particular(paper: Paper, label: str, words: str) -> None:
    """A label in bold and what it names, on one line or more."""
    paper.paragraph([(f"{label}  ", SERIF_BOLD), (words, SERIF)], leading=14)


def _form(data: CertificatePaper, say: Say) -> Table:
    columns = (
        Column(say(N_("No.")), "centre"),
        Column(say(N_("Description")), weight=5, least=96),
        *(_amounts_column(caption, answered) for caption, answered in zip(data.columns, data.answered, strict=True)),
        *((Column(say(N_("Remark")), weight=3, least=60),) if _has_remarks(data) else ()),
    )
    bold = frozenset(place for place, row in enumerate(data.rows) if row.strong)
    high = _ROW if len(data.rows) <= _MANY else _LOW
    return Table(columns, [_cells(row, data) for row in data.rows], bold=bold, row=high)


def _has_remarks(data: CertificatePaper) -> bool:
    """Where there are many columns of amounts there is no room beside them."""
    return len(data.columns) <= _FEW


def _cells(row: FormRow, data: CertificatePaper) -> list[str]:
    deep = row.shown.count(".") if row.mark else 2
    caption = ("　" * deep) + row.caption
    cells = [_amount(amount) if told else "" for amount, told in zip(row.amounts, data.answered, strict=True)]
    return [row.shown, caption, *cells, *((row.remark,) if _has_remarks(data) else ())]


def _amounts_column(caption: str, answered: bool) -> Column:
    """A column nobody has answered yet leaves room to write in."""
    return Column(caption, "right", even=True) if answered else Column(caption, "right", weight=2, least=72)


def _amount(amount: Money | None) -> str:
    return NOTHING if not amount else amount.grouped


def _put_below(paper: Paper, data: CertificatePaper, say: Say) -> None:
    """The tax in the value, and what was remarked."""
    runs = []
    if data.net:
        runs.append((_tax(data, say), SERIF))
    if data.remark:
        runs.append((("    " if runs else "") + say(N_("Remark: {words}"), words=data.remark), SERIF))
    enclosed = captions(data, say) if data.with_detail else []
    if enclosed:
        told = say(N_("Enclosed: {annexes}."), annexes=say(N_("; ")).join(enclosed))
        runs.append((("    " if runs else "") + told, SERIF))
    if runs:
        paper.gap(3)
        paper.paragraph(runs, 9, leading=14)
    if data.stated:
        paper.gap(3)
        table.put(paper, _stated(data, say))
    paper.gap(3)


def _tax(data: CertificatePaper, say: Say) -> str:
    """At one rate, or at several each with what it comes to."""
    values = {"gross": data.stands.gross.grouped, "net": data.net.grouped, "vat": data.vat.grouped}
    if len(data.taxes) < 2:
        told = N_("The value of this period {gross} is {net} without VAT and {vat} VAT at {rate}.")
        plain = N_("The value of this period {gross} is {net} without VAT and {vat} VAT.")
        return say(told, **values, rate=percent(data.taxes[0].rate)) if data.taxes else say(plain, **values)
    told = N_("The value of this period {gross} is {net} without VAT and {vat} VAT: {rates}.")
    one_rate = N_("{rate} on {net}: {vat}")
    rates = (say(one_rate, rate=percent(one.rate), net=one.net.grouped, vat=one.vat.grouped) for one in data.taxes)
    return say(told, **values, rates=say(N_("; ")).join(rates))


def _stated(data: CertificatePaper, say: Say) -> Table:
    """What the certificate states of those before it beside our book, with the difference."""
    captions_ = (N_("Stated in the certificate"), N_("In our book"), N_("Difference"))
    columns = (
        Column(say(N_("Earlier certificates")), weight=1, least=96),
        *(Column(say(one), "right") for one in captions_),
    )
    rows = [[one.caption, one.stated.grouped, one.ours.grouped, one.difference.grouped] for one in data.stated]
    return Table(columns, rows, row=_LOW)
