"""The letter for Word, and the one for the spreadsheet, enclose what they promise: the calculation of interest."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from models.language import LANGUAGES
from models.store.book import Book
from reports.letter import LETTER, sheets
from reports.letter_docx import write_docx
from reports.letter_draft import CopyDraft
from tests import makers
from tests.reports.test_letter import DAY, asked, collected, issued, owing

__all__ = ["owing"]
DAILY = {"interest": "daily", "rate": makers.Decimal("0.0005")}
SEGMENTS = [
    ["1", "旧账-1", "2024-03-11", "2025-06-30", "477", "700,000.00", "日 0.05%", "166,950.00"],
    ["2", "旧账-2", "2025-06-01", "2025-06-30", "30", "300,000.50", "日 0.05%", "4,500.01"],
]


def made(book: Book, path: Path, **how: object) -> tuple[str, list[list[list[str]]]]:
    """The words and the cells of every table of the Word file."""
    write_docx(collected(book, "demand_1", **how), path / "l.docx")
    file = Document(str(path / "l.docx"))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in file.tables]
    return "\n".join(one.text for one in file.paragraphs), tables


def test_the_letter_for_word_carries_the_calculation_of_interest_it_names(owing: Book, tmp_path: Path) -> None:
    words, tables = made(owing, tmp_path, **DAILY)
    assert "附件1：利息计算表" in words
    assert len(tables) == 2
    assert tables[1][1:3] == SEGMENTS
    assert tables[1][3] == ["", "合计", "", "", "", "", "", "171,450.01"]
    assert words.index("计算方法") > words.index("附件1")


@pytest.mark.parametrize("how", [{"interest": ""}, {**DAILY, "with_annex": False}])
def test_a_letter_that_encloses_no_calculation_names_none(owing: Book, tmp_path: Path, how: dict[str, object]) -> None:
    words, tables = made(owing, tmp_path, **how)
    assert "附件" not in words
    assert len(tables) == 1


def test_copies_are_named_as_pages_to_be_put_behind_the_word_file(owing: Book, tmp_path: Path) -> None:
    paper = issued(owing, "request", DAY)
    words, _tables = made(owing, tmp_path, copies=(CopyDraft(paper.id),), **DAILY)
    assert "附件2：" in words
    assert paper.number in words
    assert "请从 PDF 函件打印后附上" in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_letter_as_a_workbook_has_the_segments_too(owing: Book, language: str) -> None:
    with owing.read() as session:
        data = LETTER.collect(session, asked(owing, "demand_1", language=language, **DAILY))
    listed, segments = sheets(data)
    assert len(listed.rows) == 2
    assert [str(row[-1]) for row in segments.rows] == ["166950.00", "4500.01"]


def test_word_files_are_on_a4_and_number_their_pages(owing: Book, tmp_path: Path) -> None:
    write_docx(collected(owing, "demand_1"), tmp_path / "b.docx")
    (page,) = Document(str(tmp_path / "b.docx")).sections
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    told = page.footer.paragraphs[0]._p.xml
    assert 'w:instr="PAGE"' in told
    assert 'w:instr="NUMPAGES"' in told
