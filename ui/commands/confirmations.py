"""Commands about confirmation: how far every statement is, and what was answered to one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import typer

from models import answers, confirmations, papers
from models.answers.scope import plain
from models.confirmations import DifferenceDraft, ReplyDraft
from models.confirmations.calendar import CALENDAR
from models.confirmations.course import CONFIRMATIONS
from models.confirmations.draft import AGREES, CAPACITIES, KINDS, PART, REASONS, SEALS
from models.language import N_, _, current, listed, text
from models.papers import APPROVED, SEAL_ASKED, SEALED, CourseDraft
from models.papers.hints import skipped
from models.problems import Refused
from models.store.book import Book
from models.store.listing import Listing, Question
from ui.commands.answers import AS_OF, CONTRACT, OUT, PARTY, shown
from ui.commands.frame import Frame, advised, columns, day, money, one_of

DIFFERENCE: list[str] = typer.Option([], help=N_("AMOUNT:REASON:EXPLANATION; may be repeated."))
PROPOSE = typer.Option(
    False, "--propose", help=N_("Show the differences as the owner's ledger of that day was matched; keep nothing.")
)
ISSUE = typer.Option(False, "--issue", help=N_("Give it a number and keep it; else it is a draft."))
SHOWN = ("number", "party", "state", "as_of", "stated", "replied_on", "kind", "confirmed", "unexplained", "signatory")
DUES = ("party", "balance", "rhythm", "state", "due_for", "last", "last_as_of", "issued", "signed")


def confirmations_(
    ctx: typer.Context,
    as_of: str = AS_OF,
    contract: str = CONTRACT,
    party: str = PARTY,
    state: str = typer.Option("", help=N_("Only those that stand so: to_seal, silent, differs, closed …")),
    due: bool = typer.Option(False, "--due", help=N_("Who is due for a statement by the calendar.")),
    issue: bool = ISSUE,
    out: Path | None = OUT,
) -> None:
    """Every statement with seal, service, reply and difference; with -o the paper."""
    frame: Frame = ctx.obj
    cut = day(as_of)
    known = CALENDAR.column("state").choices if due else confirmations.STATES
    if state and state not in known:
        raise Refused(N_("There is no state “{state}”. Known are: {known}."), state=state, known=listed(known))
    if issue or out is not None:
        _list(frame, cut, contract, party, out, issue)
        return
    listing = CALENDAR if due else CONFIRMATIONS
    with frame.reading() as session:
        scope = answers.scope_of(session, contract, party)
        rows = [one for one in _rows(session, listing, cut, scope) if not state or one["state"] == state]
    frame.answer(rows, lambda told: _lines(listing, DUES if due else SHOWN, told))


def _rows(session: Any, listing: Listing, cut: date, scope: dict[str, str]) -> list[dict[str, Any]]:
    question = Question(cut, scope=scope)
    names = [column.name for column in listing.columns]
    rows = listing.rows(session, question, listing.keys(session, question))
    return [{name: plain(value) for name, value in zip(names, row[1:], strict=True)} for row in rows]


def _lines(listing: Listing, names: tuple[str, ...], told: list[dict[str, Any]]) -> Iterator[str]:
    wanted = [listing.column(name) for name in names]
    rows = [
        [
            text(column.choices[one[column.name]]) if column.choices and one[column.name] else
            shown(one[column.name]) if column.kind == "money" else str(one[column.name] or "")
            for column in wanted
        ]
        for one in told
    ]  # fmt: skip
    right = [place for place, column in enumerate(wanted) if column.kind in ("money", "number")]
    yield from columns([text(column.caption) for column in wanted], rows, right=right)


def _list(frame: Frame, cut: date, contract: str, party: str, out: Path | None, issue: bool) -> None:
    from reports.confirmation_draft import ConfirmationListDraft
    from reports.confirmations import CONFIRMATIONS as PAPER

    with frame.book() as book:
        with book.read() as session:
            scope = answers.scope_of(session, contract, party)
        whose = scope.get("party", ""), scope.get("contract", "")
        _paper(frame, book, PAPER, ConfirmationListDraft(cut, *whose, language=current()), out, issue)


def _paper(frame: Frame, book: Book, report: Any, asked: Any, out: Path | None, issue: bool) -> None:
    """Issued, or written without a number."""
    from ui.commands.papers import issue_paper, print_paper

    if issue:
        issue_paper(frame, book, report, asked, date.today(), out)
    elif out is not None:
        print_paper(frame, book, report, asked, out)


def confirm(
    ctx: typer.Context,
    letter: str = typer.Argument(help=N_("The number of the statement.")),
    reply: str | None = typer.Option(None, help=N_("agrees, part, disagrees or refused: a reply that came.")),
    number: str = typer.Option("", help=N_("The reply of this number is changed; empty: the last one.")),
    on: str = typer.Option("", help=N_("The day of the reply, or of the seal.")),
    amount: str = typer.Option("", help=N_("What of the balance is confirmed.")),
    signatory: str = typer.Option("", help=N_("Who signed.")),
    capacity: str = typer.Option("", help=N_("legal_rep, agent, manager, finance or none.")),
    authority: str = typer.Option("", help=N_("The paper that authorises the signatory.")),
    seal: str = typer.Option("", help=N_("official, contract, finance, project or none.")),
    promises: bool = typer.Option(False, "--promises", help=N_("The reply says that they will pay.")),
    difference: list[str] = DIFFERENCE,
    propose: bool = PROPOSE,
    closed: str = typer.Option("", help=N_("The day on which every difference was explained.")),
    approved_by: str = typer.Option("", help=N_("Who approved it on the day --on, before it went out.")),
    asked_by: str = typer.Option("", help=N_("Who asked for the seal --seal on the day --on.")),
    sealed_by: str = typer.Option("", help=N_("Who sealed it with --seal on the day --on, before it went out.")),
    issue: bool = ISSUE,
    out: Path | None = OUT,
) -> None:
    """Record approval, seal or a reply that came; without --reply the last one is changed. -o: the difference table."""
    frame: Frame = ctx.obj
    given = {
        "kind": one_of(reply, KINDS) if reply is not None else "", "signatory": signatory,
        "capacity": one_of(capacity, CAPACITIES), "authority": authority, "seal": one_of(seal, SEALS),
        "promises": promises,
        "confirmed": money(amount, "--amount") if amount else None, "differences": tuple(map(_difference, difference)),
        "closed_on": day(closed, "--closed") if closed else None,
    }  # fmt: skip
    with frame.book() as book:
        done = {APPROVED: approved_by, SEAL_ASKED: asked_by, SEALED: sealed_by}
        if propose:
            frame.answer(_proposed(book, letter, number, day(on, "--on") if on else None), _proposed_lines)
        elif any(done.values()):
            which = one_of(seal or "official", papers.SEALS)
            for stage, by in ((stage, by) for stage, by in done.items() if by):
                _advance(frame, book, letter, CourseDraft("", (), stage, day(on, "--on"), by, which))
        else:
            _answer(frame, book, _replied(book, letter, number, day(on, "--on") if on else None, given), out, issue)


def _replied(book: Book, letter: str, number: str, on: date | None, given: dict[str, Any]) -> ReplyDraft:
    """The reply as it is kept, with what was given; without anything given the last one."""
    if not any(given.values()):
        with book.read() as session:
            return _kept(session, letter, number, on)
    with book.write(confirmations.RECORD) as session:
        said = {name: value for name, value in given.items() if value}
        asked = _new(session, letter, on, said) if given["kind"] and not number else replace(
            _kept(session, letter, number, on), **said
        )  # fmt: skip
        if given["confirmed"] is not None and asked.kind == AGREES and given["confirmed"] != asked.stated:
            message = N_("They agree to {stated}, but --amount says {amount}: is it --reply part?")
            raise Refused(message, stated=shown(plain(asked.stated)), amount=shown(plain(given["confirmed"])))
        doubts = [*confirmations.check(asked), *confirmations.advise(session, asked)]
        row = confirmations.record(session, asked)
        advised(doubts)
        return confirmations.draft_of(session, row.id)


def _proposed(book: Book, letter: str, number: str, on: date | None) -> list[dict[str, Any]]:
    """The differences that are not in the reply yet."""
    with book.read() as session:
        came = confirmations.replies_to(session, letter)
        draft = _kept(session, letter, number, on) if came else _new(session, letter, on, {"kind": PART})
        ledger = confirmations.ledger_of(session, draft)
        if ledger is None:
            message = N_("No ledger of this debtor up to {day} was matched: bring one in with “match … --as-of {day}”.")
            raise Refused(message, day=draft.as_of)
        found = confirmations.proposed(session, draft, ledger.id)
        return [_difference_of(one) for one in found if one not in draft.differences]


def _difference_of(one: DifferenceDraft) -> dict[str, Any]:
    return {"amount": plain(one.amount), "reason": one.reason, "note": one.note}


def _proposed_lines(told: list[dict[str, Any]]) -> Iterator[str]:
    """As they are taken over: each an option of this command."""
    for one in told:
        typed = "{amount}:{reason}:{note}".format(**one)
        yield f'--difference "{typed}"  ({text(REASONS[one["reason"]])})'
    if not told:
        yield _("Nothing is left to explain.")


def _answer(frame: Frame, book: Book, draft: ReplyDraft, out: Path | None, issue: bool) -> None:
    if issue or out is not None:
        from reports.confirmation_draft import DifferencesDraft
        from reports.differences import DIFFERENCES

        _paper(frame, book, DIFFERENCES, DifferencesDraft(draft.id, language=current()), out, issue)
    else:
        frame.answer(_told(draft), _reply_lines)


def _difference(typed: str) -> DifferenceDraft:
    amount, _colon, rest = typed.partition(":")
    reason, _colon, note = rest.partition(":")
    return DifferenceDraft(money(amount, "--difference"), one_of(reason, REASONS), note)


def _advance(frame: Frame, book: Book, letter: str, draft: CourseDraft) -> None:
    with book.write(papers.ADVANCE) as session:
        paper = papers.numbered(session, letter)
        if paper is None:
            raise Refused(N_("There is no paper “{number}”. Check the number."), number=letter)
        doubts = list(skipped(session, paper, draft.stage))
        papers.advance(session, replace(draft, paper=paper.id))
        advised(doubts)
    seal = "" if "seal" in papers.idle(draft) else draft.seal
    told = {"number": letter, "stage": draft.stage, "on": plain(draft.on), "seal": seal, "by": draft.by}
    frame.answer(told, _stage_lines)


def _stage_lines(told: dict[str, Any]) -> Iterator[str]:
    yield f"{told['number']}  {text(papers.STAGES[told['stage']])}  {told['on']}  {told['by']}"


def _new(session: Any, letter: str, on: date | None, said: dict[str, Any]) -> ReplyDraft:
    """A reply of its own: what came before stays as it was said."""
    paper = papers.numbered(session, letter)
    if paper is None:
        raise Refused(N_("There is no paper “{number}”. Check the number."), number=letter)
    return confirmations.with_book(session, ReplyDraft(paper=paper.id, replied_on=on or date.today(), **said))


def _kept(session: Any, letter: str, number: str, on: date | None) -> ReplyDraft:
    """The reply of that number; else the last one, of that day where one is named."""
    came = confirmations.replies_to(session, letter)
    if not came:
        raise Refused(N_("Nobody has replied to {letter}. Say what came: --reply agrees --on DAY …"), letter=letter)
    wanted = [one for one in came if number in ("", one.number) and on in (None, one.replied_on)]
    if not wanted:
        told = _("; ").join(f"{one.number} {one.replied_on.isoformat()} {text(KINDS[one.kind])}" for one in came)
        raise Refused(N_("No reply to {letter} is the one you named. There are: {known}."), letter=letter, known=told)
    return confirmations.draft_of(session, wanted[-1].id)


def _told(draft: ReplyDraft) -> dict[str, Any]:
    names = (
        "number",
        "letter",
        "as_of",
        "currency",
        "stated",
        "replied_on",
        "kind",
        "signatory",
        "whole",
        "unexplained",
    )
    told = {name: plain(getattr(draft, name)) for name in names}
    told["confirmed"] = told.pop("whole")
    rows = [_difference_of(one) for one in draft.differences]
    return {**told, "closed_on": plain(draft.closed_on), "differences": rows}


def _reply_lines(told: dict[str, Any]) -> Iterator[str]:
    kind = text(KINDS[told["kind"]])
    yield _("{letter}: {kind} on {day}").format(letter=told["letter"], kind=kind, day=told["replied_on"])
    for caption, name in ((N_("Balance stated"), "stated"), (N_("Confirmed"), "confirmed")):
        yield f"{text(caption)}  {shown(told[name])}"
    for one in told["differences"]:
        yield f"  {shown(one['amount'])}  {text(REASONS[one['reason']])}  {one['note']}"
    yield f"{_('Unexplained')}  {shown(told['unexplained'])}"
