"""The name of a party without what else stands in its cell: the code of an accounting program, its role, its seal."""

from __future__ import annotations

import re

_ROLE = re.compile(
    r"\s*[(（【\[](?:甲方|业主|建设(?:单位|方)|发包(?:人|方|单位)|付款(?:单位|方)|总包(?:单位|方)?|客户)[)）】\]]$"
)
"""临湖置业有限公司（甲方）: who it is to us is no part of its name."""
_CODE = re.compile(
    r"[\[【〔(（]\s*[A-Za-z]{0,6}[-.]?\d[A-Za-z\d.\-]*\s*[\]】〕)）]\s*(?=[一-鿿A-Za-z])"
    r"|(?:[A-Za-z]{1,6}[-.]?\d[\d.\-]*|\d{2,}(?:\.\d+)*)(?:\s+|\s*[\\/|_:：\-—]\s*)(?=[一-鿿])"
)
"""【K001】华府地产, 01.02 华府地产: the code of an accounting program is no part of the name."""
_CODE_BEHIND = re.compile(r"\s*[\[【〔]\s*[A-Za-z]{0,6}[-.]?\d[A-Za-z\d.\-]*\s*[\]】〕]$")
_SEAL = re.compile(r"\s*[(（]\s*(?:加?盖?公?章|盖章|签章|签字盖章|签字)\s*[)）]$")


def bare_name(written: str) -> str:
    """[1001]临湖置业有限公司（盖章） is 临湖置业有限公司."""
    front = _CODE.match(written)
    name = _CODE_BEHIND.sub("", written[front.end() :] if front else written)
    return _ROLE.sub("", _SEAL.sub("", name))
