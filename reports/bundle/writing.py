"""Puts a bundle together: originals, sums, the joined PDF, the list as workbook, in one folder or one archive."""

from __future__ import annotations

import re
import shutil
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models import kept_files
from models.evidence.kinds import FAULTS, REMEDIES, WRONG
from models.language import N_, text
from models.media import MEDIA
from models.problems import Problem, Refused
from models.work import Progress, Work
from reports import workbook
from reports.bundle.contents import contents
from reports.bundle.contents_docx import write_contents
from reports.bundle.pieces import Piece, Pieces
from reports.letterhead import Letterhead
from reports.reading.reader import Given, Reader
from reports.tabular import sheets
from reports.tabular_paper import draw

JOINING = N_("Putting the evidence together")
ORIGINALS = "原件"
WHOLE, LIST, LIST_WORD = "证据材料.pdf", "证据目录.xlsx", "证据目录.docx"
SUMS, README = "SHA256SUMS", "说明.txt"
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_LONGEST_NAME = 80


@dataclass(frozen=True)
class Written:
    """Where it lies, how many pages it has, and what of it could not be printed (it is named on a page)."""

    path: Path
    pages: int
    pieces: int
    named: tuple[Problem, ...]
    numbers: Mapping[str, tuple[int, int]]


def write_bundle(book: Path, told: Pieces, letterhead: Letterhead, target: Path, language: str = "zh") -> Work[Written]:
    """Write everything aside, then put it in place: a folder, or an archive where ``target`` ends in .zip.

    Refused where the target holds something, or an original is missing or changed; stopped, nothing is left.
    """
    target = target.resolve()
    _expect_free(target)
    try:
        aside = Path(tempfile.mkdtemp(prefix=".bundle-", dir=target.parent))
    except OSError as error:
        message = N_("The folder {name} cannot be written. Choose another folder.")
        raise Refused(message, name=str(target.parent)) from error
    try:
        written = yield from _fill(book, told, letterhead, aside, language)
        made = aside / "made"
        if target.suffix.lower() == ".zip":
            yield from _packed(made, aside / "made.zip")
            made = aside / "made.zip"
        if target.is_dir():
            target.rmdir()
        made.replace(target)
        return Written(target, *written)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _expect_free(target: Path) -> None:
    taken = (
        target.exists()
        if target.suffix.lower() == ".zip"
        else target.exists() and (not target.is_dir() or any(target.iterdir()))
    )
    if taken:
        raise Refused(N_("{name} is there already. Choose another name, or delete it first."), name=target.name)
    if not target.parent.is_dir():
        raise Refused(N_("There is no folder {name}. Check the name."), name=str(target.parent))


def _fill(
    book: Path, told: Pieces, letterhead: Letterhead, aside: Path, language: str
) -> Work[tuple[int, int, tuple[Problem, ...], Mapping[str, tuple[int, int]]]]:
    made = aside / "made"
    (made / ORIGINALS).mkdir(parents=True)
    names = yield from _originals(book, told.pieces, made / ORIGINALS)
    reader = Reader(longest=120, each=True)
    try:
        counted = yield from _asked(reader, _counts(book, told.pieces), told)
        numbers = _numbers(told.pieces, counted)
        front = aside / "front.pdf"
        faults = [state["fault"] for state in counted]
        listed = contents(told, letterhead, numbers, _remarks(told.pieces, faults, language), language)
        draw(listed, front)
        question = _join(book, told, names, counted, numbers, aside, front, made / WHOLE)
        yield from _asked(reader, question, told)
    finally:
        reader.close()
    workbook.write(made / LIST, sheets(listed), language)
    write_contents(listed, made / LIST_WORD)
    (made / README).write_text(_readme(told), encoding="utf-8-sig")
    yield from _sums(made)
    named = tuple(_named(one, fault) for one, fault in zip(told.pieces, faults, strict=True) if fault or one.wrong)
    last = max((until for _first, until in numbers.values()), default=0)
    return last, len(told.pieces), named, numbers


def _originals(book: Path, pieces: Sequence[Piece], folder: Path) -> Work[list[str]]:
    """Copies of the originals, byte for byte; Refused when one is missing or is no longer what it was."""
    names = []
    for place, one in enumerate(pieces):
        yield Progress(place, len(pieces), N_("Copying the originals"))
        name = f"{one.label} {_plain(one.title, one.name)}"
        source, target = kept_files.path_of(book, one.digest, one.shelf), folder / name
        try:
            shutil.copyfile(source, target)
        except OSError as error:
            raise Refused(N_("The original of {label} “{title}” cannot be copied. Run “verify”."),
                          label=one.label, title=one.title) from error  # fmt: skip
        if kept_files.digest_of(target) != one.digest:
            message = N_("The original of {label} “{title}” was changed. Restore it from a backup, and run “verify”.")
            raise Refused(message, label=one.label, title=one.title)
        names.append(name)
    return names


def _plain(title: str, name: str) -> str:
    """A file name every system takes, with the ending of the original, and with its name where the title lacks it."""
    ending, called = Path(name).suffix[:12], Path(name).stem
    stem = title.removesuffix(ending)[:_LONGEST_NAME]
    if called not in stem:
        stem = f"{stem}（{called[:_LONGEST_NAME]}）"
    return f"{_FORBIDDEN.sub('-', stem).strip(' .') or '-'}{_FORBIDDEN.sub('-', ending)}"


@dataclass
class _Told:
    """Takes the lines of the reader process; what was counted comes back in order."""

    counted: list[dict[str, Any]] = field(default_factory=list)
    rows: int = 0
    done: bool = False

    def take(self, line: dict[str, Any]) -> None:
        if "counted" in line:
            self.counted.append(line["counted"])
            self.rows = len(self.counted)
        self.rows = line.get("joined", self.rows)
        self.done = self.done or "done" in line

    @property
    def result(self) -> list[dict[str, Any]] | None:
        return self.counted if self.done else None


def _asked(reader: Reader, question: dict[str, Any], told: Pieces) -> Work[list[dict[str, Any]]]:
    try:
        found: list[dict[str, Any]] = yield from _renamed(reader.bundle(question, _Told()))
    except Given as given:
        message = N_("The evidence could not be put together ({cause}). Try it in smaller bundles.")
        raise Refused(message, cause=text(FAULTS.get(given.cause, given.cause))) from given
    return found


def _renamed(work: Work[Any]) -> Work[Any]:
    """The same work under the title a person waits for."""
    try:
        while True:
            seen = next(work)
            yield Progress(seen.done, 0, JOINING)
    except StopIteration as end:
        return end.value
    finally:
        work.close()


def _counts(book: Path, pieces: Sequence[Piece]) -> dict[str, Any]:
    files = [{"path": str(kept_files.path_of(book, one.digest, one.shelf)), "media": one.media} for one in pieces]
    return {"read": "counts", "files": files}


def _numbers(pieces: Sequence[Piece], counted: Sequence[dict[str, Any]]) -> dict[str, tuple[int, int]]:
    numbers, at = {}, 1
    for one, state in zip(pieces, counted, strict=True):
        numbers[one.label] = (at, at + state["pages"] - 1)
        at += state["pages"]
    return numbers


def _join(
    book: Path, told: Pieces, names: Sequence[str], counted: Sequence[dict[str, Any]],
    numbers: Mapping[str, tuple[int, int]], aside: Path, front: Path, target: Path,
) -> dict[str, Any]:  # fmt: skip
    from models.bundles import GROUPS

    items = [
        {
            "path": str(kept_files.path_of(book, one.digest, one.shelf)), "media": one.media, "fault": state["fault"],
            "mark": f"证据 {one.label}", "label": one.label, "title": one.title, "group": text(GROUPS[one.group]),
            "first": numbers[one.label][0], "notes": _notes(one, name, state["fault"]),
        }
        for one, name, state in zip(told.pieces, names, counted, strict=True)
    ]  # fmt: skip
    return {"read": "join", "items": items, "aside": str(aside), "front": str(front), "target": str(target),
            "title": told.title}  # fmt: skip


def _notes(one: Piece, name: str, fault: str) -> list[str]:
    """What stands on the page of a piece that cannot be printed."""
    if not fault:
        return []
    return [
        f"证据 {one.label}　{one.title}",
        _named(one, fault).text(),
        text(N_("The original lies in the folder {folder} as: {name}")).format(folder=ORIGINALS, name=name),
        f"SHA-256: {one.digest}",
    ]


def _remarks(pieces: Sequence[Piece], faults: Sequence[str], language: str) -> dict[str, str]:
    """By label what whoever reads the list must know: a file that does not open shows nothing by itself."""
    return {one.label: _remark(one, fault, language) for one, fault in zip(pieces, faults, strict=True)
            if fault or one.wrong}  # fmt: skip


def _remark(one: Piece, fault: str, language: str) -> str:
    if fault == "other" and not one.wrong:
        message, what = N_("Handed in as a file ({what}), not printed"), MEDIA[one.media]
    elif fault in ("", "other"):
        message, what = N_("{what}: printed as far as it opens"), WRONG[one.wrong]
    else:
        message, what = N_("The file could not be opened: {what}; not printed"), FAULTS[fault]
    return text(message, language).format(what=text(what, language))


def _named(one: Piece, fault: str) -> Problem:
    values = {"label": one.label, "title": one.title}
    if one.wrong and fault in ("", "other"):
        message = N_("{label} “{title}”: {what}. {remedy}")
        return Problem("", message, {**values, "what": WRONG[one.wrong], "remedy": REMEDIES[one.wrong]}, advice=True)
    if fault == "other":
        message = N_("{label} “{title}” is handed in as a file ({media}); it is not printed.")
        return Problem("", message, {**values, "media": one.media_name}, advice=True)
    message = N_("{label} “{title}” could not be printed: {fault}. The original is in the bundle.")
    return Problem("", message, {**values, "fault": text(FAULTS[fault])}, advice=True)


def _sums(made: Path) -> Work[None]:
    files = sorted(one for one in made.rglob("*") if one.is_file())
    lines = []
    for place, one in enumerate(files):
        yield Progress(place, len(files), N_("Adding up the sums"))
        lines.append(f"{kept_files.digest_of(one)}  {one.relative_to(made).as_posix()}\n")
    (made / SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")


def _packed(made: Path, target: Path) -> Work[None]:
    files = sorted(one for one in made.rglob("*") if one.is_file())
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for place, one in enumerate(files):
            yield Progress(place, len(files), N_("Packing"))
            archive.write(one, one.relative_to(made).as_posix())


def _readme(told: Pieces) -> str:
    lines = (
        told.title,
        "",
        text(N_("{name}: all evidence with contents, page numbers and bookmarks.")).format(name=WHOLE),
        text(N_("{name}: the list of evidence.")).format(name=f"{LIST} / {LIST_WORD}"),
        text(N_("{name}: every original, byte for byte, under its number in the list.")).format(name=ORIGINALS),
        text(N_("{name}: run “sha256sum -c {name}” in this folder to see that nothing was changed.")).format(name=SUMS),
        text(
            N_("On Windows, “certutil -hashfile FILE SHA256” shows the sum of a file, to compare with {name}.")
        ).format(name=SUMS),
    )
    return "\n".join(lines) + "\n"
