"""Rows that a ledger itself calls void (此笔作废) stay out; of those it strikes through it is said."""

from __future__ import annotations

import re
import unicodedata

from models.importing.recognition.ledger import Ledger, Line
from models.importing.recognition.words import INVOICES
from models.language import N_

_VOID = N_("The ledger says that the row is void (“{text}”): it stays out.")
_STRUCK = N_("{cell} is struck through: if that means that the row does not count, leave it out.")
_SPEAKS = N_("“{text}” speaks of something void; the row comes in. If the row itself is void, leave it out.")
_THIS = r"(?:此|该|本)?(?:一)?(?:笔|行|条|单|项|期|款|收据|记录|数据|凭证|登记)?(?:款项|款|收款|回款|计价)?"
_IS_VOID = re.compile(rf"{_THIS}(?:已经|已|予以|应|系)?作废(?:处理|不计|不算|勿计|了)?")
_OF_NUMBER = re.compile(r".+[(\[](?:已?作废)[)\]]")
_ROLES = ("remark", "purpose", "summary")
_EDGES = "()。.,;!* "


def leave_void(ledger: Ledger) -> None:
    """Keep out every row whose remark says nothing but that it is void; the state of an invoice is said elsewhere."""
    for line in ledger.lines if ledger.kind != INVOICES else ():
        if said := next((one for one in _texts(line) if is_void(one)), ""):
            line.open(_VOID, text=said)
        elif said := next((one for one in _texts(line) if "作废" in one), ""):
            ledger.note(line.row, _SPEAKS, text=said)
    main = ledger.main
    for line in ledger.lines if main and ledger.sheet.struck else ():
        if main and (line.row, main.place) in ledger.sheet.struck and not line.is_open:
            ledger.note(line.row, _STRUCK, cell=ledger.cell(line, main.role))


def is_void(text: str) -> bool:
    """Whether a text says that what it stands beside is void, and nothing else: （此笔作废）."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).strip(_EDGES)
    return bool(_IS_VOID.fullmatch(plain))


def _texts(line: Line) -> list[str]:
    """The texts of a row that may speak of it, a number with （作废） behind among them."""
    numbered = unicodedata.normalize("NFKC", line.text("number"))
    found = ["作废"] if _OF_NUMBER.fullmatch(numbered) else []
    return found + [str(value) for role, value in line.values.items() if role.startswith(_ROLES)]
