"""The kinds of ledgers, what their columns may hold, and the words that captions are put together of."""

from __future__ import annotations

import re
from collections.abc import Mapping

CONTRACTS, CERTIFICATES, RECEIPTS, OPENING = "contracts", "certificates", "receipts", "opening"
RETENTION, DEPOSITS, ACCOUNT, INVOICES = "retention", "deposits", "account", "invoices"
KINDS = (CONTRACTS, CERTIFICATES, RECEIPTS, OPENING, RETENTION, DEPOSITS, ACCOUNT, INVOICES)
FORM = {**{kind: kind for kind in KINDS}, RETENTION: OPENING, ACCOUNT: OPENING}
"""The form of the template whose rows a kind of ledger brings; an account also brings receipts."""
MAIN = {**dict.fromkeys(KINDS, "amount"), CONTRACTS: "price", CERTIFICATES: "work", ACCOUNT: "debit"}
"""The amount a row of each kind is about."""
_BESIDE = frozenset(
    "certified invoiced invoiced_on invoice received balance retention recovery taken_off due deposit ageing "
    "owed_before".split()
)
ONLY_SEEN = {
    **dict.fromkeys((CONTRACTS, CERTIFICATES, ACCOUNT), _BESIDE),
    RECEIPTS: _BESIDE | {"planned", "planned_on"},
    OPENING: (_BESIDE - {"certified", "received", "retention", "invoice"}) | {"credit"},
    RETENTION: (_BESIDE - {"retention", "invoice"}) | {"returned_on"},
    DEPOSITS: _BESIDE | {"left"},
    INVOICES: _BESIDE - {"invoiced", "invoiced_on", "invoice"},
}
"""Entries that are added up and shown beside the others, and that a kind of ledger brings nowhere."""
BESIDES = {
    CERTIFICATES: frozenset(("received_on", "received")),
    RECEIPTS: frozenset(("invoice", "invoiced_on", "invoiced")),
}
"""What a row tells beside its own matter, where it tells all of it: a receipt, an invoice."""
OF_DEBTS = {**dict.fromkeys((OPENING, RETENTION), frozenset(("amount", "balance"))), ACCOUNT: frozenset(("balance",))}
"""Entries in which a dash says that nothing is owed."""
MAIN_DAY = {
    CONTRACTS: "signed_on", CERTIFICATES: "certified_on", RECEIPTS: "received_on", DEPOSITS: "paid_on",
    INVOICES: "invoiced_on", **dict.fromkeys((OPENING, RETENTION, ACCOUNT), "posted_on"),
}  # fmt: skip

MONEY, DAY, TEXT, WHOLE, RATE, IGNORED = "money", "day", "text", "whole", "rate", "ignored"
STRONG, WEAK, ASIDE = 3, 1, 0
"""How much a caption says about the kind of its sheet."""

WAGES_PAID = (
    "(?:其中|含)*(?:其中)?(?:转|付|进|打|拨|汇|存|支付|拨付)?[入至到]?(?:农民工|民工)?(?:工资|人工费)"
    "(?:专户|专用[账帐]户|专项[账帐]户|监管[账帐]户|代发[账帐]户|[账帐]户)(?:收款|回款|到账|到款|拨付|支付|拨入|转入|收入)?"
    "(?:金额|款项|款|额|数)?"
)
"""What of a receipt came into the wage account."""
WHEN = "(?:日期|时间|日|年月日|年月|月份|年份)"
SUM = "(?:总?金额|总?额|款额|款项|数额|款|数|价款|总价|工程款|总计|合计|值)"
PARTY = (
    "甲方|业主|发包[人方]|发包单位|建设(?:单位|方)|客户|客商|付款(?:单位|方|人)|缴款(?:单位|人)|往来(?:单位|户|"
    "客户)|债务(?:人|单位)"
    "|(?:欠款|拖欠)(?:单位|方|人)|对方(?:单位|户名)?|买方|买受人|购货(?:单位|方)|购买方|需方|委托(?:方|单位|人)|"
    "汇款(?:人|单位|方)|(?:拨款|拨付|支付)(?:单位|方)|交款(?:单位|人)"
    "|被?(?:函证|询证)(?:单位|对象|方)|被函证(?:人|客户)|"
    "来款单位|收付方|总包(?:单位|方)|总承包(?:单位|方)|应收单位|招标人|采购(?:人|单位|方)|付款户名|户名|单位|"
    "付款人户名|打款单位|结算单位|承付单位"
)
PAID = (
    "拨入|汇入|划拨|到账|到帐|收款|回款|回收|清收|收回|到款|来款|进账|进帐|入账|入帐|收到|付款|支付|拨款|拨付|汇款|打款|"
    "收入|还款"
)
RECEIVED = (
    "(?:其中)?(?:本年度?|当年|今年|年内|[上去往]年|(?:19|20)\\d{2}年度?)?(?:已|实际|实|共|合计)?"
    f"(?:{PAID}|收|付|还款?|归还|偿还|清偿|减少)"
    f"(?:{SUM}|现金|现汇|银行(?:存款|转账)?|转账|承兑(?:汇票)?|汇票|票据|商票|抵(?:账|房|款|工程款)|其他)?(?:小计|合计)?"
)
"""What came in of a debt, in all, of a year or in one way."""
VALUED = (
    "验工计价|计价|验工|产值|完成产值|确认产值|计量|计量支付|审定|核定|批复|签认|确认|确权|结算|审核|审批|完成|"
    "完成投资|完成工程量|完成工作量"
    "|(?:确认|审定|批复|核定|签认)(?:计价|计量|产值|验工)|已完工程|已完工程款|已完工程计价|工程进度款|进度款|工程款|应计价|中期计价|期中计价|月进度|计量款"
)
OWED = (
    "应付未付|应收未收|期初|年初|期末|年末|账面|应收|未收|欠款|未付|尚欠|拖欠|欠付|应收账款|应收工程款|应收账款期初|结欠|剩余|剩余应收|"
    "欠收|未回款|未收回|欠"
)
RETAINED = (
    "(?:(?:工程)?(?:质量)?(?:质保|保修|保留)(?:保证)?[金款]|(?:工程)?质量保证[金款]|"
    "缺陷(?:责任)?期?(?:责任)?(?:保证|质保)金)"
)
"""What owners keep back until the defects are mended; highways call it 保留金."""
EXTENT = "全部|总|合计|累计|已?到期|逾期|目前|现"
"""What a column of what is owed may say of its extent."""

WAS_DUE = ("certified", "due", "invoiced")
"""What a debt may be told by where no column says what is owed."""

Words = tuple[tuple[str, str, int, str], ...]
"""Of each entry: its name, what its cells hold, how much its caption tells of the kind, the captions it has."""

TITLES: Mapping[str, re.Pattern[str]] = {
    RECEIPTS: re.compile(
        "回款|收款|预收(?:账款|工程款|货款|款)|抵房|房抵|抵[债账款]|以[房物]抵|承兑汇票|收票|回收|到账|到款|来款|收入明细|资金到位|拨付|拨款|付款(?:台账|明细|登记|记录)|receipts",
        re.IGNORECASE,
    ),
    CERTIFICATES: re.compile("计价|计量|验工|产值|进度款|结算台账|结算明细|结算单|certificates", re.IGNORECASE),
    CONTRACTS: re.compile("合同(?:台账|登记|清单|一览|明细|统计|汇总|信息|管理|表)?|contracts", re.IGNORECASE),
    OPENING: re.compile("期初|欠款|清欠|应收|余额|拖欠|往来|债权|清收|receivables?|outstanding|debtors", re.IGNORECASE),
    RETENTION: re.compile("质保金|质量保证金|质量保修金|保修金|保留金|质保款|retentions?\\b", re.IGNORECASE),
    DEPOSITS: re.compile("保证金|保函|押金"),
    ACCOUNT: re.compile("明细账|往来|三栏账|辅助账|分户账|明细分类账"),
    INVOICES: re.compile("开票|发票|invoices", re.IGNORECASE),
}
"""What the name or title of a sheet says about its kind."""
