"""Kinds of paper (佐证资料): what a file is to the record it is linked to, and how a file name betrays it."""

from __future__ import annotations

from models.language import N_, text
from models.media import AUDIO, IMAGE, INVOICE, MAIL, VIDEO

KINDS = {
    "contract": N_("Signed contract"),
    "agreement": N_("Signed supplementary agreement"),
    "instruction": N_("Instruction or design change"),
    "photo": N_("Site photo or recording"),
    "sign_off": N_("Signed site record"),
    "price": N_("Agreed price"),
    "measured": N_("Signed measurement"),
    "certificate": N_("Signed certificate"),
    "consumption": N_("Record of consumption"),
    "claim": N_("Notice of a claim"),
    "acceptance": N_("Record of acceptance"),
    "hand_over": N_("Record of hand-over"),
    "submission": N_("Receipt for the final account submitted"),
    "account": N_("Signed settlement sheet"),
    "review": N_("Review report"),
    "invoice": N_("VAT invoice"),
    "bank_slip": N_("Bank slip"),
    "bill": N_("Bill or voucher received"),
    "deposit_slip": N_("Proof of a deposit paid"),
    "guarantee": N_("Guarantee"),
    "confirmation": N_("Confirmed statement or reply"),
    "delivery": N_("Signed delivery note"),
    "take_on": N_("Signed take-on sheet"),
    "service": N_("Proof of service"),
    "letter": N_("Letter"),
    "minutes": N_("Minutes"),
    "authority": N_("Authorisation"),
    "other": N_("Other paper"),
}
FORMS = {
    "": N_("Not noted"),
    "original": N_("Paper original"),
    "stamped": N_("Stamped copy"),
    "copy": N_("Plain copy"),
    "electronic": N_("Electronic original"),
}
COPY = "copy"
"""A plain copy proves only weakly."""
FAULTS = {
    "": "",
    "damaged": N_("Damaged"),
    "encrypted": N_("Protected with a password"),
    "too_large": N_("Too large to be shown"),
    "slow": N_("Takes too long to be shown"),
    "memory": N_("Needs too much memory to be shown"),
}
FLAGS = {
    "script": N_("contains scripts; they were not run"),
    "launch": N_("would start other programs; nothing was started"),
    "embedded": N_("contains other files"),
    "encrypted": N_("protected with a password"),
    "cut": N_("is cut off: its end is missing"),
    "broken": N_("is damaged inside: pages or files of it may be missing"),
}
WRONG = {**FAULTS, "cut": N_("Incomplete"), "broken": N_("Damaged inside")}
"""What can be wrong with a file that is kept all the same."""
_AGAIN = N_("Ask for it again, and add the sound file too.")
_OUTSIDE = N_("Open it outside this program.")
REMEDIES = {
    "damaged": _AGAIN,
    "cut": _AGAIN,
    "broken": _AGAIN,
    "encrypted": N_("Ask for its password or for a copy without one, and add that too."),
    "too_large": _OUTSIDE,
    "slow": _OUTSIDE,
    "memory": _OUTSIDE,
}
UNREADABLE = ("damaged", "encrypted")
"""Faults of a file that nobody can read: it proves nothing."""
IN_FLAGS = ("encrypted", "cut", "broken")
"""What is wrong with a file of which something can be shown."""


def wrong_with(fault: str, flags: str) -> str:
    """One of ``WRONG``, empty for a sound file."""
    return fault or next((one for one in IN_FLAGS if one in flags.split()), "")


def told_wrong(wrong: str) -> str:
    """What is wrong with a file and what to do, in one line."""
    return f"{text(WRONG[wrong])}　{text(REMEDIES[wrong])}"


_BETRAYED = (
    ("agreement", ("补充协议", "补充合同")),
    ("confirmation", ("对账", "回执", "询证", "往来确认")),
    ("submission", ("送审", "报审签收", "结算签收")),
    ("account", ("定案", "审定", "结算签署")),
    ("review", ("审核报告", "审计报告", "评审报告", "审价")),
    ("certificate", ("计价", "验工", "支付证书", "进度款", "结算单")),
    ("price", ("批价", "核价", "价格确认", "询价", "综合单价")),
    ("measured", ("收方", "计量", "工程量确认", "测量")),
    ("sign_off", ("签证", "签认")),
    ("instruction", ("变更", "指令", "设计修改", "联系单", "通知单")),
    ("acceptance", ("验收",)),
    ("hand_over", ("移交", "交付")),
    ("take_on", ("交接",)),
    ("invoice", ("发票", "invoice")),
    ("bank_slip", ("回单", "到账", "流水", "进账单")),
    ("bill", ("承兑", "汇票", "云信")),
    ("guarantee", ("保函",)),
    ("deposit_slip", ("保证金",)),
    ("consumption", ("消耗", "领料")),
    ("claim", ("索赔",)),
    ("delivery", ("送货", "收货", "发货")),
    ("service", ("ems", "快递", "签收", "邮寄", "送达", "公证")),
    ("minutes", ("纪要", "会议")),
    ("authority", ("授权", "委托书")),
    ("letter", ("函",)),
    ("contract", ("合同",)),
    ("photo", ("照片", "img", "dsc", "微信图片", "wx_camera", "mmexport", "现场", "录像", "录音")),
)
_BY_MEDIA = {IMAGE: "photo", VIDEO: "photo", AUDIO: "photo", MAIL: "letter", INVOICE: "invoice"}


def betrayed(name: str, media: str) -> str:
    """The kind of paper a file name speaks of; a picture that says nothing is a photo."""
    lower = name.lower()
    for kind, words in _BETRAYED:
        if any(word in lower for word in words):
            return kind
    return _BY_MEDIA.get(media, "other")
