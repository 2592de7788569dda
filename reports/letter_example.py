"""A letter of no one: the text that is being written, every field filled in with an example."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from models.language import N_
from models.letters.kinds import CLAIMS, LETTERS, MONEY, LetterKind
from models.letters.texts import LetterTextDraft, check
from models.money import Money
from models.problems import stop
from models.receivables.record import CLASSES
from models.rules.claims import FORMS, GF2017
from reports.letter import LETTER
from reports.letter_draft import DAYS, LetterDraft
from reports.letter_facts import Facts
from reports.letter_figures import Letter, LetterGroup, LetterItem
from reports.letter_lists import captions_of
from reports.letter_words import filled
from reports.letterhead import letterhead
from reports.report import Report
from reports.style import Say

AS_OF, LAST = date(2026, 6, 30), date(2026, 5, 20)
_ITEMS = (
    ("progress", "JB-001-C-008", date(2026, 3, 31), 5_000_000, 3_200_000, 18_850),
    ("final", "JB-001-S-001", date(2026, 5, 31), 2_400_000, 0, 6_980),
)


def example(session: Session, asked: LetterTextDraft) -> Letter:
    """The letter a debtor would get; raises Invalid while the text may not be kept."""
    stop(check(asked))
    kind, say, head = LETTERS[asked.kind], Say(asked.language), letterhead(session)
    group, party = _group(say, kind), say(N_("Example Property Co., Ltd."))
    project = say(N_("Example Building, phase two"))
    contract = say(N_("the contract “{name}” (No. {number})"), name=project, number="JB-001")
    of = LetterDraft(
        kind=asked.kind, as_of=AS_OF, amount=Money.of(600_000), language=asked.language,
        matter=say(N_("(what is typed as the matter of the letter)")),
        counterparty=say(N_("Example Factoring Co., Ltd.")),
    )  # fmt: skip
    subject = say(N_("“{name}”"), name=project)
    facts = Facts(of, party, contract, subject, (group,), AS_OF, (LAST, "JB-HJ-001"), say, head, AS_OF, DAYS)
    told, paragraphs = filled((asked.subject, asked.body), facts)
    return Letter(
        head, asked.kind, party, "", "", AS_OF, told, paragraphs, captions_of(kind), (group,), (), facts.deadline,
        dated_on=AS_OF, language=asked.language,
    )  # fmt: skip


def _group(say: Say, kind: LetterKind) -> LetterGroup:
    money, clause = kind.lists in MONEY, FORMS[GF2017].clause if kind.lists == CLAIMS else ""
    items = tuple(
        LetterItem(
            "JB-001", document, CLASSES[of], due_on, Money.of(amount), Money.of(paid) if money else None,
            Money.of(amount - paid if money else amount), (AS_OF - due_on).days, Money.of(interest) if money else None,
            clause,
        )
        for of, document, due_on, amount, paid, interest in _ITEMS
    )  # fmt: skip
    total = Money.total(item.open for item in items)
    return LetterGroup("CNY", items, total, Money.total(item.interest or Money() for item in items), say.words(total))


_LETTER: Report[Any, Letter] = LETTER
EXAMPLE = replace(_LETTER, name="letter_text", asks=LetterTextDraft, collect=example)
