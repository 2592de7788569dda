"""Reads papers back with other people's programs."""

from __future__ import annotations

import csv
import re
import subprocess
from pathlib import Path

from models.money import Money
from tests.tools import need

AMOUNT = re.compile(r"-?\d{1,3}(?:,\d{3})*\.\d{2}")


def text(path: Path, *options: str) -> str:
    """The words of a PDF as poppler reads them."""
    run = subprocess.run([need("pdftotext"), *options, str(path), "-"], capture_output=True, check=True)
    return run.stdout.decode()


def fonts(path: Path) -> list[dict[str, str]]:
    """Name, emb, sub, uni of each font of a PDF."""
    run = subprocess.run([need("pdffonts"), str(path)], capture_output=True, check=True)
    rows = [line.split() for line in run.stdout.decode().splitlines()[2:]]
    return [{"name": row[0], "emb": row[-5], "sub": row[-4], "uni": row[-3]} for row in rows]


def amounts(line: str) -> list[Money]:
    return [Money.parse(found) for found in AMOUNT.findall(line)]


def pages(path: Path) -> list[list[str]]:
    """The lines of each page, laid out as they stand on it."""
    return [page.splitlines() for page in text(path, "-layout").split("\f")[:-1]]


def size(path: Path, page: int) -> tuple[float, float]:
    """How wide and how high a page is, in points."""
    run = subprocess.run(
        [need("pdfinfo"), "-f", str(page), "-l", str(page), str(path)], capture_output=True, check=True
    )
    found = re.search(r"size:\s+([\d.]+) x ([\d.]+)", run.stdout.decode())
    assert found
    return float(found[1]), float(found[2])


def as_csv(path: Path) -> list[list[str]]:
    """The first sheet as LibreOffice shows it."""
    out = path.parent / "csv"
    profile = f"-env:UserInstallation=file://{path.parent}/profile"
    subprocess.run(
        [need("soffice"), profile, "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76",
         "--outdir", str(out), str(path)],
        check=True, capture_output=True, timeout=100,
    )  # fmt: skip
    with (out / f"{path.stem}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))
