"""A file that is broken, cut off or locked is kept untouched and named wherever somebody would rely on it."""

from __future__ import annotations

import io
import json
import random
import struct
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from openpyxl import Workbook
from PIL import Image
from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from models import kept_files
from models.bundles import BundleDraft, BundleItemDraft
from models.evidence import LISTING
from models.evidence.verifying import verify
from models.kept_files import EVIDENCE
from models.store.book import Book
from models.store.listing import Question
from models.work import finish
from reports.bundle.joining import send_counts, send_join
from reports.bundle.pieces import pieces_of
from reports.bundle.writing import write_bundle
from reports.letterhead import letterhead
from reports.reading.looking import look_at_pdf
from tests.reports.reading.test_evidence import book, reader, taken

__all__ = ["book", "reader"]


def a_pdf() -> bytes:
    """Three pages with a picture that reads as script: only objects count. It is the same whatever papers were made."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rl_config, "useA85", 1)
        return _a_pdf()


def _a_pdf() -> bytes:
    made = io.BytesIO()
    sheet = Canvas(made, pageCompression=1, invariant=1)
    picture = ImageReader(Image.frombytes("L", (200, 200), random.Random(1).randbytes(40_000)))
    for place in range(3):
        sheet.drawString(100, 700, f"page {place} /JS ")
        sheet.drawImage(picture, 50, 50)
        sheet.showPage()
    sheet.save()
    return made.getvalue()


def locked_pdf() -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(a_pdf())) as pdf:
        pdf.save(made, encryption=pikepdf.Encryption(user="a", owner="b"))
    return made.getvalue()


def a_jpeg() -> bytes:
    made = io.BytesIO()
    Image.effect_noise((400, 300), 60).convert("RGB").save(made, "JPEG")
    return made.getvalue()


def a_zip() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.bin", bytes(range(256)) * 40)
        archive.writestr("b.bin", b"second")
    return made.getvalue()


def locked_zip() -> bytes:
    """The bit that says so set in every head."""
    made = bytearray(a_zip())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := made.find(mark, at + 1)) >= 0:
            made[at + place : at + place + 2] = struct.pack("<H", 1)
    return bytes(made)


def a_workbook() -> bytes:
    made, filled = io.BytesIO(), Workbook()
    for row in range(300):
        filled.active.append([row, "x" * 20])  # type: ignore[union-attr]
    filled.save(made)
    return made.getvalue()


def half(content: bytes) -> bytes:
    return content[: len(content) // 2]


def bent(content: bytes, at: int) -> bytes:
    return content[:at] + bytes(one ^ 0xFF for one in content[at : at + 40]) + content[at + 40 :]


LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16le") + bytes(900)
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1500)
FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "sound.pdf": ("", a_pdf),
    "sound.jpg": ("", a_jpeg),
    "sound.zip": ("", a_zip),
    "sound.xlsx": ("", a_workbook),
    "old.xls": ("", lambda: OLD),
    "table.csv": ("", lambda: b"a,b,c,d,e,f,g,h,i,j"),
    "half.pdf": ("damaged", lambda: half(a_pdf())),
    "tail.pdf": ("cut", lambda: a_pdf()[:-40]),
    "bent.pdf": ("broken", lambda: bent(a_pdf(), a_pdf().index(b"stream") + 60)),
    "locked.pdf": ("encrypted", locked_pdf),
    "page.pdf": ("damaged", lambda: b"<html>404 not found</html>"),
    "half.jpg": ("damaged", lambda: half(a_jpeg())),
    "half.zip": ("damaged", lambda: half(a_zip())),
    "bent.zip": ("broken", lambda: bent(a_zip(), 200)),
    "locked.zip": ("encrypted", locked_zip),
    "half.xlsx": ("damaged", lambda: half(a_workbook())),
    "half.docx": ("damaged", lambda: half(a_workbook())),
    "locked.docx": ("encrypted", lambda: LOCKED + b"d"),
    "locked.xlsx": ("encrypted", lambda: LOCKED + b"x"),
    "noise.docx": ("damaged", lambda: bytes(range(1, 200))),
    "zeros.xls": ("damaged", lambda: bytes(4000)),
}


@pytest.fixture
def kept(book: Book, tmp_path: Path) -> Book:
    paths = []
    for name, (_wrong, made) in FILES.items():
        paths.append(tmp_path / name)
        paths[-1].write_bytes(made() + (b"\n" if name == "half.docx" else b""))
    told, rows = taken(book, *paths)
    assert told.refused == []
    assert set(rows) == set(FILES), "everything is kept"
    for path in paths:
        assert kept_files.path_of(book.folder, rows[path.name].sha256, EVIDENCE).read_bytes() == path.read_bytes()
    return book


def wrong(book: Book) -> dict[str, str]:
    names = [one.name for one in LISTING.columns]
    with book.read() as session:
        rows = LISTING.rows(session, Question(date.today()), LISTING.keys(session, Question(date.today())))
    return {row[names.index("name") + 1]: row[names.index("wrong") + 1] for row in rows}


def test_the_list_says_of_each_file_what_is_wrong_with_it(kept: Book) -> None:
    assert wrong(kept) == {name: told for name, (told, _made) in FILES.items()}


def test_checking_the_files_names_them_with_what_to_do_and_finds_nothing_altered(kept: Book) -> None:
    with kept.read() as session:
        verdict = finish(verify(kept.folder, session))
    assert verdict.holds
    assert {str(one.values["name"]) for one in verdict.unsound} == {name for name, (told, _m) in FILES.items() if told}
    said = {str(one.values["name"]): one.text("en") for one in verdict.unsound}
    assert said["tail.pdf"].endswith("tail.pdf: Incomplete. Ask for it again, and add the sound file too.")
    assert "Ask for its password" in said["locked.xlsx"]


def test_a_bundle_names_every_one_of_them(kept: Book, tmp_path: Path) -> None:
    with kept.read() as session:
        keys = LISTING.keys(session, Question(date.today()))
        draft = BundleDraft(title="T", items=tuple(BundleItemDraft(file=one) for one in keys), made_on=date.today())
        told, head = pieces_of(session, draft), letterhead(session)
    written = finish(write_bundle(kept.folder, told, head, tmp_path / "out", "en"))
    said = " ".join(one.text("en") for one in written.named)
    for name, (what, _made) in FILES.items():
        handed = name in ("sound.zip", "sound.xlsx", "old.xls", "table.csv")
        assert (name in said) is (bool(what) or handed), name
    assert "“tail.pdf”: Incomplete. Ask for it again" in said
    assert "“locked.zip”: Protected with a password. Ask for its password" in said


def mangled(content: bytes, dice: random.Random) -> bytes:
    """Cut, with a hole, or with wrong bytes."""
    way, made = dice.randrange(3), bytearray(content)
    if way == 0:
        return content[: dice.randrange(len(content))]
    if way == 1:
        at = dice.randrange(len(content))
        del made[at : at + dice.randrange(1, 3000)]
        return bytes(made)
    for _place in range(dice.randrange(1, 200)):
        made[dice.randrange(len(made))] = dice.randrange(256)
    return bytes(made)


def test_no_pdf_however_broken_keeps_the_others_from_being_put_together(tmp_path: Path) -> None:
    dice, sound = random.Random(5), a_pdf()
    (tmp_path / "front.pdf").write_bytes(sound)
    told: list[dict[str, Any]] = []
    items: list[dict[str, Any]] = []
    for place in range(80):
        path = tmp_path / f"{place}.pdf"
        path.write_bytes(mangled(sound, dice))
        send_counts({"files": [{"path": str(path), "media": "pdf"}]}, lambda line: told.append(json.loads(line)))
        counted = told[-2]["counted"]
        items.append({"path": str(path), "media": "pdf", "fault": counted["fault"], "notes": ["n"], "mark": "m",
                      "first": place + 1, "group": "g", "label": str(place), "title": "t"})  # fmt: skip
        told[-1]["pages"] = counted["pages"]
    pages = sum(one["pages"] for one in told if "pages" in one)
    assert {one["fault"] for one in items} == {"", "damaged"}
    asked = {"items": items, "aside": str(tmp_path), "front": str(tmp_path / "front.pdf"), "title": "T"}
    send_join({**asked, "target": str(tmp_path / "whole.pdf")}, lambda _line: None)
    with pikepdf.open(tmp_path / "whole.pdf") as whole:
        assert len(whole.pages) == pages + 3


def test_a_file_our_library_left_without_a_day_claims_none(tmp_path: Path) -> None:
    path = tmp_path / "undated.pdf"
    path.write_bytes(a_pdf())
    with pikepdf.open(path) as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20000101")
    assert look_at_pdf(path).claimed_at == ""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.docinfo["/Producer"] = "a scanner"
        pdf.save()
    assert look_at_pdf(path).claimed_at == "2000-01-01T00:00:00"
