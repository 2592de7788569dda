"""Mails and plain texts of a bundle are printed word for word, and a mail is named so that it can be found."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from models import bundles
from models.evidence import LinkDraft
from models.media import MAIL, TEXT
from models.store.book import Book
from models.work import finish
from reports.bundle.pieces import pieces_of
from reports.bundle.texts import MOST_PAGES, pages_of
from reports.bundle.writing import WHOLE, write_bundle
from reports.letterhead import letterhead
from reports.reading.evidence import Given, take_in
from tests import makers

HEAD = "From: =?utf-8?b?5p2O5bel?= <li@jb.example>\r\nTo: qian@yz.example\r\nDate: Fri, 5 Jun 2026 10:00:00 +0800\r\n"
HTML = (
    "<html><head><title>x</title></head><body><p>请于六月底前<b>付款</b>。</p><script>no()</script><p>李工</p></body>"
)
MAIL_PLAIN = f"{HEAD}Subject: test\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n周会改到周三。\r\n".encode()
MAIL_HTML = f"{HEAD}Subject: test\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{HTML}\r\n".encode()
WECHAT = "2026-06-05 10:21 钱经理：进度款本月安排\r\n" * 60

FILES = {
    "14.eml": MAIL_PLAIN,
    "15.eml": MAIL_HTML,
    "18微信.txt": WECHAT.encode("gb18030"),
    "网页.html": HTML.encode(),
    "空.txt": b"  \n",
    "二进制.txt": b"\x00\x01\x02\x03" * 9,
    "旧.msg": b"\xd0\xcf\x11\xe0" + bytes(500),
}


@pytest.fixture
def proven(book: Book, tmp_path: Path) -> Book:
    """A contract with these files linked to it, as their names say."""
    folder = tmp_path / "files"
    folder.mkdir()
    for name, content in FILES.items():
        (folder / name).write_bytes(content)
    with book.write(bundles.RECORD) as session:
        makers.a_company(session)
        key = makers.a_contract(session).id
    link = LinkDraft(noun="contracts", record=key, kind="other", on=date(2026, 9, 30))
    taken = finish(take_in(book, [Given(one) for one in sorted(folder.iterdir())], "command", link))
    assert not taken.refused
    return book


def test_mails_and_texts_are_printed_and_what_holds_no_text_is_named(proven: Book, tmp_path: Path) -> None:
    with proven.read() as session:
        draft = bundles.proposed(session, session.query(makers.contracts.Contract.id).scalar(), "", date(2026, 9, 30))
        told, head = pieces_of(session, draft), letterhead(session)
    made = finish(write_bundle(proven.folder, told, head, tmp_path / "out"))
    pages = [page.extract_text() for page in PdfReader(tmp_path / "out" / WHOLE).pages]
    front = len(pages) - made.pages

    def printed(name: str) -> str:
        (one,) = [one for one in told.pieces if one.name == name]
        first, last = made.numbers[one.label]
        return "\n".join(pages[front + first - 1 : front + last])

    assert all(words in printed("14.eml") for words in ("Subject: test", "From: 李工", "周会改到周三。"))
    assert all(words in printed("15.eml") for words in ("请于六月底前付款。", "李工"))
    assert "no()" not in printed("15.eml")
    assert printed("18微信.txt").count("进度款本月安排") == 60
    not_printed = {str(one.values["title"]) for one in made.named}
    assert {"网页.html", "空.txt", "二进制.txt"} <= not_printed
    assert not [one for one in not_printed if "eml" in one or "微信" in one]


def test_a_mail_is_named_with_its_file_and_proves_no_demand_by_itself(proven: Book) -> None:
    with proven.read() as session:
        draft = bundles.proposed(session, session.query(makers.contracts.Contract.id).scalar(), "", date(2026, 9, 30))
    mails = {one.title: one.purpose for one in draft.items if "eml" in one.title}
    assert mails == {"test（14.eml）": "", "test（15.eml）": ""}
    asked = [one for one in bundles.check(draft) if one.entry.endswith(".purpose")]
    assert asked
    assert all(one.advice for one in asked)


@pytest.mark.parametrize(
    ("content", "media"),
    [(b"\xff\xfe" + "付款".encode("utf-16-le"), TEXT), ("\ufeff付款".encode(), TEXT), ("付款".encode("gb18030"), TEXT)],
)
def test_a_text_is_read_in_the_usual_encodings(tmp_path: Path, content: bytes, media: str) -> None:
    path = tmp_path / "kept"
    path.write_bytes(content)
    assert pages_of(path, media) == [["付款"]]


def test_a_text_of_too_many_pages_is_handed_in_as_a_file(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_text("1\n" * (MOST_PAGES * 60), encoding="utf-8")
    assert pages_of(path, TEXT) == []
    path.write_bytes(b"no head at all")
    assert pages_of(path, MAIL) == []
