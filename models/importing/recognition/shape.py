"""Whether a workbook is our template filled in, or a ledger of somebody's own that has to be recognised first."""

from __future__ import annotations

from models.importing.captions import form_of, plain
from models.importing.captions import header_of as template_header
from models.importing.forms import SheetForm
from models.importing.recognition.above import titles
from models.importing.recognition.answers import SheetAnswers
from models.importing.recognition.headers import header_of
from models.importing.recognition.kinds import kind_of
from models.importing.recognition.split_days import with_whole_days
from models.importing.recognition.words import KINDS
from models.importing.sheets import Sheet, Workbook
from models.language import LANGUAGES, text

_UNSAID = SheetAnswers()


def is_ledger(workbook: Workbook) -> bool:
    """Whether any sheet in sight is a ledger that is not laid out as the template is.

    Words that people use are enough beside sheets that only the template has; alone they may be anybody's ledger.
    """
    seen = [sheet for sheet in workbook.sheets if not sheet.hidden]
    beside = any(_fits(sheet) for sheet in seen if (form := form_of(sheet)) and form.name not in KINDS)
    return any(_is_foreign(sheet, beside) for sheet in seen)


def _is_foreign(sheet: Sheet, beside: bool) -> bool:
    if _fits(sheet) and (beside or _bears_our_captions(sheet)):
        return False
    header = header_of(sheet)
    if header is None:
        return False
    sheet, header = with_whole_days(sheet, header)
    return bool(kind_of(sheet, header, titles(sheet, header), _UNSAID))


def _fits(sheet: Sheet) -> bool:
    """Named as in the template, its captions in the first row, everything required among them."""
    form = form_of(sheet)
    header = template_header(sheet, form) if form else None
    if form is None or header is None or header.row != 0:
        return False
    return all(name in header.columns for name in form.entries if form.required(name))


def _bears_our_captions(sheet: Sheet) -> bool:
    """Whether what is required is called exactly as in the template."""
    form = form_of(sheet)
    written = {plain(cell) for cell in sheet.rows[0] if isinstance(cell, str)}
    return form is not None and all(_names(form, name) & written for name in form.entries if form.required(name))


def _names(form: SheetForm, entry: str) -> set[str]:
    return {plain(text(form.entries[entry].caption, language)) for language in LANGUAGES}
