"""The command that writes letters: one of a kind to a debtor, drafted or issued, as PDF or for Word."""

from __future__ import annotations

from pathlib import Path

import typer

from models import answers, letters
from models.language import N_, current, listed
from models.problems import Refused
from models.store.book import Book
from reports.letter import LETTER
from reports.letter_draft import INTEREST, WITHOUT, LetterDraft
from reports.report import to_json
from ui.commands.answers import AS_OF, CONTRACT, OUT, PARTY
from ui.commands.frame import Frame, day, money
from ui.commands.papers import CORRECTS, ISSUE, file_name, issue_paper, print_paper

KIND = typer.Argument(help=N_("request, demand_1, demand_2, demand_3, retention, article_807 …"))


def letter(
    ctx: typer.Context,
    kind: str = KIND,
    party: str = PARTY,
    contract: str = CONTRACT,
    as_of: str = AS_OF,
    days: int | None = typer.Option(None, help=N_("Days to pay or answer.")),
    interest: str = typer.Option("lpr_1y", help=N_("lpr_1y, lpr_5y, sme, or none.")),
    matter: str = typer.Option("", help=N_("What the letter is about, where its text asks for it.")),
    amount: str = typer.Option("", help=N_("Our debt that is set off.")),
    counterparty: str = typer.Option("", help=N_("The assignee.")),
    previous: str = typer.Option("", help=N_("Day and number of an earlier letter that the book does not know.")),
    issue: bool = ISSUE,
    corrects: str = CORRECTS,
    out: Path | None = OUT,
) -> None:
    """Write a letter of this kind; with --issue it gets a number and is kept."""
    frame: Frame = ctx.obj
    if kind not in letters.KINDS:
        raise Refused(N_("There is no letter “{kind}”. Known are: {known}."), kind=kind, known=listed(letters.KINDS))
    rate = WITHOUT if interest == "none" else interest
    if rate not in INTEREST:
        raise Refused(N_("There is no rate “{rate}” here: lpr_1y, lpr_5y, sme or none."), rate=interest)
    cut = day(as_of)
    with frame.book() as book:
        with book.read() as session:
            scope = answers.scope_of(session, contract, party, joint=True)
        asked = LetterDraft(
            kind, scope.get("party", ""), scope.get("contract", ""), cut, cut, days, matter,
            money(amount, "--amount") if amount else None, counterparty, previous, rate, language=current(),
        )  # fmt: skip
        if issue:
            issue_paper(frame, book, LETTER, asked, cut, out, corrects)
        else:
            _draft(frame, book, asked, out, file_name(LETTER.title, contract or party, cut))


def _draft(frame: Frame, book: Book, asked: LetterDraft, out: Path | None, name: str) -> None:
    if frame.json and out is None:
        with book.read() as session:
            print(to_json(LETTER, LETTER.collect(session, asked)))
    else:
        print_paper(frame, book, LETTER, asked, out or Path(name))
