"""What the sample's debtors were told and promised: demands served, one returned, a plan signed, a suit, a seizure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select

from models import follow_ups, legal_facts, letters
from models.contracts.record import Contract
from models.follow_ups import FollowUpDraft
from models.legal_facts import LegalFactDraft
from models.money import Money
from models.sample import people
from models.store.book import Book
from models.store.commands import COMMANDS


def keep_facts(book: Book, today: date) -> None:
    """Seen from today: the oldest debt was demanded in time, the next one is running out."""
    with book.write(COMMANDS["legal_facts.record"]) as session:
        contracts = {row.number[-3:]: row.id for row in session.scalars(select(Contract))}
        lakeside, city = people.party(session, people.LAKESIDE), people.party(session, people.CITY)

        def before(days: int) -> date:
            return today - timedelta(days=days)

        drafts = (
            LegalFactDraft(
                kind="demand", contract=contracts["001"], sent_on=before(1062), happened_on=before(1060),
                way="ems", outcome="delivered", tracking="1098 7654 3210 9", proof="EMS 回执，收发室盖章签收",
            ),
            LegalFactDraft(
                kind="repayment_plan", party=lakeside, contract=contracts["002"], happened_on=before(203),
                amount=Money.of("6000000"), proof="还款计划书，加盖公章",
            ),
            LegalFactDraft(
                kind="demand", party=lakeside, sent_on=before(40), happened_on=before(33), way="ems",
                outcome="returned", tracking="1120 4456 7788 0", proof="EMS 退回件，原封未拆",
            ),
            LegalFactDraft(
                kind="reconciled", party=city, happened_on=before(120), proof="对账函回执，加盖财务专用章",
            ),
            LegalFactDraft(
                kind="frozen_account", party=lakeside, contract=contracts["006"], happened_on=before(345),
                amount=Money.of("4200000"), proof="（2025）苏0100财保112号民事裁定书",
            ),
        )  # fmt: skip
        for draft in drafts:
            legal_facts.record(session, draft)


def keep_letter_text(book: Book) -> None:
    """The company asks for money in its own words."""
    with book.write(COMMANDS["letters.record"]) as session:
        text = letters.draft_of(session, "request/zh")
        letters.record(session, replace(text, body=f"{text.body}\n需要核对账目的，请与我方清收清欠办公室联系。"))


def keep_follow_ups(book: Book, today: date) -> None:
    """Calls, a visit, a promise that was broken and one that runs; a next step is due this week."""
    with book.write(COMMANDS["follow_ups.record"]) as session:
        contracts = {row.number[-3:]: row.id for row in session.scalars(select(Contract))}
        lakeside, city = people.party(session, people.LAKESIDE), people.party(session, people.CITY)

        def day(days: int) -> date:
            return today + timedelta(days=days)

        for draft in (
            FollowUpDraft(
                party=lakeside, kind="visit", happened_on=day(-64), counterpart="沈国栋", person="王商务",
                said="预售资金监管户余额不足，对方认账，要求分期", next_step="拟定还款计划送签", next_on=day(-57),
                done_on=day(-55),
            ),
            FollowUpDraft(
                party=lakeside, contract=contracts["002"], kind="promise", happened_on=day(-50), counterpart="财务总监",
                said="承诺月底前付 300 万元", promised=Money.of("3000000"), promised_on=day(-25),
            ),
            FollowUpDraft(
                party=city, kind="promise", happened_on=day(-6), counterpart="计划财务部", person="李会计",
                said="本季度融资到位后支付", promised=Money.of("8000000"), promised_on=day(24),
            ),
            FollowUpDraft(
                party=lakeside, kind="call", happened_on=day(-2), counterpart="财务部",
                said="称资料不全退回付款申请", next_step="补送付款申请及发票清单", next_on=day(2), person="李会计",
            ),
        ):  # fmt: skip
            follow_ups.record(session, draft)
