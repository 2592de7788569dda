"""Plain texts and mails set as pages, word for word, so that whoever reads the bundle needs no program for them."""

from __future__ import annotations

import email.policy
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path

from models.media import MAIL, TEXT
from reports.fonts import SERIF, canvas
from reports.lines import wrap
from reports.style import A4

READ_OUT = (TEXT, MAIL)
LONGEST, MOST_PAGES = 8_000_000, 300
"""Bytes of a file and pages of a text at most; what is longer is handed in as a file."""
SIZE, LEAD, SIDE, TOP, FOOT = 10.5, 16.0, 60.0, 60.0, 60.0
_ON_A_PAGE = int((A4[1] - TOP - FOOT) // LEAD)
_HEADS = ("From", "To", "Cc", "Date", "Subject")
_SILENT = ("script", "style", "head", "title")
_BREAKS = ("p", "div", "br", "tr", "li", "table", "h1", "h2", "h3", "blockquote")

Page = list[str]


def pages_of(path: Path, media: str) -> list[Page]:
    """The lines of each page; none where the file holds no text that can be read, or too much of it."""
    if media not in READ_OUT or path.stat().st_size > LONGEST:
        return []
    content = path.read_bytes()
    said = _mail(content) if media == MAIL else _decoded(content)
    lines = [
        "".join(words for words, _face in line.runs)
        for one in said.strip().splitlines()
        for line in wrap([(_plain(one), SERIF)], A4[0] - 2 * SIDE, SIZE)
    ]
    pages = [lines[first : first + _ON_A_PAGE] for first in range(0, len(lines), _ON_A_PAGE)]
    return pages if len(pages) <= MOST_PAGES else []


def typeset(path: Path, media: str, target: Path) -> Path:
    """Write those pages as a PDF."""
    sheet = canvas(target, A4)
    for page in pages_of(path, media):
        for place, line in enumerate(page, 1):
            sheet.setFont(SERIF, SIZE)
            sheet.drawString(SIDE, A4[1] - TOP - place * LEAD, line)
        sheet.showPage()
    sheet.save()
    return target


def _plain(line: str) -> str:
    return "".join(one if one.isprintable() else " " for one in line.expandtabs(4))


def _decoded(content: bytes) -> str:
    """The text in UTF-8, UTF-16 or GB 18030; empty for a page of the web or what is no text."""
    forms = ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for form in forms:
        try:
            said = content.decode(form)
        except UnicodeDecodeError:
            continue
        return "" if "\0" in said or said.lstrip().startswith("<") else said
    return ""


def _mail(content: bytes) -> str:
    """Its heads, its words and the names of what was attached; empty for a mail of another program's own form."""
    mail = message_from_bytes(content, _class=EmailMessage, policy=email.policy.default)
    if not mail["From"] and not mail["Subject"]:
        return ""
    return "\n".join([*_told(mail), "", _body(mail)])


def _told(mail: EmailMessage) -> Iterator[str]:
    yield from (f"{name}: {' '.join(str(mail[name]).split())}" for name in _HEADS if mail[name])
    yield from (f"Attachment: {one.get_filename() or one.get_content_type()}" for one in mail.iter_attachments())


def _body(mail: EmailMessage) -> str:
    body = mail.get_body(("plain", "html"))
    if body is None:
        return ""
    said = str(body.get_content())
    return _Words.of(said) if body.get_content_subtype() == "html" else said


class _Words(HTMLParser):
    """What a mail in HTML says, without its looks."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._silent = 0

    @classmethod
    def of(cls, page: str) -> str:
        reader = cls()
        reader.feed(page)
        reader.close()
        lines = (" ".join(line.split()) for line in "".join(reader.said).split("\n"))
        return "\n".join(line for line in lines if line)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        if tag in _BREAKS:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0
        if tag in _BREAKS:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.said.append(data.replace("\n", " "))
