"""A bundle holds every original byte for byte, numbers every page, names what it cannot print, and opens anywhere."""

from __future__ import annotations

import os
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from docx import Document
from openpyxl import load_workbook
from PIL import Image, ImageDraw
from pypdf import PdfReader
from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import select

from models import bundles, kept_files, opening, papers
from models.bundles import BundleDraft, BundleItemDraft
from models.contracts import Contract
from models.evidence import EvidenceFile, EvidenceLink, LinkDraft
from models.kept_files import EVIDENCE
from models.money import Money
from models.opening import OpeningDraft, OpeningItemDraft
from models.papers import IssueDraft
from models.problems import Invalid, Refused
from models.store.book import Book
from models.work import finish
from reports.bundle.pieces import Pieces, pieces_of
from reports.bundle.writing import LIST, LIST_WORD, SUMS, WHOLE, Written, write_bundle
from reports.letter import LETTER
from reports.letter_draft import LetterDraft
from reports.letterhead import letterhead
from reports.reading.evidence import Given, take_in
from reports.report import press
from tests import makers
from tests.reports import read_back
from tests.tools import need

DAY = date(2026, 9, 30)
CUT_OFF = (
    b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
    b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>\nendobj\n4 0 obj\n<</Length 5000>>\n"
)
"""A page of which the copy ended before anything was drawn."""


def a_pdf(path: Path, pages: int, size: tuple[float, float] = A4, words: str = "PAGE", rotate: int = 0) -> Path:
    canvas = Canvas(str(path), pagesize=size)
    for page in range(pages):
        canvas.drawString(80, 400, f"{words} {page + 1}")
        canvas.showPage()
    canvas.save()
    if rotate:
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            for one in pdf.pages:
                one.Rotate = rotate
            pdf.save(path)
    return path


def files_of_all_kinds(folder: Path) -> list[Path]:
    """A contract, a drawing on A3, a turned scan, a photo held sideways, a fax of three pages, a locked file, a broken
    one, one that was cut off, a recording."""
    photo = Image.new("RGB", (900, 600), "#88aacc")
    ImageDraw.Draw(photo).rectangle((20, 20, 200, 120), fill="red")
    exif = Image.Exif()
    exif[0x0112] = 6
    photo.save(folder / "现场照片.jpg", exif=exif)
    frames = [Image.new("L", (600, 850), 200 + 10 * place) for place in range(3)]
    frames[0].save(folder / "对账回执.tif", save_all=True, append_images=frames[1:])
    with pikepdf.open(a_pdf(folder / "锁.pdf", 2)) as pdf:
        pdf.save(folder / "回单加密.pdf", encryption=pikepdf.Encryption(user="x", owner="y"))
    (folder / "锁.pdf").unlink()
    (folder / "坏计价单.pdf").write_bytes(b"%PDF-1.4\nnothing" + os.urandom(200))
    (folder / "截断签证.pdf").write_bytes(CUT_OFF)
    (folder / "录音.mp3").write_bytes(b"ID3" + os.urandom(500))
    a_pdf(folder / "合同.pdf", 4, words="CONTRACT")
    a_pdf(folder / "竣工图.pdf", 1, landscape(A3), "DRAWING")
    a_pdf(folder / "验收记录.pdf", 1, A4, "TURNED", 90)
    return sorted(folder.iterdir())


@pytest.fixture
def proven(book: Book, tmp_path: Path) -> Book:
    """A contract with a file of every kind linked to it."""
    folder = tmp_path / "files"
    folder.mkdir()
    with book.write(bundles.RECORD) as session:
        makers.a_company(session)
        key = makers.a_contract(session).id
    link = LinkDraft(noun="contracts", record=key, kind="other", on=DAY)
    taken = finish(take_in(book, [Given(one) for one in files_of_all_kinds(folder)], "command", link))
    assert not taken.refused
    return book


def proposal(book: Book) -> BundleDraft:
    with book.read() as session:
        return bundles.proposed(session, session.query(Contract.id).scalar(), "", DAY)


def written(book: Book, draft: BundleDraft, target: Path) -> tuple[Written, Pieces]:
    with book.read() as session:
        told, head = pieces_of(session, draft), letterhead(session)
    return finish(write_bundle(book.folder, told, head, target)), told


def titled(told: Pieces, name: str) -> Any:
    return next(one for one in told.pieces if one.title.startswith(name))


def test_every_page_has_its_number_and_every_piece_its_place(proven: Book, tmp_path: Path) -> None:
    made, told = written(proven, proposal(proven), tmp_path / "out")
    reader = PdfReader(tmp_path / "out" / WHOLE)
    front = len(reader.pages) - made.pages
    assert front >= 1
    assert made.pages == 4 + 1 + 1 + 1 + 3 + 4
    for one in told.pieces:
        first, last = made.numbers[one.label]
        for page in range(first, last + 1):
            assert f"证据 {one.label}　{page}" in reader.pages[front + page - 1].extract_text()
    assert "CONTRACT 2" in reader.pages[front + made.numbers[titled(told, "合同").label][0]].extract_text()
    groups = [one.title for one in reader.outline if not isinstance(one, list)]
    assert groups == list(dict.fromkeys({"contract": "合同关系", "performance": "履行情况", "payment": "付款情况",
                                         "calculation": "计算依据", "other": "其他证据"}[one.group]
                                        for one in told.pieces))  # fmt: skip
    assert all({round(page.mediabox.width), round(page.mediabox.height)} == {595, 842} for page in reader.pages)
    listed = "".join(reader.pages[place].extract_text() for place in range(front))
    for one in told.pieces:
        assert one.label in listed
    assert "草稿" not in listed


def test_pictures_stand_upright_and_large_pages_are_fitted(proven: Book, tmp_path: Path) -> None:
    made, told = written(proven, proposal(proven), tmp_path / "out")
    reader = PdfReader(tmp_path / "out" / WHOLE)
    front = len(reader.pages) - made.pages
    photo = reader.pages[front + made.numbers[titled(told, "现场照片").label][0] - 1]
    image = photo.images[0] if photo.images else None
    assert photo.mediabox.height > photo.mediabox.width, "a photo held sideways stands upright"
    assert image is None or image.image.height > image.image.width
    drawing = reader.pages[front + made.numbers[titled(told, "竣工图").label][0] - 1]
    assert drawing.mediabox.width > drawing.mediabox.height
    turned = reader.pages[front + made.numbers[titled(told, "验收记录").label][0] - 1]
    assert turned.mediabox.width > turned.mediabox.height


def test_what_cannot_be_printed_is_named_on_a_page_of_its_own(proven: Book, tmp_path: Path) -> None:
    made, told = written(proven, proposal(proven), tmp_path / "out")
    reader = PdfReader(tmp_path / "out" / WHOLE)
    front = len(reader.pages) - made.pages
    for name, why in (
        ("回单加密", "有密码保护"),
        ("坏计价单", "文件已损坏"),
        ("截断签证", "文件已损坏"),
        ("录音", "不打印"),
    ):
        one = titled(told, name)
        words = reader.pages[front + made.numbers[one.label][0] - 1].extract_text().replace("\n", "")
        assert why in words
        assert one.digest[:40] in words
    assert len(made.named) == 4


def test_the_list_says_which_files_do_not_open_and_nothing_is_proven_by_them(proven: Book, tmp_path: Path) -> None:
    draft = proposal(proven)
    _made, told = written(proven, draft, tmp_path / "out")
    sheet = load_workbook(tmp_path / "out" / LIST).active
    remarks = {str(row[2]): row[9] for row in sheet.iter_rows(values_only=True) if row[1] and row[2]}
    assert remarks[titled(told, "坏计价单").title] == "文件无法打开：文件已损坏，未列印"
    assert remarks[titled(told, "回单加密").title] == "文件无法打开：有密码保护，未列印"
    assert remarks[titled(told, "录音").title] == "以电子文件提交（录音），未列印"
    assert not remarks[titled(told, "合同").title]
    assert {one.title: bool(one.purpose) for one in told.pieces if one.wrong} == {
        titled(told, name).title: False for name in ("坏计价单", "回单加密", "截断签证")
    }
    assert titled(told, "验收记录").purpose
    sound = replace(draft, items=tuple(one for one in draft.items if one.purpose and "录音" not in one.title))
    _made, told = written(proven, sound, tmp_path / "sound")
    assert "备注" not in [cell.value for cell in load_workbook(tmp_path / "sound" / LIST).active[1]]


def test_groups_are_numbered_without_gaps_and_the_submitter_stands_there_once(proven: Book, tmp_path: Path) -> None:
    draft = proposal(proven)
    few = [replace(one, group=group) for one, group in zip(draft.items[:2], ("contract", "other"), strict=True)]
    made, told = written(proven, replace(draft, items=tuple(few), submitted_by="江北建工"), tmp_path / "out")
    assert [one.label for one in told.pieces] == ["1-1", "2-1"]
    reader = PdfReader(tmp_path / "out" / WHOLE)
    front = "".join(page.extract_text() for page in reader.pages[: len(reader.pages) - made.pages])
    assert front.count("提交人") == front.count("江北建工（签章）") == 1
    told_docx = "".join(one.text for one in Document(str(tmp_path / "out" / LIST_WORD)).paragraphs)
    assert told_docx.count("提交人") == 1
    assert "certutil -hashfile" in (tmp_path / "out" / "说明.txt").read_text("utf-8-sig")


def test_an_original_keeps_its_own_name_beside_its_title(proven: Book, tmp_path: Path) -> None:
    draft = proposal(proven)
    one = next(one for one in draft.items if one.title == "合同.pdf")
    mine = (replace(one, title="施工合同书"), next(one for one in draft.items if one.title == "验收记录.pdf"))
    written(proven, replace(draft, items=mine), tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out" / "原件").iterdir()) == [
        "1-1 施工合同书.pdf",
        "2-1 验收记录.pdf",
    ]
    photo = replace(next(one for one in draft.items if one.title == "现场照片.jpg"), title="1#楼浇筑")
    written(proven, replace(draft, items=(photo,)), tmp_path / "again")
    assert [path.name for path in (tmp_path / "again" / "原件").iterdir()] == ["1-1 1#楼浇筑（现场照片）.jpg"]


def test_the_originals_are_the_same_bytes_and_anybodys_tools_agree(proven: Book, tmp_path: Path) -> None:
    _made, told = written(proven, proposal(proven), tmp_path / "out")
    originals = {kept_files.digest_of(one) for one in (tmp_path / "out" / "原件").iterdir()}
    assert originals == {one.digest for one in told.pieces}
    need("sha256sum")
    need("qpdf")
    checked = subprocess.run(
        ["sha256sum", "-c", SUMS], cwd=tmp_path / "out", capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stderr
    assert checked.stdout.count(": OK") == len(told.pieces) + 4
    sound = subprocess.run(
        ["qpdf", "--check", WHOLE], cwd=tmp_path / "out", capture_output=True, text=True, check=False
    )
    assert sound.returncode == 0, sound.stdout
    assert "证据" in read_back.text(tmp_path / "out" / WHOLE)


def test_numbers_follow_when_the_order_changes(proven: Book, tmp_path: Path) -> None:
    draft = proposal(proven)
    before, told = written(proven, draft, tmp_path / "one")
    turned = replace(draft, items=draft.items[::-1])
    after, again = written(proven, turned, tmp_path / "two.zip")
    assert before.pages == after.pages
    ends = sorted(after.numbers.values())
    assert [first for first, _ in ends] == [1, *(last + 1 for _, last in ends[:-1])]
    assert {one.title for one in told.pieces} == {one.title for one in again.pieces}
    assert [one.title for one in told.pieces] != [one.title for one in again.pieces]
    with zipfile.ZipFile(tmp_path / "two.zip") as archive:
        assert archive.testzip() is None
        assert {WHOLE, LIST, SUMS} <= set(archive.namelist())


def test_groups_stand_in_the_order_they_were_given_and_a_piece_apart_from_its_group_is_told(
    proven: Book, tmp_path: Path
) -> None:
    draft = proposal(proven)
    first = draft.items[0]
    assert first.group == "contract"
    assert not [one for one in bundles.check(draft) if one.entry == "items"], "as proposed nothing is apart"
    last = replace(draft, items=(*draft.items[1:], first))
    made, told = written(proven, last, tmp_path / "last")
    assert [one.group for one in told.pieces] == [one.group for one in last.items]
    assert told.pieces[0].label == "1-1"
    assert made.numbers["1-1"][0] == 1
    assert told.pieces[-1].title == "合同.pdf"
    assert made.numbers[told.pieces[-1].label][1] == made.pages
    groups = [one.title for one in PdfReader(tmp_path / "last" / WHOLE).outline if not isinstance(one, list)]
    assert (groups[0], groups[-1]) == ("履行情况", "合同关系")
    between = (draft.items[1], first, *draft.items[2:])
    assert between[2].group == between[0].group
    (apart,) = [one for one in bundles.check(replace(draft, items=between)) if one.entry == "items"]
    assert (apart.advice, apart.values) == (True, {"line": 3, "after": 1})
    with proven.read() as session:
        labels = [one.label for one in pieces_of(session, replace(draft, items=between)).pieces]
    assert labels[:2] == ["1-1", "1-2"]


def test_the_list_is_a_workbook_too(proven: Book, tmp_path: Path) -> None:
    made, told = written(proven, proposal(proven), tmp_path / "out")
    sheet = load_workbook(tmp_path / "out" / LIST).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    flat = [str(cell) for row in rows for cell in row]
    for one in told.pieces:
        assert one.title in flat
    first, last = made.numbers[titled(told, "合同").label]
    assert f"{first}–{last}" in flat


def test_the_list_is_a_document_for_word_with_the_same_rows(proven: Book, tmp_path: Path) -> None:
    _made, told = written(proven, proposal(proven), tmp_path / "out")
    document = Document(str(tmp_path / "out" / LIST_WORD))
    (grid,) = document.tables
    rows = [[cell.text for cell in row.cells] for row in grid.rows]
    sheet = load_workbook(tmp_path / "out" / LIST).active
    listed = [["" if cell.value is None else str(cell.value) for cell in row] for row in sheet.iter_rows()]
    assert len(rows) == len(told.pieces) + 1
    assert all(row in listed for row in rows), "the document says what the workbook says"


def test_no_typeface_of_a_bundle_of_our_own_papers_is_left_to_the_reader(book: Book, tmp_path: Path) -> None:
    with book.write(bundles.RECORD) as session:
        makers.a_company(session)
        contract = makers.a_contract(session)
        opened = OpeningItemDraft("progress", "旧账-1", date(2024, 1, 5), date(2024, 3, 10), Money.of(700_000))
        opening.take_on(session, OpeningDraft(contract=contract.id, taken_on=date(2024, 6, 10), items=(opened,)))
        asked = LetterDraft(kind="request", contract=contract.id, as_of=date(2025, 6, 30), dated_on=date(2025, 6, 30))
        key = contract.id
    with book.write(papers.ISSUE) as session:
        draft = IssueDraft("letter", LETTER.code, date(2025, 6, 30))
        papers.issue(session, draft, press(LETTER, asked), book.folder)
    Image.new("RGB", (300, 200), (9, 90, 9)).save(tmp_path / "现场.jpg")
    (tmp_path / "录音.mp3").write_bytes(b"ID3" + bytes(500))
    link = LinkDraft(noun="contracts", record=key, kind="other", on=DAY)
    finish(take_in(book, [Given(tmp_path / "现场.jpg"), Given(tmp_path / "录音.mp3")], "command", link))
    _made, told = written(book, proposal(book), tmp_path / "out")
    assert {one.shelf for one in told.pieces} == {kept_files.EVIDENCE, kept_files.PAPERS}
    fonts = subprocess.run(
        [need("pdffonts"), str(tmp_path / "out" / WHOLE)], capture_output=True, text=True, check=True
    ).stdout.splitlines()[2:]
    assert fonts
    assert [line for line in fonts if line.split()[-5] != "yes"] == []


def test_a_changed_original_or_a_taken_place_stops_it_and_leaves_nothing(proven: Book, tmp_path: Path) -> None:
    draft = proposal(proven)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_text("x")
    with pytest.raises(Refused, match="already"):
        written(proven, draft, tmp_path / "full")
    with pytest.raises(Refused, match="no folder"):
        written(proven, draft, tmp_path / "gone" / "out")
    with proven.read() as session:
        told = pieces_of(session, draft)
    place = kept_files.path_of(proven.folder, told.pieces[0].digest, EVIDENCE)
    place.chmod(0o644)
    place.write_bytes(place.read_bytes() + b"x")
    with pytest.raises(Refused, match="was changed"):
        written(proven, draft, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    assert not list(tmp_path.glob(".bundle-*"))


def test_a_place_that_cannot_be_written_is_said_in_a_sentence(
    proven: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**_how: object) -> str:
        raise PermissionError

    monkeypatch.setattr("reports.bundle.writing.tempfile.mkdtemp", full)
    with pytest.raises(Refused, match="cannot be written"):
        written(proven, proposal(proven), tmp_path / "out")


def test_a_bundle_without_evidence_or_with_two_sources_for_a_piece_is_invalid(proven: Book) -> None:
    draft = proposal(proven)
    with proven.write(bundles.RECORD) as session:
        kept = bundles.record(session, draft)
        assert bundles.draft_of(session, kept.id).items == draft.items
        with pytest.raises(Invalid) as empty:
            bundles.record(session, replace(draft, items=()))
        assert {one.entry for one in empty.value.problems if not one.advice} == {"items"}
        with pytest.raises(Invalid) as nothing:
            bundles.record(session, replace(draft, items=(BundleItemDraft(),)))
        assert "items.0.file" in {one.entry for one in nothing.value.problems}
        with pytest.raises(Invalid):
            bundles.record(session, replace(draft, number=kept.number))
        with pytest.raises(Invalid):
            bundles.record(session, replace(draft, contract="", copies=0))


def test_what_a_paper_proves_is_said_only_where_its_kind_says_it(proven: Book) -> None:
    with proven.write(bundles.RECORD) as session:
        readable = session.scalars(select(EvidenceFile.id).where(EvidenceFile.fault == "")).all()
        mine = select(EvidenceLink).where(EvidenceLink.file_id.in_(readable)).order_by(EvidenceLink.id)
        links = session.scalars(mine).all()
        for link, kind in zip(links, ("other", "minutes", "letter", "service"), strict=False):
            link.kind = kind
        ids = [link.file_id for link in links[:4]]
    said = {one.file: (one.group, one.purpose) for one in proposal(proven).items}
    assert [said[key] for key in ids[:2]] == [("other", "")] * 2, "nobody knows what these are to prove"
    assert all(purpose for _group, purpose in (said[key] for key in ids[2:]))


def test_a_folder_that_takes_nothing_is_told(proven: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(**_how: Any) -> str:
        raise PermissionError(13, "no")

    monkeypatch.setattr("reports.bundle.writing.tempfile.mkdtemp", no_room)
    with pytest.raises(Refused, match="cannot be written"):
        written(proven, proposal(proven), tmp_path / "out")
