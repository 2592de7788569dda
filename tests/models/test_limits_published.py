"""When the priority right, a guarantee and limitation begin and end, as law and published cases say it: one table.

Where courts differ the earlier day stands. The works of ¥ 1,000,000 were taken on in January 2024.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest

from models import deadlines, legal_facts, opening, receivables
from models.legal_facts import LegalFactDraft
from models.money import Money
from models.opening import OpeningDraft, OpeningItemDraft
from models.receivables import DueChangeDraft
from models.receivables.record import Receivable
from models.store.book import Book
from tests import makers
from tests.models.test_deadlines import DO, LETTER

NOW = date(2026, 11, 27)
ONE, TWO = "建工解释（一）（法释〔2020〕25号）", "建工解释（二）（法释〔2026〕12号）"
DONE, DAY = date(2024, 12, 1), date(2025, 3, 31)
Item = tuple[str, date | None]


@dataclass(frozen=True)
class Situation:
    """The items that are owed, the days of the contract, what happened, and by clock the last day that follows.

    None for a period that stands still; a clock that is not there has no entry. ``told`` stands in one of the notes.
    """

    items: tuple[Item, ...]
    ends: Mapping[str, date | None]
    source: str
    facts: tuple[LegalFactDraft, ...] = ()
    days: Mapping[str, Any] = field(default_factory=dict)
    moved: tuple[date, date] | None = None
    told: str = ""


def fact(kind: str, on: date, **how: Any) -> LegalFactDraft:
    return LegalFactDraft(kind=kind, happened_on=on, proof="原件", **how)


def demand(on: date, party: str = "") -> LegalFactDraft:
    return replace(LETTER, sent_on=on, happened_on=on, party=party)


def works(*items: Item, **how: Any) -> Any:
    return {"items": items or (("final", None),), "days": {"completed_on": DONE, **how}}


JOINT, GENERAL = (fact(kind, date(2024, 1, 10), party="保证人") for kind in ("joint_guarantor", "guarantor"))
SITUATIONS = {
    "the settlement agreement says when the price is paid": Situation(
        **works(("final", date(2025, 3, 1)), settled_on=date(2025, 2, 1)),
        ends={"priority": date(2026, 9, 1)},
        source=f"{ONE}41、{TWO}21；(2014)苏民终字第0289号",
    ),
    "nothing agreed, handed over": Situation(
        **works(handed_over_on=date(2025, 2, 10)),
        ends={"priority": date(2026, 8, 10)},
        source=f"{ONE}27（一）、41",
    ),
    "nothing agreed, not handed over, final account submitted": Situation(
        **works(submitted_on=date(2025, 6, 20)),
        ends={"priority": date(2026, 12, 20)},
        source=f"{ONE}27（二）、41",
    ),
    "nothing agreed, submitted and later handed over": Situation(
        **works(submitted_on=date(2025, 6, 20), handed_over_on=date(2025, 9, 1)),
        ends={"priority": date(2027, 3, 1)},
        source=f"{ONE}27（一）先于（二）",
    ),
    "neither handed over nor submitted: the day of the suit": Situation(
        **works(),
        facts=(fact("suit", date(2026, 1, 20)),),
        ends={"priority": date(2027, 7, 20), "limitation": None},
        source=f"{ONE}27（三）、41",
        told="已登记起诉",
    ),
    "claimed in the suit it is kept": Situation(
        **works(("final", date(2024, 6, 1))),
        ends={"priority": None, "limitation": None},
        source=f"{ONE}41",
        told="优先受偿权得以保持",
        facts=(fact("suit", date(2025, 4, 1)), fact("priority_claimed", date(2025, 4, 1))),
    ),
    "claimed after eighteen months it is too late": Situation(
        **works(("final", date(2024, 6, 1)), completed_on=date(2024, 1, 20)),
        ends={"priority": date(2025, 12, 1)},
        facts=(fact("priority_claimed", date(2026, 2, 1)),),
        source=f"{ONE}41：最长不得超过十八个月",
        told="已逾本日期",
    ),
    "a final account paid in instalments: the last of them": Situation(
        **works(("final", date(2024, 6, 30)), ("final", DAY), settled_on=date(2024, 5, 1)),
        ends={"priority": date(2026, 9, 30), "limitation_instalments": date(2028, 3, 31)},
        source=f"{ONE}41；民法典189",
    ),
    "ended before completion, no day agreed": Situation(
        (("final", None),),
        {"priority": date(2026, 7, 15)},
        f"{ONE}39、41：未完工程，合同解除之日",
        (fact("terminated", date(2025, 1, 15)),),
    ),
    "ended before completion after a progress payment fell due": Situation(
        (("progress", date(2024, 6, 30)),),
        {"priority": date(2026, 7, 15)},
        f"{ONE}39、41",
        (fact("terminated", date(2025, 1, 15)),),
    ),
    "the owner's bankruptcy makes due what was not": Situation(
        **works(("final", date(2027, 12, 31)), settled_on=date(2025, 8, 1)),
        facts=(fact("insolvency", date(2026, 3, 10)),),
        ends={"priority": date(2027, 9, 10), "limitation": date(2029, 3, 10)},
        source="企业破产法46；(2023)最高法民申2826号等：受理之日加速到期（有自申报之日起算的，取早）",
        told="第四十六条",
    ),
    "a bankruptcy after the price fell due moves nothing": Situation(
        **works(("final", DAY), settled_on=date(2025, 2, 1)),
        facts=(fact("insolvency", date(2026, 3, 10)),),
        ends={"priority": date(2026, 9, 30), "limitation": date(2028, 3, 31)},
        source="企业破产法46；民法典188",
    ),
    "a bankruptcy makes undated works due": Situation(
        **works(),
        facts=(fact("insolvency", date(2026, 3, 10)),),
        ends={"priority": date(2027, 9, 10)},
        source="企业破产法46",
    ),
    "a design contract has no such right": Situation(
        (("final", DAY),),
        {"limitation": date(2028, 3, 31)},
        f"{ONE}35：与发包人订立施工合同的承包人",
        days={"kind": "design", "completed_on": DONE},
    ),
    "a subcontractor has no such right": Situation(
        (("final", DAY),), {"limitation": date(2028, 3, 31)}, f"{ONE}35", days={"role": "subcontractor"}
    ),
    "rents or other instalments of one debt: the last": Situation(
        (("progress", date(2024, 6, 15)), ("progress", date(2025, 6, 15))),
        {"limitation_instalments": date(2028, 6, 15)},
        "民法典189；(2011)民提字第304号",
        told="如单独计算，则于 2027-06-15",
    ),
    "a joint guarantee without a period: six months": Situation(
        (("goods", DAY),),
        {"guarantee": date(2025, 9, 30)},
        "民法典692（2）",
        (JOINT,),
    ),
    "a joint guarantor who was asked on the last day: three years of his own": Situation(
        (("goods", DAY),),
        {"guarantee_limitation": date(2028, 9, 30)},
        "民法典693（2）、694（2）",
        (JOINT, demand(date(2025, 9, 30), "保证人")),
    ),
    "a joint guarantor who was asked a day later, and signed": Situation(
        (("goods", DAY),),
        {"guarantee": date(2025, 9, 30)},
        "法释〔2004〕4号；担保制度解释34（2）：签字不恢复保证责任",
        (JOINT, demand(date(2025, 10, 1), "保证人")),
    ),
    "a general guarantor who was only asked": Situation(
        (("goods", DAY),),
        {"guarantee": date(2025, 9, 30)},
        "民法典687、693（1）",
        (GENERAL, demand(DAY, "保证人")),
    ),
    "a general guarantor, the debtor sued in the period": Situation(
        (("goods", DAY),),
        {"guarantee": None, "limitation": None},
        "民法典693（1）、694（1）",
        (GENERAL, fact("suit", date(2025, 9, 20))),
    ),
    "a guarantee over an agreed period": Situation(
        (("goods", DAY),),
        {"guarantee": date(2027, 3, 31)},
        "民法典692（2）",
        (replace(JOINT, months=24),),
    ),
    "the day of payment was put off without the guarantor": Situation(
        (("goods", DAY),),
        {"guarantee": date(2025, 9, 30)},
        "民法典695（2）：保证期间不受影响",
        (JOINT,),
        moved=(date(2025, 3, 1), date(2026, 3, 31)),
        told="第六百九十五条",
    ),
    "the day of payment had been put off before the guarantee": Situation(
        (("goods", DAY),),
        {"guarantee": date(2026, 9, 30)},
        "民法典692（2）",
        (replace(JOINT, happened_on=date(2025, 3, 10)),),
        moved=(date(2025, 3, 1), date(2026, 3, 31)),
    ),
}


@pytest.mark.parametrize("name", SITUATIONS)
def test_periods_begin_and_end_as_law_and_cases_say(book: Book, name: str) -> None:
    one = SITUATIONS[name]
    with book.write(DO) as session:
        how = {"kind": "goods" if one.items[0][0] == "goods" else "construction", "milestones": (), **one.days}
        contract = makers.a_contract(session, **how)
        items = tuple(
            OpeningItemDraft(kind, f"旧账-{place}", date(2024, 1, 5), due, Money.of(500_000))
            for place, (kind, due) in enumerate(one.items)
        )
        opening.take_on(session, OpeningDraft(contract=contract.id, taken_on=date(2024, 1, 10), items=items))
        if one.moved:
            key = session.query(Receivable.id).scalar()
            changed, due = one.moved
            receivables.change_due(session, DueChangeDraft(key, changed, due, "补充协议"))
        for told in one.facts:
            party = makers.a_party(session, told.party, credit_code="").id if told.party else ""
            legal_facts.record(session, replace(told, contract=contract.id, party=party))
    with book.read() as session:
        found = deadlines.deadlines(session, NOW)
    assert {each.clock: each.raw_end for each in found if each.clock in one.ends} == one.ends
    kinds = {"priority", "guarantee", "guarantee_limitation"}
    assert {each.clock for each in found} & kinds == set(one.ends) & kinds
    assert one.told in "".join(each.note.text("zh") for each in found)
