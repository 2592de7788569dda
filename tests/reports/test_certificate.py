"""A payment certificate on paper: it says what stands in the book, adds up in every column, or is refused."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select

from models import bills, certificates, contracts, kept_files, papers, receipts
from models.bills import BillItemDraft
from models.certificates import AdjustmentDraft, CertificateDraft, LineDraft, PaymentCertificate, ReviewDraft
from models.contracts import LAYOUTS, MilestoneDraft
from models.money import Money
from models.problems import Invalid, Refused
from models.registry import open_book
from models.store.book import Book
from reports import named
from reports.certificate_draft import CertificatePaperDraft
from reports.certificate_figures import CertificatePaper, FormRow
from reports.report import press, to_json, write_pdf, write_xlsx
from tests import makers, samples
from tests.reports import read_back
from tests.reports.books import FILL
from tests.samples import Run, run

__all__ = ["run"]

CERTIFICATE = named("certificate")
D = Decimal
FEN = Money(1)
BILL = (
    BillItemDraft(code="01", name="土石方工程"),
    BillItemDraft(code="010101001001", name="挖一般土方", unit="m3", quantity=D(100_000), price=D(30), level=2),
    BillItemDraft(code="02", name="措施项目"),
    BillItemDraft(code="011702001001", name="脚手架", amount=Money.of(800_000), level=2),
)


def collected(book: Book, key: str, **asked: Any) -> CertificatePaper:
    with book.read() as session:
        return CERTIFICATE.collect(session, CertificatePaperDraft(certificate=key, **asked))


def row(data: CertificatePaper, mark: str) -> FormRow:
    return next(one for one in data.rows if one.mark == mark)


def reasons(data: CertificatePaper) -> str:
    return "；".join(problem.text() for problem in CERTIFICATE.contradictions(data))


@pytest.fixture
def contract(book: Book) -> str:
    """Progress 80 %, final account 97 %, retention 3 %, an advance of ¥ 1,200,000 received and recovered at 20 %."""
    with book.write(FILL) as session:
        makers.a_company(session, prepared_by="王𬭛")
        made = makers.a_contract(
            session,
            project=makers.a_project(session).id,
            retention_rate=D("0.03"),
            milestones=(
                MilestoneDraft("certification", D("0.8"), 14),
                MilestoneDraft("final_account", D(1), 28),
            ),
        )
        bills.record(session, bills.BillDraft(made.id, None, BILL))
        certificates.record(
            session,
            CertificateDraft(
                contract=made.id, kind="advance", certified_on=date(2024, 3, 10), work=made.terms[0].advance
            ),
        )
        draft = receipts.ReceiptDraft(
            payer=made.owner_id, contract=made.id, received_on=date(2024, 3, 28), amount=Money.of(1_200_000)
        )
        receipts.record(session, replace(draft, allocations=receipts.propose(session, draft)))
        return made.id


def lines(book: Book, contract: str) -> tuple[LineDraft, ...]:
    """20,000 m³ claimed and 18,000 certified, half the scaffold, and two days of work."""
    with book.read() as session:
        earth, scaffold = [item for item in bills.items_of(session, contract) if not item.is_heading]
        return (
            LineDraft(bill_item=earth.id, code=earth.code, name=earth.name, unit="m3", claimed_quantity=D(20_000),
                      quantity=D(18_000), price=D(30)),
            LineDraft(bill_item=scaffold.id, code=scaffold.code, name=scaffold.name, unit="项",
                      claimed=Money.of(420_000), amount=Money.of(400_000)),
            LineDraft(kind="dayworks", name="清理淤泥", unit="工日", claimed_quantity=D(2), quantity=D(2),
                      price=D("350.55")),
        )  # fmt: skip


def recorded(book: Book, contract: str, **entries: Any) -> str:
    draft = CertificateDraft(
        contract=contract,
        period_from=date(2024, 4, 1),
        period_to=date(2024, 4, 30),
        submitted_on=date(2024, 5, 6),
        lines=lines(book, contract),
        adjustments=(
            AdjustmentDraft("safety", Money.of(36_000), "安全文明施工费首次支付"),
            AdjustmentDraft("utilities", Money.of("1234.56"), "四月水电"),
            AdjustmentDraft("penalty", Money.of(20_000), "扬尘治理罚款", agreed=False),
        ),
    )
    with book.write(certificates.RECORD) as session:
        return certificates.record(session, replace(draft, **entries)).id


@pytest.fixture
def signed(book: Book, contract: str) -> str:
    return recorded(book, contract, certified_on=date(2024, 5, 20), claims=Money.of(15_000))


def test_the_rows_are_those_of_gb_50500_and_lead_from_the_value_to_what_is_due(book: Book, signed: str) -> None:
    data = collected(book, signed)
    certified = {one.mark: one.amounts[1] for one in data.rows if one.mark}
    assert certified["3.1"] == Money.of(540_000)
    assert certified["3.2"] == Money.of(400_000)
    assert certified["3.3"] == Money.of("701.10")
    assert certified["3.4"] == Money.of(36_000)
    assert certified["3.5"] == Money.of(15_000)
    assert certified["3"] == Money.of("991701.10")
    assert certified["1"] == certified["3"]
    assert certified["2"] == Money.of(1_200_000)
    with book.read() as session:
        kept = session.get_one(PaymentCertificate, signed)
        assert certified["5"] == kept.due
        assert certified["4.1"] == kept.recovery == kept.gross.share(D("0.2"))
        assert certified["4"] == kept.recovery + kept.retention + kept.later + Money.of("1234.56")
    assert CERTIFICATE.contradictions(data) == []


def test_what_was_applied_for_stands_beside_it_by_the_same_terms(book: Book, signed: str) -> None:
    data = collected(book, signed)
    assert row(data, "3.1").amounts[0] == Money.of(600_000)
    assert row(data, "3.2").amounts[0] == Money.of(420_000)
    gross = Money.of("1035701.10")
    taken = gross.share(D("0.03")) + gross.share(D("0.2")) + (gross - gross.share(D("0.8")))
    assert row(data, "5").amounts[0] == gross + Money.of(36_000) - taken - Money.of("1234.56")


def test_a_disputed_deduction_is_listed_and_takes_nothing_off(book: Book, signed: str, tmp_path: Path) -> None:
    data = collected(book, signed)
    disputed = [one for one in data.adjustments if one.disputed]
    assert [one.amount for one in disputed] == [Money.of(20_000)]
    assert not [one for one in data.rows if "罚款" in one.caption]
    write_pdf(CERTIFICATE, data, tmp_path / "certificate.pdf")
    assert "有争议，未扣减" in read_back.text(tmp_path / "certificate.pdf", "-layout")


def test_an_application_without_an_answer_has_an_empty_column_and_says_draft(
    book: Book, contract: str, tmp_path: Path
) -> None:
    key = recorded(book, contract)
    data = collected(book, key)
    assert data.reviewed is None
    assert {one.amounts[1] for one in data.rows} == {None}
    assert data.title == "进度款支付申请表"
    assert len(data.sentences) == 1
    assert data.stands.due == row(data, "5").amounts[0]
    write_pdf(CERTIFICATE, data, tmp_path / "application.pdf")
    told = read_back.text(tmp_path / "application.pdf", "-layout")
    assert "草稿" in told
    assert data.claimed.words in told.replace("\n", "").replace(" ", "")


def test_a_review_fills_the_second_column_and_is_told_beside_its_signature(book: Book, contract: str) -> None:
    key = recorded(book, contract)
    with book.write(certificates.REVIEW) as session:
        asked = ReviewDraft(key, "supervised", date(2024, 5, 13), by="江北监理", amount=Money.of(940_000))
        certificates.review(session, asked)
    data = collected(book, key)
    assert data.reviewed is not None
    assert data.title == "进度款支付申请表"
    assert "2024-05-13" in data.signatures[1].recorded
    assert "940,000.00" in data.signatures[1].recorded
    assert CERTIFICATE.contradictions(data) == []


def test_what_is_stated_of_earlier_certificates_stands_beside_our_book_where_they_differ(
    book: Book, contract: str, tmp_path: Path
) -> None:
    first = recorded(book, contract, certified_on=date(2024, 5, 20))
    with book.read() as session:
        gross = session.get_one(PaymentCertificate, first).gross
    key = recorded(book, contract, certified_on=date(2024, 6, 20), stated_gross=gross, adjustments=())
    assert collected(book, key).stated == ()
    with book.write(certificates.CORRECT) as session:
        draft = certificates.draft_of(session, first)
        certificates.correct(session, replace(draft, lines=(), work=gross + Money.of(-500), claimed=None, claims=None))
    (one,) = collected(book, key).stated
    assert (one.stated, one.difference) == (gross, gross - one.ours)
    assert one.difference
    for layout in ("gb50500", "highway", "railway", "fidic", "aia"):
        data = collected(book, key, layout=layout)
        write_pdf(CERTIFICATE, data, tmp_path / f"{layout}.pdf")
        words = read_back.text(tmp_path / f"{layout}.pdf")
        assert one.difference.grouped in words
        assert one.ours.grouped in words


def test_a_total_that_was_typed_is_not_spread_over_parts_nobody_knows(book: Book, contract: str) -> None:
    data = collected(book, recorded(book, contract, claimed=Money.of(1_100_000), certified_on=date(2024, 5, 20)))
    assert data.claimed.gross == Money.of(1_100_000)
    assert row(data, "3").amounts[0] == Money.of(1_136_000)
    assert row(data, "3.1").amounts[0] is None
    assert CERTIFICATE.contradictions(data) == []


def test_a_typed_total_belongs_to_the_only_part_there_is(book: Book, contract: str) -> None:
    entries = {"lines": (), "work": Money.of(900_000), "claimed": Money.of(950_000)}
    data = collected(book, recorded(book, contract, certified_on=date(2024, 5, 20), **entries))
    assert row(data, "3.1").amounts == (Money.of(950_000), Money.of(900_000))
    assert [line.name for group in data.groups for line in group.lines] == ["未列明细部分"]


def test_an_advance_has_its_own_form(book: Book, contract: str, tmp_path: Path) -> None:
    with book.read() as session:
        key = certificates.numbered(session, f"{makers.CONTRACT}-01").id  # type: ignore[union-attr]
    data = collected(book, key)
    assert data.title == "预付款支付证书"
    assert [one.amounts[1] for one in data.rows] == [Money.of(12_000_000), Money.of(1_200_000), Money.of(1_200_000)]
    assert write_pdf(CERTIFICATE, data, tmp_path / "advance.pdf").pages == 1


def test_what_is_below_the_minimum_waits_and_comes_back(book: Book) -> None:
    with book.write(FILL) as session:
        makers.a_company(session)
        made = makers.a_contract(
            session, advance=None, recovery_rate=None, minimum=Money.of(500_000),
            milestones=(MilestoneDraft("certification", D(1), 14),),
        ).id  # fmt: skip
        first, second = (
            certificates.record(
                session, CertificateDraft(contract=made, certified_on=date(2024, month, 20), work=Money.of(400_000))
            ).id
            for month in (5, 6)
        )
    small, large = collected(book, first), collected(book, second)
    assert (small.stands.due, small.held) == (Money(), Money.of(400_000))
    assert large.stands.due == Money.of(800_000)
    assert (row(large, "4").amounts[1], row(large, "4a").amounts[1]) == (Money(), Money.of(400_000))
    for layout in LAYOUTS:
        small, large = (collected(book, key, layout=layout) for key in (first, second))
        assert CERTIFICATE.contradictions(small) == CERTIFICATE.contradictions(large) == []
        held, released = "未达最低支付限额暂缓支付", "前期暂缓支付、本期支付"
        waits = [abs(cell.fen) for one in small.rows if held in one.caption for cell in one.amounts if cell]
        assert set(waits) == {40_000_000}, layout
        assert [Money.of(400_000) in one.amounts for one in large.rows if released in one.caption] == [True]
        told = {one.caption for one in large.rows if "（" in one.caption and one.mark == large.due_row}
        assert told <= {"本周期应支付的合同价款（3 − 4 + 4a）", "本期应付（6 − 7 + 7d）"}
    (aia,) = [one for one in collected(book, first, layout="aia").rows if one.mark == "8"]
    assert aia.caption == "本期应付（6 − 7 − 7c）"


def test_additions_of_earlier_certificates_stay_in_what_is_completed_to_date(book: Book, contract: str) -> None:
    first = recorded(book, contract, certified_on=date(2024, 5, 20))
    second = recorded(book, contract, certified_on=date(2024, 6, 20), submitted_on=date(2024, 6, 5))
    one, two = collected(book, first), collected(book, second)
    done = row(one, "1").amounts[1]
    assert done == row(one, "3").amounts[1]
    assert row(two, "1").amounts[1] == done + row(two, "3").amounts[1]  # type: ignore[operator]
    earth = two.groups[0].lines[0]
    assert (earth.contract, earth.previous, earth.quantity, earth.to_date) == (100_000, 18_000, 18_000, 36_000)


def test_an_earlier_fact_entered_later_does_not_change_what_was_signed(book: Book, signed: str, contract: str) -> None:
    before = collected(book, signed)
    with book.write(contracts.RECORD) as session:
        draft = contracts.draft_of(session, contract)
        contracts.record(session, replace(draft, retention_rate=D("0.05")))
    data = collected(book, signed)
    assert data.stands == before.stands
    assert any("依账册现有记录计算" in step.rule for step in data.steps if step.name == "retention")
    assert CERTIFICATE.contradictions(data) == []


def test_the_lines_stand_under_their_chapters_with_their_sums(book: Book, signed: str) -> None:
    groups = collected(book, signed).groups
    assert [group.caption for group in groups] == ["01 土石方工程", "02 措施项目", "计日工", "索赔"]
    assert groups[0].amount == Money.of(540_000)
    assert groups[0].claimed == Money.of(600_000)
    assert Money.total(group.amount for group in groups if group.amount) == Money.of("955701.10")


def test_the_printed_paper_says_what_stands_in_the_book(book: Book, signed: str, tmp_path: Path) -> None:
    data = collected(book, signed)
    drawn = write_pdf(CERTIFICATE, data, tmp_path / "certificate.pdf")
    assert drawn.missing == frozenset()
    words = read_back.text(tmp_path / "certificate.pdf", "-layout")
    for told in (
        "进度款支付证书",
        "王𬭛",
        "临湖花园一期",
        "010101001001",
        data.stands.due.grouped,
        "2024 年 5 月 20 日",
    ):
        assert told in words, told
    assert data.stands.words in "".join(words.split())
    assert "草稿" not in words
    size = read_back.size(tmp_path / "certificate.pdf", drawn.pages)
    assert size[0] > size[1], "the lines lie on a broad sheet"


def test_long_lists_carry_their_sums_over_the_page(book: Book, contract: str, tmp_path: Path) -> None:
    many = tuple(
        LineDraft(code=f"0101{place:05d}", name=f"零星工程 {place}", unit="m", quantity=D(place), price=D("12.34"))
        for place in range(1, 121)
    )
    data = collected(book, recorded(book, contract, lines=many, certified_on=date(2024, 5, 20)))
    write_pdf(CERTIFICATE, data, tmp_path / "long.pdf")
    pages = read_back.pages(tmp_path / "long.pdf")
    leaving = [line for page in pages for line in page if "过次页" in line]
    coming = [line for page in pages for line in page if "承前页" in line]
    assert len(leaving) == len(coming) >= 2
    for left, came in zip(leaving, coming, strict=True):
        assert read_back.amounts(left) == read_back.amounts(came)
    total = next(line for line in pages[-1] if "合计" in line)
    assert read_back.amounts(total)[-1] == data.stands.gross


def test_an_english_paper_is_english_in_a_chinese_window(book: Book, signed: str, tmp_path: Path) -> None:
    write_pdf(CERTIFICATE, collected(book, signed, language="en"), tmp_path / "certificate.pdf")
    words = read_back.text(tmp_path / "certificate.pdf", "-layout")
    assert "Progress Payment Certificate" in words
    assert not [told for told in ("复核", "本周期", "质保金", "合计", "盖章", "承包人") if told in words]


def test_without_detail_only_the_form_is_printed(book: Book, signed: str, tmp_path: Path) -> None:
    data = collected(book, signed, with_detail=False)
    assert write_pdf(CERTIFICATE, data, tmp_path / "form.pdf").pages == 1


def test_the_same_figures_go_to_a_workbook(book: Book, signed: str, tmp_path: Path) -> None:
    data = collected(book, signed)
    write_xlsx(CERTIFICATE, data, tmp_path / "certificate.xlsx")
    sheets = openpyxl.load_workbook(tmp_path / "certificate.xlsx")
    form = {line[0]: line[3] for line in sheets.worksheets[0].iter_rows(values_only=True)}
    assert Money.of(str(form["5"])) == data.stands.due
    assert sheets.sheetnames == ["进度款支付证书", "计算表", "扣款与补款", "明细"]


def test_the_same_figures_are_told_as_json(book: Book, signed: str) -> None:
    told = to_json(CERTIFICATE, collected(book, signed))
    assert '"contradictions": []' in told
    assert f'"due": "{collected(book, signed).stands.due}"' in told


def test_the_same_data_gives_the_same_bytes(book: Book, signed: str) -> None:
    one, other = BytesIO(), BytesIO()
    CERTIFICATE.draw(collected(book, signed), one)
    CERTIFICATE.draw(collected(book, signed), other)
    assert one.getvalue() == other.getvalue()


def test_an_issued_certificate_bears_its_number_and_check_code(book: Book, contract: str) -> None:
    asked = CertificatePaperDraft(certificate=recorded(book, contract))
    with book.write(papers.ISSUE) as session:
        draft = papers.IssueDraft("certificate", CERTIFICATE.code, date(2024, 5, 7))
        issued = papers.issue(session, draft, press(CERTIFICATE, asked), book.folder)
        number, file = issued.number, kept_files.path_of(book.folder, issued.file)
    words = read_back.text(file, "-layout")
    assert number == "JB-2024-ZF-001"
    assert number in words
    assert "核验码" in words
    assert "草稿" not in words


def test_a_void_certificate_is_not_printed(book: Book, signed: str) -> None:
    with book.write(certificates.VOID) as session:
        certificates.void(session, signed, "重复")
    with pytest.raises(Refused) as refusal:
        collected(book, signed)
    assert "作废" in refusal.value.text()


def test_a_draft_without_certificate_is_answered_beside_its_entry(book: Book) -> None:
    with pytest.raises(Invalid) as refusal:
        collected(book, "")
    assert [problem.entry for problem in refusal.value.problems] == ["certificate"]


# What does not add up


def test_the_rows_must_add_up_to_the_row_above_them_in_each_column(book: Book, signed: str) -> None:
    data = collected(book, signed)
    for place, one in enumerate(data.rows):
        if not one.into:
            continue
        for column in (0, 1):
            amounts = tuple(
                (amount or Money()) + (FEN if at == column else Money()) for at, amount in enumerate(one.amounts)
            )
            rows = (*data.rows[:place], replace(one, amounts=amounts), *data.rows[place + 1 :])
            assert data.columns[column] in reasons(replace(data, rows=rows)), one


@pytest.mark.parametrize("name", ["gross", "added", "withheld", "deducted", "due"])
def test_every_total_takes_part_in_what_is_due(book: Book, signed: str, name: str) -> None:
    data = collected(book, signed)
    assert data.reviewed
    wrong = replace(data.reviewed, **{name: getattr(data.reviewed, name) + FEN})
    assert "应付金额" in reasons(replace(data, reviewed=wrong))


def test_the_words_are_the_amount(book: Book, signed: str) -> None:
    data = collected(book, signed)
    assert "大写金额" in reasons(replace(data, claimed=replace(data.claimed, words="壹元整")))


def test_the_computation_must_lead_to_what_is_due(book: Book, signed: str) -> None:
    data = collected(book, signed)
    for place, step in enumerate(data.steps):
        if step.counts or step.name.startswith("value.") or step.name in ("gross", "due"):
            wrong = (*data.steps[:place], replace(step, amount=step.amount + FEN), *data.steps[place + 1 :])
            assert "计算表" in reasons(replace(data, steps=wrong)), step.name


def test_the_lines_must_be_the_value_and_each_its_quantity_at_its_price(book: Book, signed: str) -> None:
    data = collected(book, signed)
    assert reasons(data) == ""
    assert "完成金额" in reasons(replace(data, groups=data.groups[1:]))
    first = data.groups[0]
    line = first.lines[0]
    for wrong in (
        replace(line, quantity=D(18_001)),
        replace(line, amount=Money.of(540_000) + FEN),
        replace(line, to_date=D(1)),
        replace(line, claimed=Money.of(1)),
    ):
        groups = (replace(first, lines=(wrong, *first.lines[1:])), *data.groups[1:])
        assert "挖一般土方" in reasons(replace(data, groups=groups))


def test_what_is_listed_must_be_what_is_taken_off(book: Book, signed: str) -> None:
    data = collected(book, signed)
    agreed = tuple(one for one in data.adjustments if one.disputed)
    assert "补款" in reasons(replace(data, adjustments=agreed))


def test_the_tax_must_be_the_value(book: Book, signed: str) -> None:
    data = collected(book, signed)
    assert "税" in reasons(replace(data, vat=data.vat + FEN))


def test_a_refused_certificate_leaves_no_file_and_says_why(book: Book, signed: str, tmp_path: Path) -> None:
    data = collected(book, signed)
    with pytest.raises(Refused) as refusal:
        write_pdf(CERTIFICATE, replace(data, vat=data.vat + FEN), tmp_path / "certificate.pdf")
    assert "税" in refusal.value.text()
    assert not (tmp_path / "certificate.pdf").exists()


# By command


def test_the_command_prints_pdf_workbook_and_json(run: Run, tmp_path: Path) -> None:
    book = samples.sample_folder()
    for name in ("certificate.pdf", "certificate.xlsx", "certificate.json"):
        ended = run("certificate", "JB-2024-005-07", "--book", book, "-o", tmp_path / name)
        assert (ended.code, ended.err) == (0, "")
        assert str(tmp_path / name) in ended.out
    assert "进度款支付证书" in read_back.text(tmp_path / "certificate.pdf")
    told = json.loads((tmp_path / "certificate.json").read_text(encoding="utf-8"))
    assert told["contradictions"] == []
    figures = run("certificate", "JB-2024-005-07", "--book", book, "--json").told
    assert told["reviewed"]["due"] == figures["due"]
    assert told["reviewed"]["gross"] == figures["gross"]


def test_the_form_alone_is_one_sheet(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "form.pdf"
    run("certificate", "JB-2024-005-07", "--book", samples.sample_folder(), "--form-only", "-o", out, "--lang", "en")
    assert len(read_back.pages(out)) == 1
    assert "Progress Payment Certificate" in read_back.text(out)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("JB-9999-01",), "没有编号为 JB-9999-01 的计价单"),
        (("JB-2024-005-07", "--layout", "fidik"), "没有版式“fidik”。现有版式：gb50500 = GB 50500-2013 "),
    ],
)
def test_what_cannot_be_printed_is_said_in_a_line(run: Run, tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    out = tmp_path / "certificate.pdf"
    ended = run("certificate", *words, "--book", samples.sample_folder(), "-o", out)
    assert (ended.code, ended.out) == (1, "")
    assert said in ended.err
    assert not out.exists()


def test_every_certificate_of_the_sample_adds_up() -> None:
    with closing(open_book(samples.sample_folder())) as book, book.read() as session:
        keys = list(session.scalars(select(PaymentCertificate.id)))
        assert len(keys) == 200
        for key in keys:
            data = CERTIFICATE.collect(session, CertificatePaperDraft(certificate=key))
            assert CERTIFICATE.contradictions(data) == []
            assert not [step.rule for step in data.steps if "依账册现有记录计算" in step.rule]
