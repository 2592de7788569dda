"""What may be opened as a workbook: decided from size, name and table of contents, before anything is unpacked."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from models.language import N_
from models.problems import Problem, Refused
from reports.reading import delimited

LARGEST_FILE = 20_000_000
MOST_ENTRIES = 2_000
LARGEST_UNPACKED = 200_000_000
HIGHEST_RATIO = 200
_SMALL = 1_000_000
"""Below this a high ratio is harmless: an empty styled sheet packs better than any bomb needs to."""

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP = b"PK\x03\x04"
_OTHERS = {".ods": {"mimetype", "content.xml", "meta-inf/manifest.xml"}, ".xlsb": {"xl/workbook.bin"}}
"""Workbooks that are not read, by the entries they have."""


@dataclass(frozen=True)
class Passed:
    """A file that may be opened: its kind (``xlsx``, ``xls`` or ``csv``) and what the user should know about it."""

    kind: str
    advice: tuple[Problem, ...] = ()


def expect_workbook(path: Path) -> Passed:
    """Let a workbook through; Refused, each case in its own sentence, for everything else (limits: trust §3)."""
    try:
        return _passed(path)
    except PermissionError as error:
        raise held(path) from error


def _passed(path: Path) -> Passed:
    start = _start_of(path)
    if start.startswith(_OLE):
        return _old_format(path)
    if start.startswith(_ZIP):
        return _packed(path)
    if path.suffix.lower() in delimited.ENDINGS:
        return Passed("csv")
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise Refused(
            N_("{name} is a web page or XML text named like a workbook. Open it in Excel or WPS and save it as .xlsx."),
            name=path.name,
        )
    raise Refused(N_("{name} is not a workbook. Open it in Excel or WPS and save it as .xlsx."), name=path.name)


def no_table(path: Path) -> Refused:
    """The refusal for a text file that holds no table, or one in an encoding nobody uses."""
    return Refused(
        N_("{name} is no table of text that can be read. Open it in Excel or WPS and save it as .xlsx."), name=path.name
    )


def _start_of(path: Path) -> bytes:
    if not path.exists():
        raise Refused(N_("There is no file {name}. Check the name and the folder."), name=str(path))
    if not path.is_file():
        raise Refused(N_("{name} is a folder. Name a workbook in it."), name=str(path))
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            start = stream.read(64)
    except OSError as error:
        raise held(path) from error
    if size == 0:
        raise Refused(N_("{name} is empty (0 bytes). Copy or download it again."), name=path.name)
    if size > LARGEST_FILE:
        raise Refused(
            N_("{name} is {size} MB large; up to {limit} MB can be imported. Delete pictures, or split it."),
            name=path.name,
            size=-(-size // 1_000_000),
            limit=LARGEST_FILE // 1_000_000,
        )
    return start


def _old_format(path: Path) -> Passed:
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise locked(path)
    if not any(stream.encode("utf-16-le") in content for stream in ("Workbook", "Book")):
        raise Refused(N_("{name} is not a workbook. Open it in Excel or WPS and save it as .xlsx."), name=path.name)
    return Passed("xls")


def held(path: Path) -> Refused:
    """The refusal for a file that another program keeps to itself."""
    return Refused(
        N_("{name} cannot be opened. Close it in the other program, or copy it to another folder."), name=path.name
    )


def locked(path: Path) -> Refused:
    """The refusal for a file that wants a password."""
    return Refused(
        N_("{name} is protected with a password. Open it in Excel or WPS, save it without one, and try again."),
        name=path.name,
    )


def damaged(path: Path) -> Refused:
    """The refusal for a file that looks like a workbook and cannot be read."""
    return Refused(
        N_("{name} is damaged and cannot be read. Open it in Excel or WPS and save it again under a new name."),
        name=path.name,
    )


def _packed(path: Path) -> Passed:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except PermissionError:
        raise
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise damaged(path) from error
    _expect_modest(path, entries)
    names = [entry.filename for entry in entries]
    _expect_honest(path, entries, names)
    lower = {name.lower() for name in names}
    if kind := next((kind for kind, entries in _OTHERS.items() if entries <= lower), ""):
        message = N_("{name} is a workbook of the kind {kind}, which is not supported. Save it as .xlsx and try again.")
        raise Refused(message, name=path.name, kind=kind)
    if not {"xl/workbook.xml", "[content_types].xml"} <= lower:
        raise Refused(N_("{name} is not a workbook. Open it in Excel or WPS and save it as .xlsx."), name=path.name)
    return Passed("xlsx", tuple(_advice(lower)))


def _expect_modest(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    steep = any(
        entry.file_size > _SMALL and entry.file_size > HIGHEST_RATIO * max(entry.compress_size, 1) for entry in entries
    )
    whole_steep = unpacked > _SMALL and unpacked > HIGHEST_RATIO * max(packed, 1)
    if len(entries) > MOST_ENTRIES or unpacked > LARGEST_UNPACKED or steep or whole_steep:
        raise Refused(
            N_("{name} would unpack to far more than it should ({size} MB, {count} parts). Save a fresh copy of it."),
            name=path.name,
            size=unpacked // 1_000_000,
            count=len(entries),
        )


def _expect_honest(path: Path, entries: list[zipfile.ZipInfo], names: list[str]) -> None:
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise locked(path)
    tricky = any("\\" in name or ":" in name or PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts
                 for name in names)  # fmt: skip
    if tricky or len(set(names)) != len(names):
        raise damaged(path)


def _advice(names: set[str]) -> list[Problem]:
    found = []
    if any(name.endswith("vbaproject.bin") for name in names):
        found.append(Problem("", N_("The workbook contains macros; they were not run."), advice=True))
    if any(name.startswith("xl/externallinks/") for name in names):
        found.append(
            Problem(
                "",
                N_("The workbook refers to other files; the values last saved in it are used."),
                advice=True,
            )
        )
    return found
