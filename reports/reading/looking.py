"""Looks at one file of evidence inside the reader process: a picture, what it claims, what it carries."""

from __future__ import annotations

import email.policy
import json
import lzma
import zipfile
import zlib
from collections.abc import Callable
from datetime import datetime
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from models.media import ARCHIVE, IMAGE, MAIL, PACKED, PDF
from reports.reading.gate import HIGHEST_RATIO, LARGEST_UNPACKED, MOST_ENTRIES
from reports.reading.looked import Looked

LARGEST_IMAGE = 50_000_000
LARGEST_PDF = 200_000_000
LARGEST_CHECKED = 60_000_000
"""A PDF up to this size is read through for damage."""
_END = 2048
_OLE, _LOCKED = b"\xd0\xcf\x11\xe0", "EncryptedPackage".encode("utf-16le")
_SEEN = 60_000
"""So much of a mail is read for its head."""


def send_look(asked: dict[str, Any], send: Callable[[str], None]) -> None:
    """One line: what was seen. What no parser here understands is only kept."""
    path, media = Path(asked["path"]), asked["media"]
    if media == IMAGE:
        from reports.reading.pictures import look_at_image  # only who asks for a picture waits for its library

        looked = _within(path, LARGEST_IMAGE) or look_at_image(path, asked["edge"], asked["page"])
    elif media == PDF:
        looked = _within(path, LARGEST_PDF) or look_at_pdf(path)
    elif media == MAIL:
        looked = look_at_mail(path)
    elif media in PACKED:
        looked = look_at_archive(path, media)
    else:
        looked = Looked()
    send(json.dumps(looked.plain()))


def _within(path: Path, largest: int) -> Looked | None:
    return Looked(fault="too_large") if path.stat().st_size > largest else None


def look_at_pdf(path: Path) -> Looked:
    """Pages, the time it claims, and whether it carries scripts, programs or other files; nothing of it is run."""
    import pikepdf

    try:
        with pikepdf.open(path, access_mode=pikepdf.AccessMode.stream) as pdf:
            unsound = _unsound(pdf, path)
            if unsound and not any(map(shows, pdf.pages)):
                return Looked(fault="damaged", flags=" ".join(sorted(unsound)))
            return Looked(
                pages=len(pdf.pages),
                claimed_at=_made_at(*(str(pdf.docinfo.get(name, "")) for name in ("/CreationDate", "/Producer"))),
                flags=" ".join(sorted({*_carried(pdf), *unsound})),
            )
    except pikepdf.PasswordError:
        return Looked(fault="encrypted", flags="encrypted")


_UNDATED = "D:20000101", "ReportLab"
"""What the library of our papers writes for want of a day: such a file claims none."""


def _made_at(told: str, producer: str) -> str:
    """``D:20260911093000+08'00'`` as local time without a zone."""
    if told.startswith(_UNDATED[0]) and producer.startswith(_UNDATED[1]):
        return ""
    try:
        return datetime.strptime(told.removeprefix("D:")[:14], "%Y%m%d%H%M%S").isoformat()
    except ValueError:
        return ""


_MARKS = {b"/JavaScript": "script", b"/JS ": "script", b"/Launch": "launch", b"/EmbeddedFile": "embedded"}


def _carried(pdf: Any) -> set[str]:
    """Marks of what a PDF should not carry, found in its objects: pictures hold any bytes."""
    import pikepdf

    found: set[str] = set()
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            told = (one.stream_dict if isinstance(one, pikepdf.Stream) else one).unparse(resolved=True)
            found |= {name for mark, name in _MARKS.items() if mark in told}
    return found


def shows(page: Any) -> bool:
    """Whether anything is drawn on a page; of a file that was cut off pages may be left of which nothing is."""
    import pikepdf

    drawn = page.obj.get("/Contents")
    parts = drawn if isinstance(drawn, pikepdf.Array) else [drawn]
    return any(isinstance(one, pikepdf.Stream) and len(one.read_raw_bytes()) > 0 for one in parts)


def _unsound(pdf: Any, path: Path) -> set[str]:
    """Whether its end is missing, or something inside cannot be read; what a reader mends in passing is sound."""
    with path.open("rb") as stream:
        stream.seek(max(path.stat().st_size - _END, 0))
        found = set() if b"%%EOF" in stream.read() else {"cut"}
    if path.stat().st_size <= LARGEST_CHECKED and pdf.check_pdf_syntax():
        found.add("broken")
    return found


def look_at_mail(path: Path) -> Looked:
    """When a mail says it was sent, and its subject."""
    with path.open("rb") as stream:
        head = BytesHeaderParser(policy=email.policy.default).parsebytes(stream.read(_SEEN))
    try:
        sent: datetime | None = parsedate_to_datetime(str(head["Date"]))
    except (TypeError, ValueError, IndexError, OverflowError):
        sent = None
    subject = " ".join(str(head["Subject"] or "").split())[:200]
    return Looked(claimed_at=f"{sent:%Y-%m-%dT%H:%M:%S}" if sent else "", subject=subject)


def look_at_archive(path: Path, media: str) -> Looked:
    """Whether a package of files (an archive, a workbook, an OFD invoice) is whole; nothing of it is unpacked."""
    with path.open("rb") as stream:
        start = stream.read(4)
        if start == _OLE and _LOCKED in stream.read():
            return Looked(fault="encrypted", flags="encrypted")  # Office puts a locked package into an old wrapping
        if not start.startswith(b"PK"):
            return Looked()  # another packer's: kept as it is
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            unpacked, packed = sum(one.file_size for one in entries), sum(one.compress_size for one in entries)
            steep = unpacked > 1_000_000 and unpacked > HIGHEST_RATIO * max(packed, 1)
            locked = any(one.flag_bits & 1 for one in entries)
            is_small = not steep and unpacked <= LARGEST_UNPACKED
            broken = is_small and not locked and _is_broken(archive)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return Looked(fault="damaged")
    flags = {name for name, holds in (("encrypted", locked), ("broken", broken)) if holds}
    if any(one.filename.lower().endswith("vbaproject.bin") for one in entries):
        flags.add("script")
    if media != ARCHIVE and (steep or unpacked > LARGEST_UNPACKED or len(entries) > MOST_ENTRIES):
        return Looked(fault="too_large", flags=" ".join(sorted(flags)))
    return Looked(flags=" ".join(sorted(flags)))


def _is_broken(archive: zipfile.ZipFile) -> bool:
    """Whether a file in it cannot be unpacked any more; one packed in a way this program does not know is no fault."""
    try:
        return archive.testzip() is not None
    except (zlib.error, lzma.LZMAError, EOFError, zipfile.BadZipFile):
        return True
    except (NotImplementedError, RuntimeError):
        return False
