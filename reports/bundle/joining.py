"""Parses the files of a bundle and joins them page by page, inside the reader process: memory stays flat."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image, ImageSequence

from models.media import IMAGE, PDF
from reports.bundle.texts import READ_OUT, pages_of, typeset
from reports.fonts import SERIF, canvas
from reports.lines import wrap
from reports.reading.looking import LARGEST_IMAGE, LARGEST_PDF, shows
from reports.reading.pictures import FORMATS, upright
from reports.style import A4

AT_ONCE, MOST_BYTES = 150, 60_000_000
"""So many files, or so many bytes of them, are held at a time: copied pages stay in memory until they are written."""
EDGE = 2200
"""Dots of a picture on its page at most: 190 to the inch on A4."""
SIDE, FOOT = 28.0, 40.0
_NEAR = 12.0
_WIDE = (A4[1], A4[0])


def send_counts(asked: dict[str, Any], send: Callable[[str], None]) -> None:
    """A line a file: how many pages it gives, or why it gives none of its own (then one page names it)."""
    for one in asked["files"]:
        send(json.dumps({"counted": _counted(Path(one["path"]), one["media"])}))
    send('{"done":true}')


def _counted(path: Path, media: str) -> dict[str, Any]:
    try:
        if media == PDF and path.stat().st_size <= LARGEST_PDF:
            with pikepdf.open(path, access_mode=pikepdf.AccessMode.stream) as pdf:
                pages, is_sound = len(pdf.pages), not pdf.check_pdf_syntax()
                drawn = is_sound or any(map(shows, pdf.pages))
            if pages and drawn and (is_sound or _is_joined(path)):
                return {"pages": pages, "fault": ""}
            return {"pages": 1, "fault": "damaged"}
        if media == IMAGE and path.stat().st_size <= LARGEST_IMAGE:
            with Image.open(path, formats=FORMATS) as image:
                image.load()
                return {"pages": getattr(image, "n_frames", 1) if image.format == "TIFF" else 1, "fault": ""}
        if media in READ_OUT and (pages := len(pages_of(path, media))):
            return {"pages": pages, "fault": ""}
    except pikepdf.PasswordError:
        return {"pages": 1, "fault": "encrypted"}
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return {"pages": 1, "fault": "too_large"}
    except Exception:  # whatever a parser says of a foreign file: it is damaged
        return {"pages": 1, "fault": "damaged"}
    return {"pages": 1, "fault": "too_large" if media in (PDF, IMAGE) else "other"}


def _is_joined(path: Path) -> bool:
    """Whether the pages of a PDF that is not sound can be printed all the same: one that cannot stops no other."""
    with tempfile.TemporaryDirectory() as aside:
        trial = _Joined(Path(aside))
        try:
            trial.add({"path": str(path), "media": PDF, "fault": "", "mark": ""})
            trial.close()
        except Exception:  # whatever a parser says of a foreign file: it is damaged
            return False
    return True


def send_join(asked: dict[str, Any], send: Callable[[str], None]) -> None:
    """Write ``target``: the contents, then every file with its pages numbered, bookmarks by group and name."""
    joined = _Joined(Path(asked["aside"]))
    for one in asked["items"]:
        joined.add(one)
        send(json.dumps({"joined": joined.pages}))
    joined.finish(Path(asked["front"]), Path(asked["target"]), asked["items"], asked["title"])
    send('{"done":true}')


@dataclass
class _Joined:
    """Parts of some hundred pages, each written out, its sources closed, before the next begins."""

    aside: Path
    pages: int = 0
    parts: list[Path] = field(default_factory=list)
    _open: list[pikepdf.Pdf] = field(default_factory=list)
    _part: pikepdf.Pdf = field(default_factory=pikepdf.new)
    _labels: list[str] = field(default_factory=list)
    _held: int = 0

    def add(self, item: dict[str, Any]) -> None:
        if item["fault"]:
            source = _notice(self._aside("notice"), item["notes"])
        elif item["media"] == IMAGE:
            source = _pictured(Path(item["path"]), self._aside("picture"))
        elif item["media"] in READ_OUT:
            source = typeset(Path(item["path"]), item["media"], self._aside("text"))
        else:
            source = Path(item["path"])
        pdf = pikepdf.open(source, access_mode=pikepdf.AccessMode.stream)
        self._open.append(pdf)
        for page in pdf.pages:
            _place(self._part, page)
            self.pages += 1
            self._labels.append(f"{item['mark']}　{self.pages}")
        self._held += source.stat().st_size
        if len(self._open) >= AT_ONCE or self._held >= MOST_BYTES:
            self.close()

    def finish(self, front: Path, target: Path, items: Sequence[dict[str, Any]], title: str) -> None:
        self.close()
        together, first = self.aside / "together.pdf", _pages_of(front)
        pages = [str(one) for one in (front, *self.parts)]
        pikepdf.Job(["pikepdf", "--empty", "--pages", *pages, "--", str(together)]).run()
        with pikepdf.open(together, access_mode=pikepdf.AccessMode.stream) as whole:
            with whole.open_outline() as outline:
                outline.root.extend(_bookmarks(items, first))
            whole.docinfo["/Title"] = title
            whole.docinfo["/CreationDate"] = _made_on(front)
            whole.Root.PageMode = pikepdf.Name.UseOutlines
            whole.save(target, deterministic_id=True)

    def _aside(self, what: str) -> Path:
        return self.aside / f"{what}-{len(self.parts)}-{len(self._open)}.pdf"

    def close(self) -> None:
        if not self._open:
            return
        sizes = [_size(page) for page in self._part.pages]
        with pikepdf.open(_stamps(self._aside("stamps"), self._labels, sizes)) as stamps:
            for page, stamp in zip(self._part.pages, stamps.pages, strict=True):
                page.add_overlay(stamp, None)
            path = self.aside / f"part-{len(self.parts)}.pdf"
            self._part.save(path)
        for one in (*self._open, self._part):
            one.close()
        self.parts.append(path)
        self._open, self._labels, self._part, self._held = [], [], pikepdf.new(), 0
        for made in ("picture", "notice", "text", "stamps"):
            for left in self.aside.glob(f"{made}-*"):
                left.unlink()


def _pages_of(path: Path) -> int:
    with pikepdf.open(path, access_mode=pikepdf.AccessMode.stream) as pdf:
        return len(pdf.pages)


def _made_on(path: Path) -> str:
    """The day of the contents is the day of the whole."""
    with pikepdf.open(path, access_mode=pikepdf.AccessMode.stream) as pdf:
        return str(pdf.docinfo["/CreationDate"])


def _size(page: pikepdf.Page) -> tuple[float, float]:
    box = [float(one) for one in page.mediabox]
    return abs(box[2] - box[0]), abs(box[3] - box[1])


def _place(part: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """A page of A4 as it is; every other one fitted into A4, upright or across as it lies."""
    wide, high = _size(page)
    turned = int(page.obj.get("/Rotate", 0)) % 360
    for size in (A4, _WIDE):
        if not turned and abs(wide - size[0]) < _NEAR and abs(high - size[1]) < _NEAR:
            part.pages.append(page)
            return
    across = wide > high if turned in (0, 180) else high > wide
    size = _WIDE if across else A4
    room = pikepdf.Rectangle(SIDE, FOOT, size[0] - SIDE, size[1] - SIDE)
    part.add_blank_page(page_size=size).add_overlay(page, room)


def _pictured(path: Path, target: Path) -> Path:
    """Every picture of a file on a page of its own, turned upright in the copy only."""
    sheet = canvas(target, A4, compressed=False)
    with Image.open(path, formats=FORMATS) as image:
        frames = ImageSequence.Iterator(image) if image.format == "TIFF" else iter([image])
        for place, frame in enumerate(frames):
            picture = target.with_suffix(f".{place}.jpg")
            made = upright(frame, EDGE)
            made.save(picture, "JPEG", quality=85)
            size = _WIDE if made.width > made.height else A4
            sheet.setPageSize(size)
            room = size[0] - 2 * SIDE, size[1] - SIDE - FOOT
            sheet.drawImage(str(picture), SIDE, FOOT, *room, preserveAspectRatio=True, anchor="c")
            sheet.showPage()
    sheet.save()
    for picture in target.parent.glob(f"{target.stem}.*.jpg"):
        picture.unlink()
    return target


def _notice(target: Path, notes: Sequence[str]) -> Path:
    """A page that stands for a file that cannot be printed: what it is, why, and where its original lies."""
    sheet = canvas(target, A4)
    y = A4[1] - 160
    for place, note in enumerate(notes):
        size = 16 if place == 0 else 10.5
        for line in wrap([(note, SERIF)], A4[0] - 140, size):
            sheet.setFont(SERIF, size)
            sheet.drawString(70, y, "".join(words for words, _face in line.runs))
            y -= size * 1.7
        y -= 8
    sheet.showPage()
    sheet.save()
    return target


def _stamps(target: Path, labels: Sequence[str], sizes: Sequence[tuple[float, float]]) -> Path:
    """The page number of each page at its lower right, on white."""
    sheet = canvas(target, A4)
    for label, size in zip(labels, sizes, strict=True):
        sheet.setPageSize(size)
        wide = sheet.stringWidth(label, SERIF, 9)
        sheet.setFillGray(1)
        sheet.rect(size[0] - SIDE - wide - 3, 13, wide + 6, 14, stroke=0, fill=1)
        sheet.setFillGray(0)
        sheet.setFont(SERIF, 9)
        sheet.drawRightString(size[0] - SIDE, 17, label)
        sheet.showPage()
    sheet.save()
    return target


def _bookmarks(items: Sequence[dict[str, Any]], first: int) -> Iterator[pikepdf.OutlineItem]:
    """A bookmark a group, below it one a piece; ``first`` pages of contents stand before."""
    group: pikepdf.OutlineItem | None = None
    said = ""
    for one in items:
        place = first + one["first"] - 1
        if group is None or one["group"] != said:
            if group is not None:
                yield group
            group, said = pikepdf.OutlineItem(one["group"], place), one["group"]
        group.children.append(pikepdf.OutlineItem(f"{one['label']}　{one['title']}", place))
    if group is not None:
        yield group
