"""The periods the program knows, each with what starts it and the article it rests on.

How to add one: add a Clock to CLOCKS with its length, its basis and the day somebody read that basis.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from models.rules.captions import N_
from models.rules.claims import ANSWER, FINAL, GF_DAYS, NOTICE, REPORT
from models.rules.clocks import Clock
from models.rules.due import LARGE, PUBLIC, RETENTION_MONTHS, small_creditor

_DUE = N_("the day the debt fell due")
_ARTICLE = N_("Civil Code, article 188")
DUE_NOT_AGREED = N_("Construction Interpretation I, article 27")
"""Where no day of payment was agreed: hand-over, else submission of the final account, else the suit."""
THREE_YEARS_SINCE = date(2017, 10, 1)
"""Since the General Provisions (民法总则 188) came into force limitation is three years; what had ended by then after
two (民法通则 135) stays ended: their being longer does not reach back (时间效力规定 1, 法释〔2020〕15号)."""
TWO_YEARS = N_("General Principles of Civil Law, article 135 (two years, ended before 2017-10-01)")
CHANGED_BY_AGREEMENT = N_("Construction Interpretation II, article 21")
BEFORE_IT_ENDS = 7
"""Whoever asks for the renewal of a preservation does so seven days before it ends (法释〔2016〕22号 18, 2020 修正)."""
_SEIZED = N_("Civil Procedure Interpretation, article 485; Preservation Provisions, article 18")
SOURCES = {
    "Civil Code": "中华人民共和国民法典（2021-01-01 施行）",
    "Limitation Provisions": "法释〔2020〕17号 关于审理民事案件适用诉讼时效制度若干问题的规定",
    "Construction Interpretation": "法释〔2020〕25号 建工解释（一）；法释〔2026〕12号 建工解释（二）",
    "Civil Procedure Law": "中华人民共和国民事诉讼法（2023 修正）",
    "Civil Procedure Interpretation": "法释〔2022〕11号 关于适用民事诉讼法的解释",
    "Preservation Provisions": "法释〔2016〕22号 办理财产保全案件若干问题的规定（2020 修正）",
    "Bankruptcy Law": "中华人民共和国企业破产法",
    "GF-2017-0201": "建设工程施工合同（示范文本）GF-2017-0201 通用条款",
    "SME Payment Regulation": "国务院令第802号 保障中小企业款项支付条例（2025-06-01 施行）",
    "Negotiable Instruments Law": "中华人民共和国票据法",
    "Arbitration Law": "中华人民共和国仲裁法（2025 修订）",
}
"""Where each basis was read, by the beginning of its name."""


def _sourced(clock: Clock) -> Clock:
    """With every publication its basis names."""
    named = [source for name, source in SOURCES.items() if name in clock.basis]
    return replace(clock, source="；".join(named))


def _limitation(name: str, caption: str, starts: str, basis: str) -> Clock:
    """Three years, of which nobody gets the third whose two had ended before."""
    return Clock(
        name, caption, starts, basis, months=36, restarts=True, former_months=24, former_until=THREE_YEARS_SINCE
    )


def _small(debtor: str) -> int:
    """The days of the regulation in force."""
    rule = small_creditor(debtor, None)
    assert rule is not None
    return rule.days


CLOCKS = {
    clock.name: _sourced(clock)
    for clock in (
        _limitation("limitation", N_("Limitation"), _DUE, _ARTICLE),
        _limitation(
            "limitation_instalments",
            N_("Limitation, debt in instalments"),
            N_("the day the last instalment fell due"),
            N_("Civil Code, articles 188 and 189"),
        ),
        _limitation(
            "limitation_undated",
            N_("Limitation, no due date agreed"),
            N_("the end of the time given for payment, or the refusal"),
            N_("Civil Code, article 188; Limitation Provisions, article 4"),
        ),
        _limitation(
            "arbitration",
            N_("Limitation in arbitration"),
            _DUE,
            N_("Arbitration Law, article 90; Civil Code, article 188"),
        ),
        Clock("limitation_absolute", N_("Longest protection"), N_("the infringement"), _ARTICLE, months=240),
        Clock(
            "priority",
            N_("Priority right of the contractor"),
            N_("the day the owner should pay the price"),
            N_("Civil Code, article 807; Construction Interpretation I, article 41, and II, article 21"),
            months=18,
            moves=False,
        ),
        Clock(
            "guarantee",
            N_("Guarantee period"),
            N_("the end of the main debt's term"),
            N_("Civil Code, article 692"),
            months=6,
            fixable=True,
        ),
        Clock(
            "guarantee_limitation",
            N_("Limitation against the joint guarantor"),
            N_("the day the guarantor was asked to pay in the guarantee period"),
            N_("Civil Code, article 694"),
            months=36,
            restarts=True,
        ),
        Clock(
            "enforcement",
            N_("Application for enforcement"),
            N_("the last day for performance"),
            N_("Civil Procedure Law, article 250"),
            months=24,
            restarts=True,
        ),
        Clock(
            "suit_after_preservation",
            N_("Suit after preservation"),
            N_("the day of the preservation"),
            N_("Civil Procedure Law, article 104"),
            days=30,
        ),
        Clock(
            "frozen_account",
            N_("Renewal of a frozen account"),
            N_("the day of the freezing"),
            _SEIZED,
            months=12,
            moves=False,
            ahead=BEFORE_IT_ENDS,
            fixable=True,
        ),
        Clock(
            "seized_movables",
            N_("Renewal of seized movables"),
            N_("the day of the seizure"),
            _SEIZED,
            months=24,
            moves=False,
            ahead=BEFORE_IT_ENDS,
            fixable=True,
        ),
        Clock(
            "seized_property",
            N_("Renewal of seized real property"),
            N_("the day of the seizure"),
            _SEIZED,
            months=36,
            moves=False,
            ahead=BEFORE_IT_ENDS,
            fixable=True,
        ),
        Clock(
            "bankruptcy_filing",
            N_("Filing of the claim in bankruptcy"),
            N_("the day of the announcement"),
            N_("Bankruptcy Law, article 45"),
            days=30,
            fixable=True,
        ),
        Clock(
            "claim_notice",
            N_("Notice of claim"),
            N_("the day the event became known"),
            N_("GF-2017-0201, clause 19.1"),
            days=GF_DAYS[NOTICE],
            moves=False,
        ),
        Clock(
            "claim_report",
            N_("Report of claim"),
            N_("the day of the notice of claim"),
            N_("GF-2017-0201, clause 19.1"),
            days=GF_DAYS[REPORT],
            moves=False,
        ),
        Clock(
            "claim_final",
            N_("Final report of claim"),
            N_("the end of the event's effect"),
            N_("GF-2017-0201, clause 19.1"),
            days=GF_DAYS[FINAL],
            moves=False,
        ),
        Clock(
            "claim_silence",
            N_("Claim accepted by silence"),
            N_("the day the report was received"),
            N_("GF-2017-0201, clause 19.2"),
            days=GF_DAYS[ANSWER],
            moves=False,
        ),
        Clock(
            "variation_pricing",
            N_("Pricing of a variation"),
            N_("the day the variation was instructed"),
            N_("GF-2017-0201, clause 10.4.2"),
            days=14,
            moves=False,
        ),
        Clock(
            "variation_silence",
            N_("Variation price accepted by silence"),
            N_("the day the price was submitted"),
            N_("GF-2017-0201, clause 10.4.2"),
            days=14,
            moves=False,
        ),
        Clock(
            "final_account_submission",
            N_("Submission of the final account"),
            N_("the day of acceptance"),
            N_("GF-2017-0201, clause 14.1"),
            days=28,
            moves=False,
        ),
        Clock(
            "final_account_silence",
            N_("Final account accepted by silence"),
            N_("the day the final account was received"),
            N_("Construction Interpretation I, article 21; GF-2017-0201, clause 14.2"),
            days=28,
            moves=False,
        ),
        Clock(
            "retention_return",
            N_("Return of retention where no term is agreed"),
            N_("the day of acceptance"),
            N_("Construction Interpretation I, article 17"),
            months=RETENTION_MONTHS,
            moves=False,
        ),
        Clock(
            "sme_payment",
            N_("Payment by a large enterprise to an SME"),
            N_("delivery or acceptance"),
            N_("SME Payment Regulation, article 9"),
            days=_small(LARGE),
            moves=False,
        ),
        Clock(
            "sme_payment_public",
            N_("Payment by a public body to an SME"),
            N_("delivery or acceptance"),
            N_("SME Payment Regulation, article 9"),
            days=_small(PUBLIC),
            moves=False,
        ),
        Clock(
            "sme_confirmation",
            N_("Confirmation of the debt asked for by an SME"),
            N_("the day confirmation was asked for"),
            N_("SME Payment Regulation, article 16"),
            days=30,
            moves=False,
        ),
        Clock(
            "complaint_transfer",
            N_("Complaint passed on to the office that handles it"),
            N_("the day the complaint was taken"),
            N_("SME Payment Regulation, handling of complaints"),
            working_days=10,
            moves=False,
        ),
        Clock(
            "complaint_result",
            N_("Result of a complaint about a public debtor"),
            N_("the day the complaint was taken"),
            N_("SME Payment Regulation, handling of complaints"),
            days=30,
            moves=False,
        ),
        Clock(
            "bill_presentation",
            N_("Presentation of a bill"),
            N_("the day the bill matures"),
            N_("Negotiable Instruments Law, article 53"),
            days=10,
        ),
        Clock(
            "bill_recourse",
            N_("Recourse on a bill"),
            N_("the day of the refusal"),
            N_("Negotiable Instruments Law, article 17"),
            months=6,
            moves=False,
        ),
        Clock(
            "bill_acceptor",
            N_("Right against the acceptor"),
            N_("the day the bill matures"),
            N_("Negotiable Instruments Law, article 17"),
            months=24,
            moves=False,
        ),
    )
}
