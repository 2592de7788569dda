"""Files are taken into a book untouched, looked at in another process, and named where something is wrong with them."""

from __future__ import annotations

import random
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject
from sqlalchemy import select

from models import kept_files
from models.evidence import EvidenceFile, wrong_with
from models.evidence.verifying import verify, write_sums
from models.kept_files import EVIDENCE
from models.store.book import Book
from models.work import finish
from reports.reading import evidence, previews
from reports.reading.evidence import Given, files_in, seen_name, take_in
from reports.reading.reader import Reader
from tests import makers
from tests.reports.reading.test_reader import SERVE
from tests.reports.reading.workbooks import by_openpyxl
from ui.bootstrap import ROOT

HEIC = ROOT / "tests" / "data" / "evidence" / "photo.heic"


@pytest.fixture(scope="module", autouse=True)
def reader() -> Iterator[Reader]:
    """The reader of this program, started as in tests."""
    made = Reader(SERVE, longest=10)
    before, evidence.LOOKER = evidence.LOOKER, made
    yield made
    evidence.LOOKER = before
    made.close()


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = makers.a_book(tmp_path / "book")
    yield made
    made.close()


def kept_below(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def photo(path: Path, taken: str = "2026:03:05 14:30:00", size: tuple[int, int] = (400, 300)) -> Path:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8769)[0x9003] = taken
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "S", (31.0, 12.0, 30.0), "E", (121.0, 30.0, 0.0)
    Image.new("RGB", size, "red").save(path, exif=exif)
    return path


def a_pdf(path: Path, script: str = "", password: str = "") -> Path:
    made = PdfWriter()
    for _ in range(3):
        made.add_blank_page(200, 300)
    if script:
        action = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject(script)}
        made.root_object[NameObject("/OpenAction")] = DictionaryObject({NameObject(k): v for k, v in action.items()})
    if password:
        made.encrypt(password, algorithm="RC4-128")
    made.write(path)
    return path


def taken(book: Book, *paths: Path) -> tuple[evidence.Taken, dict[str, EvidenceFile]]:
    told = finish(take_in(book, [Given(path) for path in paths], "command"))
    with book.read() as session:
        return told, {row.name: row for row in session.scalars(select(EvidenceFile))}


def test_a_photo_is_kept_untouched_and_claims_its_time_and_place(book: Book, tmp_path: Path) -> None:
    path = photo(tmp_path / "a.jpg")
    content = path.read_bytes()
    told, rows = taken(book, path, HEIC)
    assert told.refused == told.told == []
    assert path.read_bytes() == content
    row = rows["a.jpg"]
    assert kept_files.read(book.folder, row.sha256, EVIDENCE) == content
    assert (row.media, row.claimed_at, row.claimed_place) == ("image", "2026-03-05T14:30:00", "-31.20833,121.50000")
    assert (rows["photo.heic"].claimed_at, rows["photo.heic"].claimed_place) == (
        "2026-03-05T14:30:00",
        "31.20833,121.50000",
    )


def test_a_small_picture_stands_upright_and_a_heic_is_shown_through_one(book: Book, tmp_path: Path) -> None:
    _told, rows = taken(book, photo(tmp_path / "a.jpg"), HEIC)
    with Image.open(previews.preview_of(book.folder, rows["a.jpg"].sha256)) as seen:
        assert (seen.format, seen.size) == ("JPEG", (240, 320))
    with Image.open(previews.preview_of(book.folder, rows["photo.heic"].sha256)) as seen:
        assert (seen.format, seen.size) == ("JPEG", (120, 80))


def test_a_pdf_says_its_pages_and_what_it_carries_and_nothing_is_run(book: Book, tmp_path: Path) -> None:
    told, rows = taken(
        book, a_pdf(tmp_path / "a.pdf"), a_pdf(tmp_path / "b.pdf", "app.alert(1)"),
        a_pdf(tmp_path / "c.pdf", password="x"),
    )  # fmt: skip
    assert [(rows[name].pages, rows[name].flags, rows[name].fault) for name in ("a.pdf", "b.pdf", "c.pdf")] == [
        (3, "", ""), (3, "script", ""), (0, "encrypted", "encrypted"),
    ]  # fmt: skip
    assert [problem.text("en") for problem in told.told] == [
        "b.pdf contains scripts; they were not run.",
        "c.pdf: Protected with a password; it is kept as it is. "
        "Ask for its password or for a copy without one, and add that too.",
    ]


def test_a_mail_says_when_it_was_sent_and_about_what(book: Book, tmp_path: Path) -> None:
    mail = tmp_path / "a.eml"
    mail.write_bytes(b"Date: Thu, 05 Mar 2026 14:30:00 +0800\r\nSubject: =?utf-8?b?5YKs5qy+?=\r\n\r\nx")
    _told, rows = taken(book, mail)
    assert (rows["a.eml"].media, rows["a.eml"].claimed_at, rows["a.eml"].title) == (
        "mail",
        "2026-03-05T14:30:00",
        "催款",
    )


def test_each_file_that_cannot_be_kept_is_named_and_the_others_are_kept(book: Book, tmp_path: Path) -> None:
    empty = tmp_path / "empty.pdf"
    empty.touch()
    told, rows = taken(book, empty, tmp_path / "gone.jpg", photo(tmp_path / "a.jpg"), photo(tmp_path / "b.jpg"))
    assert [problem.text("en") for problem in told.refused] == [
        "empty.pdf is empty (0 bytes). Copy or download it again.",
        "There is no file gone.jpg. Check the name and the folder.",
    ]
    assert list(rows) == ["a.jpg"], "the same content is one file"
    assert (len(told.added.new), len(told.added.known)) == (1, 1)


def test_a_bomb_of_pixels_is_kept_and_not_opened(book: Book, tmp_path: Path) -> None:
    bomb = BytesIO()
    Image.new("1", (30_000, 20_000)).save(bomb, "PNG")
    (tmp_path / "bomb.png").write_bytes(bomb.getvalue())
    told, rows = taken(book, tmp_path / "bomb.png", photo(tmp_path / "a.jpg"))
    assert rows["bomb.png"].fault == "too_large"
    assert rows["a.jpg"].fault == ""
    assert [problem.text("en") for problem in told.told] == [
        "bomb.png: Too large to be shown; it is kept as it is. Open it outside this program."
    ]


def test_names_are_texts_and_never_paths(book: Book, tmp_path: Path) -> None:
    assert seen_name("a\u202egpj.exe") == "a_gpj.exe"
    assert seen_name("x\udcff.jpg") == "x?.jpg"
    assert len(seen_name("长" * 400 + ".jpg")) == 300
    odd = tmp_path / "$(rm -rf) ;'\"*.jpg"
    photo(odd)
    _told, rows = taken(book, odd)
    assert odd.name in rows


def test_a_folder_gives_its_files_and_not_the_litter_of_systems(tmp_path: Path) -> None:
    inside = tmp_path / "照片" / "一月"
    inside.mkdir(parents=True)
    for name in ("a.jpg", "Thumbs.db", "._a.jpg", "b.pdf"):
        (inside / name).write_bytes(b"x")
    assert [path.name for path in files_in([tmp_path / "照片", inside / "b.pdf"])] == ["a.jpg", "b.pdf", "b.pdf"]


def test_stopped_in_between_nothing_is_kept(book: Book, tmp_path: Path) -> None:
    work = take_in(book, [Given(photo(tmp_path / f"{n}.jpg", size=(40 + n, 30))) for n in range(3)], "drop")
    while next(work).doing != evidence.TAKING or not kept_below(book.folder / EVIDENCE):
        continue
    work.close()
    assert kept_below(book.folder / EVIDENCE) == []
    with book.read() as session:
        assert session.scalars(select(EvidenceFile)).all() == []


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="there is no sha256sum")
def test_other_peoples_tools_find_the_same(book: Book, tmp_path: Path) -> None:
    taken(book, photo(tmp_path / "a.jpg"), a_pdf(tmp_path / "a.pdf"))
    with book.read() as session:
        place = write_sums(book.folder, session)
    asked = ["sha256sum", "-c", "--strict", place.name]
    assert subprocess.run(asked, cwd=place.parent, capture_output=True).returncode == 0
    kept = next(path for path in kept_below(book.folder / EVIDENCE) if path != place)
    kept.write_bytes(kept.read_bytes()[:-1] + b"?")
    assert subprocess.run(asked, cwd=place.parent, capture_output=True).returncode == 1
    with book.read() as session:
        assert len(finish(verify(book.folder, session)).altered) == 1


def sound(folder: Path) -> list[Path]:
    """One of each kind that is looked into."""
    folder.mkdir()
    photo(folder / "a.jpg")
    Image.new("RGBA", (60, 40), (1, 2, 3, 90)).save(folder / "b.png")
    Image.new("L", (60, 40)).save(folder / "c.tif", compression="tiff_lzw")
    Image.new("RGB", (60, 40), "blue").save(folder / "d.webp")
    shutil.copy(HEIC, folder / "e.heic")
    a_pdf(folder / "f.pdf", "x")
    by_openpyxl(folder / "g.xlsx", 合同=[["a", 1]])
    with zipfile.ZipFile(folder / "h.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "x" * 900)
    (folder / "i.eml").write_bytes(b"Date: Thu, 05 Mar 2026 14:30:00 +0800\r\nSubject: x\r\n\r\nx")
    return sorted(folder.iterdir())


def bent(content: bytes, dice: random.Random) -> bytes:
    """The same bytes with some of them changed, cut, doubled or taken out."""
    made = bytearray(content)
    way = dice.randrange(4)
    here = dice.randrange(len(made))
    if way == 0:
        for _ in range(dice.choice((1, 5, 60))):
            made[dice.randrange(len(made))] = dice.randrange(256)
    elif way == 1:
        del made[max(here, 1) :]
    elif way == 2:
        del made[here : here + dice.randrange(1, 200)]
    else:
        made[here:here] = bytes(made[: dice.randrange(1, 400)])
    return bytes(made) or b"\0"


def survived(book: Book, folder: Path, count: int, seed: int) -> int:
    """Take in so many mutated files: each is kept, what cannot be shown is named, nothing crashes; how many were."""
    dice, kinds = random.Random(seed), sound(folder / "sound")
    paths = []
    for place in range(count):
        one = dice.choice(kinds)
        path = folder / f"{place}{one.suffix}"
        path.write_bytes(bent(one.read_bytes(), dice))
        paths.append(path)
    told, rows = taken(book, *paths)
    assert told.refused == []
    assert len(told.added.new) + len(told.added.known) == count
    faulty = {row.name for row in rows.values() if wrong_with(row.fault, row.flags)}
    assert faulty == {str(problem.values["name"]) for problem in told.told if "what" in problem.values and
                      problem.message.startswith("{name}: ")} & set(rows)  # fmt: skip
    with book.read() as session:
        assert finish(verify(book.folder, session)).holds
    return len(faulty)


def test_a_hundred_mutated_files_are_kept_and_each_that_cannot_be_shown_is_named(book: Book, tmp_path: Path) -> None:
    assert survived(book, tmp_path, 100, seed=5) > 20


@pytest.mark.long
@pytest.mark.timeout(0)
def test_a_thousand_mutated_files_crash_nothing(book: Book, tmp_path: Path) -> None:
    assert survived(book, tmp_path, 1_000, seed=6) > 200
