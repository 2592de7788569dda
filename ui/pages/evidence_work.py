"""What is done with evidence off the window's thread: pictures of it, what is known of it, what came in."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QDesktopServices, QImage

from models import evidence, kept_files
from models.evidence import EvidenceFile, EvidenceLink, LinkDraft
from models.evidence.suggesting import Suggestion, suggestions
from models.kept_files import EVIDENCE
from models.language import N_, _, ngettext
from models.media import IMAGE, OTHER, PDF
from models.problems import Refused
from models.store.book import Book
from models.work import finish
from reports.reading.evidence import Given, Taken, files_in, take_in
from reports.reading.looked import Looked
from reports.reading.previews import SMALL, keep_preview, preview_of
from ui.workspace import Workspace

Session = Any


@dataclass(frozen=True)
class Shown:
    """One file as the window tells of it: ``links`` as id, noun, kind, document; what it may belong to."""

    key: str
    name: str
    media: str
    pages: int
    fault: str
    day: date | None
    file: EvidenceFile
    links: tuple[EvidenceLink, ...]
    offers: tuple[Suggestion, ...]


def shown(key: str, before: str, session: Session) -> Shown:
    row = session.get_one(EvidenceFile, key)
    offers = tuple(suggestions(session, key, before))
    day = date.fromisoformat(row.claimed_at[:10]) if row.claimed_at else None
    links = tuple(evidence.links_of(session, file_id=key))
    session.expunge_all()
    return Shown(key, row.title or row.name, row.media, row.pages, row.fault, day, row, links, offers)


def link_all(keys: Sequence[str], target: LinkDraft, session: Session, _nothing: Any) -> int:
    """Link every one of these files; returns how many links are new."""
    made = [one for key in keys if (one := evidence.link(session, replace(target, file=key))) is not None]
    if len(made) > 1:
        session.info["subject"] = f"{len(made)} → {made[0].document}"
    return len(made)


def void_all(keys: Sequence[str], session: Session, reason: str) -> None:
    for key in keys:
        evidence.void(session, key, reason)


def take_away(link: str, session: Session, reason: str) -> EvidenceLink:
    """A link does not stand any more."""
    return evidence.unlink(session, link, reason)


# Pictures


def small(folder: Path, digest: str, media: str, _session: Session) -> bytes:
    """The thumbnail of a file, made when there is none yet; nothing when it cannot be shown."""
    place = preview_of(folder, digest)
    if place.is_file():
        return place.read_bytes()
    looked = page_of(folder, digest, media, SMALL, 0, None)
    keep_preview(folder, digest, looked.picture)
    return looked.picture


def page_of(folder: Path, digest: str, media: str, edge: int, page: int, _session: Session) -> Looked:
    """A page of a file as a picture made by a process of its own."""
    from reports.reading.reader import LOOKER
    from ui.foreign_leaves import LEAVES

    place = kept_files.path_of(folder, digest, EVIDENCE)
    if not place.is_file():
        return Looked(fault="damaged")
    if media == PDF:
        return finish(LEAVES.look(place, edge, media, page))
    return finish(LOOKER.look(place, edge, media, page)) if media == IMAGE else Looked()


# What comes in


def given_by(mime: QMimeData) -> list[Given]:
    """The files that were dropped or copied, those in folders too; a copied picture as a file of its own."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    if paths:
        return [Given(path) for path in files_in(paths)]
    picture = mime.imageData() if mime.hasImage() else None
    if isinstance(picture, QImage) and not picture.isNull():
        return [_pasted(picture)]
    return []


def _pasted(picture: QImage) -> Given:
    name = _("Pasted {when}.png").format(when=f"{datetime.now():%Y-%m-%d %H.%M.%S}")
    path = Path(tempfile.mkdtemp(prefix="qingshou-")) / "pasted.png"
    picture.save(str(path))
    return Given(path, name)


def take(workspace: Workspace, given: Sequence[Given], source: str, link: LinkDraft | None, done: Any) -> None:
    """Take the files into the book with progress and cancel; what happened is told, then ``done(taken)``."""
    book: Book | None = workspace.book
    if book is None or not given:
        return
    work = partial(take_in, book, tuple(given), source, link)
    workspace.run(work, _("Adding evidence"), partial(_taken, workspace, done))


def _taken(workspace: Workspace, done: Any, taken: Taken) -> None:
    workspace.look_at_steps()
    workspace.tell(told_of(taken), bool(taken.added.new or taken.added.links))
    done(taken)


def told_of(taken: Taken) -> str:
    """How many came in, how many were here, what is wrong with which: a sentence, and below it whatever it left out."""
    new, known = len(taken.added.new), len(taken.added.known)
    parts = [ngettext("{count} file was added.", "{count} files were added.", new).format(count=new)] if new else []
    if known:
        parts.append(
            ngettext("{count} was in the book already.", "{count} were in the book already.", known).format(count=known)
        )
    faults = [*taken.refused, *taken.told]
    parts += [problem.text() for problem in faults[:2]]
    if len(faults) > 2:
        parts.append(_("… and {count} more: point here to read them.").format(count=len(faults) - 2))
    return "\n".join([" ".join(parts), *(problem.text() for problem in faults[2:])])


def open_outside(workspace: Workspace, key: str) -> None:
    """Hand a copy of a file to the program of this computer that shows such files."""
    if key and workspace.book is not None:
        workspace.ask(partial(_copied, workspace.book, key), partial(_open, workspace))


def _copied(book: Book, key: str, session: Session) -> Path:
    row = session.get_one(EvidenceFile, key)
    if row.media == OTHER:
        message = N_("{name} is of an unknown kind and is not opened from here. Save it and open it yourself.")
        raise Refused(message, name=row.name)
    content = kept_files.read(book.folder, row.sha256, EVIDENCE)
    safe = "".join("_" if letter in '<>:"/\\|?*' else letter for letter in row.name)[-120:]
    path = Path(tempfile.mkdtemp(prefix="qingshou-")) / safe
    path.write_bytes(content)
    return path


def _open(workspace: Workspace, path: Path) -> None:
    if QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        workspace.tell(_("A copy of {name} was opened in another program.").format(name=path.name))
    else:
        workspace.tell(_("No program of this computer opens {name}.").format(name=path.name))
