"""What letters say: our texts, and those a company wrote in their place; only law in force may be quoted."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from sqlalchemy import UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session

from models.drafts import entry, faults
from models.language import LANGUAGES, N_, text
from models.letters.gone import not_in_force
from models.letters.kinds import KINDS, LETTERS
from models.problems import Problem, Refused, stop
from models.store.base import STRICT, Record
from models.store.commands import COMMERCIAL, LEGAL, declare
from models.store.computed import ComputedListing, Made, never, worked
from resources import path

RECORD = declare("letters.record", N_("Save a letter text"), (LEGAL, COMMERCIAL), LEGAL)
RESET = declare("letters.reset", N_("Reset a letter text to ours"), (LEGAL, COMMERCIAL), LEGAL)

TABLE = "table"
FIELDS = {
    TABLE: N_("the table of items, on a line of its own"),
    "debtor": N_("whom the letter goes to"),
    "company": N_("our company"),
    "contracts": N_("the contract, or that there are several"),
    "as_of": N_("the cut-off day"),
    "count": N_("how many items"),
    "oldest": N_("days the oldest item is overdue"),
    "total": N_("the sum in digits"),
    "words": N_("the sum in words"),
    "interest": N_("a sentence about interest"),
    "deadline": N_("the last day to pay or answer"),
    "days": N_("the days to pay or answer"),
    "account": N_("our account"),
    "matter": N_("what was typed under “Matter”"),
    "amount": N_("the other amount in digits"),
    "amount_words": N_("the other amount in words"),
    "set_off": N_("sentences about what the amount set off pays: interest, then principal item by item"),
    "rest": N_("a sentence about what is left after set-off"),
    "counterparty": N_("the third party"),
    "previous": N_("day and number of the last letter"),
}
"""What may stand in braces in a text, and what it is replaced by."""
INTEREST = ("interest", "set_off")
"""Fields that speak of interest: a letter whose text has none of them shows no figure of it."""
_FIELD = re.compile(r"\{([^{}]*)\}")


class LetterText(Record):
    """The company's own text of a kind of letter in a language."""

    __tablename__ = "letter_texts"
    __table_args__ = (UniqueConstraint("kind", "language"), STRICT)

    kind: Mapped[str]
    language: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]


@dataclass(frozen=True)
class LetterTextDraft:
    """Subject and body of a kind of letter; a line of the body is a paragraph."""

    id: str = ""
    kind: str = entry(N_("Letter"), "", choices=KINDS, required=True)
    language: str = entry(N_("Language of the paper"), "zh", choices=LANGUAGES, required=True)
    subject: str = entry(N_("Title of the letter"), "", required=True, wide=True)
    body: str = entry(
        N_("Body"), "", required=True, wide=True, lines=18,
        hint=N_("A line is a paragraph. Fields in braces, such as {debtor}, are filled in."),
    )  # fmt: skip


_DEMANDS = ("{deadline}", "{days}", "付", "偿", "返还", "pay", "return")
"""What a text that asks for money says in one way or another."""
_NO_DEMAND = N_(
    "A letter of this kind demands payment and interrupts limitation by it: the text should ask to pay, best by "
    "{{deadline}}. A text without a demand belongs to another kind of letter."
)


def check(draft: LetterTextDraft) -> Iterator[Problem]:
    """Fields that exist, a table where money is listed, and no law that is gone."""
    yield from faults(draft)
    for name in ("subject", "body"):
        words = getattr(draft, name)
        for field in _FIELD.findall(words):
            if field not in FIELDS:
                known = ", ".join(FIELDS)
                yield Problem(name, N_("“{field}” is no field. Known are: {known}."), {"field": field, "known": known})
        left = _FIELD.sub("", words)
        if "{" in left or "}" in left:
            yield Problem(name, N_("A brace is not closed: a field is written as {{debtor}}."))
        yield from (replace(problem, entry=name) for problem in not_in_force(words))
    if draft.body and "{" + TABLE + "}" not in [line.strip() for line in draft.body.splitlines()]:
        yield Problem("body", N_("The table needs a line of its own: {{table}}."))
    kind = LETTERS.get(draft.kind)
    if kind is not None and kind.asks and draft.body and not any(one in draft.body.lower() for one in _DEMANDS):
        yield Problem("body", _NO_DEMAND, advice=True)


def speaks_of_interest(body: str) -> bool:
    """Whether a text says what interest comes to."""
    return any("{" + field + "}" in body for field in INTEREST)


@cache
def ours(kind: str, language: str) -> tuple[str, str]:
    """Subject and body as they come with the program."""
    told = tomllib.loads(path(f"letters/{kind}.toml").read_text(encoding="utf-8"))[language]
    return told["subject"], told["body"].strip()


def text_of(session: Session, kind: str, language: str) -> tuple[str, str]:
    """Subject and body that a letter is written with: the company's own, else ours."""
    own = _own(session, kind, language)
    return (own.subject, own.body) if own else ours(kind, language)


def draft_of(session: Session, key: str) -> LetterTextDraft:
    """``key`` is ``kind/language``; the text that is used now."""
    kind, _slash, language = key.partition("/")
    return LetterTextDraft(key, kind, language, *text_of(session, kind, language))


def record(session: Session, draft: LetterTextDraft) -> LetterText:
    """Keep the company's own text in place of ours."""
    stop(check(draft))
    row = _own(session, draft.kind, draft.language) or LetterText(kind=draft.kind, language=draft.language)
    row.subject, row.body = draft.subject, draft.body
    session.add(row)
    session.flush()
    session.info["subject"] = text(KINDS[draft.kind])
    return row


def reset(session: Session, key: str, _reason: str = "") -> None:
    """Write letters with our text again."""
    kind, _slash, language = key.partition("/")
    own = _own(session, kind, language)
    if own is None:
        raise Refused(N_("This text is ours already."))
    session.delete(own)
    session.info["subject"] = text(KINDS[kind])
    session.flush()


def _own(session: Session, kind: str, language: str) -> LetterText | None:
    mine = LetterText.kind == kind, LetterText.language == language
    return session.scalars(select(LetterText).where(*mine)).first()


def _made(session: Session, _as_of: date) -> list[Made]:
    found = []
    for kind in KINDS:
        for language in LANGUAGES:
            own = _own(session, kind, language) is not None
            subject, _body = text_of(session, kind, language)
            found.append(Made(f"{kind}/{language}", (kind, language, subject, text(OWN if own else OURS))))
    return found


OWN, OURS = N_("Written by us"), N_("Comes with the program")
LISTING = ComputedListing(
    name="letter_texts",
    title=N_("Letter texts"),
    noun="letter_texts",
    columns=(
        worked("kind", N_("Letter"), "choice", width=24, choices=KINDS),
        worked("language", N_("Language of the paper"), "choice", width=10, choices=LANGUAGES),
        worked("subject", N_("Title of the letter"), "text", width=48),
        worked("whose", N_("Whose text"), "text", width=16),
    ),
    source=never,
    key=never,
    made=_made,
)
