"""The deadline list says what the book says of each last day, in the language of the paper, and fits its page."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from openpyxl import load_workbook

from models import deadlines, registry
from reports.deadlines import DEADLINES, EVERY, DeadlineListDraft, collect
from reports.report import write_pdf, write_xlsx
from tests import samples
from tests.reports import read_back


def test_the_list_names_every_deadline_ahead_with_its_basis(tmp_path: Path) -> None:
    book = registry.open_book(samples.copied(tmp_path / "book", 40))
    path = tmp_path / "d.pdf"
    with book.read() as session:
        ahead = collect(session, DeadlineListDraft(samples.TODAY, "365"))
        every = collect(session, DeadlineListDraft(samples.TODAY, EVERY, language="en"))
        known = deadlines.deadlines(session, samples.TODAY)
        write_xlsx(DEADLINES, every, tmp_path / "d.xlsx")
    book.close()
    rows = list(load_workbook(tmp_path / "d.xlsx").active.iter_rows(values_only=True))[1:]
    assert {type(row[7]) for row in rows} <= {datetime, str, type(None)}
    assert {row[7] for row in rows if isinstance(row[7], str)} <= {"not announced"}
    assert any(isinstance(row[7], datetime) for row in rows), "a day can be sorted"
    assert len(every.groups[0].rows) == len(known) > len(ahead.groups[0].rows) > 3
    assert not write_pdf(DEADLINES, ahead, path).missing
    words = read_back.text(path, "-layout")
    assert "期限清单" in words
    assert "《" in words
    assert "Civil Code" in str(every.groups[0].rows)
    assert "民法典" not in str(every.groups[0].rows)
