"""Who and what every row is about: its party under one name, its contract found or made known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.contracts import Contract
from models.importing.masters import MAKING
from models.importing.recognition.answers import Answers
from models.importing.recognition.captions import TO_DATE
from models.importing.recognition.contained import contained
from models.importing.recognition.currencies import may_be_foreign, open_if_foreign
from models.importing.recognition.deals import SEVERAL, Deal, Deals, made_up_number, plain
from models.importing.recognition.doubts import CONTRACT, OWN
from models.importing.recognition.doubts import NOBODY as ABOUT_NOBODY
from models.importing.recognition.ledger import NO_RECEIPT, OF_PARTY, OFTEN, Ledger, Line
from models.importing.recognition.near import ask_if_namesake, ask_if_near
from models.importing.recognition.parties import Group, Known, Spelling, grouped, looks_like_party
from models.importing.recognition.titled import named_by_title
from models.importing.recognition.unnamed import is_listed, named_later
from models.importing.recognition.words import (
    ACCOUNT,
    CERTIFICATES,
    CONTRACTS,
    DEPOSITS,
    INVOICES,
    OPENING,
    RECEIPTS,
    RETENTION,
)
from models.importing.values import folded
from models.language import N_
from models.parties import Party, PartyAlias
from models.work import Progress, Work

NOBODY = N_(
    "The row names neither contract nor party: fill it in, or answer the party or the contract once for the sheet."
)
NO_PAYER = N_("The payer is missing: fill it in, or answer the party once for the sheet.")
_IN_ORDER = (CONTRACTS, OPENING, CERTIFICATES, RETENTION, DEPOSITS, ACCOUNT, RECEIPTS, INVOICES)
"""Ledgers that make contracts known before those that only name them."""


@dataclass
class Cast:
    """The parties and contracts of a workbook."""

    groups: list[Group]
    deals: Deals
    party_ids: dict[str, str]
    names: dict[str, str]

    def party(self, written: str) -> str:
        """The name of the party a spelling stands for."""
        return self.names.get(folded(written), written)


def known_parties(session: Session) -> tuple[Known, dict[str, str]]:
    """The parties of the book, and their keys by name."""
    known, ids = Known(), {}
    for key, name, code in session.execute(select(Party.id, Party.name, Party.credit_code)):
        known.add(name, name, code)
        ids[folded(name)] = key
    rows = select(Party.name, PartyAlias.name).join(PartyAlias, PartyAlias.party_id == Party.id)
    for name, alias in session.execute(rows):
        known.add(name, alias)
    return known, ids


def known_deals(session: Session, answers: Mapping[str, str]) -> Deals:
    deals = Deals(answers)
    columns = (Contract.number, Contract.name, Party.name, Contract.price)
    for number, name, party, price in session.execute(select(*columns).join(Party, Party.id == Contract.owner_id)):
        deals.add(Deal(number, name, party, price, known=True))
    return deals


def cast(session: Session, ledgers: Sequence[Ledger], answers: Answers) -> Work[Cast]:
    """Give every row its party and its contract; a row for which that cannot be said stays open."""
    known, ids = known_parties(session)
    for ledger in ledgers:
        _say_above(ledger)
    for ledger in ledgers:
        _tell_codes_apart(ledger, known)
    deals = known_deals(session, answers.contracts)
    groups = grouped(_spellings(ledgers), known, answers.parties, contained(ledgers, deals.by_number))
    names = {folded(one): group.name for group in groups for one in (group.name, *group.aliases)}
    found = Cast(groups, deals, ids, names)
    for ledger in ledgers:
        for line in ledger.lines if ledger.kind and not ledger.left_out and may_be_foreign(ledger) else ():
            open_if_foreign(ledger, line)
        for line in ledger.lines if ledger.kind else ():
            if written := line.text("party"):
                line.values["party_written"] = written
                line.values["party"] = found.party(written)
        _note_aliases(ledger, known)
    for kind in _IN_ORDER:
        for ledger in ledgers:
            if ledger.kind == kind and not ledger.left_out:
                lines = sorted(ledger.lines, key=partial(_only_paid, ledger)) if kind == ACCOUNT else ledger.lines
                for done, line in enumerate(lines):  # what is charged makes contracts known before what is paid
                    if done % OFTEN == 0:
                        yield Progress(done, len(ledger.lines), MAKING)
                    _find_deal(found, ledger, line, known)
    return found


def _say_above(ledger: Ledger) -> None:
    """What is said once for all rows: above the table, or as an answer."""
    said = dict(ledger.said)
    if ledger.answers.party:
        said["party"] = ledger.answers.party
    if ledger.answers.contract:
        said["contract_number"] = ledger.answers.contract
    for role, value in said.items():
        for line in ledger.lines:
            if role not in ledger.columns and (role != "contract_name" or not ledger.answers.contract):
                line.values.setdefault(role, value)


_OTHER_CODE = N_("“{name}” stands with another credit code, too: this row is of a party of its own, “{own}”.")
_TAKEN = N_("“{alias}” is taken for “{name}”. If it is another party, answer so.")


def _tell_codes_apart(ledger: Ledger, known: Known) -> None:
    """The credit code wins: the same name with another code is another party."""
    for line in ledger.lines:
        code = line.text("credit_code").upper()
        name = line.text("party") if code else ""
        if not name:
            continue
        first = known.code_of.setdefault(folded(known.names.get(folded(name), name)), code)
        if first != code:
            own = known.codes.get(code) or f"{name}（{code}）"
            line.values["party"] = own
            ledger.note(line.row, _OTHER_CODE, name=name, own=own)


def _note_aliases(ledger: Ledger, known: Known) -> None:
    """A name that is taken for another is said once a sheet, unless the book has it as a name of that party."""
    said: set[str] = set()
    for line in ledger.lines:
        alias, name = line.text("party_written"), line.text("party")
        if alias and alias != name and alias not in said and known.names.get(folded(alias)) != name:
            said.add(alias)
            ledger.note(line.row, _TAKEN, alias=alias, name=name)


def _spellings(ledgers: Iterable[Ledger]) -> dict[str, Spelling]:
    found: dict[str, Spelling] = {}
    for ledger in ledgers:
        if ledger.left_out or not ledger.kind:
            continue
        for line in ledger.lines:
            name = line.text("party")
            if not name and looks_like_party(section := line.text("section")):
                name = section
            if name:
                one = found.get(name) or found.setdefault(name, Spelling(name))
                one.count += 1
                one.code = one.code or line.text("credit_code").upper()
    return found


def _find_deal(cast: Cast, ledger: Ledger, line: Line, known: Known) -> None:
    """Find the contract, or make it known; ``deal`` becomes its number."""
    number, name, party = line.text("contract_number"), line.text("contract_name"), line.text("party")
    section = line.text("section")
    if section and not (number or name) and not party:
        party = cast.party(section) if looks_like_party(section) else known.names.get(folded(section), "")
        name = "" if party else section
        line.values["party_written"] = section if party else ""
    if not (number or name or party):
        name = _by_sheet_name(cast, ledger)
        party = "" if name else known.names.get(folded(ledger.sheet.called), "")
    elif party and not (number or name) and _is_of_one_contract(ledger) and "party" not in ledger.columns:
        name = named_by_title(ledger)
    if not (number or name or party):
        if NO_RECEIPT in line.values:
            return
        ledger.doubt(ABOUT_NOBODY)
        line.open(NO_PAYER if _only_paid(ledger, line) else NOBODY)
        return
    line.values[OF_PARTY] = not (number or name)
    found = cast.deals.find(number, name, party, ledger if ledger.kind == CONTRACTS else None)
    if found is SEVERAL:
        _several(cast, ledger, line, number or name, party)
        return
    if found is None:
        found = _made_known(cast, ledger, line, number, name, party)
    if isinstance(found, Deal):
        if name and not number and plain(found.name) != plain(name) and folded(name) != folded(found.number):
            ledger.note(line.row, N_("“{name}” is taken for the contract {number} “{contract}”."),
                        name=name, number=found.number, contract=found.name)  # fmt: skip
        ask_if_near(ledger, found, number, name)
        _join(found, ledger, line)
    elif party:
        line.values.setdefault("party", party)


_OF_ONE_CONTRACT = (CONTRACTS, OPENING, CERTIFICATES, RETENTION)
"""Kinds of ledgers that a contract may give its name to."""
_OWNER = re.compile("(?:业主|甲方|建设单位|发包(?:人|方|单位))(?:名称)?[:：]")


def _is_of_one_contract(ledger: Ledger) -> bool:
    """Also an account whose title names the owner as sites do, not the customer as accounting programs do."""
    return ledger.kind in _OF_ONE_CONTRACT or (ledger.kind == ACCOUNT and any(map(_OWNER.match, ledger.titles)))


def _only_paid(ledger: Ledger, line: Line) -> bool:
    """A row that may stay with its payer: money that came in."""
    return ledger.kind == RECEIPTS or (ledger.kind == ACCOUNT and not line.money("debit"))


def _by_sheet_name(cast: Cast, ledger: Ledger) -> str:
    """The contract that the sheet or a line above its table is called after, if there is one."""
    names = [ledger.sheet.called, named_by_title(ledger)]
    return next((name for name in names if name and isinstance(cast.deals.find("", name, ""), Deal)), "")


def _several(cast: Cast, ledger: Ledger, line: Line, name: str, party: str) -> None:
    """A receipt may stay with its payer; everything else needs its contract."""
    own = ((name, OWN),) if name else ()
    known = ledger.doubts.get((CONTRACT, name or party))  # a hundred thousand rows may mean the same few contracts
    offered = ((deal.number, f"{deal.number} {deal.name}") for deal in cast.deals.among(name, party))
    among = known.choices if known else (*offered, *own)
    ledger.doubt(CONTRACT, name or party, among)
    name = name or party
    if not _only_paid(ledger, line) or not line.text("party"):
        line.open(
            N_("Several contracts may be meant by “{name}”. Write the contract number, or answer which."), name=name
        )


def _made_known(cast: Cast, ledger: Ledger, line: Line, number: str, name: str, party: str) -> Deal | None:
    """A contract the book does not have: a row with its party is enough, its price may be missing."""
    if line.problems:
        return None
    if (_only_paid(ledger, line) or ledger.kind in (DEPOSITS, INVOICES)) and not (number or name):
        return None
    unnamed = not party and "party" not in ledger.columns and is_listed(ledger, number, _only_paid(ledger, line))
    if unnamed:
        party = named_later(ledger, line, number or name)
    if not party:
        ledger.doubt(ABOUT_NOBODY)
        line.open(
            N_(
                "There is no contract “{name}”, and the row names no party to make it with: bring in the ledger "
                "of contracts first, or answer the party once for the sheet."
            ),
            name=name or number,
        )
        return None
    price = line.money("price") or line.money("price_now")
    if _only_paid(ledger, line) and price is None and not (unnamed or _tells_of_contract(ledger, line)):
        ledger.note(line.row, N_("There is no contract “{name}” in the book: the receipt is kept with its payer, the "
                                 "name in its remark."), name=name or number)  # fmt: skip
        line.remarks.append(" ".join(dict.fromkeys(filter(None, (number, name)))))
        return None
    called = name or (named_by_title(ledger) if number and "contract_number" in ledger.said else "") or number or party
    ask_if_namesake(ledger, line, cast.deals, "" if number else name, party)
    deal = Deal(number or made_up_number(name or party, party), called, party, price, made_up=not number)
    deal.at, deal.values = (ledger, line), line.values
    return cast.deals.add(deal)


def _tells_of_contract(ledger: Ledger, line: Line) -> bool:
    """Whether a receipt also says where its contract stands: its invoice, what is owed, what came in up to it."""
    of_invoice = line.text("invoice") and line.money("invoiced")
    to_date = ledger.main is not None and ledger.main.role.endswith(TO_DATE)  # the first figure is of all before it
    return bool(of_invoice or line.money("owed_before") or (ledger.views and line.money("balance")) or to_date)


def _join(deal: Deal, ledger: Ledger, line: Line) -> None:
    line.values["deal"] = deal.number
    line.values.setdefault("party", deal.party)
    price = line.money("price")
    if not deal.known and price is not None and deal.price is None:
        deal.price = price
    if ledger.kind == CONTRACTS and not line.problems and deal.at is None:
        deal.values, deal.at = line.values, (ledger, line)
        deal.price = price if price is not None else deal.price
