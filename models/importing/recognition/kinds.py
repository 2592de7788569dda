"""What kind of ledger a sheet is: by its captions, its title and its name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import islice

from models.importing.captions import form_of
from models.importing.recognition.across import parts_of, periods_of
from models.importing.recognition.answers import SheetAnswers
from models.importing.recognition.captions import TO_DATE
from models.importing.recognition.contents import figures_below, holds_amounts
from models.importing.recognition.day_aside import day_aside
from models.importing.recognition.elsewhere import is_prepaid
from models.importing.recognition.headers import Header, roles, weight
from models.importing.recognition.in_turn import place_of_turns
from models.importing.recognition.items import lists_items, lists_variations
from models.importing.recognition.journal import is_journal
from models.importing.recognition.meanings import meaning
from models.importing.recognition.runs import runs
from models.importing.recognition.series import REPEATING, manieth
from models.importing.recognition.title_days import month_in
from models.importing.recognition.total_words import is_total
from models.importing.recognition.we_owe import we_owe
from models.importing.recognition.words import (
    ACCOUNT,
    ASIDE,
    CERTIFICATES,
    CONTRACTS,
    DAY,
    DEPOSITS,
    INVOICES,
    KINDS,
    MAIN,
    MAIN_DAY,
    MONEY,
    OPENING,
    RECEIPTS,
    RETENTION,
    STRONG,
    TITLES,
    WAS_DUE,
)
from models.importing.sheets import Sheet

_LOOKED_AT = 200
_BY_TITLE, _BY_NAME, _BY_SERIES = 4, 5, 8
_OWNED = ("party", "contract_number", "contract_name", "credit_code")
_NEEDS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    CONTRACTS: (("price", "price_now"), ("contract_number", "contract_name", "party")),
    CERTIFICATES: (("work",), ("certified_on", "period_to", "period", "number", "submitted_on")),
    RECEIPTS: (("amount",), ("received_on",)),
    OPENING: (("amount",), _OWNED),
    RETENTION: (("withheld", "amount"), _OWNED),
    DEPOSITS: (("amount",), ("paid_on", "back", "back_on", "return_on", "expires_on", "kind")),
    ACCOUNT: (("debit",), ("credit",), ("posted_on",)),
    INVOICES: (("amount",), ("invoiced_on", "invoice")),
}
"""Of each group a ledger of this kind has at least one column."""


def kind_of(sheet: Sheet, header: Header, above: Sequence[str], answers: SheetAnswers) -> str:
    """The kind of ledger, empty when it is none that can be brought in; a person's answer comes first."""
    if answers.kind is not None:
        return answers.kind
    if is_turned(sheet, header) or lists_items(sheet, header) or we_owe(sheet, header, above):
        return ""
    if is_prepaid(sheet, header, above):
        return ""
    if is_journal(sheet, header, above):
        return RECEIPTS
    if lists_variations(sheet, header, above):
        return ""
    if _tells_in_turn(sheet, header):
        return CERTIFICATES
    scores = {kind: score for kind in KINDS if (score := _score(kind, sheet, header, above, answers)) > 0}
    best = max(scores, key=lambda kind: scores[kind]) if scores else ""
    if best in ("", OPENING, RECEIPTS) and not _is_of_bank(sheet, header, above) and runs(sheet, header):
        return ACCOUNT
    if best in ("", RECEIPTS) and _tells_what_was_due(sheet, header, above):
        return OPENING
    if best == RECEIPTS and _certifies_beside(sheet, header):
        return CERTIFICATES
    return OPENING if best == "" and _tells_both(header) else best


def _tells_in_turn(sheet: Sheet, header: Header) -> bool:
    """Rows of certificates and rows of receipts in turn, with days or months: a ledger of certificates tells both."""
    if place_of_turns(sheet, header) is None:
        return False
    days = {known.role for known, _ in roles(header, CERTIFICATES).values()} & {MAIN_DAY[CERTIFICATES], "period_to"}
    return bool(days or periods_of(sheet, header, CERTIFICATES))


def _certifies_beside(sheet: Sheet, header: Header) -> bool:
    """What was certified of a period stands beside what came in: a ledger of certificates tells both, whatever it is
    called. Figures that stand again with every receipt are of a contract, and of no period.
    """
    known = roles(header, CERTIFICATES)
    days = {one.role for one, _ in known.values()} & {MAIN_DAY[CERTIFICATES], "period_to", "period"}
    told = {one.role: place for place, (one, form) in known.items() if not form.startswith(TO_DATE)
            and one.role in (MAIN[CERTIFICATES], "received") and one.weight in (STRONG, ASIDE)}  # fmt: skip
    if len(told) < 2 or not days:
        return False
    certified, received = (figures_below(sheet, header, told[role]) for role in (MAIN[CERTIFICATES], "received"))
    figures, alone = [*certified.values()], certified.keys() - received.keys()
    return bool(received) and len(set(figures)) > 1 and (bool(alone) or len(set(figures)) == len(figures))


def _tells_what_was_due(sheet: Sheet, header: Header, above: Sequence[str]) -> bool:
    """A ledger of what is owed, by its name or title, that says what was due and what was received of it."""
    known = {known.role for known, _ in roles(header, OPENING).values()}
    names = (sheet.called, *above)
    said = any(TITLES[OPENING].search(one) for one in names) and not any(TITLES[RECEIPTS].search(one) for one in names)
    return said and "received" in known and bool(known & {*WAS_DUE}) and bool(known & {*_OWNED})


def _tells_both(header: Header) -> bool:
    """A summary that says of each contract or owner what was certified and what was received, both to date."""
    known = {(one.role, form.startswith(TO_DATE)) for one, form in roles(header, OPENING).values()}
    owned = {role for role, _ in known} & {*_OWNED}
    return {("certified", True), ("received", True)} <= known and bool(owned)


def is_turned(sheet: Sheet, header: Header) -> bool:
    """Whether most rows are called as columns are, and no column has amounts: the table lies on its side."""
    if any(one.role == MAIN[kind] and holds_amounts(sheet, header, place) for kind in KINDS
           for place, (one, _) in roles(header, kind).items()):  # fmt: skip
        return False
    below = (row for row in sheet.rows[header.bottom + 1 :] if any(cell != "" for cell in row))
    rows = list(islice(below, _LOOKED_AT + 1))
    if not 1 < len(rows) <= _LOOKED_AT:
        return False
    first = [next((cell for cell in row if cell != ""), "") for row in rows]
    for kind in (CERTIFICATES, RECEIPTS):
        known = {one.role for cell in first if isinstance(cell, str) and (one := meaning(cell, kind))
                 and one.holds in (MONEY, DAY)}  # fmt: skip
        if MAIN[kind] in known and len(known) > 1 and 2 * len(known) > len(rows):
            return True
    return False


def _score(kind: str, sheet: Sheet, header: Header, above: Sequence[str], answers: SheetAnswers) -> int:
    known = {meaning.role for meaning, _ in roles(header, kind).values()}
    said = any(TITLES[kind].search(line) for line in (sheet.called, *above, *header.captions.values()))
    repeats = said and bool(periods_of(sheet, header, kind))
    several = len(set(manieth(header, kind).values())) > 1
    if said and parts_of(sheet, header, kind, answers):
        known |= {MAIN[kind]}
    if said and (_is_of_month(sheet, header, kind, above) or day_aside(sheet, header, kind, answers) is not None):
        known |= {MAIN_DAY[kind]}
    if repeats:
        known |= {MAIN[kind], MAIN_DAY[kind]}
    if several and kind == DEPOSITS:
        known |= {"kind"}
    if not all(any(role in known for role in group) for group in _NEEDS[kind]):
        return 0
    if kind in _ONLY_IF and not _ONLY_IF[kind](sheet, header, above):
        return 0
    score = weight(header, kind)
    if TITLES[kind].search(sheet.called):
        score += _BY_NAME
    form = form_of(sheet)
    if form is not None and form.name == kind:
        score += _BY_NAME
    if any(TITLES[kind].search(line) for line in above):
        score += _BY_TITLE
    if kind == RECEIPTS and any(map(_IN_OR_OUT.fullmatch, header.captions.values())):
        score += _BY_NAME
    return score + (_BY_SERIES if repeats or several else 0)


_IN_OR_OUT = re.compile("收支(?:类型|方向|类别|标[志识]|别)?")
"""收支类型: rows of what came in and of what was paid out certify nothing."""


def _is_of_month(sheet: Sheet, header: Header, kind: str, above: Sequence[str]) -> bool:
    """Rows without days under a name or title that says which month they are of; balances are those of its end."""
    balances = MAIN[OPENING] in {known.role for known, _ in roles(header, OPENING).values()}
    return kind in REPEATING and not balances and month_in([sheet.called, *above]) is not None


_OF_ALL_WORK = {"price", "certified", "due", "invoiced"}


def _speaks_of_retention(sheet: Sheet, header: Header, above: Sequence[str]) -> bool:
    """By its name or title; else a caption must say so and another that some was given back."""
    if any(TITLES[RETENTION].search(line) for line in (sheet.called, *above)):
        return True
    said = any(TITLES[RETENTION].search(caption) for caption in header.captions.values())
    known = {(one.role, one.weight) for one, _ in roles(header, RETENTION).values()}
    every = {role for role, _ in known}  # 已收 beside what was certified is of all of it, not of the retention
    return said and (("returned", STRONG) in known or ("returned" in every and not every & _OF_ALL_WORK))


def _speaks_of_deposits(sheet: Sheet, header: Header, above: Sequence[str]) -> bool:
    if any(TITLES[DEPOSITS].search(line) for line in (sheet.called, *above)):
        return True
    said = any(TITLES[DEPOSITS].search(caption) for caption in header.captions.values())
    return said and not _certifies_by_itself(header)


_BANK = re.compile(
    r"对方(?:户名|账[户号]|开户行)|付款(?:单位|方|人|户名)|汇款|收款人|交易(?:日期|时间|流水号|对手)|流水|本方|银行"
)


def _is_of_a_customer(sheet: Sheet, header: Header, above: Sequence[str]) -> bool:
    """The account of a bank has debits and credits, too; other captions than those are an account only if they run."""
    said = {known.role for known, _ in roles(header, ACCOUNT).values() if known.weight == STRONG}
    return said >= {"debit", "credit"} and not _is_of_bank(sheet, header, above)


def _is_of_bank(sheet: Sheet, header: Header, above: Sequence[str]) -> bool:
    """The account of a bank names who is on the other side of each row."""
    return any(_BANK.search(line) for line in (sheet.called, *above, *header.captions.values()))


_BILLS = re.compile("承兑|汇票|出票|背书")


def _only_invoices(sheet: Sheet, header: Header, above: Sequence[str]) -> bool:
    """Invoices beside receipts are a ledger of receipts, and so are bills, which have numbers and faces, too."""
    if any(_BILLS.search(line) for line in (sheet.called, *above, *header.captions.values())):
        return False
    seen = {known.role: known.weight for known, _ in roles(header, RECEIPTS).values()}
    return not (seen.get("amount") == STRONG and "received_on" in seen)


_SETTLED = re.compile("竣工结算|结算台账|结算情况|结算统计|结算明细|结算一览")
_OF_PERIODS = ("period", "period_to", "number")


def _is_of_periods(sheet: Sheet, header: Header, above: Sequence[str]) -> bool:
    """A ledger of final accounts says of each contract what was agreed, paid and is owed: it has no periods."""
    seen = {known.role for known, _ in roles(header, CONTRACTS).values()}
    periods = {known.role for known, _ in roles(header, CERTIFICATES).values()} & set(_OF_PERIODS)
    final = any(_SETTLED.search(line) for line in (sheet.called, *above))
    return not (final and not periods and seen >= {"price", "certified", "received", "balance"})


def _is_no_card(sheet: Sheet, header: Header, above: Sequence[str]) -> bool:
    """A card has what was certified and what was received in turn, in rows of their own: it is one of certificates."""
    if _certifies_by_itself(header):
        return False
    works = [place for place, (one, form) in roles(header, CERTIFICATES).items()
             if one.role == MAIN[CERTIFICATES] and not form.startswith(TO_DATE)]  # fmt: skip
    paid = [place for place, (one, _) in roles(header, RECEIPTS).items() if one.role == MAIN[RECEIPTS]]
    if len(works) != 1 or len(paid) != 1 or works == paid:
        return True
    rows = [row for row in sheet.rows[header.bottom + 1 : header.bottom + 1 + _LOOKED_AT] if not is_total(row)]
    told = [tuple(place < len(row) and row[place] != "" for place in (*works, *paid)) for row in rows]
    return not (told.count((True, False)) and told.count((False, True))) or (True, True) in told


def _certifies_by_itself(header: Header) -> bool:
    """Days and amounts of certificates beside those of receipts: a ledger of certificates tells both."""
    known = roles(header, CERTIFICATES)
    said = {one.role for one, form in known.values() if one.weight == STRONG and not form.startswith(TO_DATE)}
    apart = {place for place, (one, _) in known.items() if one.role in (MAIN[CERTIFICATES], MAIN_DAY[CERTIFICATES])}
    paid = {place for place, (one, _) in roles(header, RECEIPTS).items()
            if one.role in (MAIN[RECEIPTS], MAIN_DAY[RECEIPTS]) and one.weight == STRONG}  # fmt: skip
    return said >= {MAIN[CERTIFICATES], MAIN_DAY[CERTIFICATES]} and len(paid - apart) > 1


def _is_no_bank(sheet: Sheet, header: Header, above: Sequence[str]) -> bool:
    """The account of a bank has a running balance and names the other side of each row, who owes none of it."""
    sides = {known.role for known, _ in roles(header, ACCOUNT).values() if known.weight == STRONG} & {"debit", "credit"}
    captions = [*header.captions.values()]
    moved = len(sides) == 2 or any(map(_MOVED.search, captions))
    return not (moved and any(map(_ACROSS.search, captions)))


_MOVED = re.compile("交易金额|发生额|借贷标[志识]|收支(?:标[志识]|方向)|支出|付出|支取")
_ACROSS = re.compile("对方(?:户名|名称|账[户号]|开户|行名)|交易(?:时间|日期|对[手方])|流水号|收付方")
_ONLY_IF: Mapping[str, Callable[[Sheet, Header, Sequence[str]], bool]] = {
    CERTIFICATES: _is_of_periods,
    OPENING: _is_no_bank,
    RETENTION: _speaks_of_retention,
    DEPOSITS: _speaks_of_deposits,
    ACCOUNT: _is_of_a_customer,
    INVOICES: _only_invoices,
    RECEIPTS: _is_no_card,
}
"""What must hold besides: captions like theirs stand in other ledgers, too."""
