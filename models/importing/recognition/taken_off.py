"""What captions of certificates mean by what is taken off: retention, advances, other deductions, what is left to pay.

Under 扣款 each column may say once more that it is taken off: 扣款 over 扣保留金.
"""

from __future__ import annotations

from models.importing.recognition.words import ASIDE, MONEY, RETAINED, STRONG, SUM, WEAK, Words

_TAKEN = "(?:应|代|其中)?(?:扣款?|扣除|扣减|扣缴|减)"
"""扣水电费, 减：甲供材, 代扣税金."""
_GROUP = "(?:应|其中)?(?:扣款|扣减|扣除|扣回|扣留|抵扣|代扣|减)(?:款项?|项目?|明细|情况|部分|金额)*"
"""What stands over several columns: 扣款, 应扣款项, 扣减项目."""
_SHARE = "(?:\\d{1,2}(?:\\.\\d+)?%)?"
_KEEPING = "(?:扣留|扣除|扣款|扣减|扣回|预留|暂扣|留置|扣)"
_BACK = "(?:扣回|抵扣|冲抵|扣还|扣除|扣减|扣款|冲减|冲回|回扣|归还|返还|抵|扣)"
_ADVANCE = "(?:(?:工程|动员|开工|材料|设备|备料|合同)*预付(?:款项?|金)|备料款)"
_LEFT = f"(?:应|实|净)?(?:付|支付|拨付?|收)(?:工程|进度|工程进度)?(?:{SUM}|净额)?|净额|金额|净值"
_PUT_BY = "(?:尾留|滞留|留置|暂留|暂扣|扣留)(?:工程)?(?:款项?|金)"
_HELD = f"(?:{RETAINED}|{_PUT_BY})"

TAKEN_OFF: Words = (
    ("taken_off", MONEY, ASIDE, f"(?:{_GROUP})?(?:应|本期)?(?:扣除?|扣减)款?(?:合计|小计|总额|总计)|"
                                "合计(?:应?扣除?款?|扣减)"),
    ("retention", MONEY, STRONG, f"(?:{_GROUP})?(?:{_TAKEN}|{_KEEPING}){_SHARE}(?:{_HELD}|预留金){SUM}?"),
    ("retention", MONEY, STRONG, f"(?:{_GROUP})?{_HELD}{_KEEPING}{SUM}?|"
                                 f"{_GROUP}{_SHARE}{_HELD}{SUM}?|{_PUT_BY}{SUM}?"),
    ("recovery", MONEY, STRONG, f"(?:{_GROUP})?(?:{_TAKEN}|{_BACK}){_SHARE}{_ADVANCE}{SUM}?|"
                                f"(?:{_GROUP})?{_ADVANCE}{_BACK}{SUM}?|{_GROUP}{_ADVANCE}{SUM}?"),
    ("due", MONEY, WEAK, f"(?:(?:{_TAKEN}|{_KEEPING}|抵扣).{{0,10}}|抵)后(?:本期)?(?:实际)?(?:{_LEFT})"),
    ("penalty", MONEY, WEAK, f"(?:{_TAKEN})?(?:罚款|违约金|其他扣款|水电费|甲供材料?|甲供料|其他){SUM}?|扣款"),
    ("penalty", MONEY, WEAK, f"(?!.*(?:后|净|{RETAINED}))(?:{_TAKEN}.{{1,10}}|.*(?:罚款|违约金|罚金|水电费)|"
                             "代[扣付缴].{1,10}|甲供.{1,6}|抵扣(?:甲供|材料|水电).{0,6})"),
    ("due", MONEY, WEAK, f"(?:实际)?(?:应付|应支付|应拨|应拨付)(?:工程|进度|工程进度)?{SUM}?"),
)  # fmt: skip
"""Of a ledger of certificates."""
BESIDE_OTHERS: Words = (
    ("retention", MONEY, ASIDE, f"(?:已|累计)?(?:扣除?|扣留|预留|应扣|其中|暂扣)?{_SHARE}{RETAINED}{SUM}?"),
    ("recovery", MONEY, ASIDE, f"(?:扣除?|应扣|{_BACK}){_ADVANCE}{SUM}?|{_ADVANCE}(?:扣回|抵扣)"),
)  # fmt: skip
"""Of any ledger."""
