"""Collects a letter: what it lists, its interest, its words with every field filled in; refuses what may not go."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import kept_files, lending_rates, letters
from models.contracts.record import Contract
from models.language import N_
from models.late_interest import LateItem, late_items
from models.legal_facts.insolvency import Insolvent
from models.letters.dunning import Standing as Stood
from models.letters.kinds import LETTERS, MONEY, LetterKind
from models.money import Money
from models.papers import KINDS as PAPERS
from models.papers import IssuedPaper
from models.problems import Problem, Refused, stop
from models.receipts.room import FOREVER
from models.receivables import position
from models.receivables.record import RULES
from models.rules.rates import LPR_DAY, MissingRate
from models.store.placement import folder_of
from reports import letter_held, letter_interest, letter_lists, letter_silence
from reports.interest_collect import bearing, groups_of, told_of_bills, told_of_stops
from reports.interest_draft import InterestDraft
from reports.interest_figures import InterestGroup
from reports.interest_small import unfit
from reports.interest_told import told_of
from reports.letter_addressee import Addressee, addressed
from reports.letter_checks import before, doubtful, last_of, level, misfit, to_himself, too_soon, unequal, written_today
from reports.letter_claims import noting
from reports.letter_draft import WITHOUT, LetterDraft, check, interest_asked
from reports.letter_facts import Facts
from reports.letter_figures import Copy, Letter, LetterGroup, LetterItem
from reports.letter_held import Held
from reports.letter_law import days_given, finished, lapsing, promised, untimely
from reports.letter_lists import Listed, captions_of
from reports.letter_paper import ITEMS
from reports.letter_standing import standing
from reports.letter_words import filled
from reports.letterhead import letterhead
from reports.style import Say

MOST = 12
"""So many items stand in the letter itself; more go into an annex, by contract and class in the letter."""
_UP_TO = N_("Interest is worked out up to {day} only: the LPR after it is not known. Enter it under “Lending rates”.")


def collect(session: Session, asked: LetterDraft) -> Letter:
    """Everything the letter says. Refused when nothing is to be listed, when an item is paid, or a promise runs."""
    stop(check(asked))
    assert asked.as_of
    kind, say = LETTERS[asked.kind], Say(asked.language)
    whose = addressed(session, asked)
    party, contract, scope, debtor = whose.party, whose.contract, whose.scope, whose.party.id
    dated = asked.dated_on or asked.as_of
    stop((*misfit(kind, contract), *finished(session, kind, contract, dated), *to_himself(asked, party.name)))
    stands = standing(session, kind, whose, _listed(session, kind, asked.as_of, scope, party.name), dated)
    found, held = letter_held.without(session, stands.found, party, contract, scope)
    written = letters.text_of(session, asked.kind, asked.language)
    stood = letters.standing_of(session, debtor, dated)
    skipped, days = level(kind, stood), days_given(session, asked, contract)
    doubts = (*_doubts(session, asked, whose, found, days), *_after_others(asked, written[1], stood, dated))
    bears = kind.lists in MONEY and asked.interest != WITHOUT and letters.speaks_of_interest(written[1])
    stop(unfit(session, "interest", asked.interest if bears else WITHOUT, {one.contract for one in found}))
    accrued, upto, late = _accrued(session, asked, found, scope, held) if bears else ((), asked.as_of, [])
    groups = _groups(found, accrued, asked.as_of, say, bears)
    stop(unequal(asked, groups))
    copies = tuple(_copies(session, asked, say))
    named = _contracts_of(session, found, contract, say), _subject_of(session, found, say)
    stops, known_to = stands.stops, min(upto, stands.stops.last) if stands.stops else upto
    of_interest = _of_interest(session, asked, found, upto) if bears else ()
    head = letterhead(session)
    facts = Facts(asked, party.name, *named, groups, known_to, last_of(stood), say, head, dated, days, stops)
    silent = letter_silence.silence(session, kind, found, dated)
    subject, paragraphs = filled(written, facts, (*letter_held.said(held, say), *silent.said(say)))
    why = whose.said(session, say, found if kind.asks else ())
    return Letter(
        letterhead=head, kind=asked.kind, party=party.name, party_id=debtor,
        contract_id=scope.get("contract", ""), as_of=asked.as_of, subject=subject, captions=captions_of(kind),
        paragraphs=(*why, *paragraphs), groups=groups,
        annexes=tuple(_annexes(asked, groups, accrued, copies, say)), answer_by=facts.deadline,
        accrued=accrued if asked.with_annex else (),
        terms=_terms(session, interest_asked(asked, upto), late, stops), copies=copies,
        advice=(*stands.advice, *letter_held.advice(held, bears), *silent.advice(), *skipped, *doubts, *of_interest),
        remark=" ".join(one.text("zh") for one in skipped), dated_on=dated, language=asked.language,
    )  # fmt: skip


def _terms(
    session: Session, asked: InterestDraft, late: Sequence[LateItem], stops: Insolvent | None
) -> tuple[str, ...]:
    """How the interest of the letter is worked out, where it has any."""
    said = (*told_of(asked, late), *told_of_bills(session, asked), *told_of_stops(stops, Say(asked.language)))
    return said if late else ()


def _doubts(
    session: Session, asked: LetterDraft, whose: Addressee, found: list[Listed], days: int
) -> Iterator[Problem]:
    """What promises, law and earlier letters say against it; Refused while a promise for all of it runs."""
    kind, contract, debtor, dated = LETTERS[asked.kind], whose.contract, whose.party.id, asked.dated_on or asked.as_of
    assert dated
    yield from promised(session, kind, debtor, asked.contract, dated, {one.currency for one in found})
    yield from doubtful(session, kind, contract)
    yield from untimely(session, kind, contract, dated, days)
    yield from lapsing(session, kind, found, whose.scope.get("contract", ""), dated, dated + timedelta(days))
    yield from noting(session, kind, found, dated)
    yield from written_today(session, kind, debtor, whose.scope.get("contract", ""), dated)


def _after_others(asked: LetterDraft, body: str, stood: Stood | None, dated: date) -> Iterator[Problem]:
    """What the letters before say against it."""
    yield from before(asked, body, stood)
    yield from too_soon(LETTERS[asked.kind], stood, dated)


def _listed(session: Session, kind: LetterKind, as_of: date, scope: dict[str, str], party: str) -> list[Listed]:
    if kind.lists not in MONEY:
        found = letter_lists.waiting(session, kind.lists, as_of, scope)
        if not found:
            raise Refused(N_("Nothing of this kind waits for an answer of {name} on this day."), name=party)
        return found
    found = letter_lists.owed(session, kind.lists, as_of, scope)
    if not found:
        raise Refused(N_("On this day {name} owes nothing that such a letter could list."), name=party)
    _expect_unpaid(session, found, as_of, scope)
    return found


def _expect_unpaid(session: Session, found: list[Listed], as_of: date, scope: dict[str, str]) -> None:
    """What was paid since the cut-off day must not be demanded."""
    later = position.items(FOREVER, *position.scoped(scope))
    still = {row.id: row.open for row in session.execute(select(later.c.id, later.c.open))}
    paid = [one for one in found if still.get(one.key, Money()) < one.open]
    if paid:
        message = N_("{document} was paid or reduced after {day}: choose a later cut-off date.")
        raise Refused(message, document=paid[0].document, day=as_of)


def _accrued(
    session: Session, asked: LetterDraft, found: list[Listed], scope: dict[str, str], held: Held
) -> tuple[tuple[InterestGroup, ...], date, list[LateItem]]:
    """Interest of the items listed, up to the cut-off day or as far as the rates are known, and what bears it."""
    assert asked.as_of
    keys = {one.key for one in found}
    table, upto = lending_rates.table(session), asked.as_of
    while True:
        mine = (one for one in late_items(session, upto, **scope) if one.key in keys)
        how = interest_asked(asked, upto)
        late = bearing([one for one in (letter_held.paid_off(one, held, upto) for one in mine) if one.owed], how)
        try:
            return groups_of(late, how, table), upto, late
        except Refused as refused:
            gap = refused.__cause__
            if not isinstance(gap, MissingRate):
                raise
            month = date.fromisoformat(f"{gap.month}-01")
            known = (gap.expected_on or month.replace(day=LPR_DAY)) - timedelta(days=1)
            if known >= upto or not late or known <= min(one.due_on for one in late):
                raise
            upto = known


def _of_interest(session: Session, asked: LetterDraft, found: list[Listed], upto: date) -> Iterator[Problem]:
    """Up to which day it is worked out, and what its writer should know of it."""
    assert asked.as_of
    if upto < asked.as_of:
        yield Problem("interest", _UP_TO, {"day": upto}, advice=True)
    yield from letter_interest.advice(session, asked, found, asked.dated_on or asked.as_of)


def _groups(
    found: list[Listed], accrued: Iterable[InterestGroup], as_of: date, say: Say, interest: bool
) -> tuple[LetterGroup, ...]:
    interest_of = {one.key: one.interest for group in accrued for one in group.items}
    by: dict[str, list[LetterItem]] = defaultdict(list)
    alike = Counter((one.contract, one.document, one.kind) for one in found)
    for one in found:
        document = _told_apart(one, say) if alike[(one.contract, one.document, one.kind)] > 1 else one.document
        late = one.due_on is not None and one.due_on < as_of and (one.paid is None or one.open > Money())
        days = (as_of - one.due_on).days if late and one.due_on else 0
        mine = interest_of.get(one.key, Money()) if interest else None
        by[one.currency].append(
            LetterItem(
                one.contract, document, one.kind, one.due_on, one.amount, one.paid, one.open, days, mine, one.clause
            )
        )
    made = []
    for currency in sorted(by, key=lambda code: (code != "CNY", code)):
        items = tuple(by[currency])
        total, bears = Money.total(item.open for item in items), Money.total(i.interest or Money() for i in items)
        made.append(LetterGroup(currency, items, total, bears, say.words(total), _summed(items)))
    return tuple(made)


def _told_apart(one: Listed, say: Say) -> str:
    """The document with the event this part of it waits for: the parts of one certificate's retention are not alike."""
    if not one.follows:
        return one.document
    event = say(RULES[one.follows])
    if not one.after:
        return say(N_("{document} ({event})"), document=one.document, event=event)
    return say(N_("{document} ({event} + {days} days)"), document=one.document, event=event, days=one.after)


def _summed(items: tuple[LetterItem, ...]) -> tuple[LetterItem, ...]:
    """One line a contract and class, with the oldest day, where the letter would not be read for all its items."""
    if len(items) <= MOST or any(one.clause for one in items):
        return ()
    by: dict[tuple[str, str], list[LetterItem]] = defaultdict(list)
    for one in items:
        by[(one.contract, one.kind)].append(one)
    return tuple(_sum(many) for many in by.values())


def _sum(many: list[LetterItem]) -> LetterItem:
    first = many[0]
    sums = {name: Money.total(getattr(one, name) or Money() for one in many) for name in ("amount", "paid", "interest")}
    return LetterItem(
        first.contract, f"× {len(many)}", first.kind, min((one.due_on for one in many if one.due_on), default=None),
        sums["amount"], sums["paid"] if first.paid is not None else None, Money.total(one.open for one in many),
        max(one.days for one in many), sums["interest"] if first.interest is not None else None,
    )  # fmt: skip


def _contracts_of(session: Session, found: list[Listed], contract: Contract | None, say: Say) -> str:
    """The contract by name and number, or that there are several; what is of no one contract is of all."""
    if contract is None:
        numbers = {one.contract for one in found}
        if "" in numbers:
            return say(N_("all contracts"))
        if len(numbers) > 1:
            return say(N_("the {count} contracts listed below"), count=len(numbers))
        contract = session.scalars(select(Contract).where(Contract.number == next(iter(numbers)))).one()
    return say(N_("the contract “{name}” (No. {number})"), name=contract.name, number=contract.number)


def _subject_of(session: Session, found: list[Listed], say: Say) -> str:
    """The contract by its name alone, as a subject names it."""
    numbers = {one.contract for one in found}
    if len(numbers) > 1 or "" in numbers:
        return say(N_("all contracts"))
    name = session.scalars(select(Contract.name).where(Contract.number == next(iter(numbers)))).one()
    return say(N_("“{name}”"), name=name)


def _copies(session: Session, asked: LetterDraft, say: Say) -> Iterable[Copy]:
    folder = folder_of(session)
    for one in asked.copies:
        row = session.get_one(IssuedPaper, one.paper)
        content = kept_files.read(folder, row.file)
        yield Copy(say(PAPERS[row.kind]), row.number, row.pages, content)


def _annexes(
    asked: LetterDraft, groups: Iterable[LetterGroup], accrued: Iterable[InterestGroup], copies: Iterable[Copy],
    say: Say,
) -> Iterable[str]:  # fmt: skip
    if any(group.summary for group in groups):
        yield say(ITEMS)
    if asked.with_annex and any(group.interest for group in accrued):
        yield say(N_("Interest calculation sheet"))
    for one in copies:
        yield say(N_("{title} No. {number} (copy, {pages} pages)"), title=one.title, number=one.number, pages=one.pages)
