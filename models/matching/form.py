"""The form of an owner's ledger: which column says what, as it is called or as a person said."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy.orm import Session

from models import ledger_forms
from models.importing.sheets import Cell, Sheet, Workbook
from models.language import N_, listed
from models.problems import Refused

ON, DEBIT, CREDIT, AMOUNT, REFERENCE, TEXT, BALANCE, SIDE = (
    "on", "debit", "credit", "amount", "reference", "text", "balance", "side",
)  # fmt: skip
ROLES = {
    ON: N_("Day"),
    DEBIT: N_("Debit"),
    CREDIT: N_("Credit"),
    AMOUNT: N_("Amount"),
    REFERENCE: N_("Reference"),
    TEXT: N_("Booking text"),
    BALANCE: N_("Balance"),
    SIDE: N_("Debit or credit"),
}
_CALLED: Mapping[str, tuple[str, ...]] = {
    ON: ("日期", "记账日", "记账日期", "凭证日期", "业务日期", "入账日期", "制单日期", "会计日期",
         "年月日", "时间", "date"),
    DEBIT: ("借方", "借方金额", "借方发生额", "本期借方", "借方发生", "借", "debit"),
    CREDIT: ("贷方", "贷方金额", "贷方发生额", "本期贷方", "贷方发生", "贷", "credit"),
    AMOUNT: ("金额", "发生额", "本币金额", "交易金额", "付款金额", "amount"),
    REFERENCE: ("凭证号", "凭证字号", "凭证编号", "单据号", "单据编号", "单号", "票号", "发票号", "发票号码", "参考号",
                "计价单号", "业务编号", "编号", "凭证", "reference", "voucher"),
    TEXT: ("摘要", "内容提要", "说明", "备注", "用途", "内容", "事由", "text", "description"),
    BALANCE: ("余额", "期末余额", "累计余额", "结余", "balance"),
    SIDE: ("方向", "借或贷", "借贷", "余额方向", "借/贷"),
}  # fmt: skip
WITHIN = 20
_PREFIX = "owner-ledger:"


@dataclass(frozen=True)
class Answers:
    """What a person said of the form: the sheet, the row of its captions (from 1), captions by role, the sign.

    ``turned``: the ledger shows what is owed to us in credit (None: whichever sign agrees with our book).
    ``round_off``: amounts with more than two decimals are rounded instead of staying out.
    """

    sheet: str = ""
    header: int = 0
    columns: Mapping[str, str] = field(default_factory=dict)
    turned: bool | None = None
    round_off: bool = False


EXAMPLE = (
    '{"sheet": "应付账款", "header": 3, "columns": {"on": "记账日", "debit": "借方发生", "credit": "贷方发生", '
    '"reference": "凭证号", "text": "摘要"}, "turned": true}'
)
"""Answers as they are written."""


def from_json(text: str) -> Answers:
    """Raises Refused for a text that holds no answers."""
    try:
        told = json.loads(text)
        columns = {str(role): str(caption) for role, caption in dict(told.get("columns", {})).items()}
        found = Answers(str(told.get("sheet", "")), int(told.get("header", 0)), columns, told.get("turned"),
                        bool(told.get("round_off", False)))  # fmt: skip
    except (ValueError, AttributeError, TypeError) as error:
        raise Refused(N_("The answers are no JSON object with sheet, header, columns and turned.")) from error
    if unknown := found.columns.keys() - ROLES.keys():
        message = N_("There is no column “{name}”. Known are: {known}.")
        raise Refused(message, name=sorted(unknown)[0], known=listed(ROLES))
    return found


def to_json(answers: Answers) -> str:
    told = {
        "sheet": answers.sheet,
        "header": answers.header,
        "columns": dict(answers.columns),
        "turned": answers.turned,
        **({"round_off": True} if answers.round_off else {}),
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def remembered(session: Session, workbook: Workbook, answers: Answers) -> Answers:
    """With what was answered about this form before, where nothing is said now."""
    for sheet in seen(workbook, answers):
        kept = ledger_forms.kept(session, [fingerprint(sheet)])
        for text in kept.values():
            before = from_json(text)
            return replace(
                before, sheet=sheet.name, columns={**before.columns, **answers.columns},
                turned=before.turned if answers.turned is None else answers.turned,
                header=answers.header or before.header, round_off=before.round_off or answers.round_off,
            )  # fmt: skip
    return answers


def remember(session: Session, workbook: Workbook, answers: Answers) -> None:
    """Keep the answers for the next ledger of this form."""
    sheet = next(one for one in workbook.sheets if one.name == answers.sheet)
    ledger_forms.keep(session, fingerprint(sheet), to_json(answers))


def fingerprint(sheet: Sheet) -> str:
    """A form is known by its captions."""
    row = best_row(sheet)
    return _PREFIX + "|".join(caption(cell) for cell in sheet.rows[row] if cell != "") if row is not None else _PREFIX


def seen(workbook: Workbook, answers: Answers) -> Iterator[Sheet]:
    for sheet in workbook.sheets:
        if sheet.name == answers.sheet or (not answers.sheet and not sheet.hidden):
            yield sheet


def best_row(sheet: Sheet) -> int | None:
    scores = [(len(columns_of(row, {})), -place) for place, row in enumerate(sheet.rows[:WITHIN])]
    best = max(scores, default=(0, 0))
    return -best[1] if best[0] > 1 else None


def columns_of(cells: Sequence[Cell], said: Mapping[str, str]) -> dict[str, int]:
    captions = [caption(cell) for cell in cells]
    bare = [re.sub(r"[(\[].*?[)\]]", "", one) for one in captions]  # 借方(付款) is 借方
    inside = [re.sub(r"^.*[(\[](.*?)[)\]]$", r"\1", one) for one in captions]  # 付款(借) is 借
    found = {role: captions.index(caption(said[role])) for role in said if caption(said[role]) in captions}
    for role, names in _CALLED.items():
        if role in found or (role in said and not said[role]):
            continue
        places = (row.index(name) for row in (captions, bare, inside) for name in names if name in row)
        place = next((place for place in places if place not in found.values()), None)
        if place is not None:
            found[role] = place
    return found


def caption(cell: Cell) -> str:
    text = unicodedata.normalize("NFKC", cell) if isinstance(cell, str) else ""
    return re.sub(r"[\s:*]|[(\[](?:元|人民币|¥|人民币元)[)\]]", "", text).lower()
