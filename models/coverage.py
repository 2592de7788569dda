"""Money-to-proof coverage (佐证率): each yuan that is owed is proven, weakly proven or unproven on a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    String,
    and_,
    case,
    exists,
    func,
    literal,
    null,
    select,
    true,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session

from models.confirmations.record import Reply
from models.confirmations.standing import with_confirmed
from models.contracts.record import Contract, ContractEvent
from models.currency_column import currency_column
from models.evidence.kinds import COPY, IN_FLAGS, KINDS, UNREADABLE
from models.evidence.record import EvidenceFile, EvidenceLink
from models.language import N_
from models.money import Money
from models.of_contract import NAMES
from models.parties import Party
from models.receivables import position
from models.receivables.record import CLASSES, Receivable
from models.required_papers import ANY, DEPARTMENTS, Required, beside, required
from models.store.base import WHOLE, Fen
from models.store.listing import Column, Listing, Question, Sources
from models.variations.record import VariationOrder

PROVEN, WEAK, UNPROVEN = "proven", "weak", "unproven"


@dataclass(frozen=True)
class Coverage:
    """What is owed under a contract, or by a debtor, on a day; proven + weak + unproven = balance, in one currency."""

    key: str
    number: str
    name: str
    currency: str
    balance: Money
    proven: Money
    weak: Money
    unproven: Money


def coverage(session: Session, as_of: date, **scope: str) -> list[Coverage]:
    """By contract and currency; ``scope`` may name ``contract`` or ``party``."""
    proof = _proof(as_of, scope)
    rows = session.execute(
        select(Contract.id, Contract.number, Contract.name, Contract.currency, *_parts(proof))
        .join_from(proof, Contract, Contract.id == proof.c.contract_id)
        .group_by(Contract.id, Contract.currency)
        .having(func.sum(func.abs(proof.c.open)) != 0)
        .order_by(Contract.number)
    )
    return [Coverage(*row) for row in rows]


def by_debtor(session: Session, as_of: date) -> list[Coverage]:
    """By debtor and currency, under whatever contracts he owes; the largest unproven sum first."""
    proof = _proof(as_of, {})
    parts = _parts(proof)
    rows = session.execute(
        select(Party.id, literal(""), Party.name, Contract.currency, *parts)
        .join_from(proof, Contract, Contract.id == proof.c.contract_id)
        .join(Party, Party.id == proof.c.party_id)
        .group_by(Party.id, Contract.currency)
        .having(func.sum(func.abs(proof.c.open)) != 0)
        .order_by(parts[-1].desc(), Party.name)
    )
    return [Coverage(*row) for row in rows]


def _parts(proof: Any) -> list[Any]:
    """SQL: the balance, and what of it is proven, weakly proven and unproven."""
    return [func.coalesce(func.sum(part), 0, type_=Fen()) for part in (proof.c.open, *_shares(proof))]


def _shares(proof: Any) -> tuple[ColumnElement[Any], ...]:
    """SQL of what of an item is proven, weakly proven, unproven: what its debtor confirmed counts beside its papers."""
    one, nothing = proof.c, literal(Money(), Fen())
    confirmed, rest = one.confirmed, type_coerce(one.open - one.confirmed, Fen())
    said = case((one.binds == 1, PROVEN), else_=WEAK)
    proven = case((one.proof == PROVEN, one.open), (said == PROVEN, confirmed), else_=nothing)
    unproven = case((one.proof == UNPROVEN, rest), else_=nothing)
    return proven, type_coerce(one.open - proven - unproven, Fen()), unproven


def _items(as_of: date, scope: dict[str, str]) -> Any:
    """SQL: open items with the document that made them."""
    item = position.items(as_of, *position.scoped(scope))
    joined = item.join(Receivable.__table__, Receivable.id == item.c.id)
    columns = (item.c.id, item.c.contract_id, item.c.party_id, item.c.kind, item.c.document, item.c.open)
    found = select(*columns, Receivable.source_noun, Receivable.source_id).select_from(joined)
    return found.where(item.c.open != 0).subquery("owed")


def _proof(as_of: date, scope: dict[str, str]) -> Any:
    """SQL: each open item and how well it is proven."""
    owed = _items(as_of, scope)
    needed: list[Any] = []
    here: list[Any] = []
    strong: list[Any] = []
    for one in required():
        applies = _applies(one, owed, as_of)
        if applies is None:
            continue
        needed.append(case((applies, 1), else_=0))
        here.append(case((and_(applies, _linked(one, owed, as_of)), 1), else_=0))
        strong.append(case((and_(applies, _linked(one, owed, as_of, strongly=True)), 1), else_=0))
    proof = case((and_(_sum(needed) > 0, _sum(strong) == _sum(needed)), PROVEN), (_sum(here) > 0, WEAK), else_=UNPROVEN)
    told = select(owed.c.id, owed.c.contract_id, owed.c.party_id, owed.c.open, proof.label("proof")).subquery("proofs")
    said = with_confirmed(told, as_of)
    return select(*said.c, _binds(said.c.reply, as_of).label("binds")).subquery("proven")


def _binds(reply: Any, as_of: date) -> ColumnElement[bool]:
    """SQL: whether a reply proves by itself: it binds the debtor, and its paper is here; what was typed is no paper."""
    strong = exists().where(Reply.id == reply, Reply.is_strong).correlate_except(Reply)
    return and_(strong, *(_exists(one, reply, as_of, strongly=True) for one in beside("replies")))


def _sum(counts: list[Any]) -> Any:
    whole = counts[0]
    for one in counts[1:]:
        whole = whole + one
    return whole


def _applies(one: Required, owed: Any, as_of: date) -> ColumnElement[bool] | None:
    """SQL: whether an item wants this paper; None for papers of what makes nothing owed."""
    if not one.of_class:
        return None
    named = {other.noun for other in required()} - {ANY}
    mine = owed.c.source_noun.not_in(sorted(named)) if one.noun == ANY else owed.c.source_noun == one.noun
    where = [mine, true() if one.of_class == ANY else owed.c.kind == one.of_class]
    if one.after:
        event = ContractEvent.contract_id == owed.c.contract_id, ContractEvent.event == one.after
        where.append(exists().where(*event, ContractEvent.known_from <= as_of))
    return and_(*where)


def _linked(one: Required, owed: Any, as_of: date, strongly: bool = False) -> ColumnElement[bool]:
    """SQL: a paper of one of these kinds stands on that day; a plain copy, or one that is cut or broken inside, proves
    only weakly; one that nobody can open proves nothing."""
    record = owed.c.source_id if one.at == "document" else owed.c.contract_id
    return _exists(one, record, as_of, strongly)


def _exists(one: Required, record: Any, as_of: date, strongly: bool = False) -> ColumnElement[bool]:
    file, link = EvidenceFile, EvidenceLink
    mine = link.record == record, link.void == 0, link.kind.in_(one.kinds), link.on <= as_of
    found = select(link.id).join(file, file.id == link.file_id).where(*mine, file.fault.not_in(UNREADABLE))
    if strongly:
        found = found.where(file.form != COPY, *(~file.flags.contains(flag) for flag in IN_FLAGS))
    return exists(found.correlate_except(EvidenceLink, EvidenceFile))


# What is missing


def _missing(as_of: date, scope: dict[str, str]) -> Any:
    """SQL: one row for every paper that is wanted and not there."""
    owed = _items(as_of, scope)
    every = *_of_items(owed, as_of), *_of_variations(as_of, scope), *_of_replies(owed, as_of)
    return union_all(*every).subquery("missing")


def _of_items(owed: Any, as_of: date) -> Iterator[Select[Any]]:
    for one in required():
        applies = _applies(one, owed, as_of)
        if applies is not None:
            columns = (owed.c.source_noun.label("noun"), owed.c.source_id.label("record"), owed.c.contract_id,
                       owed.c.document, owed.c.kind.label("class"), owed.c.open.label("open"),
                       literal(0).label("several"))  # fmt: skip
            yield select(_key(owed.c.id, one), *columns, *_said(one)).where(applies, ~_linked(one, owed, as_of))


def _of_variations(as_of: date, scope: dict[str, str]) -> Iterator[Select[Any]]:
    v = VariationOrder
    mine = [v.contract_id == scope["contract"]] if scope.get("contract") else []
    if scope.get("party"):
        mine.append(v.contract_id.in_(select(Contract.id).where(Contract.owner_id == scope["party"])))
    for one in beside("variations"):
        columns = (literal("variations").label("noun"), v.id.label("record"), v.contract_id, v.number, literal(""),
                   type_coerce(null(), WHOLE), literal(0))  # fmt: skip
        yield select(_key(v.id, one), *columns, *_said(one)).where(
            v.instructed_on <= as_of, ~_exists(one, v.id, as_of), *mine
        )


def _of_replies(owed: Any, as_of: date) -> Iterator[Select[Any]]:
    """Replies that confirm something still open and whose own paper is not here."""
    said = with_confirmed(owed, as_of).c
    for one in beside("replies"):
        columns = (literal("replies").label("noun"), Reply.id.label("record"), func.min(said.contract_id), Reply.number,
                   literal(""), func.sum(said.confirmed, type_=Fen()),
                   func.count(said.contract_id.distinct()) > 1)  # fmt: skip
        found = select(_key(Reply.id, one), *columns, *_said(one)).join(Reply, Reply.id == said.reply)
        yield found.where(said.confirmed != 0, ~_exists(one, Reply.id, as_of)).group_by(Reply.id)


def _key(record: Any, one: Required) -> Any:
    return (type_coerce(record, String) + f":{one.place}").label("id")


def _said(one: Required) -> tuple[Any, ...]:
    return (literal(one.kinds[0]).label("paper"), literal(one.department).label("department"),
            literal(one.source).label("source"))  # fmt: skip


def _source(question: Question) -> tuple[FromClause, Sources, ColumnElement[bool]]:
    scope = {name: str(value) for name, value in question.scope.items() if name in ("contract", "party")}
    row = _missing(question.as_of, scope)
    joined = row.join(Contract.__table__, Contract.id == row.c.contract_id)
    given = {f"of_{name}": literal(key) for name, key in scope.items()}
    return joined, {"row": row.c, "contract": Contract, **given}, true()


def _contract(sources: Sources) -> ColumnElement[str]:
    """Of a reply that speaks of several contracts none is named."""
    return case((sources["row"].several == 1, literal("")), else_=sources["contract"].name)


MISSING = Listing(
    name="missing_papers",
    title=N_("Papers that are missing"),
    noun="receivables",
    columns=(
        Column("document", N_("Document"), "text", lambda s: s["row"].document, width=16),
        Column("contract", N_("Contract"), "text", _contract, width=22),
        Column("class", N_("Class"), "choice", lambda s: s["row"]["class"], width=9, choices=CLASSES),
        Column("paper", N_("Paper that is missing"), "choice", lambda s: s["row"].paper, width=18, choices=KINDS),
        Column("department", N_("Department"), "choice", lambda s: s["row"].department, width=9, choices=DEPARTMENTS),
        currency_column(lambda s: s["contract"].currency),
        Column("open", N_("Open"), "money", lambda s: type_coerce(s["row"].open, Fen()), width=14),
        Column("source", N_("Why it is wanted"), "text", lambda s: s["row"].source, width=30),
    ),
    source=_source,
    key=lambda s: s["row"].id,
    scopes={"contract": lambda s: s["of_contract"], "party": lambda s: s["of_party"]},
    words=(
        lambda s: s["row"].document,
        *NAMES,
    ),
    currency="currency",
    sort="open",
    descending=True,
    empty=N_("Nothing is missing: every paper that is wanted is linked."),
)


def wanted_at(session: Session, key: str) -> tuple[str, str, str]:
    """Noun and id of the record a missing paper is to be linked to, and its kind; ``key`` is that of its row."""
    item, _colon, place = key.rpartition(":")
    one = required()[int(place)]
    if not one.of_class:
        return one.noun, item, one.kinds[0]
    row = session.get_one(Receivable, item)
    noun, record = (row.source_noun, row.source_id) if one.at == "document" else ("contracts", row.contract_id)
    return noun, record, one.kinds[0]


def found_of(session: Session, as_of: date, **scope: str) -> list[dict[str, Any]]:
    """The missing papers as plain rows, the largest amounts first."""
    question = Question(as_of, scope={name: key for name, key in scope.items() if key})
    names = [column.name for column in MISSING.columns]
    rows = MISSING.rows(session, question, MISSING.keys(session, question))
    return [dict(zip(names, row[1:], strict=True)) for row in rows]
