"""Many more certificates for the sample: a seeded book of any size, written through the store in even pieces.

Some 200 debtors and 2,000 contracts at most; one and a half receipts a certificate, partly allocated.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any, cast

from sqlalchemy import Table, insert
from sqlalchemy.orm import Session

from models import events
from models.certificates import PaymentCertificate
from models.certificates.background import VALUES
from models.certificates.draft import TYPED
from models.contracts import Contract, ContractEvent, Milestone, Terms
from models.contracts.terms import fill_terms
from models.contracts.terms_draft import TermsDraft
from models.contracts.usecases import BEGINNING
from models.language import N_
from models.money import Money
from models.parties import Party
from models.pinyin import initials
from models.receipts import Receipt
from models.receivables import Allocation, Receivable
from models.rules.tax import split
from models.sample.agreed import working_day
from models.stages import Stage
from models.store.base import Record, new_id
from models.store.book import Book
from models.store.commands import Command
from models.work import Progress, Work

A_PIECE = 5_000
"""Certificates of one Step."""

YEARS = 6
PLACES = "江北 江宁 临江 云岭 界河 青山 南屏 石桥 白沙 长宁 东平 安源 龙泉 桃源 永和 丰城 泰和 兴隆 凤凰 金湖".split()
TRADES = "置业 城建投资 交通建设 水务 产业园开发 教育投资 医疗建设 文旅 新区开发 轨道交通".split()
WORKS = (
    "综合楼工程 住宅小区工程 市政道路工程 雨污管网工程 厂房工程 学校工程 医院工程 桥梁工程 景观工程 水厂工程".split()
)
SHARES = (0, 15, 35, 60, 80, 100, 100, 100, 100, 100)
"""How much of what is due now is paid, in percent: most of it wholly, some in part, some not at all."""

Rows = dict[type[Record], list[dict[str, Any]]]
_ORDER = (Party, Contract, Terms, Milestone, ContractEvent, PaymentCertificate, Stage, Receivable, Receipt, Allocation)
_PROGRESS, _VAT = Decimal("0.85"), Decimal("0.09")
_BLANK: dict[str, Any] = {
    **{column.key: 0 for column in VALUES.values()}, **dict.fromkeys(TYPED), "stored": None, "index_base": 0,
    "kind": "interim", "period_from": None, "retention": 0, "recovery": 0, "second_recovered": 0,
    "added": 0, "deducted": 0, "held": 0, "wages": 0, "stated_gross": None, "stated_previous": None,
    "remark": "", "void": 0,
}  # fmt: skip


@dataclass(frozen=True)
class Size:
    """How many of each; debtors and contracts grow with the certificates up to their limits."""

    certificates: int

    @property
    def contracts(self) -> int:
        return min(max(self.certificates // 50, 1), 2_000)

    @property
    def debtors(self) -> int:
        return min(max(self.contracts // 10, 1), 200)


def more(book: Book, command: Command, certificates: int, today: date) -> Work[None]:
    """Write so many more certificates; nothing when there are none. Memory stays that of one piece."""
    if certificates <= 0:
        return
    size, chance = Size(certificates), Random(certificates)
    with book.write(command, f"{size.contracts:,}") as session:
        agreed = _masters(session, size, chance, today)
    done = 0
    for piece in _pieces(_rows(size, agreed, chance, today)):
        yield Progress(done, certificates, N_("Certificates of the sample"))
        with book.write(command, f"{done:,}") as session:
            _write(session, piece)
        done += len(piece[PaymentCertificate])


@dataclass(frozen=True)
class Agreed:
    """What the certificates of a contract need to know of it."""

    id: str
    terms: str
    number: str
    debtor: str
    signed_on: date


def _masters(session: Session, size: Size, chance: Random, today: date) -> list[Agreed]:
    rows: Rows = defaultdict(list)
    debtors = []
    for place in range(size.debtors):
        town, trade = PLACES[place % len(PLACES)], TRADES[place // len(PLACES) % len(TRADES)]
        row = {"id": new_id(), "name": f"{town}{trade}有限公司", "nature": "state_owned"}
        rows[Party].append({**row, "initials": initials(row["name"])})
        debtors.append(row["id"])
    found = [_contract(rows, place, debtors[place % len(debtors)], chance, today) for place in range(size.contracts)]
    _write(session, rows)
    return found


def _contract(rows: Rows, place: int, debtor: str, chance: Random, today: date) -> Agreed:
    signed = today - timedelta(days=chance.randint(400, YEARS * 365))
    name = f"{PLACES[place * 7 % len(PLACES)]}{WORKS[place % len(WORKS)]}{place // len(WORKS) + 1:03d} 标段"
    one = Agreed(new_id(), new_id(), f"JB-{signed.year}-{place + 1001}", debtor, signed)
    rows[Contract].append(
        {
            "id": one.id, "number": one.number, "name": name, "project_id": None, "owner_id": debtor,
            "payer_id": None, "kind": "construction", "role": "main", "currency": "CNY",
            "price": chance.randint(200, 9_000) * 10**6, "provisional": 0, "signed_on": signed, "start_on": signed,
            "completion_on": None, "tender_bond": 0, "performance_bond": 0, "layout": "gb50500",
            "defects_months": 24, "handler": "张秋实", "approval_number": "", "remark": "", "initials": initials(name),
        }
    )  # fmt: skip
    rows[Terms].append(
        {
            **_usual_terms(), "recovery_rule": "none",
            "id": one.terms, "contract_id": one.id, "valid_from": BEGINNING,
        }
    )  # fmt: skip
    for position, (event, cumulative) in enumerate(((events.CERTIFICATION, 850_000), (events.FINAL_ACCOUNT, 10**6))):
        rows[Milestone].append({"id": new_id(), "terms_id": one.terms, "position": position,
                                "event": event, "cumulative": cumulative, "days": 28})  # fmt: skip
    happened = [(events.SIGNING, signed)]
    if place % 3 == 0:
        happened.append((events.FINAL_ACCOUNT, today - timedelta(days=chance.randint(1, 390))))
    for event, day in happened:
        rows[ContractEvent].append({"id": new_id(), "contract_id": one.id, "event": event,
                                    "happened_on": day, "known_from": day})  # fmt: skip
    return one


def _usual_terms() -> dict[str, Any]:
    """What a contract says where nothing is agreed otherwise."""
    terms = Terms()
    fill_terms(terms, TermsDraft(milestones=()))
    said = {column.name: getattr(terms, column.name) for column in Terms.__table__.columns}
    return {name: value for name, value in said.items() if value is not None or Terms.__table__.columns[name].nullable}


def _rows(size: Size, agreed: Sequence[Agreed], chance: Random, today: date) -> Iterator[Rows]:
    """The rows of one certificate after the other, contract by contract."""
    number = 0
    for place, contract in enumerate(agreed):
        first, upto = size.certificates * place // len(agreed), size.certificates * (place + 1) // len(agreed)
        for period in range(1, upto - first + 1):
            number += 1
            yield _certificate(contract, period, upto - first, number, chance, today)


def _certificate(contract: Agreed, period: int, periods: int, number: int, chance: Random, today: date) -> Rows:
    rows: Rows = defaultdict(list)
    days = (today - contract.signed_on).days - 20
    signed = contract.signed_on + timedelta(days=days * period // periods)
    gross = Money(chance.randint(2_000_000, 300_000_000))
    due, net = gross.share(_PROGRESS), split(gross, _VAT).net
    row = {
        **_BLANK, "id": new_id(), "contract_id": contract.id, "terms_id": contract.terms,
        "number": f"{contract.number}-{period:02d}", "period": period, "period_to": signed - timedelta(days=12),
        "submitted_on": signed - timedelta(days=9), "certified_on": signed, "claimed": gross.fen,
        "work": gross.fen,
        "value_lines": gross.fen, "gross": gross.fen, "progress": due.fen, "later": (gross - due).fen, "due": due.fen,
        "net": net.fen, "vat": (gross - net).fen,
    }  # fmt: skip
    rows[PaymentCertificate].append(row)
    rows[Stage].append({"id": new_id(), "document_id": row["id"], "noun": "certificates",
                        "stage": "certified", "reached_on": signed, "by": "", "amount": gross.fen, "remark": "",
                        "digest": ""})  # fmt: skip
    now = _receivable(rows, contract, row, "progress", events.CERTIFICATION, due, signed)
    _receivable(rows, contract, row, "final", events.FINAL_ACCOUNT, gross - due, signed)
    _receipts(rows, contract, now, due, signed, number, chance, today)
    return rows


def _receivable(
    rows: Rows, contract: Agreed, certificate: dict[str, Any], kind: str, anchor: str, amount: Money, on: date
) -> str:
    key = new_id()
    rows[Receivable].append(
        {
            "id": key, "contract_id": contract.id, "party_id": contract.debtor, "kind": kind,
            "anchor": anchor, "days": 28, "amount": amount.fen, "posted_on": on, "source_noun": "certificates",
            "source_id": certificate["id"], "document": certificate["number"], "invoice": "", "person": "张秋实",
            "void": 0,
        }
    )  # fmt: skip
    return key


def _receipts(
    rows: Rows, contract: Agreed, receivable: str, due: Money, signed: date, number: int, chance: Random, today: date
) -> None:
    """One receipt, for every second certificate another; what is not allocated stays with the receipt."""
    left = due.share(Decimal(chance.choice(SHARES)) / 100)
    for part in range(1 + number % 2):
        amount = left if part == number % 2 else left.share(Decimal("0.6"))
        left -= amount
        on = min(working_day(signed + timedelta(days=20 + 40 * part + chance.randint(0, 60))), today)
        key = new_id()
        received = amount or Money(chance.randint(100_000, 9_000_000))
        rows[Receipt].append(
            {
                "id": key, "number": f"SK-{on.year}-{number:07d}{'ab'[part]}", "payer_id": contract.debtor,
                "contract_id": contract.id, "received_on": on, "amount": received.fen, "currency": "CNY",
                "method": "transfer", "bill_number": "", "matures_on": None, "account": "", "voucher": "",
                "remark": "工程款", "reverses_id": None, "void": 0, "paid_by_id": None, "authority": "",
                "instruction": "", "wages": 0,
            }
        )  # fmt: skip
        if amount:
            rows[Allocation].append(
                {
                    "id": new_id(), "receivable_id": receivable, "receipt_id": key, "way": "receipt",
                    "amount": amount.fen, "allocated_on": on, "reverses_id": None, "remark": "", "void": 0,
                }
            )  # fmt: skip


def _pieces(rows: Iterator[Rows]) -> Iterator[Rows]:
    piece: Rows = defaultdict(list)
    for one in rows:
        for table, some in one.items():
            piece[table] += some
        if len(piece[PaymentCertificate]) == A_PIECE:
            yield piece
            piece = defaultdict(list)
    if piece:
        yield piece


def _write(session: Session, rows: Rows) -> None:
    for table in _ORDER:
        if rows.get(table):
            session.connection().execute(insert(cast(Table, table.__table__)), rows[table])
