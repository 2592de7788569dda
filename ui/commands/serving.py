"""What becomes of an issued paper, by command: how it was served, and that it was withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import typer

from models import legal_facts, papers
from models.answers.scope import plain
from models.language import N_, _, text
from models.legal_facts import OUTCOMES, WAYS, LegalFactDraft
from models.papers.hints import unsealed
from models.problems import Refused
from models.rules.restarts import EVENTS
from ui.commands.frame import Frame, advised, columns, day, one_of


def served(
    ctx: typer.Context,
    letter: str = typer.Argument(help=N_("The number of the letter or statement.")),
    sent: str = typer.Option("", help=N_("The day it was sent.")),
    way: str = typer.Option("", help=N_("ems, signed, email, message, notary, public or court.")),
    tracking: str = typer.Option("", help=N_("The tracking number.")),
    outcome: str = typer.Option("", help=N_("delivered, returned or refused.")),
    on: str = typer.Option("", help=N_("The day it arrived, was returned or refused.")),
    agreed_address: bool = typer.Option(
        False, "--agreed-address", help=N_("It went to the address agreed for service.")
    ),
    proof: str = typer.Option("", help=N_("The paper that proves it, such as the EMS receipt.")),
    remark: str = typer.Option("", help=N_("A remark.")),
) -> None:
    """Record how a letter or statement was served, or complete it; without options every attempt is listed."""
    frame: Frame = ctx.obj
    given = {
        "sent_on": day(sent, "--sent") if sent else None, "way": one_of(way, WAYS), "tracking": tracking,
        "outcome": one_of(outcome, OUTCOMES), "happened_on": day(on, "--on") if on else None,
        "agreed_address": agreed_address, "proof": proof, "remark": remark,
    }  # fmt: skip
    said = {name: value for name, value in given.items() if value}
    with frame.book() as book:
        if not said:
            with book.read() as session:
                mine = legal_facts.of_paper(session, _paper(session, letter).id)
                frame.answer([_told(letter, legal_facts.draft_of(session, one.id)) for one in mine], _lines)
            return
        with book.write(legal_facts.RECORD) as session:
            paper = _paper(session, letter)
            begun = legal_facts.attempt(session, paper, date.today(), said)
            draft = replace(begun, **_sent(begun, said))
            doubts = [*legal_facts.check(draft), *unsealed(session, paper)]
            row = legal_facts.record(session, draft)
            advised(doubts)
            told = _told(letter, legal_facts.draft_of(session, row.id))
        frame.answer(told, lambda one: _lines([one]))


def withdraw(
    ctx: typer.Context,
    number: str = typer.Argument(help=N_("The number of the issued paper.")),
    reason: str = typer.Option("", help=N_("Why it no longer stands.")),
    on: str = typer.Option("", help=N_("The day it is withdrawn; empty: today.")),
) -> None:
    """Withdraw an issued paper: its number and its file stay, and it is told that it no longer stands."""
    frame: Frame = ctx.obj
    with frame.book() as book, book.write(papers.WITHDRAW, reason=reason) as session:
        key, gone = _paper(session, number).id, day(on) if on else date.today()
        row = papers.withdraw(session, papers.WithdrawalDraft(key, gone, reason))
        told = {"number": row.number, "withdrawn_on": gone.isoformat(), "reason": reason}
    frame.answer(told, _gone)


def _gone(told: dict[str, Any]) -> Iterator[str]:
    yield _("{number} was withdrawn on {day}.").format(number=told["number"], day=told["withdrawn_on"])


def _sent(begun: LegalFactDraft, said: dict[str, Any]) -> dict[str, Any]:
    """A new attempt of which only the arrival is told was sent by that day at the latest."""
    arrived = said.get("happened_on")
    if begun.id or "sent_on" in said or arrived is None or begun.sent_on is None:
        return said
    return {**said, "sent_on": min(begun.sent_on, arrived)}


def _paper(session: Any, number: str) -> papers.IssuedPaper:
    paper = papers.numbered(session, number)
    if paper is None:
        raise Refused(N_("There is no paper “{number}”. Check the number."), number=number)
    if not papers.stands(session, paper.id):
        raise Refused(N_("{number} was withdrawn already."), number=number)
    return paper


def _told(letter: str, draft: LegalFactDraft) -> dict[str, Any]:
    names = ("number", "kind", "sent_on", "way", "tracking", "outcome", "happened_on", "agreed_address", "proof")
    return {"letter": letter, **{name: plain(getattr(draft, name)) for name in names}}


def _lines(told: list[dict[str, Any]]) -> Iterator[str]:
    if not told:
        yield _("No service is recorded of it.")
        return
    heading = [_("Letter"), _("Fact"), _("What happened"), _("Sent on"), _("Served by"), _("Outcome"), _("On"),
               _("Paper that proves it")]  # fmt: skip
    rows = [
        [one["letter"], one["number"], text(EVENTS[one["kind"]].caption), one["sent_on"] or "—", text(WAYS[one["way"]]),
         text(OUTCOMES[one["outcome"]]), one["happened_on"] or "—", one["proof"] or "—"]
        for one in told
    ]  # fmt: skip
    yield from columns(heading, rows)
