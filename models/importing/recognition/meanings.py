"""Which entry a caption means in each kind of ledger: the words sites really write above their columns.

How to teach it a word: add it to the pattern of its entry below. A pattern is matched against the whole caption,
without unit, tax words, brackets and spaces; amounts also without 本期, 上期末 and 开累.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from models.drafts import inner
from models.importing.captions import captions, plain
from models.importing.forms import form
from models.importing.recognition.captions import PERIOD, TO_DATE, read_caption, without_scope
from models.importing.recognition.taken_off import BESIDE_OTHERS, TAKEN_OFF
from models.importing.recognition.words import (
    ASIDE,
    CERTIFICATES,
    CONTRACTS,
    DAY,
    EXTENT,
    FORM,
    IGNORED,
    MAIN,
    MAIN_DAY,
    MONEY,
    OPENING,
    OWED,
    PAID,
    PARTY,
    RATE,
    RECEIPTS,
    RECEIVED,
    STRONG,
    SUM,
    TEXT,
    VALUED,
    WAGES_PAID,
    WEAK,
    WHEN,
    WHOLE,
    Words,
)  # fmt: skip
from models.importing.recognition.words_beside import BESIDE
from models.importing.recognition.words_of_banks import OF_BANKS
from models.importing.recognition.words_of_days import DAYS_OF_CERTIFICATES
from models.money import Money


@dataclass(frozen=True)
class Meaning:
    """An entry of a ledger, what its cells hold and how strongly its caption speaks for this kind of ledger."""

    role: str
    holds: str
    weight: int


_AGREED = "(?:业主|甲方|监理)?(?:已?(?:确认|审定|批复|核定|签认))?"
_BY = "(?:业主|甲方|建设单位|发包[人方])?"
_COMMON: Words = (
    ("serial", IGNORED, ASIDE, "序号|序|行号|项次|no\\d?|#|顺序号|行次|编次"),
    ("contract_number", TEXT, ASIDE, "(?:施工|工程|总包|总承包|分包|销售|采购|承包|对上|主|业主|"
                                     "甲方)?合同(?:编?号|编码|代码|号码|序号|no)|合同编号号|协议编?号"),
    ("contract_name", TEXT, ASIDE, "(?:合同|工程|项目|单项工程|单位工程|工程项目|标段|合同段|项目部|合同工程|"
                                   "标的|(?:所属|对应|归属)(?:项目|工程|合同)|项目工程|工程合同|施工项目|工地|楼盘|在建项目|拖欠项目|欠款项目|"
                                   "(?:单位|分?公司|部门)[及与或]?(?:项目|工程)部?)(?:名称|全称|简称|名)?"),
    ("party", TEXT, ASIDE, f"(?:合同|工程|项目|实际)?(?:{PARTY})(?:单位)?(?:名称|全称|简称|名)?"
                           "|client|customer|employer|payer|owner|(?:辅助|明细)?核算(?:项目|对象|维度)(?:名称)?|(?:核算)?维度名称|辅助项(?:名称)?|"
                           "(?:购方|购买方|受票方)企业(?:名称|全称)?"),
    ("credit_code", TEXT, ASIDE, "(?!.*(?:销方|销售方|我方|本单位|收款方)).*(?:信用代码|税号|识别号)"),
    ("remark", TEXT, ASIDE, "备注(?:说明)?|说明|情况说明|附注|摘要|备考|事由|款项说明|简要说明|其他说明"),
    ("tax_rate", RATE, ASIDE, "(?:增值)?税率"),
    ("currency", TEXT, ASIDE, "(?:结算|合同|收款|回款|支付|原币)?(?:币种|币别|货币)(?:名称|代码)?"),
    ("price", MONEY, ASIDE, "(?:签约|施工|工程|原|承包|中标|暂定|订单)*合同(?:签约|暂定)?(?:总?金额|总?价款?|"
                            "总?额|总?造价|价格|标的额?|价值)(?:总?金额|总?额|总?价款?|合计)?"
                           "|中标(?:价|金额)|签约(?:合同)?(?:价|额|金额)|承包(?:金额|价)|工程总?造价|"
                           "暂定总?价|订单金额"),
    ("price_now", MONEY, ASIDE, "(?:变更后|调整后|现|最终|补充后|含补充协议).*(?:合同)?(?:总?金额|总?价款?|总?额)"
                                "|(?:合计|累计)合同(?:总?金额|总?价款?|总?额)"),
    ("certified", MONEY, ASIDE, f"已?{_AGREED}(?:{VALUED})(?:产值)?(?:{SUM}|造?价)?"),
    ("invoiced", MONEY, ASIDE, f"已?(?:开票|开具发票|发票){SUM}?|开票"),
    ("invoiced_on", DAY, ASIDE, f"(?:开票|发票){WHEN}"),
    ("invoice", TEXT, ASIDE, "(?:增值税)?发票(?:编?号|号码)"),
    ("received", MONEY, ASIDE, f"(?:已|实际|实)?(?:{PAID}|收|付){SUM}?"),
    ("balance", MONEY, ASIDE, f"(?:{EXTENT})?(?:{OWED})+(?:余额|账款|{SUM})*|余额"),
    *BESIDE_OTHERS,
    ("due", MONEY, ASIDE, f"(?:应付|应支付|应收|应拨|应拨付|实付|净付){SUM}?"),
    ("deposit", MONEY, ASIDE, f".*保证金{SUM}?"),
    ("signed_on", DAY, ASIDE, f"(?:合同)?(?:签订|签约|签署|签定|订立){WHEN}|合同{WHEN}"),
    ("start_on", DAY, ASIDE, f"(?:实际|计划|合同)?开工{WHEN}"),
    ("completed_on", DAY, ASIDE, f"(?:实际)?(?:竣工|完工|交工){WHEN}"),
    ("handler", TEXT, ASIDE, "(?:项目|现场|合同)?(?:经办人|负责人|项目经理|责任人|经理)"),
    ("ageing", TEXT, ASIDE, "[账帐]龄(?!.*起).*|拖欠(?:时间|年限)|欠款年限"),
)  # fmt: skip

_STATE = (
    "(?:单据|记录|款项|欠款|数据|目前|当前)?状态|(?:业主|甲方|监理)?(?:审批|审核|签认|确认|批复|确权)(?:状态|结果)|"
    "是否已?(?:到账|到款|收到|收款|回款|入账|付款)|(?:到账|到款|收款|回款|入账)(?:状态|情况|与否)"
)
"""What became of a row (作废, 诉讼中) stands in its remark."""
_OWN: Mapping[str, Words] = {
    CONTRACTS: (
        ("remark", TEXT, ASIDE, "(?:合同|项目|工程|履约)?(?:状态|状况)"),
        ("signed_on", DAY, STRONG, f"(?:合同)?(?:签订|签约|签署|签定|订立){WHEN}?|合同{WHEN}"),
        ("completion_on", DAY, STRONG, f"(?:计划|合同|约定)+(?:工期)?(?:竣工|完工|交工){WHEN}?|"
                                       f"(?:合同|计划)?工期(?:竣工|完工|交工|结束|终止){WHEN}?"),
        ("start_on", DAY, STRONG, f"(?:实际|计划|合同)?(?:工期)?(?:开工|开始){WHEN}?"),
        ("completed_on", DAY, STRONG, f"(?:实际)?(?:竣工|完工|交工){WHEN}?"),
        ("accepted_on", DAY, STRONG, f"(?:竣工|交工|工程)?验收(?:合格)?{WHEN}"),
        ("handed_over_on", DAY, STRONG, f"(?:交付|移交|交房){WHEN}"),
        ("handler", TEXT, WEAK, "(?:项目|现场|合同)?(?:经办人|负责人|项目经理|责任人|经理)"),
        ("share", RATE, ASIDE, "(?!.*(?:已|实|累计|完成|回款|收款)).*(?:预付|进度|计价|计量|产值|质保|质量保证|保修|"
                               "保留|结算|决算|审计|验收|竣工|完工|交工|付|支)(?:证?金|款)?后?(?:支付|付款|付至)?(?:比例|比率)"),
        ("terms", TEXT, ASIDE, "(?:合同|工程款?)?(?:付款|支付|收款)(?:方式|条件|条款|办法|约定|节点)"
                               "(?:及比例|约定|摘要)?"),
        ("remark", TEXT, ASIDE, f"{_STATE}|(?:合同|履约|履行|执行|工程|项目)(?:状态|情况)"),
        ("contract_kind", TEXT, WEAK, "合同(?:类型|类别|性质)|(?:工程)?(?:类型|类别)"),
        ("contract_number", TEXT, WEAK, "编号"),
        ("contract_name", TEXT, ASIDE, "名称"),
        ("taken_on", DAY, ASIDE, f"(?:余额|欠款|统计|数据)?截[止至]{WHEN}|基准日"),
        ("price", MONEY, WEAK, "金额|总价|总金额|价款|造价"),
        ("received", MONEY, ASIDE, RECEIVED),
    ),
    CERTIFICATES: (
        ("remark", TEXT, ASIDE, _STATE),
        ("contract_name", TEXT, ASIDE, "名称"),
        ("number", TEXT, STRONG, "(?:验工)?(?:计价|计量|结算|支付)(?:单|书|证书|表)?(?:编号|单号|号)|"
                                 "期中支付证书(?:编?号)?|证书编?号"),
        ("number", TEXT, WEAK, "单据编?号|单号|编号"),
        ("period", WHOLE, STRONG, "期[数次号别]|第?几?期|(?:计价|验工|计量|付款|支付|进度)期[数次号]?|"
                                  "(?:计价|验工|计量)次数|(?:计价|验工|计量|支付)?批次|第几次"),
        *DAYS_OF_CERTIFICATES,
        ("certified_on", DAY, WEAK, "日期|时间|年月日"),
        ("claimed", MONEY, STRONG, f"(?:申报|上报|报审|送审|报送|申请)(?:计价|产值|工程款|进度款|工程量)?{SUM}?"),
        ("work", MONEY, STRONG, f"(?:业主|甲方|监理)?(?:{VALUED}){{1,2}}(?:产值|价款|工程款|进度款)?{SUM}?"),
        ("work", MONEY, STRONG, f"(?:合同内|清单内?|原合同)(?:清单)?(?:验工)?(?:计价|产值|完成)?{SUM}?"),
        ("variations", MONEY, STRONG, f"(?:设计|工程)?(?:变更|签证|变更签证|变更及签证|变更设计)(?:计价)?{SUM}?"),
        *TAKEN_OFF,
    ("received_on", DAY, ASIDE, f"(?:实际|实|已)?(?:{PAID}|(?<=[实已])[收付拨]){WHEN}"),
        ("wages", MONEY, ASIDE, WAGES_PAID),
        ("work", MONEY, WEAK, "金额|合计金额|价款"),
    ),
    RECEIPTS: (
        ("remark", TEXT, ASIDE, _STATE),
        ("wages", MONEY, ASIDE, f"{WAGES_PAID}|其中(?:含|支付|拨付)?(?:农民工|民工)工资(?:款|金额|部分)?"),
        ("party", TEXT, WEAK, "(?:付款|缴款|汇款|交款|打款|来款)(?:单位|方|人)(?:户名|名称|全称)?|付款户名|"
                              "前手(?:单位)?"),
        ("number", TEXT, WEAK, "(?:收款|回款|到账|收据)(?:编号|单号|序号|号码|号)|流水号|交易流水号|"
                               "单据编?号|单号|编号"),
        ("received_on", DAY, STRONG, f"(?:资金|款项|工程款)?{_BY}(?:实际|实|已)?(?:{PAID}|交易|收票|"
                                        f"票据收到|(?<=[实已])[收付拨]){WHEN}"),
        ("received_on", DAY, WEAK, f"日期|时间|月份|年月日?|(?:记账|凭证|登记|登账){WHEN}|date"),
        ("received_on", DAY, WEAK, f"(?:截[止至]|统计|期末){WHEN}"),
        ("amount", MONEY, STRONG, f"{_BY}(?:实际|实|已|共)?"
                                f"(?:{PAID}|收|(?<=实)拨)(?:工程|进度)?{SUM}?(?:小计)?"),
        *OF_BANKS,
        ("amount", MONEY, STRONG, "实际(?:金额|额|数)"),
        ("amount", MONEY, STRONG, f"(?:[房物]屋?|以[房物]|工|折)?抵(?:[房债账顶]|工程)?款?{SUM}"),
        ("received_on", DAY, STRONG, f"(?:网签|过户|办证|备案|生效){WHEN}"),
        ("amount", MONEY, STRONG, f"预收(?:账款|工程款|货款)?{SUM}?"),
        ("received_on", DAY, STRONG, f"实际{WHEN}"),
        ("planned", MONEY, ASIDE, "(?:计划|约定|预计|应付|应收|应拨)(?:付款|收款|支付|回款|付)?(?:金额|额)"),
        ("planned_on", DAY, ASIDE, f"(?:计划|约定|预计)(?:付款|收款|支付|回款)?{WHEN}"),
        ("purpose", TEXT, WEAK, "(?:付款|支付|收款|回款|进度)?节点(?:名称|内容)?"),
        ("amount", MONEY, STRONG, "(?:票面|票据|汇票|承兑)(?:总?金额|总?额)"),
        ("amount", MONEY, STRONG, f"(?:折合?|折算)?(?:成|为)?(?:人民币|本位币|本币)(?:{PAID})?{SUM}?"),
        ("amount", MONEY, WEAK, "金额|发生额|数额|款额|贷方(?:金额|发生额)?|金额小写|amount"),
        ("owed_before", MONEY, ASIDE, f"(?:[年期]初|上年末?|上年结转|以前年度)(?:{OWED})*(?:余额|账款|{SUM})*"),
        ("method", TEXT, STRONG, "(?:收款|付款|支付|回款|到账|款项|资金)(?:方式|形式|渠道)|收款类型|付款类型"),
        ("method", TEXT, WEAK, "方式|形式|结算方式|票据(?:种类|类型|类别)?|method|payment"),
        ("bill_number", TEXT, STRONG, "(?:票据|汇票|承兑|承兑汇票)(?:编?号|号码|票号)|票号"),
        ("matures_on", DAY, STRONG, f"(?:票据|汇票|承兑)到期{WHEN}|承兑期限"),
        ("matures_on", DAY, WEAK, f"到期{WHEN}"),
        ("ended", TEXT, WEAK, "(?:票据|汇票)?(?:兑付|承付|托收|解付|处置|处理|流转)(?:情况|状态|结果|方式|去向)|"
                              "(?:票据|汇票)(?:状态|去向|现状)|(?:背书|贴现|兑付|托收){2,3}(?:情况|状态)?"),
        ("ended_on", DAY, WEAK, "(?:票据|汇票)?(?:实际)?"
                                "(?:贴现|兑付|托收|解付|背书(?:转让)?|处置|处理|流转|拒付){1,3}"
                                f"{WHEN}"),
        ("remark", TEXT, ASIDE, "(?:背书(?:转让)?|被背书|转让)(?:情况|单位|人|去向)?"),
        ("account", TEXT, WEAK, "(?:收款|到账|入账|进账)?(?:账户|账号|银行账[户号]|银行|开户行|帐户|帐号)(?:名称)?"),
        ("voucher", TEXT, WEAK, "(?:记账|会计|财务)?凭证(?:编?号|字号|号码|号数)?"),
        ("reverses", TEXT, STRONG, "(?:冲销|冲红|红冲|冲回|被冲|原|对应|冲抵)(?:的)?(?:收款|原单|单据|单|"
                                   "凭证|收据|流水)?(?:编?号|号码|单号)"),
        ("purpose", TEXT, WEAK, "(?:来款|收款|回款|付款|到账|到款|汇款|交易|业务|对方|客户|银行|款项|转账|资金)"
                                "(?:事由|说明|摘要|备注|附言|内容|名目|用途)|附言|用途说明"),
        ("purpose", TEXT, WEAK, "款项(?:性质|类别|类型|内容|名称|用途)|(?:收款|回款)(?:类别|性质|类型|项目|"
                                "内容)|性质|用途|款项|款别"),
    ),
    **BESIDE,
    OPENING: (
        ("remark", TEXT, ASIDE, _STATE),
        ("account_code", TEXT, ASIDE, "(?:会计)?科目(?:编码|代码|编号|号)"),
        ("party", TEXT, ASIDE, "(?:会计|明细)?科目(?:名称|全称)?"),
        ("account", TEXT, ASIDE, "(?:往来|款项往来|账务|科目)(?:性质|类别|类型|种类|科目)|"
                                "(?:所属|核算|对应|归属|总账|一级)科目"),
        ("direction", TEXT, ASIDE, "(?:[期年]末)?(?:余额)?(?:方向|借或贷|借/?贷(?:方向)?)"),
        ("amount", MONEY, STRONG, f"(?:{EXTENT})?(?:(?:{OWED})+(?:余额|账款|{SUM})*|余额)(?:本位?币)?"),
        ("amount", MONEY, STRONG, "(?:期[初末]|年[初末])?(?:余额)?借方(?:余额|金额)?|借方期[初末]余额"),
        ("credit", MONEY, ASIDE, "(?:期[初末]|年[初末])?(?:余额)?贷方(?:余额|金额)?|贷方期[初末]余额|"
                                 "预收(?:账款|款|工程款)?"),
        ("amount", MONEY, WEAK, "金额"),
        ("posted_on", DAY, STRONG, f"(?:原始?|最早|首次|最初|应收|账款|欠款|款项|业务)?"
                                   "(?:入账|挂账|形成|发生|立账|欠款形成|欠款|挂帐|入帐|应收形成|"
                                   "债权形成|账务|业务|原始|(?:债权|款项)(?:形成|产生|发生)|拖欠|"
                                   f"(?:拖欠|欠款|[账帐]龄)?(?:起始|起算|开始|产生)){WHEN}"),
        ("posted_on", DAY, WEAK, f"日期|时间|(?:计价|确认|记账|结算|开票|审定|定案|批复){WHEN}"),
        ("due_on", DAY, STRONG, f"(?:到期|应付款?|应收款?|应支付|应回款|(?:合同)?约定(?:付款|收款|回款|支付)?|"
                                f"付款到期|应到账){WHEN}|付款期限"),
        ("taken_on", DAY, STRONG, f"建账{WHEN}|基准日|(?:余额)?截[止至]{WHEN}"),
        ("kind", TEXT, STRONG, "(?:款项|欠款|拖欠|应收|债权)(?:性质|类别|类型|种类|内容|名称)"),
        ("kind", TEXT, WEAK, "性质|类别|类型|款项|款别"),
        ("document", TEXT, WEAK, "单据编?号|单号|计价单号|凭证编?号|凭证"),
        ("person", TEXT, WEAK, "(?:清欠|清收|催收|项目)?(?:责任|负责|经办|催收)(?:人|领导)"),
        ("ageing", TEXT, STRONG, "[账帐]龄(?!.*起).*|拖欠(?:时间|年限)|欠款年限"),
        ("received", MONEY, WEAK, RECEIVED),
        ("certified", MONEY, WEAK, f"已?{_AGREED}(?:{VALUED})(?:产值)?(?:{SUM}|造?价)?"),
    ),
}  # fmt: skip
_COMPILED = {
    kind: tuple(
        (Meaning(role, holds, weight), re.compile(pattern)) for role, holds, weight, pattern in (*own, *_COMMON)
    )
    for kind, own in _OWN.items()
}
_LIKE_MONEY = re.compile(
    r"(?!.*(?:单价|均价)).*(?:[款价额费税欠金]|[款金][已未]到期|产值|未结算|合同资产|[应已未实欠][收付]|代扣|质保|新增|增加|减少|合计|小计|累计|开累|支出|支取|付出|付方|出账|[流转]出)"
)


@lru_cache(8192)
def meaning(written: str, kind: str) -> Meaning | None:
    """What a caption means in a ledger of this kind; None when it is not known."""
    caption = read_caption(written)
    if not caption.words and not caption.tax:
        return None
    bare = without_scope(caption.words)
    if caption.tax and bare in ("", "合同", "合计", "其中"):
        return Meaning(MAIN[kind], MONEY, STRONG if caption.words else WEAK)
    if caption.scope and bare in ("", "金额") and kind in (CERTIFICATES, RECEIPTS):
        return Meaning(MAIN[kind], MONEY, WEAK)
    if caption.scope and bare in ("合计", "小计", "总计") and kind == CERTIFICATES:
        return Meaning(MAIN[kind], MONEY, STRONG)
    for found, pattern in _COMPILED[kind]:
        own = found.holds == MONEY or (found.holds == DAY and caption.scope == PERIOD)
        if pattern.fullmatch(bare if own else caption.words):
            return _weighed(found, caption.scope, kind)
    return _of_template(written, kind)


_ROLES = {"payer": "party", "owner": "party", "contract": "contract_number"}
_OF_CONTRACT = {"number": "contract_number", "name": "contract_name"}


def _of_template(written: str, kind: str) -> Meaning | None:
    """What the caption means in our own template, in either language."""
    if kind != FORM[kind]:
        return None
    shape = form(kind)
    entry = captions(shape).get(plain(written))
    if entry is None:
        return None
    held = inner(shape.entries[entry].kind)
    holds = MONEY if held is Money else DAY if held is date else WHOLE if held is int else TEXT
    role = _ROLES.get(entry) or (_OF_CONTRACT.get(entry, entry) if kind == CONTRACTS else entry)
    return Meaning(role, holds, WEAK if role in (MAIN[kind], MAIN_DAY[kind]) else ASIDE)


def _weighed(found: Meaning, scope: str, kind: str) -> Meaning:
    """What is counted to date tells less of the kind: contracts and opening balances carry such figures, too."""
    if found.role == MAIN[kind] and scope == TO_DATE and kind == RECEIPTS:
        return Meaning(found.role, found.holds, WEAK)
    if found.role == "price" and kind == CONTRACTS and found.weight == ASIDE:
        return Meaning(found.role, found.holds, STRONG)
    return found


def looks_like_money(written: str) -> bool:
    """Whether a caption nobody knows may stand above amounts."""
    return bool(_LIKE_MONEY.fullmatch(read_caption(written).words))


def roles_of(kind: str) -> frozenset[str]:
    """Every entry that a caption may mean in a ledger of this kind."""
    return frozenset(known.role for known, _ in _COMPILED[kind])


def holds_of(role: str, kind: str) -> str:
    """What the cells of an entry hold; text for a role nobody knows."""
    return next((known.holds for known, _ in _COMPILED[kind] if known.role == role), TEXT)
