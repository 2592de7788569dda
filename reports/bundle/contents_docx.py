"""The list of evidence for Word or WPS: courts want it in their own form, so its words can be worked on."""

from __future__ import annotations

from pathlib import Path

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Pt

from models.unwritable import whole
from reports.style import LANDSCAPE, Say
from reports.tabular import Tabular
from reports.word import put_table, put_words


def write_contents(listed: Tabular, path: Path) -> None:
    """Write the same list that is printed; raises Refused when it cannot be written."""
    say, made = Say(listed.language), Document()
    page = made.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, *map(Pt, LANDSCAPE)
    made.core_properties.author, made.core_properties.title = listed.letterhead.company, listed.title
    made.core_properties.comments = ""
    put_words(made.add_paragraph(), listed.title, size=16, bold=True, middle=True)
    put_words(made.add_paragraph(), listed.scope)
    rows = [["" if value is None else str(value) for value in row] for group in listed.groups for row in group.rows]
    put_table(made, [column.caption for column in listed.columns], rows)
    signed = "：________" if listed.language == "zh" else ": ________"
    put_words(made.add_paragraph(), "　　".join(f"{caption}{signed}" for caption in listed.signers))
    put_words(made.add_paragraph(), say.day(listed.dated_on), right=True)
    with whole(path) as aside:
        made.save(str(aside))
