"""Whether a workbook is our template filled in, or a ledger of somebody's own that has to be recognised first."""

from __future__ import annotations

from models.importing.captions import form_of
from models.importing.captions import header_of as template_header
from models.importing.recognition.answers import SheetAnswers
from models.importing.recognition.headers import header_of, titles
from models.importing.recognition.kinds import kind_of
from models.importing.sheets import Sheet, Workbook

_UNSAID = SheetAnswers()


def is_ledger(workbook: Workbook) -> bool:
    """Whether any sheet in sight is a ledger that is not laid out as the template is."""
    return any(_is_foreign(sheet) for sheet in workbook.sheets if not sheet.hidden)


def _is_foreign(sheet: Sheet) -> bool:
    if _fits(sheet):
        return False
    header = header_of(sheet)
    return header is not None and bool(kind_of(sheet, header, titles(sheet, header), _UNSAID))


def _fits(sheet: Sheet) -> bool:
    """Named as in the template, its captions in the first row, everything required among them."""
    form = form_of(sheet)
    header = template_header(sheet, form) if form else None
    if form is None or header is None or header.row != 0:
        return False
    return all(name in header.columns for name in form.entries if form.required(name))
