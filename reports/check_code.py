"""The check code of an issued paper: it pins the book's history to a sheet that the other side signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from reportlab.graphics.barcode.qrencoder import QR8bitByte, QRAlphaNum, QRCode, QRErrorCorrectLevel, QRUtil

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHECK = _CROCKFORD + "*~$=U"
# The same polynomials serve every paper; reportlab multiplies them out anew for each code.
QRUtil.getErrorCorrectPolynomial = staticmethod(cache(QRUtil.getErrorCorrectPolynomial))  # type: ignore[method-assign]
_MASK = 3  # every mask can be read; judging all eight would take longer than the rest of the paper


@dataclass(frozen=True)
class Check:
    """The head of the book before the paper's own Step: its site, its number, its whole hash (64 hex digits)."""

    site: str
    n: int
    hash: str

    @property
    def code(self) -> str:
        """``JB-1841-3F7K-9QWM-T0XZ-52NC-V``: site, number, 80 bits of the hash, a check character."""
        letters = base32(self.hash)
        groups = "-".join(letters[start : start + 4] for start in range(0, 16, 4))
        return f"{self.site}-{self.n}-{groups}-{check_character(self.site, self.n, letters)}"


def base32(digest: str) -> str:
    """The first 80 bits of a hash in 16 characters of Crockford's alphabet (no I, L, O, U)."""
    number = int(digest[:20], 16)
    return "".join(_CROCKFORD[number >> shift & 31] for shift in range(75, -1, -5))


def check_character(site: str, n: int, letters: str) -> str:
    """Everything before it read as a number modulo 37: finds one wrong character, and two that changed places."""
    total = 0
    for letter in f"{site}{n}{letters}".upper():
        total = (total * 32 + (_CROCKFORD.find(letter) if letter in _CROCKFORD else ord(letter))) % 37
    return _CHECK[total]


def read(code: str) -> tuple[str, int, str]:
    """Site, number and the 16 characters of a typed code; raises ValueError when it was mistyped.

    Small letters, missing or extra hyphens in the groups, and O for 0, I or L for 1 are understood.
    """
    site, _, rest = code.strip().upper().partition("-")
    n, _, tail = rest.partition("-")
    plain = tail.replace("-", "").replace(" ", "").translate(str.maketrans("OIL", "011"))
    if not n.isdecimal() or len(plain) != 17 or check_character(site, int(n), plain[:16]) != plain[16]:
        raise ValueError(code)
    return site, int(n), plain[:16]


def squares(check: Check, number: str, template: int) -> tuple[int, Sequence[tuple[int, int, int]]]:
    """The QR code with the whole hash, the paper's number and the template: squares a side, dark bars in rows."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(QRAlphaNum(f"QS1:{check.hash.upper()}:{check.n}:{template}:"))
    code.addData(QR8bitByte(f"{check.site}:{number}"))
    code.version = code.calculate_version()  # type: ignore[no-untyped-call]
    code.makeImpl(False, _MASK)
    return code.moduleCount, [bar for row, cells in enumerate(code.modules) for bar in _bars(row, cells)]


def _bars(row: int, cells: Sequence[bool]) -> list[tuple[int, int, int]]:
    bars, start = [], None
    for column, dark in enumerate([*cells, False]):
        if dark and start is None:
            start = column
        elif not dark and start is not None:
            bars.append((row, start, column - start))
            start = None
    return bars
