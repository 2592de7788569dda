"""A certificate in each of five forms: the same figures, each adds up, and goes to paper, workbook and JSON."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import func, select

from models import bills, certificates, contracts, receipts
from models.certificates import (
    AdjustmentDraft,
    CertificateDraft,
    IndexDraft,
    LineDraft,
    PaymentCertificate,
    SupplyDraft,
)
from models.contracts import LAYOUTS, Contract, FactorDraft, FeeDraft, MilestoneDraft, SignatureDraft
from models.money import Money
from models.registry import open_book
from models.store.book import Book
from reports import named
from reports.certificate_draft import CertificatePaperDraft
from reports.certificate_figures import CertificatePaper, FormRow
from reports.certificate_line_columns import captions
from reports.certificate_transport import HIGHWAY
from reports.certificate_world import AIA
from reports.report import write_pdf
from reports.style import Say
from tests import makers, samples
from tests.reports import read_back
from tests.reports.books import FILL
from tests.reports.test_certificate import BILL
from tests.samples import Run, run

__all__ = ["run"]
CERTIFICATE = named("certificate")
D = Decimal
ALL = tuple(LAYOUTS)


@pytest.fixture
def keys(book: Book) -> list[str]:
    """Two certificates of a contract with advance, materials, formula, variation and owner's materials."""
    with book.write(FILL) as session:
        makers.a_company(session)
        made = makers.a_contract(
            session, advance=Money.of(1_200_000), recovery_rule="linear", recovery_start=D("0.1"),
            recovery_end=D("0.8"), retention_rate=D("0.05"), materials_rate=D("0.8"), fixed_share=D("0.4"),
            factors=(FactorDraft("钢材", D("0.6"), D(100)),), layout="aia",
            milestones=(MilestoneDraft("certification", D("0.9"), 14), MilestoneDraft("final_account", D(1), 28)),
        )  # fmt: skip
        bills.record(session, bills.BillDraft(made.id, None, BILL))
        variation = makers.an_approved_variation(session, made, on=date(2024, 5, 20))
        earth, scaffold = [item for item in bills.items_of(session, made.id) if not item.is_heading]
        advance = CertificateDraft(
            contract=made.id, kind="advance", certified_on=date(2024, 3, 10), work=Money.of(1_200_000)
        )
        certificates.record(session, advance)
        paid = receipts.ReceiptDraft(
            payer=made.owner_id, contract=made.id, received_on=date(2024, 3, 28), amount=Money.of(1_200_000)
        )
        receipts.record(session, replace(paid, allocations=receipts.propose(session, paid)))
        found = []
        for day, quantity in ((date(2024, 12, 25), 50_000), (date(2025, 1, 25), 30_000)):
            lines = (
                LineDraft(
                    bill_item=earth.id, code=earth.code, name=earth.name, unit="m3", quantity=D(quantity), price=D(30)
                ),
                LineDraft(bill_item=scaffold.id, code=scaffold.code, name=scaffold.name, amount=Money.of(200_000)),
                LineDraft(variation=variation.id, kind="variations", name="变更", quantity=D("0.5"), price=D(300_000)),
                LineDraft(kind="dayworks", name="零工", quantity=D(3), price=D("350.55")),
            )
            draft = CertificateDraft(
                contract=made.id, period_to=day, certified_on=day, lines=lines, claims=Money.of(15_000),
                stored=Money.of(400_000 - quantity * 5), indices=(IndexDraft("钢材", D(104)),),
                supplies=(SupplyDraft("钢筋", "t", D(10), None, D(9), D(3800), D(4200)),),
                adjustments=(
                    AdjustmentDraft("safety", Money.of(36_000), "安全费"),
                    AdjustmentDraft("penalty", Money.of(5_000), "罚款"),
                ),
            )  # fmt: skip
            found.append(certificates.record(session, draft).id)
        return found


def collected(book: Book, key: str, **asked: Any) -> CertificatePaper:
    with book.read() as session:
        return CERTIFICATE.collect(session, CertificatePaperDraft(certificate=key, **asked))


def row(data: CertificatePaper, mark: str) -> FormRow:
    return next(one for one in data.rows if one.mark == mark)


@pytest.mark.parametrize("layout", ALL)
def test_every_form_adds_up_and_leads_to_the_same_amount_due(book: Book, keys: list[str], layout: str) -> None:
    with book.read() as session:
        due = [session.get_one(PaymentCertificate, key).due for key in keys]
    papers = [collected(book, key, layout=layout) for key in keys]
    assert [CERTIFICATE.contradictions(one) for one in papers] == [[], []]
    for one, amount in zip(papers, due, strict=True):
        assert amount in row(one, one.due_row).amounts
        assert one.stands.due == amount


@pytest.mark.parametrize("layout", ALL)
def test_a_certificate_with_a_second_advance_and_fees_adds_up_in_every_form(book: Book, layout: str) -> None:
    with book.write(FILL) as session:
        makers.a_company(session)
        made = makers.a_contract(
            session, advance=Money.of(1_000_000), recovery_rule="percentage", recovery_rate=D("0.2"),
            second_advance=Money.of(200_000), second_rule="percentage", second_rate=D("0.1"),
            fees=(FeeDraft("规费", D("0.06"), "all"),), layout=layout,
        )  # fmt: skip
        kept = {"contract": made.id, "period_to": date(2024, 2, 25), "certified_on": date(2024, 3, 10)}
        certificates.record(session, CertificateDraft(kind="advance", work=Money.of(1_200_000), **kept))
        paid = receipts.ReceiptDraft(
            payer=made.owner_id, contract=made.id, received_on=date(2024, 3, 20), amount=Money.of(1_200_000)
        )
        receipts.record(session, replace(paid, allocations=receipts.propose(session, paid)))
        later = {**kept, "certified_on": date(2024, 4, 10)}
        row = certificates.record(session, CertificateDraft(work=Money.of(500_000), **later))
        assert (row.recovery, row.second_recovered) == (Money.of(159_000), Money.of(53_000))
    found = collected(book, row.id, layout=layout)
    assert CERTIFICATE.contradictions(found) == []
    counted = {step.name: step.amount for step in found.steps if step.counts}
    assert (counted["recovery"], counted["second_recovered"]) == (-Money.of(106_000), -Money.of(53_000))


@pytest.mark.parametrize("layout", ALL)
def test_a_form_whose_row_is_a_fen_off_is_refused(book: Book, keys: list[str], layout: str) -> None:
    data = collected(book, keys[1], layout=layout)
    place, wrong = next((place, one) for place, one in enumerate(data.rows) if one.into and any(one.amounts))
    amounts = tuple(amount and amount + Money(1) for amount in wrong.amounts)
    rows = (*data.rows[:place], replace(wrong, amounts=amounts), *data.rows[place + 1 :])
    assert CERTIFICATE.contradictions(replace(data, rows=rows))


def test_line_7_of_an_application_is_line_6_of_the_one_before(book: Book, keys: list[str]) -> None:
    first, second = (collected(book, key) for key in keys)
    assert first.layout == "aia", "the contract says in which form its certificates are printed"
    assert row(second, "7").amounts == row(first, "6").amounts
    assert row(second, "3").amounts == (Money.of(12_300_000),)


def test_the_statement_keeps_the_letters_of_fidic_14_3_in_their_order(book: Book, keys: list[str]) -> None:
    data = collected(book, keys[1], layout="fidic")
    assert [one.shown for one in data.rows if one.mark] == ["a", "b", "c", "d", "e", "f", "N", "g", "D"]


@pytest.mark.parametrize("layout", ["highway", "railway"])
def test_a_form_whose_rows_are_counted_leaves_no_number_out(book: Book, keys: list[str], layout: str) -> None:
    data = collected(book, keys[1], layout=layout)
    shown = [one.shown for one in data.rows if one.mark]
    whole = [one for one in shown if "." not in one]
    assert whole == [str(number) for number in range(1, len(whole) + 1)]
    assert len(set(shown)) == len(shown)


def test_a_period_without_a_first_day_says_up_to_which_day(book: Book, keys: list[str]) -> None:
    told = {layout: collected(book, keys[1], layout=layout).sentences[0] for layout in ALL}
    assert "第 3 期（截至 2025 年 1 月 25 日）" in told["highway"]
    assert told["aia"].startswith("第 3 期（截至 2025 年 1 月 25 日）付款申请：人民币")
    assert not [layout for layout, sentence in told.items() if "—" in sentence]
    with book.read() as session:
        assert session.get_one(PaymentCertificate, keys[1]).period_from is None


def test_the_schedule_has_every_line_agreed_and_closes_with_the_form(book: Book, keys: list[str]) -> None:
    data = collected(book, keys[1])
    lines = [line for group in data.groups for line in group.lines]
    assert Money.total(line.scheduled or Money() for line in lines) == Money.of(12_300_000)
    assert (Money.total(line.total for line in lines),) == row(data, "4").amounts
    withheld = Money.total(line.retained or Money() for line in lines)
    assert withheld == sum((row(data, mark).amounts[0] or Money() for mark in ("5a", "5b")), Money())
    wrong = replace(data.groups[0], lines=data.groups[0].lines[1:], claimed=None, amount=None)
    assert CERTIFICATE.contradictions(replace(data, groups=(wrong, *data.groups[1:])))


@pytest.mark.parametrize("layout", ALL)
def test_the_form_is_one_page_and_names_nobody_elses_form(
    book: Book, keys: list[str], layout: str, tmp_path: Path
) -> None:
    for language in ("zh", "en"):
        data = collected(book, keys[1], layout=layout, with_detail=False, language=language)
        assert write_pdf(CERTIFICATE, data, tmp_path / f"{language}.pdf").pages == 1
        words = read_back.text(tmp_path / f"{language}.pdf", "-layout")
        assert "AIA" not in words
        assert "G702" not in words


def test_who_signs_is_what_the_contract_says(book: Book, keys: list[str]) -> None:
    own = (SignatureDraft("施工单位", "造价工程师 李明、项目经理"), SignatureDraft("全过程咨询", "总咨询师 何工"))
    with book.write(contracts.RECORD) as session:
        key = session.get_one(PaymentCertificate, keys[0]).contract_id
        contracts.record(session, replace(contracts.draft_of(session, key), signatures=own))
    signed = collected(book, keys[0], layout="gb50500").signatures
    assert [one.party for one in signed] == ["施工单位", "全过程咨询", "发包人"]
    assert signed[0].seats == (("造价工程师", "李明"), ("项目经理", ""))


@pytest.mark.parametrize("layout", ALL)
def test_the_command_writes_each_form_as_paper_workbook_and_json(run: Run, layout: str, tmp_path: Path) -> None:
    book = samples.sample_folder()
    for name in ("form.pdf", "form.xlsx", "form.json"):
        ended = run("certificate", "JB-2024-005-07", "--book", book, "--layout", layout, "-o", tmp_path / name)
        assert (ended.code, ended.err) == (0, "")
    told = json.loads((tmp_path / "form.json").read_text(encoding="utf-8"))
    figures = run("certificate", "JB-2024-005-07", "--book", book, "--layout", layout, "--json").told
    assert (told["layout"], told["contradictions"]) == (layout, [])
    assert figures["rows"] == told["rows"]
    assert openpyxl.load_workbook(tmp_path / "form.xlsx").sheetnames[0] == told["title"]


def test_certificates_of_the_sample_add_up_in_every_form() -> None:
    newest = select(func.max(PaymentCertificate.id)).group_by(PaymentCertificate.contract_id)
    with closing(open_book(samples.sample_folder())) as book, book.read() as session:
        found = list(session.scalars(newest))
        assert len(found) == len(session.scalars(select(Contract.id)).all())
        for key in found:
            for layout in ALL:
                data = CERTIFICATE.collect(session, CertificatePaperDraft(certificate=key, layout=layout))
                assert CERTIFICATE.contradictions(data) == [], (layout, data.certificate)


def test_what_remains_of_a_line_that_was_never_agreed_is_less_than_nothing(book: Book, keys: list[str]) -> None:
    lines = [line for group in collected(book, keys[1], layout="aia").groups for line in group.lines]
    extra = replace(lines[0], scheduled=None)
    assert extra.balance == Money() - extra.total != Money()
    every = [*lines, extra]
    agreed = Money.total(line.scheduled or Money() for line in every)
    assert Money.total(line.balance for line in every) == agreed - Money.total(line.total for line in every)


def test_the_columns_of_g703_bear_its_letters() -> None:
    """AIA G703: the share G ÷ C has no letter of its own, H is the balance to finish, I the retainage."""
    found = dict(captions(AIA, Say("en")))
    assert {name: said.partition("  ")[0] for name, said in found.items()} == {
        "item": "A", "name": "B", "scheduled": "C", "previous_amount": "D", "now_amount": "E", "stored": "F",
        "total": "G", "share": "G÷C", "balance": "H", "retained": "I",
    }  # fmt: skip
    assert found["share"] == "G÷C  Share done"
    assert dict(captions(HIGHWAY, Say("en")))["name"] == "Description"
