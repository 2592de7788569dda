"""Works out an interest sheet: the late items of the book, or one principal that was typed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy.orm import Session

from models import lending_rates
from models.contracts.late_terms import late_terms
from models.contracts.record import Contract
from models.language import N_
from models.late_interest import LateItem, dishonoured, late_items
from models.legal_facts.insolvency import Insolvent, insolvencies
from models.money import Money
from models.parties import Party
from models.problems import Refused, stop
from models.rules import interest as rules
from models.rules.calendar import ONE_DAY
from models.rules.interest_rates import AS_USUAL, LateTerms
from models.rules.rates import MissingRate, RateTable
from reports.interest_draft import InterestDraft, as_agreed, check, terms_of
from reports.interest_figures import InterestGroup, InterestSheet, ItemLine, SegmentLine
from reports.interest_small import unfit
from reports.interest_told import TERMS, percent, told_of
from reports.letterhead import letterhead
from reports.style import Say

_STOPS = N_(
    "The court accepted the debtor's bankruptcy on {day} ({number}): interest stops from that day on and is worked out "
    "up to {last} (Bankruptcy Law, article 46)."
)
_STOPS_WITH_NOTICE = N_(
    "The debtor's bankruptcy was announced on {day} ({number}): interest is worked out up to {last} at most "
    "(Bankruptcy Law, article 46). It stops when the court accepted, which is before the announcement: that day is "
    "not entered yet."
)
_STILL_FREE = N_(
    "Up to this day nothing that {name} owes late bears interest: the first days late are free by the contract. Choose "
    "a later day, or give the days without interest as 0."
)
_NO_MORE = N_(
    "Nothing of {name} was paid late before {day}, when its bankruptcy was accepted: no interest runs from then on "
    "(Bankruptcy Law, article 46). Declare the claim itself."
)


def collect(session: Session, asked: InterestDraft) -> InterestSheet:
    """Everything the sheet says; Invalid when the draft is incomplete, Refused when nothing was late."""
    stop(check(asked))
    assert asked.as_of
    contract = session.get_one(Contract, asked.contract) if asked.contract else None
    debtor = contract.owner_id if contract else asked.party
    party = session.get_one(Party, debtor).name if debtor else ""
    stops = insolvencies(session, asked.as_of).get(debtor)
    late = _typed(session, asked, stops) if asked.principal is not None else _owed(session, asked, asked.as_of)
    found = bearing(late, asked)
    if not found and stops is not None:
        raise Refused(_NO_MORE, name=party, day=stops.since)
    if late and not found and asked.since is None:
        raise Refused(_STILL_FREE, name=party)
    if not found:
        raise Refused(N_("Up to this day nothing of {name} was paid late. Choose a later day."), name=party)
    numbers = {contract.number} if contract else {one.contract for one in found}
    stop(unfit(session, "rate_kind", asked.rate_kind, numbers))
    return InterestSheet(
        letterhead=letterhead(session),
        party=party,
        party_id=debtor,
        contract_id=asked.contract,
        as_of=asked.as_of,
        terms=(*told_of(asked, found), *told_of_bills(session, asked)),
        stops=told_of_stops(stops, Say(asked.language)),
        upto=min(asked.as_of, stops.last) if stops else None,
        groups=groups_of(found, asked, lending_rates.table(session)),
        dated_on=asked.dated_on,
        language=asked.language,
    )


def told_of_bills(session: Session, asked: InterestDraft) -> Iterable[str]:
    """What was done about bills that were dishonoured, where there were any."""
    assert asked.as_of
    if asked.principal is None and dishonoured(session, asked.as_of):
        rests = N_("While a bill that was dishonoured later was held, its amount bears no interest, as agreed.")
        stands = N_("A dishonoured bill paid nothing: the debt stands as it fell due and bears interest all the time.")
        yield Say(asked.language)(rests if asked.bills_stand else stands)


def told_of_stops(stops: Insolvent | None, say: Say) -> tuple[str, ...]:
    """That interest stops where the debtor's bankruptcy was accepted, and on which day."""
    if stops is None:
        return ()
    told = _STOPS if stops.exact else _STOPS_WITH_NOTICE
    return (say(told, day=say.day(stops.since), last=say.day(stops.last), number=stops.number),)


def _typed(session: Session, asked: InterestDraft, stops: Insolvent | None) -> list[LateItem]:
    assert asked.principal is not None
    assert asked.since is not None
    paid = tuple(rules.PartPayment(one.on, one.amount) for one in asked.payments if one.on and one.amount)
    due_on = asked.since - ONE_DAY
    if stops is not None and asked.since >= stops.since:
        return []
    paid = tuple(sorted(paid, key=lambda one: one.on))
    agreed = late_terms(session, [asked.contract])(asked.contract, asked.since) if asked.contract else AS_USUAL
    return [LateItem("", "CNY", "", "", due_on, asked.principal, paid, stops=stops, agreed=LateTerms(0, agreed.raised))]


def _owed(session: Session, asked: InterestDraft, as_of: date) -> list[LateItem]:
    scope = {"contract": asked.contract} if asked.contract else {"party": asked.party}
    return late_items(session, as_of, asked.bills_stand, **scope)


def bearing(late: Iterable[LateItem], asked: InterestDraft) -> list[LateItem]:
    """Of what is late what bears interest, from the day asked for or from the day after those that are free."""
    assert asked.as_of
    found = []
    for one in late:
        free = timedelta(as_agreed(asked, one.agreed).interest_free or 0)
        later = one.since(max(asked.since or date.min, one.late_since + free))
        last = asked.as_of if one.stops is None else min(asked.as_of, one.stops.last)
        if later.begins_on <= last and (later.owed or later.payments):
            found.append(later)
    return found


def groups_of(found: Iterable[LateItem], asked: InterestDraft, table: RateTable) -> tuple[InterestGroup, ...]:
    by_currency: dict[str, list[ItemLine]] = defaultdict(list)
    say = Say(asked.language)
    assert asked.as_of
    for item in found:
        terms = terms_of(as_agreed(asked, item.agreed))
        by_currency[item.currency].append(_line(item, asked.as_of, terms, table, say))
    return tuple(_group(currency, by_currency[currency], say) for currency in sorted(by_currency, key=_yuan_first))


def _yuan_first(currency: str) -> tuple[bool, str]:
    return currency != "CNY", currency


def _group(currency: str, lines: Sequence[ItemLine], say: Say) -> InterestGroup:
    sums = {name: Money.total(getattr(line, name) for line in lines) for name in ("owed", "paid", "open", "interest")}
    return InterestGroup(currency, tuple(lines), words=say.words(sums["interest"]), **sums)


def _line(item: LateItem, as_of: date, terms: rules.InterestTerms, table: RateTable, say: Say) -> ItemLine:
    to = _last_of(item, as_of, terms)
    before = tuple(one for one in item.payments if one.on <= to)
    try:
        made = rules.interest(item.owed, item.begins_on, to, terms, table, before, item.late_since)
    except MissingRate as gap:
        raise missing(gap) from gap
    paid = Money.total(one.amount for one in item.payments)
    return ItemLine(
        contract=item.contract,
        document=item.document,
        kind=item.kind,
        due_on=item.due_on if item.document else None,
        begins_on=item.begins_on,
        owed=item.owed,
        paid=paid,
        open=item.owed - paid,
        days=made.days,
        interest=made.total,
        segments=tuple(_segment(one, say) for one in made.segments),
        key=item.key,
        beyond=made.beyond,
    )


def _last_of(item: LateItem, as_of: date, terms: rules.InterestTerms) -> date:
    """The cut-off day, or where the debtor's bankruptcy was accepted before it the day on which interest stops."""
    if item.stops is None:
        return as_of
    return min(as_of, item.stops.last if terms.end == rules.IN else item.stops.since)


def missing(gap: MissingRate) -> Refused:
    """What to do about a month that is not in the table: it is asked for, never carried on."""
    message = N_(
        "The {term} LPR of {month} is not in the table. Enter it under “Book and exchange › Lending rates” first."
    )
    return Refused(message, term=TERMS.get(gap.term, gap.term), month=gap.month)


def _segment(one: rules.Segment, say: Say) -> SegmentLine:
    rate = percent(one.rate.share)
    shown = say(N_("{rate} % a day"), rate=rate) if one.rate.daily else say(N_("{rate} % a year"), rate=rate)
    return SegmentLine(one.first, one.last, one.days, one.months, one.principal, shown, one.amount)
