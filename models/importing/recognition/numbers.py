"""Numbers for documents that have none in the ledger: the same row gets the same number, today and next month."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 6


@dataclass
class Numbers:
    """Makes numbers of contract, day and amount; the second row that says the same gets another one."""

    _seen: Counter[tuple[str, ...]] = field(default_factory=Counter)

    def of(self, prefix: str, day: str, *what: str) -> str:
        """``TZ-20230508-7K2QXM``."""
        key = (prefix, day, *what)
        self._seen[key] += 1
        digest = hashlib.sha256("\0".join([*key, str(self._seen[key])]).encode()).digest()
        number = int.from_bytes(digest[:8], "big")
        tail = "".join(_LETTERS[number >> 5 * place & 31] for place in range(_LENGTH))
        return "-".join(filter(None, (prefix, day.replace("-", ""), tail)))
