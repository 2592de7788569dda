"""Pages of foreign PDF files are drawn in a process of their own, which may fail without harm."""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image
from pypdf import PdfWriter

from models.work import finish
from reports.reading.reader import Reader

SERVE = [sys.executable, "-c", "from ui.foreign_leaves import serve_leaves; serve_leaves()"]


def test_a_page_comes_as_a_picture_and_a_broken_file_as_a_fault(tmp_path: Path) -> None:
    made = PdfWriter()
    for _ in range(3):
        made.add_blank_page(200, 300)
    made.write(tmp_path / "a.pdf")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7 nothing")
    reader = Reader(SERVE, longest=60)
    looked = finish(reader.look(tmp_path / "a.pdf", 600, "pdf", 1))
    broken = finish(reader.look(tmp_path / "b.pdf", 600, "pdf"))
    reader.close()
    (tmp_path / "a.jpg").write_bytes(looked.picture)
    with Image.open(tmp_path / "a.jpg") as seen:
        assert (looked.pages, seen.format, seen.size) == (3, "JPEG", (400, 600))
    assert (broken.fault, broken.picture) == ("damaged", b"")
