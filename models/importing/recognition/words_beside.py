"""What captions mean in the ledgers beside the main ones: retention, deposits, accounts of a customer, invoices."""

from __future__ import annotations

from collections.abc import Mapping

from models.importing.recognition.words import (
    ACCOUNT,
    ASIDE,
    DAY,
    DEPOSITS,
    INVOICES,
    MONEY,
    OWED,
    RECEIVED,
    RETAINED,
    RETENTION,
    STRONG,
    SUM,
    TEXT,
    VALUED,
    WEAK,
    WHEN,
    Words,
)

_LIABILITY = "(?:工程)?(?:质保|质量保证|质量保修|缺陷责任|缺陷通知|保修|责任)(?:金|期间?)?限?"
_DEPOSIT = "(?:履约|投标|质量|质保|农民工工资|民工工资|工资|诚信|信誉|安全|审计|低价风险)*(?:保证金|押金|保函)"
_GIVEN = "(?:缴纳|交纳|缴存|存入|付出|支出|存出|已缴|已交|实缴|实交|应缴|支付|开立|担保)"
_BACK = "(?:已?退还|已?退回|已?收回|已?返还|已回收|已退|回收|退款|退)"

BESIDE: Mapping[str, Words] = {
    RETENTION: (
        ("amount", MONEY, STRONG, f"(?:未退还?|未返还?|未收回?|未到期|应退未退|应返未返|[待欠]退还?|[待欠]返还?|"
                                  f"[拖下尚仍]?欠|尚未退还|剩余|尚欠|结余|期末)(?:{RETAINED})?(?:余额|{SUM})?|(?:{RETAINED})?(?:余额|结余)"),
        ("returned", MONEY, STRONG, f"{_BACK}(?:{RETAINED})?{SUM}?|{RETAINED}{_BACK}{SUM}?"),
        ("returned", MONEY, WEAK, f"(?:.{{0,4}}期)?已收{SUM}?"),
        ("withheld", MONEY, STRONG, f"(?:暂?扣留?|预留|留置|扣除|应扣|累计扣|应留|总)?{RETAINED}(?:总额|{SUM})?|"
                                    f"(?:暂?扣留|预留|留置|应留|应扣){SUM}?|{RETAINED}(?:[应已]?扣留?|预留|留置|应留)"),
        ("withheld", MONEY, WEAK, "金额"),
        ("posted_on", DAY, STRONG, f"(?:暂?扣留?|预留|留置|扣除|形成|入账|挂账|竣工|交工|完工|"
                                   f"(?:竣工|交工)?验收|移交|交付)(?:{RETAINED})?{WHEN}"),
        ("posted_on", DAY, STRONG, f"(?:{_LIABILITY})(?:起始|起算|起计|开始|计算|自|起|始)+(?:{WHEN})?"),
        ("posted_on", DAY, WEAK, f"日期|时间|(?:计价|结算){WHEN}"),
        ("due_on", DAY, STRONG, f"(?:应|质保期?|质保金|缺陷责任期|保修期|约定|应退还?|应返还?|预计)?"
                                f"(?:到期|届满|期满|退还|返还|截止)"
                                f"{WHEN}?|(?:{_LIABILITY})(?:截止|终止|结束|届满|期满|到期|截至|至|止|满)+(?:{WHEN})?"),
        ("returned_on", DAY, WEAK, f"(?:实际|已)(?:退还|退回|返还|收回){WHEN}"),
        ("document", TEXT, WEAK, "单据编?号|单号|计价单号|凭证编?号|凭证号?|编号"),
        ("person", TEXT, WEAK, "(?:清欠|清收|催收|项目)?(?:责任|负责|经办|催收)(?:人|领导)"),
    ),
    DEPOSITS: (
        ("kind", TEXT, STRONG, "(?:保证金|保函|担保)?(?:类别|类型|种类|名称|性质|项目类别)"),
        ("kind", TEXT, WEAK, "款项(?:性质|类别|类型|名称)|性质|款别|事项"),
        ("left", MONEY, STRONG, f"(?:未退还?|未退回|未收回?|未返还|尚未退还|待退还?|待收回|在押|结余|期末)"
                                f"(?:{_DEPOSIT})?(?:余额|{SUM})?"
                                "|余额"),
        ("back", MONEY, STRONG, f"{_BACK}(?:{_DEPOSIT})?{SUM}?|{_DEPOSIT}{_BACK}{SUM}?"),
        ("deducted", MONEY, WEAK, f"(?:扣除|扣罚|罚没|没收|扣款|抵扣|扣减){SUM}?"),
        ("amount", MONEY, STRONG, f"{_GIVEN}?{_DEPOSIT}{SUM}?|{_GIVEN}{SUM}?"),
        ("amount", MONEY, WEAK, "金额"),
        ("return_on", DAY, STRONG, f"(?:应退还?|应返还|约定退还|约定返还|预计退还|预计收回|应收回|计划收回)"
                                   f"{WHEN}|退还期限"),
        ("back_on", DAY, STRONG, f"(?:实际)?{_BACK}(?:{_DEPOSIT})?{WHEN}|{_DEPOSIT}{_BACK}{WHEN}"),
        ("paid_on", DAY, STRONG, f"{_DEPOSIT}?(?:{_GIVEN}|付款|缴款|交款|开具|出具|办理|转出){WHEN}|"
                                 f"保函(?:开立|开具|出具){WHEN}"),
        ("paid_on", DAY, WEAK, "日期|时间|年月日"),
        ("expires_on", DAY, STRONG, f"(?:保函|担保)?(?:有效期|失效)(?:至|止|{WHEN})?|"
                                    f"(?:保函|担保)(?:到期|截止|届满){WHEN}?"),
        ("expires_on", DAY, WEAK, f"到期{WHEN}?"),
        ("form", TEXT, STRONG, "(?:缴纳|交纳|缴存|支付|担保|提交|提供)(?:方式|形式)"),
        ("form", TEXT, WEAK, "形式|方式|付款方式"),
        ("guarantee_number", TEXT, STRONG, "保函(?:编?号|号码)"),
        ("bank", TEXT, WEAK, "(?:开立|开具|出具|担保)(?:银行|机构|单位|行)|保函银行|银行"),
        ("number", TEXT, WEAK, "(?:保证金|收据|单据|凭证)?(?:编号|号)|单号"),
        ("party", TEXT, WEAK, "(?:缴存单位)?(?:收款|收取|受益|接收|保证金收取|收保证金)(?:单位|方|人)(?:名称)?|"
                              "(?:缴纳|交纳)(?:单位|对象)|"
                              "招标(?:人|单位|方)|业主单位"),
    ),
    ACCOUNT: (
        ("debit", MONEY, STRONG, "(?:本期|本币|人民币)?借方(?:发生额?|金额|本币|发生)?|借"),
        ("credit", MONEY, STRONG, "(?:本期|本币|人民币)?贷方(?:发生额?|金额|本币|发生)?|贷"),
        ("direction", TEXT, STRONG, "(?:[期年]末)?(?:余额)?方向|借或贷|借/贷|借贷"),
        ("debit", MONEY, ASIDE, f"(?:应收|应付|开票|发票|新增|增加|{VALUED})(?:产值)?{SUM}?"),
        ("debit", MONEY, ASIDE, "(?:本次|销售|发货|供货|送货|货物|含税|小票)?(?:金额|货款|销售额|总价)|价税合计|货款"),
        ("credit", MONEY, ASIDE, RECEIVED),
        ("balance", MONEY, STRONG, "(?:期末|本币|结存)?余额(?:金额|本位?币)?|结余"),
        ("balance", MONEY, ASIDE, f"(?:结存|结余|累计|余)?(?:{OWED})+(?:余额|账款|{SUM})*|(?:结存|结余|余)(?:{SUM})?"),
        ("posted_on", DAY, WEAK, f"日期|时间|年月日|(?:记账|凭证|制单|入账|业务){WHEN}"),
        ("period_to", TEXT, ASIDE, "(?:会计|记账)?期间|会计(?:年月|月份?)"),
        ("document", TEXT, WEAK, "(?:记账|会计|财务)?凭证(?:编?号|字号|号码|号数|号)?|凭证字|单据编?号|单号"),
        ("summary", TEXT, WEAK, "摘要|业务摘要|事由"),
    ),
    INVOICES: (
        ("amount", MONEY, STRONG, f"(?:已|累计)?(?:开票|开具发票|发票|票面){SUM}?|价税合计"),
        ("amount", MONEY, WEAK, "金额"),
        ("invoiced_on", DAY, STRONG, f"(?:开票|发票|开具){WHEN}"),
        ("invoiced_on", DAY, WEAK, "日期|时间"),
        ("invoice", TEXT, STRONG, "(?:增值税)?(?:数电)?(?:发票|票据)(?:编?号|号码|代码)|票号"),
        ("kind", TEXT, WEAK, "(?:发票)?(?:类型|种类|票种)|票种"),
        ("state", TEXT, WEAK, "(?:发票|开票|票据)?(?:状态|是否作废|作废标志|是否正数发票)"),
        ("party", TEXT, WEAK, "(?:购买方|购方|受票方|购货单位|购货方|购货方单位|开票单位|客户)(?:名称|单位)?"),
    ),
}  # fmt: skip
