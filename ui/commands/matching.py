"""The command that lays an owner's ledger beside our book: what is the same money, what stands in one of them only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import typer

from models import answers, matching
from models.currencies import CURRENCIES
from models.importing import Workbook
from models.kept_files import digest_of
from models.language import N_, _, current, text
from models.matching import LedgerLine, MatchDraft, Matched, MatchesDraft, OwnerLedgerDraft, Standing
from models.matching.form import EXAMPLE, Answers, from_json, remember, remembered
from models.matching.reading import Reading, Unrecognised, plain, read_ledger
from models.money import Money
from models.problems import Invalid, Problem, Refused, problems_in
from models.store.book import Book
from reports.reading.reader import Reader
from reports.reconciliation import RECONCILIATION, ReconciliationDraft
from ui.commands.answers import AS_OF, OUT, PARTY, shown
from ui.commands.books import FAILED
from ui.commands.frame import Frame, advised, columns, complain, day, expect_file, one_of, run
from ui.commands.papers import print_paper
from ui.commands.workbooks import ROUND_OFF

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
ACCEPT = typer.Option(
    "", help=N_("Take proposals, too: all, or by their numbers as listed, such as 1,3-5. “undo” takes that back.")
)


@dataclass(frozen=True)
class _Chosen:
    """What is done once it is in the book: proposals that are taken, a paper that is written."""

    accept: str
    out: Path | None


def match(
    ctx: typer.Context,
    file: Path | None = FILE,
    party: str = PARTY,
    ledger: str = LEDGER,
    as_of: str = AS_OF,
    currency: str = CURRENCY,
    map_file: Path | None = MAP,
    map_example: bool = MAP_EXAMPLE,
    round_off: bool = ROUND_OFF,
    accept: str = ACCEPT,
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
    if check and accept:
        raise Refused(N_("With --check nothing is kept, so nothing is accepted: leave out one of the two."))
    chosen = _Chosen(accept, out)
    currency = one_of(currency.upper(), CURRENCIES)
    with frame.book() as book:
        if file is None:
            return _again(frame, book, ledger, chosen)
        reader = Reader()
        try:
            workbook = run(reader.workbook(file))
        finally:
            reader.close()
        with problems_in(file.name):
            said = from_json(expect_file(map_file).read_text("utf-8")) if map_file else Answers()
            said = replace(said, round_off=said.round_off or round_off)
            draft = OwnerLedgerDraft(as_of=day(as_of), currency=currency, file=workbook.name, digest=digest_of(file))
            return _bring_in(frame, book, workbook, party, draft, said, check, chosen)


def _bring_in(
    frame: Frame, book: Book, workbook: Workbook, party: str, draft: OwnerLedgerDraft, said: Answers, check: bool,
    chosen: _Chosen,
) -> int:  # fmt: skip
    assert draft.as_of
    with book.read() as session:
        key = answers.scope_of(session, "", party)["party"]
        ours = matching.our_lines(session, key, draft.currency, draft.as_of)
        reading = _read(workbook, remembered(session, workbook, said), ours, draft.as_of)
        draft = replace(draft, party=key, stated=reading.stated, lines=reading.lines)
        advised(matching.doubts(session, draft))
    if check:
        if chosen.out is not None:
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
    return _answer(frame, book, key, {"number": number, **plain(reading)}, chosen)


def _read(workbook: Workbook, known: Answers, ours: Iterable[LedgerLine], until: date) -> Reading:
    try:
        return read_ledger(workbook, known, matching.comparable(ours, ())[0], until)
    except Unrecognised as told:
        message = N_("{why} Write a file for --map that says which is which, such as: {example}")
        raise Refused(message, why=told.text(), example=EXAMPLE) from told


def _again(frame: Frame, book: Book, number: str, chosen: _Chosen) -> int:
    with book.read() as session:
        row = matching.numbered(session, number)
        if row is None or row.void:
            raise Refused(N_("There is no ledger {number}. Check the number."), number=number)
        key = row.id
    return _answer(frame, book, key, {"number": number}, chosen)


def _answer(frame: Frame, book: Book, key: str, told: dict[str, Any], chosen: _Chosen) -> int:
    if chosen.accept:
        told["accepted"] = _accept(book, key, chosen.accept)
    if chosen.out is not None:
        complain(_accepted(told))
        print_paper(frame, book, RECONCILIATION, ReconciliationDraft(key, language=current()), chosen.out)
        return 0
    with book.read() as session:
        frame.answer({**told, **_told(matching.standing(session, key))}, _said)
    return 0


def _accept(book: Book, key: str, which: str) -> list[dict[str, Any]]:
    """Take the proposals that were named, as one Step of its own."""
    with book.write(matching.MATCH) as session:
        found = matching.proposals(matching.standing(session, key))
        wanted = [found[place] for place in _places(which, len(found))]
        drafts = [
            MatchDraft(tuple(one.key for one in few.ours), tuple(one.key for one in few.theirs), few.reason)
            for few in wanted
        ]
        if drafts:
            matching.match(session, MatchesDraft(key, tuple(drafts)))
    return [_match(one) for one in wanted]


def _places(which: str, count: int) -> list[int]:
    """The places that were named, from 0; Refused for a number that no proposal has."""
    if which == "all":
        return list(range(count))
    places: list[int] = []
    for part in which.split(","):
        first, dash, last = part.strip().partition("-")
        if not first.isdecimal() or (dash and not last.isdecimal()):
            raise Refused(N_("--accept: “{typed}” is neither “all” nor numbers such as 1,3-5."), typed=which)
        places += range(int(first) - 1, int(last or first))
    for place in places:
        if not 0 <= place < count:
            raise Refused(N_("There is no proposal {number}: there are {count}."), number=place + 1, count=count)
    return sorted(set(places))


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
    yield from _later(told.get("later", ()))
    yield _("Our book {ours}, the owner's ledger {theirs}").format(
        ours=shown(told["ours"]), theirs=shown(told["theirs"])
    )
    yield _("{count} matches are taken").format(count=len(told["matches"]))
    yield from _accepted(told)
    if told["proposals"]:
        yield _("Proposed:")
        yield from _match_lines(told["proposals"])
    for title, name in ((N_("Booked by us only"), "only_ours"), (N_("Booked by the owner only"), "only_theirs")):
        if told[name]:
            yield f"{text(title)}:"
            yield from _line_lines(told[name])


def _later(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    """What of the file is left out because it came later."""
    if rows:
        yield _("Left out, after the cut-off day: {count}").format(count=len(rows))
    yield from (_("Row {row}: {reason}").format(**one) for one in rows)


def _accepted(told: dict[str, Any]) -> Iterator[str]:
    if "accepted" in told:
        yield _("{count} proposals were accepted; “undo” takes that back.").format(count=len(told["accepted"]))


def _match_lines(found: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Numbered, so that they can be named to --accept."""
    heading = [_("No."), _("Our line"), _("Amount"), _("Their line"), _("Amount"), _("Reason")]
    rows = [
        [str(number), *_side(one["ours"]), *_side(one["theirs"]), text(matching.WAYS[one["reason"]])]
        for number, one in enumerate(found, 1)
    ]
    yield from columns(heading, rows, right=(0, 2, 4))


def _side(lines: list[dict[str, str]]) -> tuple[str, str]:
    named = " + ".join(filter(None, (f"{line['on']} {line['reference']}".strip() for line in lines)))
    return named, Money.total(Money.of(line["amount"]) for line in lines).grouped


def _line_lines(found: Iterable[dict[str, str]]) -> Iterator[str]:
    heading = [_("Day"), _("Reference"), _("Booking text"), _("Amount"), _("Reason")]
    names = ("on", "reference", "text", "amount", "reason")
    rows = [[one[name] if name != "amount" else shown(one[name]) for name in names] for one in found]
    yield from columns(heading, rows, right=(3,))
