"""The command that lays an owner's ledger beside our book: what is the same money, what stands in one of them only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import typer

from models import answers, matching
from models.importing import Workbook
from models.kept_files import digest_of
from models.language import N_, _, current, text
from models.matching import LedgerLine, Matched, OwnerLedgerDraft, Standing
from models.matching.form import EXAMPLE, Answers, from_json, remember, remembered
from models.matching.reading import Reading, Unrecognised, plain, read_ledger
from models.money import Money
from models.problems import Invalid, Problem, Refused, problems_in
from models.store.book import Book
from reports.reading.reader import Reader
from reports.reconciliation import RECONCILIATION, ReconciliationDraft
from ui.commands.answers import AS_OF, OUT, PARTY, shown
from ui.commands.books import FAILED
from ui.commands.frame import Frame, advised, columns, day, expect_file, run
from ui.commands.papers import print_paper

FILE = typer.Argument(None, help=N_("The owner's ledger (.xlsx, .xls or .csv)."))
LEDGER = typer.Option("", help=N_("The number of a ledger that is in the book already."))
MAP = typer.Option(
    None,
    "--map",
    help=N_(
        "What the columns mean: a JSON file with sheet, header, columns (by role) and turned, "
        "where a ledger shows what is owed to us in credit. --map-example prints one."
    ),
)
MAP_EXAMPLE = typer.Option(False, "--map-example", help=N_("Print an example of the file for --map."))
CHECK = typer.Option(
    False, "--check", help=N_("Only look, keep nothing: exit code 3 where a row stays out or anything is unexplained.")
)
CURRENCY = typer.Option("CNY", help=N_("The currency of the ledger."))


def match(
    ctx: typer.Context,
    file: Path | None = FILE,
    party: str = PARTY,
    ledger: str = LEDGER,
    as_of: str = AS_OF,
    currency: str = CURRENCY,
    map_file: Path | None = MAP,
    map_example: bool = MAP_EXAMPLE,
    check: bool = CHECK,
    out: Path | None = OUT,
) -> int:
    """Match an owner's ledger with our book: what is sure is taken, the rest proposed; with -o the reconciliation."""
    frame: Frame = ctx.obj
    if map_example:
        print(EXAMPLE)
        return 0
    if (file is None) == (not ledger) or (file is not None and not party):
        raise Invalid([Problem("", N_("Name either a file and --party NAME, or --ledger NUMBER."))])
    with frame.book() as book:
        if file is None:
            return _again(frame, book, ledger, out)
        reader = Reader()
        try:
            workbook = run(reader.workbook(file))
        finally:
            reader.close()
        with problems_in(file.name):
            said = from_json(expect_file(map_file).read_text("utf-8")) if map_file else Answers()
            draft = OwnerLedgerDraft(as_of=day(as_of), currency=currency, file=workbook.name, digest=digest_of(file))
            return _bring_in(frame, book, workbook, party, draft, said, check, out)


def _bring_in(
    frame: Frame, book: Book, workbook: Workbook, party: str, draft: OwnerLedgerDraft, said: Answers, check: bool,
    out: Path | None,
) -> int:  # fmt: skip
    assert draft.as_of
    with book.read() as session:
        key = answers.scope_of(session, "", party)["party"]
        ours = matching.our_lines(session, key, draft.currency, draft.as_of)
        reading = _read(workbook, remembered(session, workbook, said), ours, draft.as_of)
        draft = replace(draft, party=key, stated=reading.stated, lines=reading.lines)
        advised(matching.doubts(session, draft))
    if check:
        if out is not None:
            raise Refused(N_("With --check nothing is kept, so there is no paper: leave out -o."))
        sides = ours, matching.drafted(reading.lines), reading.stated
        sure = [one for one in matching.proposals(matching.compared(*sides)) if one.certain]
        found = matching.compared(*sides, sure)
        frame.answer({"checked": True, **plain(reading), **_told(found)}, _said)
        return 0 if found.agrees and not reading.open else FAILED
    with book.write(matching.TAKE) as session:
        row = matching.bring_in(session, draft)
        remember(session, workbook, reading.answers)
        key, number = row.id, row.number
    return _answer(frame, book, key, {"number": number, **plain(reading)}, out)


def _read(workbook: Workbook, known: Answers, ours: Iterable[LedgerLine], until: date) -> Reading:
    try:
        return read_ledger(workbook, known, matching.comparable(ours, ())[0], until)
    except Unrecognised as told:
        message = N_("{why} Write a file for --map that says which is which, such as: {example}")
        raise Refused(message, why=told.text(), example=EXAMPLE) from told


def _again(frame: Frame, book: Book, number: str, out: Path | None) -> int:
    with book.read() as session:
        row = matching.numbered(session, number)
        if row is None or row.void:
            raise Refused(N_("There is no ledger {number}. Check the number."), number=number)
        key = row.id
    return _answer(frame, book, key, {"number": number}, out)


def _answer(frame: Frame, book: Book, key: str, told: dict[str, Any], out: Path | None) -> int:
    if out is not None:
        print_paper(frame, book, RECONCILIATION, ReconciliationDraft(key, language=current()), out)
        return 0
    with book.read() as session:
        frame.answer({**told, **_told(matching.standing(session, key))}, _said)
    return 0


def _told(found: Standing) -> dict[str, Any]:
    proposed = matching.proposals(found)
    held = {line.key for one in proposed for line in (*one.ours, *one.theirs)}
    return {
        "ours": str(found.ours),
        "theirs": str(found.theirs),
        "unlisted": str(found.unlisted),
        "matches": [_match(one) for one in found.matches],
        "proposals": [_match(one) for one in proposed],
        "only_ours": [_line(one, found) for one in found.only_ours if one.key not in held],
        "only_theirs": [_line(one, found) for one in found.only_theirs if one.key not in held],
        "unexplained": found.unexplained,
        "agrees": found.agrees,
    }


def _match(one: Matched) -> dict[str, Any]:
    return {
        "reason": one.reason,
        "certain": one.certain,
        "difference": str(one.difference),
        "ours": [_named(line) for line in one.ours],
        "theirs": [_named(line) for line in one.theirs],
    }


def _named(line: LedgerLine) -> dict[str, str]:
    return {"on": line.on.isoformat(), "amount": str(line.amount), "reference": line.reference, "text": line.text}


def _line(line: LedgerLine, found: Standing) -> dict[str, str]:
    return {**_named(line), "reason": found.explained.get(line.key, "")}


def _said(told: dict[str, Any]) -> Iterator[str]:
    if "number" in told:
        yield _("Ledger {number}").format(number=told["number"])
    yield from (_("Row {row} stays out: {reason}").format(**one) for one in told.get("open", ()))
    yield _("Our book {ours}, the owner's ledger {theirs}").format(
        ours=shown(told["ours"]), theirs=shown(told["theirs"])
    )
    yield _("{count} matches are taken").format(count=len(told["matches"]))
    if told["proposals"]:
        yield _("Proposed:")
        yield from _match_lines(told["proposals"])
    for title, name in ((N_("Booked by us only"), "only_ours"), (N_("Booked by the owner only"), "only_theirs")):
        if told[name]:
            yield f"{text(title)}:"
            yield from _line_lines(told[name])


def _match_lines(found: Iterable[dict[str, Any]]) -> Iterator[str]:
    heading = [_("Our line"), _("Amount"), _("Their line"), _("Amount"), _("Reason")]
    rows = [
        [*_side(one["ours"]), *_side(one["theirs"]), text(matching.WAYS[one["reason"]])] for one in found
    ]  # fmt: skip
    yield from columns(heading, rows, right=(1, 3))


def _side(lines: list[dict[str, str]]) -> tuple[str, str]:
    named = " + ".join(filter(None, (f"{line['on']} {line['reference']}".strip() for line in lines)))
    return named, Money.total(Money.of(line["amount"]) for line in lines).grouped


def _line_lines(found: Iterable[dict[str, str]]) -> Iterator[str]:
    heading = [_("Day"), _("Reference"), _("Booking text"), _("Amount"), _("Reason")]
    names = ("on", "reference", "text", "amount", "reason")
    rows = [[one[name] if name != "amount" else shown(one[name]) for name in names] for one in found]
    yield from columns(heading, rows, right=(3,))
