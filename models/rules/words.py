"""Amounts in words as banks and courts read them: 壹佰元零叁角贰分, one hundred and 32/100."""

from __future__ import annotations

from models.money import Money, half_up, read_decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
WAN = 10**4
YI = 10**8
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = ("", "", *"twenty thirty forty fifty sixty seventy eighty ninety".split())
_THOUSANDS, _BEYOND = ("", "thousand", "million", "billion"), "trillion"


def words(amount: Money) -> str:
    """The amount in words (支付结算办法, annex).

    Where two forms are legal: 零 is written between 元 and 角 when the yuan digit is zero, not between 万 and 仟;
    整 only after 元; negative amounts (credit lines, never bank documents) begin with 负.
    """
    yuan, cents = divmod(abs(amount.fen), 100)
    jiao, fen = divmod(cents, 10)
    sign = "负" if amount.fen < 0 else ""
    if not cents:
        return f"{sign}{_whole(yuan)}元整"
    head = f"{_whole(yuan)}元" if yuan else ""
    gap = "零" if yuan and (not jiao or yuan % 10 == 0) else ""
    tail = (f"{DIGITS[jiao]}角" if jiao else "") + (f"{DIGITS[fen]}分" if fen else "")
    return f"{sign}{head}{gap}{tail}"


def english(amount: Money) -> str:
    """The amount as an English cheque says it, without the currency: forty-two thousand and 50/100."""
    whole, cents = divmod(abs(amount.fen), 100)
    sign = "minus " if amount.fen < 0 else ""
    return f"{sign}{_cardinal(whole)} and {cents:02}/100" if cents else f"{sign}{_cardinal(whole)} only"


def _cardinal(number: int) -> str:
    """A whole number in words, by thousands."""
    if not number:
        return _SMALL[0]
    parts = []
    for name in _THOUSANDS:
        number, section = divmod(number, 1000)
        if section:
            parts.append(" ".join(filter(None, (_hundreds(section), name))))
    if number:
        parts.append(f"{_cardinal(number)} {_BEYOND}")
    return " ".join(reversed(parts))


def _hundreds(section: int) -> str:
    hundreds, rest = divmod(section, 100)
    tens, ones = divmod(rest, 10)
    ended = _SMALL[rest] if rest < 20 else _TENS[tens] + (f"-{_SMALL[ones]}" if ones else "")
    return " ".join(filter(None, (f"{_SMALL[hundreds]} hundred" if hundreds else "", ended if rest else "")))


def words_of(text: str) -> str:
    """What a person typed in words, rounded half up to the fen; raises ValueError when it is no number."""
    return words(Money(half_up(read_decimal(text).scaleb(2))))


def _whole(number: int) -> str:
    if number >= YI:
        return _joined(number, YI, "亿")
    if number >= WAN:
        return _joined(number, WAN, "万")
    return _section(number)


def _joined(number: int, size: int, unit: str) -> str:
    """A part above and a part below 万 or 亿, with 零 where the lower one does not begin at its highest digit."""
    above, below = divmod(number, size)
    gap = "零" if 0 < below < size // 10 else ""
    return f"{_whole(above)}{unit}{gap}{_whole(below) if below else ''}"


def _section(number: int) -> str:
    """Up to four digits; inner zeros become one 零, trailing zeros nothing."""
    if not number:
        return DIGITS[0]
    text, gap = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            text += (DIGITS[0] if gap and text else "") + DIGITS[digit] + PLACES[place]
        gap = not digit
    return text
