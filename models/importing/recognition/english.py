"""Captions and titles in English, as the words of a Chinese ledger that mean the same."""

from __future__ import annotations

import re
from datetime import date

from models.importing.days import read_day
from models.importing.texts import Misread

_SAME = {
    "客户名称": "debtor buyer clientname customername employername ownername party partyname developer accountname",
    "建设单位": "employer employername owner client",
    "项目名称": "project projectname works job jobname site",
    "合同名称": "contract contractname contracttitle",
    "合同编号": "contractno contractnumber contractref contractid",
    "合同金额": "contractprice contractsum contractvalue contractamount",
    "签订日期": "signed signedon datesigned contractdate signingdate signaturedate dateofsignature",
    "发票号码": "invoiceno invoicenumber invoiceref invoiceid invno inv",
    "开票日期": "invoicedate dateofinvoice invoicedon billingdate",
    "开票金额": "invoiced invoiceamount invoicedamount amountinvoiced billed amountbilled",
    "到期日": "duedate dateduedate dueon paymentdue paymentduedate",
    "未收金额": "outstanding outstandingbalance outstandingamount amountoutstanding balanceoutstanding unpaid "
                "netbalance amountdue balancedue totaldue openamount openbalance receivable receivables",
    "余额": "balance runningbalance",
    "期初余额": "openingbalance",
    "期末余额": "closingbalance",
    "已收金额": "paid received amountpaid amountreceived collected settled paidtodate receivedtodate totalpaid",
    "收款金额": "receipt receipts receiptamount payment payments paymentamount paymentreceived",
    "收款日期": "receiptdate dateofreceipt datereceived paymentdate dateofpayment datepaid "
                "receiveddate paiddate receivedon paidon",
    "计价金额": "certified certifiedamount amountcertified valuation workdone workcertified certifiedvalue",
    "累计计价": "certifiedtodate cumulativecertified totalcertified workdonetodate",
    "本期计价金额": "grossvalueofworkthisperiod grossvalueofwork grossvaluethisperiod grosscertified "
                    "grossamountcertified grossvaluation valueofworkthisperiod valueofwork valueofworkdone "
                    "workthisperiod grossvalue grossamount interimvaluation",
    "开累计价": "grossvaluetodate cumulativevalue cumulativegross grosscertifiedtodate cumulativevaluation",
    "应付金额": "netamountcertified netcertified netamount netpayment netamountdue netdue netpayable amountpayable "
                "netamountpayable amountcertifiedforpayment",
    "扣回预付款": "advancepaymentrecovery advancerecovery recoveryofadvance recoveryofadvancepayment lessadvance "
                  "advancepaymentdeduction advancededuction advancerecovered advancepaymentrecovered",
    "扣质保金": "retentiondeducted lessretention retentionwithheld retentionthisperiod retentiondeduction",
    "计价截止日期": "periodending periodto periodended valuationperiod valuationdateto monthending",
    "签认日期": "datecertified certifieddate certificationdate dateofcertification dateissued ipcdate",
    "已退质保金": "releasedtodate retentionreleased amountreleased released retentionreleasedtodate",
    "退还日期": "releasedate datereleased dateofrelease",
    "未退质保金余额": "balanceheld retentionbalance balanceretained retentionoutstanding retentionbalanceheld",
    "证书编号": "certificateno certificatenumber ipcno valuationno paymentcertificateno ipc",
    "计价日期": "certificatedate certifiedon dateofcertificate valuationdate",
    "入账日期": "postingdate postedon dateposted bookingdate bookedon",
    "日期": "date transactiondate entrydate documentdate",
    "质保金": "retention retentionheld retentionmoney",
    "借方": "debit dr",
    "贷方": "credit cr",
    "摘要": "description details particulars narrative",
    "备注": "remark remarks note notes comment comments",
    "币种": "currency ccy",
    "账龄": "age ageing aging",
    "序号": "sn item itemno serialno lineno",
}  # fmt: skip
_CHINESE = {english: chinese for chinese, every in _SAME.items() for english in every.split()}
_AS_OF = re.compile(
    r"\bas\s+(?:of|at|on)\s+(?:the\s+)?(?:(?P<month>[a-z]{3,9})\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})"
    r"|(?P<whole>\d{1,2}[ -][a-z]{3,9}[ ,-]+\d{4}|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.]\d{1,2}[/.]\d{4}))",
    re.IGNORECASE,
)


_YUAN = "(?:rmb|cny|yuan|¥)"
_COUNTED = {"000": 3, "000s": 3, "0000": 4, "0000s": 4, "thousand": 3, "thousands": 3, "k": 3, "10k": 4,
            "wan": 4, "m": 6, "mn": 6, "mio": 6, "million": 6, "millions": 6}  # fmt: skip
_COUNTS = "|".join(sorted(_COUNTED, key=len, reverse=True))
_UNIT = re.compile(
    rf"{_YUAN}(?:in)?['’‘]?(?P<behind>{_COUNTS})|(?:in)?['’‘]?(?P<before>{_COUNTS})(?:of)?{_YUAN}"
    r"|in(?P<alone>thousands?|millions?)|['’‘](?P<zeros>000s?)"
)
"""RMB'000, CNY million, in thousands of RMB, '000."""
_WITHIN = re.compile(
    rf"['’‘](?P<zeros>(?:0,?)?000s?)\b|\bin\s*(?P<alone>thousands?|millions?)\b|{_YUAN}\s*(?P<behind>millions?|mn)\b"
    rf"|(?P<before>thousands?|millions?)\s*(?:of\s*)?{_YUAN}",
    re.IGNORECASE,
)
"""What only a unit can be, so that it counts in the midst of other words."""


def unit_of(words: str) -> int | None:
    """The power of ten that small letters without blanks count the yuan in; None where they name none."""
    found = _UNIT.fullmatch(words)
    return _COUNTED[next(filter(None, found.groups()))] if found else None


def unit_within(text: str) -> int | None:
    """The power of ten that words of a title or caption count the yuan in, wherever they say it."""
    found = _WITHIN.search(text)
    return _COUNTED[next(filter(None, found.groups())).casefold().replace(",", "")] if found else None


_MATTER = re.compile(
    "amount|certif|valu|work|pay|recover|retention|advance|net|gross|total|balance|date|due|paid|tax|vat|price|sum|cost"
    "|deduct|withheld|held|releas|less|claim|receiv|invoic|outstanding|remark|period|no$"
)


def is_caption(words: str) -> bool:
    """Whether words in English tell what a column is about, and are nobody's name."""
    return words.isascii() and bool(_MATTER.search(words.casefold()))


def in_chinese(words: str) -> str:
    """A caption of small letters without blanks, as a Chinese ledger says it; what is not known stays."""
    return _CHINESE.get(words, words)


def as_of(line: str) -> date | None:
    """The day of a title: Accounts receivable as of 31 Dec 2025."""
    found = _AS_OF.search(line)
    if found is None:
        return None
    try:
        return read_day(found["whole"] or f"{found['day']} {found['month']} {found['year']}").day()
    except (Misread, ValueError):
        return None
