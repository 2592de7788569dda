"""A bundle of 2,000 pages is joined in about the memory that 500 pages take."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.bench import Figure

PAGES, FEW = 2_000, 500
_CHILD = """
import json, resource, sys
from reports.bundle.joining import send_join
send_join(json.loads(sys.argv[1]), lambda line: None)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def figures(rows: int) -> Iterator[Figure]:
    folder = Path(tempfile.mkdtemp(prefix="qingshou-bench-"))
    scan = folder / "scan.jpg"
    Image.frombytes("RGB", (1240, 1754), os.urandom(1240 * 1754 * 3)).save(scan, quality=40)
    for name, pages in (("front.pdf", 1), ("nine.pdf", 9)):
        canvas = Canvas(str(folder / name), pagesize=A4)
        for page in range(pages):
            canvas.drawImage(str(scan), 0, 0, *A4)
            canvas.drawString(50, 50, str(page))
            canvas.showPage()
        canvas.save()
    yield Figure(
        f"memory of a bundle of {PAGES:,} pages, beside {FEW}", partial(joined, folder, PAGES),
        partial(joined, folder, FEW), 1.5, rounds=1, amount=memory, unit="MB",
    )  # fmt: skip


def joined(folder: Path, pages: int) -> str:
    """The memory a process needed to join photos and scans to so many pages, as it says itself."""
    items = [_item(folder, place) for place in range(pages // 5)]
    aside = folder / f"aside-{pages}"
    aside.mkdir()
    asked = {"aside": str(aside), "front": str(folder / "front.pdf"), "target": str(folder / f"{pages}.pdf"),
             "items": items, "title": "bench"}  # fmt: skip
    made = subprocess.run([sys.executable, "-c", _CHILD, json.dumps(asked)], capture_output=True, text=True, check=True)
    return made.stdout


def memory(work: Callable[[], object]) -> float:
    return float(str(work()))


def _item(folder: Path, place: int) -> dict[str, object]:
    """One photo, then a file of nine pages, in turn."""
    name, media, first = ("nine.pdf", "pdf", 2) if place % 2 else ("scan.jpg", "image", 1)
    told = {"label": f"1-{place}", "title": name, "group": "履行情况", "first": place // 2 * 10 + first}
    return {"path": str(folder / name), "media": media, "fault": "", "notes": [], "mark": f"证据 1-{place}", **told}
