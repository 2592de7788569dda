"""What is invoiced beyond a document is told by the import and by its check alike."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from models.invoices.record import VatInvoice
from models.money import Money
from models.registry import open_book
from tests import makers
from tests.reports.books import FILL, a_certificate
from tests.samples import Run, run

__all__ = ["run"]
DOCUMENT = f"{makers.CONTRACT}-01"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A certificate of 1,000,000.00."""
    book = makers.a_book(tmp_path / "book")
    with book.write(FILL) as session:
        terms = {"advance": None, "recovery_rule": "none", "recovery_rate": None}
        a_certificate(session, makers.a_contract(session, **terms), date(2024, 4, 25), Money.of(1_000_000))
    book.close()
    return tmp_path / "book"


def invoices(file: Path, *amounts: int) -> Path:
    """Each invoice is for the certificate."""
    workbook = Workbook()
    heads, lines = workbook.active, workbook.create_sheet("发票明细")
    assert heads is not None
    heads.title = "发票"
    heads.append(["合同编号", "发票号码", "开票日期", "价税合计"])
    lines.append(["发票号码", "单据号", "金额"])
    for place, amount in enumerate(amounts, 1):
        number = f"243220000000000000{place:02d}"
        heads.append([makers.CONTRACT, number, date(2024, 5, 8), amount])
        lines.append([number, DOCUMENT, amount])
    workbook.save(file)
    return file


def kept(folder: Path) -> int:
    book = open_book(folder)
    with book.read() as session:
        found = session.query(VatInvoice).count()
    book.close()
    return found


@pytest.mark.parametrize(("amounts", "count"), [((1_000_000,), 0), ((1_000_000, 1), 1), ((1_200_000,), 1)])
def test_the_check_tells_what_the_import_tells(
    run: Run, folder: Path, tmp_path: Path, amounts: tuple[int, ...], count: int
) -> None:
    words = ("import", invoices(tmp_path / "a.xlsx", *amounts), "--book", folder, "--json")
    checked = run(*words, "--check").told
    assert kept(folder) == 0
    beyond = [one for one in checked["advice"] if DOCUMENT in one and "红字" in one]
    assert len(beyond) == count
    assert all(f"{sum(amounts):,}.00" in one and "1,000,000.00" in one for one in beyond)
    assert run(*words).told["advice"] == checked["advice"]
    assert kept(folder) == len(amounts)
