"""Money of the debtor that is here and settles nothing yet: no letter claims it once more, and each says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from models.contracts.record import Contract
from models.language import N_
from models.late_interest import LateItem
from models.letters.kinds import OPEN
from models.money import Money
from models.parties import Party
from models.problems import Problem, Refused
from models.receipts.record import Receipt
from models.receipts.room import FOREVER
from models.receipts.unallocated import receipts, whose
from models.receivables.record import Receivable
from models.rules.interest import PartPayment
from reports.letter_lists import Listed, claimed
from reports.letter_lists import owed as items_owed
from reports.style import Say

_HERE = N_(
    "{amount} of this debtor is here and not allocated ({receipts}): the letter takes {used} of it off what it lists, "
    "in order of due dates. Allocate it first: “Receipts”, Enter on the receipt."
)
_NONE_USED = N_(
    "{amount} of this debtor is here and not allocated ({receipts}); it names no contract of this letter, which takes "
    "nothing of it off. Allocate it first: “Receipts”, Enter on the receipt."
)
_OLDER_FIRST = N_(
    "{amount} of this debtor is here and not allocated ({receipts}); it pays debts that fell due before those of this "
    "letter first (Civil Code, article 560), so nothing of it is taken off here. Allocate it first: “Receipts”, Enter "
    "on the receipt."
)
_PRINCIPAL = N_(
    "The {used} are taken off principal. Where nothing else was agreed, costs and interest are paid first (Civil Code, "
    "article 561), and a letter that says otherwise may be held against us: to have interest first, claim it by a "
    "debit note and allocate the receipt to that."
)
_ALL_HERE = N_(
    "What {name} owes here is covered by {amount} that was received and is not allocated ({receipts}): nothing is left "
    "to claim. Allocate it first: “Receipts”, Enter on the receipt."
)
_SAID = N_(
    "What is listed as paid includes {amounts} received from you that we had not yet set against single items; it is "
    "taken off above in order of due dates. If you meant it for another debt, please tell us in writing."
)
_SETTLED = N_("Money of yours that we held settled in full and is not listed any more: {items}.")
_BESIDE = N_(
    "Besides, we hold {amounts} received from you that names no contract and is not yet set against a debt; it is not "
    "taken off above. Please tell us in writing which debt it is for."
)
_OLDER = N_(
    "Besides, we hold {amounts} received from you and not yet set against single items; it pays debts of yours that "
    "fell due before those above (Civil Code, article 560) and is not taken off above. If you meant it for another "
    "debt, please tell us in writing."
)


@dataclass(frozen=True)
class Free:
    """What of a receipt settles nothing; ``contract`` is the number it names, empty where it names none."""

    number: str
    contract: str
    currency: str
    on: date
    amount: Money


@dataclass
class Held:
    """What lies here, what of it ``fits`` the letter, what each listed item (by its key) and currency takes, what goes
    to ``older`` debts that are not listed, and which items it ``settled`` whole, so that they are not listed any more.
    """

    free: Sequence[Free] = ()
    fits: Sequence[Free] = ()
    payments: dict[str, list[PartPayment]] = field(default_factory=lambda: defaultdict(list))
    used: dict[str, Money] = field(default_factory=dict)
    older: dict[str, Money] = field(default_factory=dict)
    settled: list[tuple[Listed, Money]] = field(default_factory=list)

    def told(self) -> dict[str, str]:
        """Amount, receipts and what is used of it, for a sentence."""
        numbers = ", ".join(f"{one.number} {one.on.isoformat()} {one.amount.grouped}" for one in self.free)
        return {"amount": _listed(_sums(self.free)), "receipts": numbers, "used": _listed(self.used)}


def _sums(free: Iterable[Free]) -> dict[str, Money]:
    sums: dict[str, Money] = {}
    for one in free:
        sums[one.currency] = sums.get(one.currency, Money()) + one.amount
    return sums


def _listed(sums: dict[str, Money]) -> str:
    many = len(sums) > 1
    return ", ".join(f"{code} {one.grouped}" if many else one.grouped for code, one in sums.items()) or "0.00"


def free_of(session: Session, debtor: str, contract: Contract | None) -> list[Free]:
    """What came in and settles nothing: of the debtor, or under a contract with what names none, net."""
    mine = whose(party=debtor)
    if contract is not None:
        his = or_(*mine, Receipt.payer_id.in_((contract.owner_id, contract.payer_id)))
        mine = [or_(Receipt.contract_id == contract.id, and_(his, Receipt.contract_id.is_(None)))]
    found = receipts(FOREVER, *mine)
    rows = session.execute(
        select(found.c.number, Contract.number, found.c.currency, found.c.received_on, found.c.unallocated)
        .outerjoin_from(found, Contract, Contract.id == found.c.contract_id)
        .where(found.c.unallocated != 0)
        .order_by(found.c.received_on, found.c.number)
    )
    by: dict[tuple[str, str], list[Free]] = defaultdict(list)
    for number, named, currency, on, amount in rows:
        by[named or "", currency].append(Free(number, named or "", currency, on, amount))
    return sorted((one for many in by.values() for one in _netted(many)), key=lambda one: (one.on, one.number))


def _netted(many: Iterable[Free]) -> Iterator[Free]:
    """Receipts without what was given back later, the latest first."""
    many = list(many)
    back = Money.total(-one.amount for one in many if one.amount < Money())
    kept = []
    for one in reversed([one for one in many if one.amount > Money()]):
        left = max(one.amount - back, Money())
        back -= one.amount - left
        if left:
            kept.append(replace(one, amount=left))
    return reversed(kept)


def without(
    session: Session, found: list[Listed], party: Party, contract: Contract | None, scope: dict[str, str]
) -> tuple[list[Listed], Held]:
    """The list less the money that is here, the debt that fell due first before the others (民法典 560), listed or
    not; Refused where it covers all of it."""
    owed = [one for one in found if one.paid is not None]
    free = free_of(session, party.id, contract) if owed else []
    any_debt = contract is None or _alone(session, contract)
    held = Held(free, [one for one in free if one.contract or any_debt])
    if not held.fits:
        return found, held
    rest = list(claimed(_less(owed, items_owed(session, OPEN, FOREVER, scope), held)))
    if not rest:
        raise Refused(_ALL_HERE, name=party.name, **held.told())
    return rest, held


def _alone(session: Session, contract: Contract) -> bool:
    """Whether the debtor owes under this contract only, so that what names no contract is meant for it."""
    his = Receivable.party_id == contract.owner_id, Receivable.void == 0
    return set(session.scalars(select(Receivable.contract_id).where(*his).distinct())) <= {contract.id}


def _less(found: list[Listed], every: list[Listed], held: Held) -> list[Listed]:
    """What is left open of each found; never more is taken off than a contract comes to."""
    listed = {one.key for one in found}
    made = {one.key: one for one in (*every, *found)}
    room = dict.fromkeys((one.contract for one in made.values()), Money())
    for one in made.values():
        room[one.contract] += one.open
    oldest = sorted(made, key=lambda key: (made[key].due_on is None, made[key].due_on or date.max))
    for receipt in held.fits:
        left = receipt.amount
        for item in (made[key] for key in oldest):
            fits = item.currency == receipt.currency and receipt.contract in ("", item.contract)
            taken = max(min(left, item.open, room[item.contract]), Money()) if fits else Money()
            if taken:
                made[item.key] = replace(item, paid=(item.paid or Money()) + taken, open=item.open - taken)
                sums = held.used if item.key in listed else held.older
                sums[receipt.currency] = sums.get(receipt.currency, Money()) + taken
                if item.key in listed:
                    held.payments[item.key].append(PartPayment(receipt.on, taken))
                room[item.contract], left = room[item.contract] - taken, left - taken
    taken_of = {key: Money.total(one.amount for one in many) for key, many in held.payments.items()}
    rest = [made[one.key] for one in found]
    held.settled += [(one, taken_of[one.key]) for one in rest if not one.open and one.key in taken_of]
    return [one for one in rest if one.open]


def paid_off(item: LateItem, held: Held, upto: date) -> LateItem:
    """The late item as if the money that is here had been set against it when it came."""
    mine = [one for one in held.payments.get(item.key, ()) if one.on <= upto]
    early = Money.total(one.amount for one in mine if one.on < item.begins_on)
    late = [one for one in mine if one.on >= item.begins_on]
    payments = tuple(sorted((*item.payments, *late), key=lambda one: one.on))
    return replace(item, owed=item.owed - early, payments=payments) if mine else item


def advice(held: Held, bears_interest: bool) -> Iterator[Problem]:
    """What whoever writes the letter should do about it first, and know of what it says."""
    if not held.free:
        return
    message = _HERE if held.used else _OLDER_FIRST if held.older else _NONE_USED
    yield Problem("party", message, held.told(), advice=True)
    if held.used and bears_interest:
        yield Problem("party", _PRINCIPAL, held.told(), advice=True)


def said(held: Held, say: Say) -> tuple[str, ...]:
    """The sentences under the table: what was taken off, what settled an item whole, what lies here for others."""
    beside = _sums(one for one in held.free if one not in held.fits)
    listed = dict(held.used)
    for one, amount in held.settled:
        listed[one.currency] -= amount
    items = say(N_("; ")).join(f"{one.document} {say(one.kind)} {amount.grouped}" for one, amount in held.settled)
    told = (
        (_SAID, "amounts", _named({code: amount for code, amount in listed.items() if amount}, say)),
        (_SETTLED, "items", items), (_OLDER, "amounts", _named(held.older, say)),
        (_BESIDE, "amounts", _named(beside, say)),
    )  # fmt: skip
    return tuple(say(message, **{name: value}) for message, name, value in told if value)


def _named(sums: dict[str, Money], say: Say) -> str:
    return say(N_("; ")).join(say.sum(code, one) for code, one in sums.items())
