"""What captions of certificates mean by days and periods: which period it is of, when it was sent and signed."""

from __future__ import annotations

from models.importing.recognition.words import DAY, STRONG, WEAK, WHEN, Words

_BY = "(?:业主|甲方|建设单位|发包[人方]|总包|监理|总监)?"
_SIGNED = "签认|确认|审批|批复|确权|审定|审核|签字|批准|核定|签署|签发|签证|核准|审查|核批|批回|签回|盖章|签章"

DAYS_OF_CERTIFICATES: Words = (
    ("period_to", DAY, STRONG, "(?:计价|验工|计量)(?:截止|截至)"),
    ("period_to", DAY, STRONG, f"(?:计价|验工|结算|计量)?(?:截止|截至|期末){WHEN}|(?:计价|计量|验工|验工计价|产值|"
                               "申报|上报|申请|报送|报审|送审|报量|请款|报验|施工|完成|进度|进度款|形象进度|报表)"
                               "(?:月份|年月|期间|季度|月度?|周期|所属期|时段)|所属(?:期|月份|年月|期间|季度)"),
    ("period_to", DAY, WEAK, f"月份|年月|期间|月|季度|统计{WHEN}"),
    ("submitted_on", DAY, STRONG, f"(?:报送|申报|上报|送审|提交|报审|申请|请款|报量|呈报|递交){WHEN}"),
    ("certified_on", DAY, STRONG, f"{_BY}(?:验工计价|计价|签认|确认|审批|批复|确权|审定|"
                                  f"审核|签字|计量|结算|验工|批准|核定){WHEN}"),
    ("certified_on", DAY, STRONG, f"{_BY}(?:验工计价|验工|计价|计量支付|计量|结算|产值|进度款?|工程款|"
                                  f"(?:期中)?支付|款项|申请|报量|报表|证书)+(?:单|证书|申请|报表)?(?:{_SIGNED}){WHEN}|{_BY}(?:{_SIGNED}){WHEN}"),
)  # fmt: skip
