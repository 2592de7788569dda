"""What captions mean in accounts of banks and in ledgers of what came in and was paid out."""

from __future__ import annotations

from models.importing.recognition.words import ASIDE, MONEY, PAID, STRONG, SUM, TEXT, WEAK, Words

OF_BANKS: Words = (
    ("amount", MONEY, STRONG, f"(?:工程款?|项目|资金|银行|现金|账户)(?:{PAID}|转入|流入|存入){SUM}?"),
    ("amount", MONEY, WEAK, "交易(?:金额|额)"),
    ("side", TEXT, ASIDE, "(?:交易)?(?:借贷|收支|来往账?)(?:标[志识]|方向|类型|类?别)?|"
                           "交易(?:类型|方向)|借/?贷标[志识]"),
    ("amount", MONEY, WEAK, f"(?:转入|流入|存入|收方|收进){SUM}?"),
)  # fmt: skip
