"""What kind of file something is, told from its first bytes and its ending; nothing is parsed for that."""

from __future__ import annotations

from pathlib import PurePath

from models.language import N_

IMAGE, PDF, MAIL, SHEET, DOCUMENT = "image", "pdf", "mail", "sheet", "document"
INVOICE, AUDIO, VIDEO, ARCHIVE, TEXT, OTHER = "invoice", "audio", "video", "archive", "text", "other"
MEDIA = {
    IMAGE: N_("Picture"),
    PDF: N_("PDF"),
    MAIL: N_("Mail"),
    SHEET: N_("Workbook"),
    DOCUMENT: N_("Text document"),
    INVOICE: N_("Electronic invoice (OFD, XML)"),
    AUDIO: N_("Sound"),
    VIDEO: N_("Video"),
    ARCHIVE: N_("Archive"),
    TEXT: N_("Plain text"),
    OTHER: N_("Other file"),
}
PACKED = (SHEET, DOCUMENT, INVOICE, ARCHIVE)
"""Files that are packages of other files."""
SHOWN = (IMAGE, PDF)
"""What the program shows itself."""

_STARTS = (
    (b"\xff\xd8\xff", IMAGE),
    (b"\x89PNG\r\n\x1a\n", IMAGE),
    (b"II*\x00", IMAGE),
    (b"MM\x00*", IMAGE),
    (b"GIF8", IMAGE),
    (b"%PDF", PDF),
    (b"ID3", AUDIO),
    (b"#!AMR", AUDIO),
    (b"Rar!", ARCHIVE),
    (b"7z\xbc\xaf", ARCHIVE),
)
_ENDINGS = {
    IMAGE: "jpg jpeg png tif tiff webp heic heif gif bmp",
    PDF: "pdf",
    MAIL: "eml msg",
    SHEET: "xlsx xls xlsm csv et ett",
    DOCUMENT: "doc docx docm wps wpt odt rtf ppt pptx dps",
    INVOICE: "ofd xml",
    AUDIO: "mp3 m4a wav amr aac ogg wma flac",
    VIDEO: "mp4 mov avi mkv wmv 3gp webm",
    ARCHIVE: "zip rar 7z tar gz",
    TEXT: "txt md log htm html json",
}
_PACKAGES = frozenset("xlsx xlsm docx docm pptx odt ofd zip".split())
_BY_ENDING = {ending: media for media, endings in _ENDINGS.items() for ending in endings.split()}
_BRANDS = {b"heic": IMAGE, b"heix": IMAGE, b"hevc": IMAGE, b"mif1": IMAGE, b"msf1": IMAGE, b"M4A ": AUDIO}


def media_of(name: str, start: bytes) -> str:
    """One of ``MEDIA``; what its first bytes say goes before what it is called."""
    for mark, media in _STARTS:
        if start.startswith(mark):
            return media
    if start[:4] == b"RIFF":
        return {b"WEBP": IMAGE, b"WAVE": AUDIO, b"AVI ": VIDEO}.get(start[8:12], OTHER)
    if start[4:8] == b"ftyp":
        return _BRANDS.get(start[8:12], VIDEO)
    if start.startswith(b"BM") and ending_of(name) == "bmp":
        return IMAGE
    named = _BY_ENDING.get(ending_of(name), OTHER)
    if start.startswith(b"PK\x03\x04"):
        return named if named in PACKED else ARCHIVE
    return named


def is_no(media: str, start: bytes) -> bool:
    """Whether a file that is called a ``media`` cannot be one by its first bytes: a failed download, a lost disk."""
    return media != OTHER and len(start) > 16 and not any(start)


def lacks_package(name: str, start: bytes) -> bool:
    """Whether a file is no package although its ending says so; old office files under a new ending are none."""
    return ending_of(name) in _PACKAGES and not start.startswith((b"PK", b"\xd0\xcf\x11\xe0"))


def ending_of(name: str) -> str:
    return PurePath(name).suffix.lower().lstrip(".")
