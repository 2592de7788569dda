"""What became of a bill, as its register says it: paid, discounted, endorsed on, or dishonoured."""

from __future__ import annotations

import re
from datetime import date

from models.importing.days import read_day
from models.importing.recognition.brought import Ended, Harvest, Reversal, Row
from models.importing.recognition.ledger import Ledger, Line, day_of
from models.importing.recognition.signs import BOUNCED
from models.importing.texts import Misread
from models.language import N_
from models.receipts.record import BILLS

_GONE = re.compile(
    "兑付|兑现|解付|承付|贴现|背书|转让|到期托收|托收(?:到账|入账|回款)|已托收|到账|入账|付讫|paid|discounted|endorsed"
)
_NOT_YET = re.compile("未|待|持有|在手|库存|拟|中$")
_PAID = re.compile("兑付|兑现|解付|承付|付讫|托收")
_DAY = re.compile(r"(?:19|20)\d{2}[-./年]\d{1,2}[-./月]\d{1,2}日?")
_NO_DAY = N_(
    "The bill is said to be “{told}”, and nothing says since when: it comes in as in hand. Write the day, or record it "
    "at the receipt."
)
_DISHONOURED = N_("The bill is said to be “{told}”: its receipt goes back on {day}, and the debt stands again.")


def ended(found: Harvest, row: Row, today: date) -> None:
    """Keep what became of the bill of a receipt that comes in."""
    ledger, line, values = row.ledger, row.line, row.values
    told = line.text("ended")
    bounced = bool(BOUNCED.search(told))
    gone = bool(_GONE.search(told)) or _is_collected(ledger, line, told)
    if values.get("method") not in BILLS or not (bounced or (gone and not _NOT_YET.search(told))):
        return
    day = _day(ledger, line, bounced or bool(_PAID.search(told)))
    if day is None or not values["received_on"] <= day <= today:
        ledger.note(line.row, _NO_DAY, told=told)
    elif bounced:
        ledger.note(line.row, _DISHONOURED, told=told, day=day)
        found.reversals.append(Reversal(Row(ledger, line, dict(values)), values["number"], day, told))
    else:
        found.ended.append(Ended(Row(ledger, line, dict(values)), values["number"], day, told))


def _is_collected(ledger: Ledger, line: Line, told: str) -> bool:
    """到期托收 with a day on or after that of maturity: the bank collected it."""
    day, matures = day_of(ledger, line, "ended_on"), day_of(ledger, line, "matures_on")
    return "托收" in told and day is not None and matures is not None and day >= matures


def _day(ledger: Ledger, line: Line, at_maturity: bool) -> date | None:
    """The day of its column, else the one that the texts of the row name, else that of its maturity."""
    texts = [line.text("ended"), *(str(one) for role, one in line.values.items() if role.startswith("remark"))]
    said = [*_DAY.findall("\n".join(texts))]
    own = day_of(ledger, line, "ended_on") or (_read(said[0]) if len(said) == 1 else None)
    return own or (day_of(ledger, line, "matures_on") if at_maturity else None)


def _read(written: str) -> date | None:
    try:
        return read_day(written).day()
    except (Misread, ValueError):
        return None
