"""What a sheet is called after: its name or title without the words of ledgers."""

from __future__ import annotations

import re

from models.importing.recognition.ledger import Ledger

_LEDGER_WORDS = re.compile(
    r"[及与和、](?=计价|收款|回款|付款|欠款|结算|开票)|对照|对比|验工计价|计价|计量支付|(?:中期|期中|进度款?)支付|拨款|付款节点|节点|付款|计划与实际|计划|不?含税|计量|产值|进度款|申请(?=表|单|汇总|台账|$)|申请(?=进度|工程款|付款)|工程款|结算|回款|收款|到账|欠款|清欠|清收|应收账款|应收|期初余额|期初|余额|合同(?!段)|台账|明细|收付款?|往来|登记[卡簿]|卡片?|[卡簿](?=$)|统计|汇总|登记|一览"
    r"|情况|[(（](?:单位[:：])?[百千万亿]*元[)）]|表|单|(?:19|20)\d{2}年?度?|\d{1,2}月份?|截[至止].*|[()（）\s]|(?<![A-Za-z0-9])[\-_—]+|[\-_—]+(?![A-Za-z0-9])|sheet\d*|工作表\d*",
    re.IGNORECASE,
)
_FEWEST_LETTERS = 3


_NO_NAME = re.compile(
    "本[年月周期]|上[年月周期]|[一二三四]季度|其他|现金|银行|承兑|汇票|转账|电汇|小计|合计|说明|备注|注[:：]|类$|部分$|^(?:政府|企业|房地产)"
)


def is_name(text: str) -> bool:
    """Whether a heading says nothing of ledgers, days or ways to pay: it names a project."""
    plain = text.strip()
    bare = not _LEDGER_WORDS.search(plain) and not _NO_NAME.search(plain) and not re.search("[:：]", plain)
    return len(plain) >= _FEWEST_LETTERS and bare


def named_by_title(ledger: Ledger) -> str:
    """What is left of the name or title of a sheet without the words of ledgers: 江北三标验工计价台账."""
    names = (_LEDGER_WORDS.sub("", name) for name in (ledger.sheet.called, *ledger.titles))
    names = (name.rstrip("及与和、") for name in names)
    return next((name for name in names if len(name) >= _FEWEST_LETTERS and ":" not in name and "：" not in name), "")
