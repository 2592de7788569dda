"""What interrupts limitation and what does not, as law, interpretations and published cases say it: one table.

Where courts differ the careful day stands, and the other one is told. The debt of ¥ 700,000 fell due on 10 March 2022;
alone it would lapse on 10 March 2025.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from models import deadlines, legal_facts, receipts
from models.contracts import Contract
from models.legal_facts import LegalFactDraft
from models.money import Money
from models.receipts import ReceiptDraft
from models.store.book import Book
from tests import makers
from tests.models.test_deadlines import AGAIN, DO, FACT, LATER, LETTER, USUAL, a_debt, every, of
from tests.models.test_deadlines_law import STRONG, WEAK, answered

RULES = "诉讼时效规定（法释〔2020〕17号）"
ENDED = date(2025, 6, 30)
ANEW = date(2028, 6, 30)
"""Three years after a procedure that ended on 30 June 2025."""
Acts = Callable[[Session, Contract], Any]


@dataclass(frozen=True)
class Situation:
    """What happened, the last day that follows (None: it stands still), what is told beside it, where it is said."""

    acts: Acts
    last: date | None
    source: str
    told: str = ""


def fact(kind: str, **how: Any) -> Acts:
    """A proven fact of 3 December 2024 under the contract."""
    return lambda session, contract: legal_facts.record(
        session, replace(FACT, **{"kind": kind, "contract": contract.id, **how})
    )


def letter(**how: Any) -> Acts:
    """A demand, sent on 1 December 2024."""
    return lambda session, contract: legal_facts.record(session, replace(LETTER, **{"contract": contract.id, **how}))


def reply(**how: Any) -> Acts:
    """A reply of 3 December 2024 of which the scan is kept."""

    def acts(session: Session, contract: Contract) -> None:
        row = answered(session, contract, date(2024, 12, 3), **how)
        makers.evidence_of(session, "回函.pdf", ("replies", row.id, "confirmation"), on=date(2024, 12, 3))

    return acts


def paid(session: Session, contract: Contract) -> None:
    draft = ReceiptDraft(payer=contract.owner_id, received_on=date(2024, 12, 3), amount=Money.of(1))
    receipts.record(session, replace(draft, allocations=receipts.propose(session, draft)))


def to_another(joins: bool) -> Acts:
    """A demand on a third party, who joined the debt or only stands beside it."""

    def acts(session: Session, contract: Contract) -> None:
        third = makers.a_party(session, "临湖集团").id
        if joins:
            joining = LegalFactDraft(
                kind="joint_debtor", party=third, contract=contract.id, happened_on=date(2023, 5, 1), proof="加入函"
            )
            legal_facts.record(session, joining)
        else:
            fact("guarantor", party=third, happened_on=date(2022, 3, 1))(session, contract)
        letter(party=third)(session, contract)

    return acts


SITUATIONS = {
    "a demand handed over and sealed by the mail room": Situation(
        letter(way="signed", proof="收发室盖章"), AGAIN, f"{RULES}8（1）（一）、8（2）"
    ),
    "a demand by EMS that was signed for": Situation(letter(), AGAIN, f"{RULES}8（1）（二）"),
    "a demand by ordinary courier without proof of what it was": Situation(
        letter(proof=""), USUAL, "(2015)民申字第134号", "no paper proves it"
    ),
    "a demand by e-mail that arrived": Situation(letter(way="email", proof="邮件"), AGAIN, f"{RULES}8（1）（二）"),
    "a demand by e-mail to the address agreed for service that bounced": Situation(
        letter(way="email", outcome="returned", agreed_address=True), AGAIN, f"{RULES}8（1）（二）“应当到达”"
    ),
    "a demand that came back from another address": Situation(
        letter(outcome="returned"), USUAL, f"{RULES}8（1）（二）", "restarts nothing"
    ),
    "a demand that came back from the registered address, entered as the one agreed": Situation(
        letter(outcome="returned", agreed_address=True), AGAIN, "(2020)最高法民再253号：登记住所未变，退回视为应当到达"
    ),
    "a demand in the newspaper, the debtor could not be found": Situation(
        fact("public_notice", proof="省级报纸、下落不明的证明"), AGAIN, f"{RULES}8（1）（四）"
    ),
    "a demand in the newspaper, nothing proves that he could not be found": Situation(
        fact("public_notice", proof=""), USUAL, "河北大城某公司案（110.com 488492）：有明确住址的公告催收不中断",
        "no paper proves it",
    ),
    "a part of the debt was demanded": Situation(letter(amount=Money.of(1)), AGAIN, f"{RULES}9"),
    "a notice of set-off that arrived": Situation(letter(remark="抵销通知"), AGAIN, "民法典 195（一）、568"),
    "a reconciliation without a demand": Situation(
        fact("reconciled"), USUAL, "民法典 195；对账不等于请求履行", "Comparing accounts without a demand"
    ),
    "a reconciliation in which the debtor signed that he will pay": Situation(
        reply(**STRONG, promises=True), AGAIN, "民法典 195（二）"
    ),
    "a promise to pay by somebody without authority": Situation(
        reply(**WEAK, promises=True), USUAL, "民法典 171、195（二）：未经追认不生效力", "2027-12-03"
    ),
    "a part payment": Situation(paid, AGAIN, f"{RULES}14"),
    "a repayment plan": Situation(fact("repayment_plan"), AGAIN, f"{RULES}14"),
    "the debtor asks for time": Situation(fact("extension"), AGAIN, f"{RULES}14"),
    "the debtor gives security": Situation(fact("security"), AGAIN, f"{RULES}14"),
    "a suit that is pending": Situation(fact("suit"), None, "民法典 195（三）；诉讼时效规定 10"),
    "a suit that was decided": Situation(fact("suit", ended_on=ENDED, ended_by="decided"), ANEW, "民法典 195（三）"),
    "a suit that was withdrawn": Situation(
        fact("suit", ended_on=ENDED, ended_by="withdrawn"), USUAL,
        "有争议：最高人民法院第二巡回法庭2021年第18次法官会议纪要两说；(2023)津民终158号认中断", str(ANEW),
    ),
    "arbitration that is pending": Situation(fact("arbitration"), None, "民法典 195（三）"),
    "a payment order asked for": Situation(fact("payment_order", ended_on=ENDED), ANEW, f"{RULES}11（一）"),
    "a claim declared in bankruptcy": Situation(fact("claim_filed"), None, f"{RULES}11（二）"),
    "bankruptcy accepted, nothing declared": Situation(
        fact("insolvency"), USUAL, "未申报不当然中断（资产界 634764）；企业破产法 46"
    ),
    "preservation before the suit": Situation(fact("preservation"), AGAIN, f"{RULES}11（四）"),
    "enforcement that ended": Situation(fact("enforcement", ended_on=ENDED), ANEW, f"{RULES}11（五）"),
    "joined to a suit as a party": Situation(fact("joined_to_suit", ended_on=ENDED), ANEW, f"{RULES}11（六）"),
    "set-off pleaded in a suit": Situation(fact("set_off_in_suit", ended_on=ENDED), ANEW, f"{RULES}11（七）"),
    "mediation asked for": Situation(fact("mediation", ended_on=ENDED), ANEW, f"{RULES}12"),
    "reported to the police, no case was opened": Situation(
        fact("police_report", ended_on=ENDED), ANEW, f"{RULES}13（2）"
    ),
    "reported to the police, the case is open": Situation(fact("police_report"), None, f"{RULES}13（2）"),
    "a demand on one of several joint debtors": Situation(
        to_another(joins=True), AGAIN, f"{RULES}15（2）；湖南省冷水江市人民法院 2018 年王某诉张某、陆某案"
    ),
    "a demand on a guarantor": Situation(
        to_another(joins=False), USUAL, "民法典 692、694：保证人的债务另计，不及于主债务"
    ),
    "a third party joins the debt, the debtor admits nothing": Situation(
        fact("joint_debtor", proof="债务加入函"), USUAL, f"{RULES}17（2）：构成债务人承认的才中断"
    ),
    "a third party joins the debt and the debtor admits it": Situation(
        fact("acknowledgement", proof="三方协议"), AGAIN, f"{RULES}17（2）；(2016)鄂0281民初3736号"
    ),
    "a subrogation suit": Situation(fact("subrogation", ended_on=ENDED), ANEW, f"{RULES}16"),
    "a notice of assignment that arrived": Situation(letter(kind="assignment"), AGAIN, f"{RULES}17（1）"),
    "a new promise after the end": Situation(
        fact("new_promise", happened_on=date(2025, 8, 1)), date(2028, 8, 1), f"{RULES}19；民法典 192"
    ),
    "a demand signed for after the end": Situation(
        letter(sent_on=date(2025, 7, 30), happened_on=date(2025, 8, 1)), USUAL, f"{RULES}19：签收不是同意", "too late"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SITUATIONS)
def test_a_published_situation_gives_the_last_day_its_source_says(book: Book, name: str) -> None:
    situation = SITUATIONS[name]
    with book.write(DO) as session:
        situation.acts(session, a_debt(session))
    found = [one for one in every(book, "limitation", LATER) if one.subject.party == makers.OWNER]
    assert [one.raw_end for one in found] == [situation.last]
    assert situation.source
    if situation.told:
        assert situation.told in found[0].note.text("en")
    assert of_day(book, date(2024, 11, 30)) == [USUAL]


def of_day(book: Book, day: date) -> list[date | None]:
    """The last days as they stood on a day before anything of it happened."""
    return [one.raw_end for one in every(book, "limitation", day) if one.subject.party == makers.OWNER]


@pytest.mark.parametrize(
    "name", ["a demand handed over and sealed by the mail room", "a part payment", "a repayment plan"]
)
def test_what_interrupts_limitation_never_moves_the_guarantee_period(book: Book, name: str) -> None:
    """民法典 692 (1): the guarantee period knows no suspension, interruption or extension."""
    with book.write(DO) as session:
        contract = a_debt(session)
        fact("guarantor", party=makers.a_party(session, "临湖担保公司").id, happened_on=date(2022, 3, 1))(
            session, contract
        )
        SITUATIONS[name].acts(session, contract)
    assert of(book, "guarantee", LATER).raw_end == date(2022, 9, 10)
    with book.read() as session:
        assert any(one.clock == "limitation" for one in deadlines.deadlines(session, LATER))
