"""What a reply to a statement is to a period: proof that a demand arrived, or the debtor's word that he will pay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.confirmations.draft import AGREES, REFUSED
from models.confirmations.record import ConfirmedItem, Reply
from models.confirmations.standing import IN_TURN, stands
from models.deadlines.debts import key_of
from models.evidence.record import EvidenceLink
from models.legal_facts.draft import DELIVERED
from models.legal_facts.record import LegalFact
from models.money import Money
from models.receivables.record import Receivable
from models.rules.confirming import at_least
from models.rules.restarts import ACKNOWLEDGED, ANSWERED, RECONCILED


@dataclass(frozen=True)
class Replied:
    """Replies as facts that are kept nowhere else; ``confirmed`` are by reply the debts and items it confirms.

    ``binding`` are those that bind the company by themselves (民法典 61, 165; 九民纪要 41): their promise revives a
    period that ended (民法典 192, 诉讼时效规定 19). ``unseen`` are those of which no scan is kept. ``weak`` are
    those and what does not bind, without what else would prove that the demand arrived: no day is moved by them, it
    is told which day they would move.
    """

    facts: tuple[LegalFact, ...] = ()
    confirmed: Mapping[str, set[str]] = field(default_factory=dict)
    binding: frozenset[str] = frozenset()
    unseen: frozenset[str] = frozenset()
    weak: frozenset[str] = frozenset()


def replies(session: Session, as_of: date) -> Replied:
    """The replies that stand on a day.

    Who answers a statement that demanded payment has received the demand, whatever he answers (诉讼时效规定 8). Who
    signs that he will pay agrees to perform what he confirms (民法典 195). A reply to a mere comparison
    restarts nothing, and neither does a reply of which there is no scan: what was typed in is no paper.
    """
    rows = list(session.scalars(select(Reply).where(stands(as_of)).order_by(*IN_TURN)))
    promised = [row.id for row in rows if row.promises]
    items, confirmed = _items(session, promised), {}
    for row in rows:
        if row.promises:
            confirmed[row.id] = _spoken_of(row, items[row.id])
    kept = _scanned(session, as_of)
    facts = tuple(_fact(row, row.id in kept) for row in rows if _is_signed(row) or row.demand)
    every = frozenset(one.id for one in facts)
    binding = frozenset(row.id for row in rows if row.is_strong)
    arrived = {one.id for one in facts if one.kind == ANSWERED}
    return Replied(facts, confirmed, binding, every - kept, every - ((binding | arrived) & kept))


def _scanned(session: Session, as_of: date) -> set[str]:
    """The replies of which a paper is kept."""
    mine = EvidenceLink.noun == Reply.__tablename__, EvidenceLink.void == 0, EvidenceLink.on <= as_of
    return set(session.scalars(select(EvidenceLink.record).where(*mine)))


def _items(session: Session, keys: Sequence[str]) -> Mapping[str, Sequence[tuple[ConfirmedItem, Receivable]]]:
    rows = session.execute(
        select(ConfirmedItem, Receivable)
        .join(Receivable, Receivable.id == ConfirmedItem.receivable_id)
        .where(ConfirmedItem.reply_id.in_(keys))
        .order_by(ConfirmedItem.position)
    )
    found: dict[str, list[tuple[ConfirmedItem, Receivable]]] = defaultdict(list)
    for said, item in rows:
        found[said.reply_id].append((said, item))
    return found


def _spoken_of(row: Reply, items: Sequence[tuple[ConfirmedItem, Receivable]]) -> set[str]:
    """The debts and items that a reply confirms: those it names; by a total those that it cannot leave out."""
    if row.by_item or row.kind == AGREES:
        return {key for said, item in items if said.confirmed for key in (key_of(item), item.id)}
    debts: dict[str, Money] = defaultdict(Money)
    for said, item in items:
        debts[key_of(item)] += said.stated
        debts[item.id] = said.stated
    whole = Money.total(said.stated for said, _item in items)
    return {key for key, stated in debts.items() if at_least(row.confirmed, stated, whole)}


def _bears_a_name(row: Reply) -> bool:
    return bool(row.signatory or row.seal not in ("", "none"))


def _is_signed(row: Reply) -> bool:
    return row.kind != REFUSED and _bears_a_name(row)


def _fact(row: Reply, scanned: bool) -> LegalFact:
    kind = ACKNOWLEDGED if row.promises and _is_signed(row) else ANSWERED if row.demand else RECONCILED
    return LegalFact(
        id=row.id, number=row.number, kind=kind, party_id=row.party_id, contract_id=row.contract_id,
        paper_id=row.paper_id, happened_on=row.replied_on, tracking="", outcome=DELIVERED, agreed_address=False,
        proof=row.letter if scanned or _bears_a_name(row) else "", remark="", way="", ended_by="",
    )  # fmt: skip
