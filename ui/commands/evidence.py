"""The command for evidence: files added, listed, read again, and their sums for other people's tools."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import typer

from models.evidence import KINDS, LISTING, WRONG, LinkDraft
from models.evidence.linking import find
from models.evidence.verifying import quarantine, verify, write_sums
from models.language import N_, _, listed, text
from models.media import MEDIA
from models.problems import Refused
from models.store.listing import Question
from ui.commands.books import FAILED
from ui.commands.frame import Frame, columns, complain, run

WHAT = typer.Argument(help=N_("add, list, verify or export-sums."))
FILES = typer.Argument(None, help=N_("Files and folders to add."))
TO = typer.Option("", "--to", help=N_("NOUN:NUMBER of the record they prove, for example certificates:JB-01-03."))
KIND = typer.Option("", "--kind", help=N_("What kind of paper it is; guessed from its name when not named."))
ASIDE = typer.Option(False, "--quarantine", help=N_("With verify: put files without an entry aside."))


def evidence(
    ctx: typer.Context,
    what: str = WHAT,
    files: list[Path] | None = FILES,
    to: str = TO,
    kind: str = KIND,
    aside: bool = ASIDE,
) -> int:
    """Files that prove what is owed: added, listed, checked. Exit code 3: some could not be added, or are not whole."""
    frame: Frame = ctx.obj
    if what == "add":
        return _add(frame, files or [], to, kind)
    if what == "list":
        return _list(frame)
    if what == "verify":
        return _verify(frame, aside)
    if what == "export-sums":
        return _sums(frame)
    raise Refused(N_("“{what}” is not one of: add, list, verify, export-sums."), what=what)


def _add(frame: Frame, files: list[Path], to: str, kind: str) -> int:
    from reports.reading.evidence import Given, files_in, take_in

    if kind and kind not in KINDS:
        message = N_("“{kind}” is no kind of paper. Known are: {known}.")
        raise Refused(message, kind=kind, known=listed(KINDS))
    given = [Given(path) for path in files_in(files)]
    if not given:
        raise Refused(N_("Name the files or the folder to add."))
    with frame.book() as book:
        link = None
        if to:
            with book.read() as session:
                noun, record = find(session, to)
            link = LinkDraft(noun=noun, record=record, kind=kind or "other")
        taken = run(take_in(book, given, "command", link))
    complain(problem.text() for problem in (*taken.refused, *taken.told))
    added, kept = taken.added, len(given) - len(taken.refused)
    told = {
        "added": len(added.new),
        "known": len(added.known),
        "links": added.links,
        "refused": [problem.plain() for problem in taken.refused],
        "advice": [problem.plain() for problem in taken.told],
    }
    frame.answer(told, _added_lines)
    return 0 if not taken.refused else FAILED if kept else 1


def _added_lines(told: dict[str, Any]) -> Iterator[str]:
    counts = {"new": told["added"], "known": told["known"], "links": told["links"]}
    yield _("Added: {new}; in the book already: {known}; links made: {links}").format(**counts)
    if told["refused"]:
        yield _("Not taken: {count}, each named above").format(count=len(told["refused"]))


_TOLD = ("number", "title", "kind", "documents", "contract", "day", "media", "links", "size", "sha256", "wrong")


def _list(frame: Frame) -> int:
    with frame.reading() as session:
        question = Question(date.today(), sort="number")
        names = [one.name for one in LISTING.columns]
        rows = LISTING.rows(session, question, LISTING.keys(session, question))
        told = [{name: row[names.index(name) + 1] for name in _TOLD} for row in rows]
    for one in told:
        one["day"] = one["day"].isoformat() if one["day"] else None
    frame.answer(told, _list_lines)
    return 0


def _list_lines(told: list[dict[str, Any]]) -> Iterator[str]:
    names = ("number", "day", "media", "wrong", "kind", "documents", "title")
    heading = [text(LISTING.column(name).caption) for name in names]
    words = {"media": MEDIA, "kind": KINDS, "wrong": WRONG}
    rows = [[_shown(words.get(name, {}), one[name]) for name in names] for one in told]
    yield from columns(heading, rows)


def _shown(words: Any, value: Any) -> str:
    return text(words.get(value, str(value))) if value else ""


def _verify(frame: Frame, aside: bool) -> int:
    with frame.book() as book:
        with book.read() as session:
            verdict = run(verify(book.folder, session))
        moved = quarantine(book) if aside else []
    findings = [finding.text() for finding in verdict.findings]
    told = {
        "holds": verdict.holds,
        "files": verdict.files,
        "bytes": verdict.size,
        "findings": findings,
        "orphans": list(verdict.orphans),
        "unsound": [one.text() for one in verdict.unsound],
        "quarantined": moved,
    }
    frame.answer(told, _verdict_lines)
    if not frame.json:
        complain(findings)
    return 0 if verdict.holds else FAILED


def _verdict_lines(told: dict[str, Any]) -> Iterator[str]:
    counts = {"files": f"{told['files']:,}", "bytes": f"{told['bytes']:,}"}
    if told["holds"]:
        yield _("Evidence: {files} files with {bytes} bytes are what they were.").format(**counts)
    else:
        yield _("Evidence: {files} files were read again; not all are what they were.").format(**counts)
    yield from told["unsound"]
    for name in told["orphans"]:
        yield _("Without an entry: {file}").format(file=name)


def _sums(frame: Frame) -> int:
    with frame.book() as book, book.read() as session:
        told = {"file": str(write_sums(book.folder, session))}
    frame.answer(told, lambda answered: iter([_("Written: {file}").format(file=answered["file"])]))
    return 0
