"""Adds one file after another to a book until somebody kills it; run as ``python -m tests.evidence_adder BOOK``.

For each line on standard input it starts a process that adds until it is killed, then says ``gone``.
"""

from __future__ import annotations

import os
import sys
from itertools import count
from pathlib import Path

from sqlalchemy.orm import configure_mappers

from models import registry
from models.work import finish
from reports.reading.evidence import Given, take_in
from tests.busy_teller import tell


def serve(folder: Path) -> None:
    configure_mappers()
    for _line in sys.stdin:
        pid = os.fork()
        if not pid:
            work(folder)
        tell(f"working {pid}")
        os.waitpid(pid, 0)
        tell("gone")


def work(folder: Path) -> None:
    """Text files of up to a megabyte: nothing looks into them, so nothing but keeping is killed."""
    book = registry.open_book(folder)
    tell("opened")
    given = folder.with_name("给.txt")
    for _turn in count():
        given.write_bytes(os.urandom(1 + int.from_bytes(os.urandom(2), "big") * 16))
        taken = finish(take_in(book, [Given(given)], "command"))
        tell(f"saved {taken.added.new[0]}")


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
