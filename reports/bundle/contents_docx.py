"""The list of evidence for Word or WPS: courts want it in their own form, so its words can be worked on."""

from __future__ import annotations

from pathlib import Path

from models.unwritable import whole
from reports.style import Say
from reports.tabular import Tabular
from reports.word import new_document, put_table, put_words


def write_contents(listed: Tabular, path: Path) -> None:
    """Write the same list that is printed; raises Refused when it cannot be written."""
    say = Say(listed.language)
    made = new_document(listed.letterhead.company, listed.title, say, across=True)
    put_words(made.add_paragraph(), listed.title, size=16, bold=True, middle=True)
    put_words(made.add_paragraph(), listed.scope)
    rows = [["" if value is None else str(value) for value in row] for group in listed.groups for row in group.rows]
    put_table(made, [column.caption for column in listed.columns], rows)
    signed = "：________" if listed.language == "zh" else ": ________"
    put_words(made.add_paragraph(), "　　".join(f"{caption}{signed}" for caption in listed.signers))
    put_words(made.add_paragraph(), say.day(listed.dated_on), right=True)
    with whole(path) as aside:
        made.save(str(aside))
