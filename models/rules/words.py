"""Amounts in capital words (大写) as banks and courts read them: 壹仟陆佰捌拾元零叁角贰分."""

from __future__ import annotations

from models.money import Money, half_up, read_decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
WAN = 10**4
YI = 10**8


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
