"""A letter lists exactly what is owed, says it in law that is in force, and does not go out when it must not."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from docx import Document
from sqlalchemy import select

from models import deadlines, follow_ups, kept_files, legal_facts, letters, opening, papers, receipts, receivables
from models.contracts.record import Contract
from models.follow_ups import FollowUpDraft
from models.language import LANGUAGES
from models.legal_facts import LegalFactDraft
from models.letters.gone import not_in_force
from models.letters.texts import FIELDS, LetterTextDraft, ours
from models.money import Money
from models.opening import OpeningDraft, OpeningItemDraft
from models.papers import IssuedPaper, IssueDraft
from models.problems import Invalid, Problem, Refused
from models.receipts import ReceiptDraft
from models.store.book import Book
from models.store.commands import Command
from models.store.listing import Question
from reports.fonts import SERIF_BOLD
from reports.interest import INTEREST
from reports.interest_draft import InterestDraft
from reports.letter import LETTER
from reports.letter_docx import write_docx
from reports.letter_draft import CopyDraft, LetterDraft
from reports.letter_figures import Letter
from reports.lines import balanced
from reports.reading.looking import look_at_pdf
from reports.report import press, to_json, write_pdf
from tests import makers
from tests.reports import read_back
from tests.reports.books import a_certificate

DO = Command("tests.do", "Do for a test")
DAY = date(2025, 6, 30)
OWED = {"旧账-1": Money.of(700_000), "旧账-2": Money.of("300000.50")}


@pytest.fixture
def owing(book: Book) -> Book:
    """Two overdue items and one that is not due, of one debtor."""
    with book.write(DO) as session:
        makers.a_company(session)
        contract = makers.a_contract(session)
        items = (
            OpeningItemDraft("progress", "旧账-1", date(2024, 1, 5), date(2024, 3, 10), Money.of(700_000)),
            OpeningItemDraft("final", "旧账-2", date(2024, 6, 5), date(2025, 5, 31), Money.of("300000.50")),
            OpeningItemDraft("retention", "旧账-3", date(2024, 6, 5), date(2026, 5, 31), Money.of(90_000)),
        )
        opening.take_on(session, OpeningDraft(contract=contract.id, taken_on=date(2024, 6, 10), items=items))
    return book


def the_party(book: Book) -> str:
    with book.read() as session:
        return makers.parties.named(session, makers.OWNER).id  # type: ignore[union-attr]


def asked(book: Book, kind: str = "request", **how: object) -> LetterDraft:
    return LetterDraft(**{"kind": kind, "party": the_party(book), "as_of": DAY, **how})  # type: ignore[arg-type]


def collected(book: Book, kind: str = "request", **how: object) -> Letter:
    with book.read() as session:
        return LETTER.collect(session, asked(book, kind, **how))


def issued(book: Book, kind: str, day: date, **how: object) -> IssuedPaper:
    with book.write(papers.ISSUE) as session:
        draft = asked(book, kind, as_of=day, dated_on=day, **how)
        return papers.issue(session, IssueDraft("letter", LETTER.code, day), press(LETTER, draft), book.folder)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", letters.LETTERS)
def test_no_text_of_ours_quotes_law_that_is_gone_or_a_field_that_is_none(kind: str, language: str) -> None:
    subject, body = ours(kind, language)
    assert list(not_in_force(subject + body)) == []
    assert list(letters.check(LetterTextDraft("", kind, language, subject, body))) == []


def test_a_letter_lists_every_overdue_item_with_days_interest_digits_and_words(owing: Book, tmp_path: Path) -> None:
    data = collected(owing, "demand_1", interest="daily", rate=makers.Decimal("0.0005"))
    (group,) = data.groups
    assert {one.document: one.open for one in group.items} == OWED
    assert [one.days for one in group.items] == [477, 30]
    assert group.interest == Money.of("166950.00") + Money.of("4500.01")
    assert (group.total, group.words) == (Money.of("1000000.50"), "壹佰万元零伍角")
    path = tmp_path / "l.pdf"
    assert not write_pdf(LETTER, data, path).missing
    words = read_back.text(path, "-layout").replace(" ", "").replace("\n", "")
    for told in ("1,000,000.50", "壹佰万元零伍角", "171,450.01", "特此函告", "（盖章）", "旧账-1", "2025年7月10日"):
        assert told in words
    assert "{" not in words


def test_the_seal_never_stands_on_a_page_of_its_own(owing: Book, tmp_path: Path) -> None:
    data, sealed_on = collected(owing, "demand_1"), set[int]()
    path = tmp_path / "l.pdf"
    for more in range(0, 24, 2):
        write_pdf(LETTER, replace(data, annexes=("逾期款项明细表",) * more), path)
        whole = ["".join(page).replace(" ", "") for page in read_back.pages(path)]
        (place,) = [place for place, words in enumerate(whole) if "（盖章）" in words]
        assert "特此函告" in whole[place], more
        sealed_on.add(place)
    assert sealed_on == {0, 1}


def test_the_same_letter_for_word_says_the_same(owing: Book, tmp_path: Path) -> None:
    with owing.write(DO) as session:
        session.scalars(select(Contract)).one().sme_debtor = "large"
    data = collected(owing, "demand_1", interest="sme")
    write_docx(data, tmp_path / "l.docx")
    made = Document(str(tmp_path / "l.docx"))
    words = "\n".join(one.text for one in made.paragraphs)
    assert data.subject in words
    assert data.groups[0].words in words
    cells = [cell.text for row in made.tables[0].rows for cell in row.cells]
    assert {"700,000.00", "300,000.50", "1,000,000.50"} <= set(cells)


def test_the_rate_of_small_enterprises_is_refused_where_the_contract_does_not_say_we_are_one(owing: Book) -> None:
    with owing.read() as session:
        sheet = InterestDraft(contract=session.scalars(select(Contract)).one().id, as_of=DAY, rate_kind="sme")
        with pytest.raises(Invalid) as refused:
            INTEREST.collect(session, sheet)
    (told,) = refused.value.problems
    assert told.entry == "rate_kind"
    with pytest.raises(Invalid) as refused:
        collected(owing, "demand_1", interest="sme")
    (told,) = refused.value.problems
    assert told.entry == "interest"
    assert "不适用日万分之五（《保障中小企业款项支付条例》第2、3、17条）" in told.text("zh")
    assert "工程款按同期 LPR" in told.text("zh")
    with owing.write(DO) as session:
        session.scalars(select(Contract)).one().sme_debtor = "large"
    assert collected(owing, "demand_1", interest="sme").groups[0].interest == Money.of("171450.01")


def test_nothing_overdue_items_paid_since_and_a_running_promise_are_refused(owing: Book) -> None:
    for day in (date(2024, 3, 10), date(2023, 1, 1)):
        with pytest.raises(Refused, match="could list"):
            collected(owing, as_of=day)
    with owing.write(DO) as session:
        promise = FollowUpDraft(
            party=the_party(owing), kind="promise", happened_on=DAY, said="月底付", promised=Money.of("1000000.50"),
            promised_on=date(2025, 7, 20),
        )  # fmt: skip
        follow_ups.record(session, promise)
    with pytest.raises(Refused, match="2025-07-20"):
        collected(owing)
    assert collected(owing, "negotiation").groups
    with owing.write(DO) as session:
        paid = ReceiptDraft(payer=the_party(owing), received_on=date(2025, 7, 5), amount=Money.of(700_000))
        receipts.record(session, replace(paid, allocations=receipts.propose(session, paid)))
    with pytest.raises(Refused, match="旧账-1"):
        collected(owing, "negotiation")
    assert [one.document for one in collected(owing, as_of=date(2025, 7, 21)).groups[0].items] == ["旧账-2"]


def test_levels_follow_each_other_and_a_level_left_out_is_advised_and_noted(owing: Book) -> None:
    with owing.read() as session:
        (stood,) = letters.standings(session, DAY)
    assert (stood.due, stood.state(DAY), stood.overdue) == ("request", "now", Money.of("1000000.50"))
    assert collected(owing, "request").advice == ()
    with pytest.raises(Invalid, match="speaks of an earlier one"):
        collected(owing, "demand_2")
    skipped = collected(owing, "demand_2", previous="2025年6月1日电话")
    assert "2025年6月1日电话" in "".join(skipped.paragraphs)
    assert [one.entry for one in skipped.advice] == ["kind"]
    assert skipped.remark
    first = issued(owing, "request", DAY)
    with owing.read() as session:
        (stood,) = letters.standings(session, date(2025, 7, 5))
        assert (stood.due, stood.state(date(2025, 7, 5))) == ("demand_1", "wait")
        assert letters.standings(session, date(2025, 7, 11))[0].state(date(2025, 7, 11)) == "now"
        row = session.get_one(IssuedPaper, first.id)
        assert (row.form, row.answer_by, row.remark, row.amount) == (
            "request", date(2025, 7, 10), "", Money.of("1000000.50"),
        )  # fmt: skip
    second = issued(owing, "demand_2", date(2025, 7, 12))
    assert "催款函" in second.remark
    third = collected(owing, "demand_3", as_of=date(2025, 8, 1))
    assert second.number in "".join(third.paragraphs)
    (told,) = third.advice
    assert told.values == {"number": second.number}, "nobody noted how the letter was served that this one speaks of"
    with owing.write(DO) as session:
        legal_facts.record(session, LegalFactDraft(kind="demand", paper=second.id, sent_on=date(2025, 7, 13), way="ems",
                                                   tracking="EMS1", proof="回执"))  # fmt: skip
    assert collected(owing, "demand_3", as_of=date(2025, 8, 1)).advice == ()


@pytest.mark.parametrize(("kind", "role", "letter", "fits"), [
    ("construction", "main", "article_807", True),
    ("construction", "subcontractor", "article_807", False),
    ("goods", "main", "article_807", False),
    ("construction", "subcontractor", "suspension", True),
    ("goods", "supplier", "suspension", False),
    ("goods", "supplier", "demand_1", True),
])  # fmt: skip
def test_a_letter_about_works_goes_out_under_a_contract_for_works_only(
    owing: Book, kind: str, role: str, letter: str, fits: bool
) -> None:
    with owing.write(DO) as session:
        (contract,) = session.scalars(select(Contract)).all()
        contract.kind, contract.role = kind, role
        key = contract.id
    if fits:
        assert collected(owing, letter, contract=key).groups
    else:
        with pytest.raises(Invalid, match="rite a demand"):
            collected(owing, letter, contract=key)


@pytest.mark.parametrize(
    ("amount", "says", "asks"),
    [
        ("400000.50", "贵方尚欠我方本金 600,000.00 元", True),
        ("1000000.50", "均告消灭", False),
    ],
)
def test_after_set_off_the_letter_says_what_is_still_owed(owing: Book, amount: str, says: str, asks: bool) -> None:
    data = collected(owing, "set_off", amount=Money.of(amount), matter="租赁费", interest="")
    words = "".join(data.paragraphs)
    assert says in words
    assert ("前付清" in words) is asks
    assert "我方尚欠" not in words


def test_what_its_writer_was_told_is_kept_with_the_letter_days_included(owing: Book) -> None:
    told = Problem("interest", "Interest ends on {day}.", {"day": DAY}, advice=True)
    kept = json.loads(to_json(LETTER, replace(collected(owing), advice=(told,))))
    assert kept["advice"][0]["values"] == {"day": "2025-06-30"}


def test_a_draft_for_a_law_firm_bears_neither_our_head_nor_our_seal(owing: Book, tmp_path: Path) -> None:
    data = collected(owing, "lawyer", previous="2025年6月1日")
    write_pdf(LETTER, data, tmp_path / "l.pdf")
    words = read_back.text(tmp_path / "l.pdf", "-layout").replace(" ", "")
    assert "（盖章）" not in words
    assert "特此函告" not in words
    write_docx(data, tmp_path / "l.docx")
    assert not any("（盖章）" in one.text for one in Document(str(tmp_path / "l.docx")).paragraphs)


def test_no_line_of_a_title_is_a_lone_character() -> None:
    lines = balanced("关于“临湖花园一期土建工程”现场签证费用确认的协商通知", SERIF_BOLD, 440, 17)
    assert len(lines) == 2
    assert min(map(len, lines)) > 8


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于《江北老城区外立面改造工程》工程价款的催告函（《民法典》第八百零七条）",
         ("关于《江北老城区外立面改造工程》", "工程价款的催告函（《民法典》第八百零七条）")),
        ("关于支付《云岭高速公路交通安全设施 JA-1 标段》逾期款项的催款函（第一次）",
         ("关于支付《云岭高速公路交通安全设施 JA-1 标段》", "逾期款项的催款函（第一次）")),
    ],
)  # fmt: skip
def test_a_title_breaks_after_the_name_it_speaks_of(title: str, lines: tuple[str, ...]) -> None:
    assert tuple(balanced(title, SERIF_BOLD, 440, 17)) == lines


def test_only_a_served_letter_that_asks_for_payment_moves_limitation(owing: Book) -> None:
    paper = issued(owing, "demand_1", DAY)
    later = date(2026, 1, 1)

    def ends() -> date | None:
        with owing.read() as session:
            return next(one.raw_end for one in deadlines.deadlines(session, later) if "limitation" in one.clock)

    usual = ends()
    with owing.write(DO) as session:
        sent = LegalFactDraft(paper=paper.id, sent_on=date(2025, 7, 1), way="ems", tracking="1", proof="EMS 回执")
        row = legal_facts.record(session, sent)
    assert ends() == usual
    with owing.write(DO) as session:
        arrived = replace(legal_facts.draft_of(session, row.id), outcome="delivered", happened_on=date(2025, 7, 3))
        legal_facts.record(session, arrived)
    assert ends() == date(2028, 7, 3) != usual
    with owing.read() as session:
        (told,) = letters.DUE.first(session, Question(date(2025, 7, 4)))
        assert "已送达" in told


def test_a_company_writes_its_own_text_and_gets_ours_back(owing: Book) -> None:
    own = LetterTextDraft("", "request", "zh", "敬请付款", "{debtor}：\n{table}\n合计 {total} 元。")
    with owing.write(DO) as session:
        letters.record(session, own)
    assert collected(owing).paragraphs[0] == f"{makers.OWNER}："
    with owing.write(DO) as session:
        for words, entry in (("依据《合同法》", "body"), ("{nobody}", "body"), ("无表", "body")):
            with pytest.raises(Invalid) as raised:
                letters.record(session, replace(own, body=words))
            assert {one.entry for one in raised.value.problems} == {entry}
        letters.reset(session, "request/zh")
        with pytest.raises(Refused):
            letters.reset(session, "request/zh")
    assert collected(owing).subject.startswith("关于支付")
    assert set(FIELDS) > {"table", "total"}


def test_a_paper_says_in_its_file_that_it_was_made_on_its_own_day_also_with_copies(owing: Book, tmp_path: Path) -> None:
    paper = issued(owing, "request", DAY)
    dated = {"as_of": date(2025, 7, 20), "dated_on": date(2025, 7, 22)}
    for number, (how, told) in enumerate((
        ({}, "D:20250630120000+08'00'"), (dated, "D:20250722120000+08'00'"),
        ({**dated, "copies": (CopyDraft(paper.id),)}, "D:20250722120000+08'00'"),
    )):  # fmt: skip
        data = collected(owing, "request", **how)
        files = tmp_path / f"{number}.pdf", tmp_path / f"{number}-again.pdf"
        for path in files:
            write_pdf(LETTER, data, path)
        assert files[0].read_bytes() == files[1].read_bytes()
        with pikepdf.open(files[0]) as pdf:
            assert {str(pdf.docinfo[name]) for name in ("/CreationDate", "/ModDate")} == {told}
            assert data.subject in str(pdf.docinfo["/Title"])
        assert look_at_pdf(files[0]).claimed_at == f"{told[2:6]}-{told[6:8]}-{told[8:10]}T12:00:00"


def test_copies_go_with_the_letter_and_its_pages_are_counted_on(owing: Book, tmp_path: Path) -> None:
    paper = issued(owing, "request", DAY)
    data = collected(owing, "demand_1", as_of=date(2025, 7, 20), copies=(CopyDraft(paper.id),))
    path = tmp_path / "l.pdf"
    drawn = write_pdf(LETTER, data, path)
    words = read_back.text(path, "-layout")
    assert f"第{drawn.pages}页共{drawn.pages}页" in words.replace(" ", "")
    assert words.count(paper.number) >= 2
    with owing.read() as session:
        row = session.scalars(select(IssuedPaper)).one()
        assert kept_files.read(owing.folder, row.file) == data.copies[0].content


def test_many_items_stand_in_an_annex_and_their_sums_in_the_letter(book: Book, tmp_path: Path) -> None:
    with book.write(DO) as session:
        makers.a_company(session)
        contract = makers.a_contract(session)
        items = tuple(
            OpeningItemDraft("progress", f"旧账-{n}", date(2024, 1, 5), date(2024, 3, 10), Money.of(n))
            for n in range(1, 31)
        )
        opening.take_on(session, OpeningDraft(contract=contract.id, taken_on=date(2024, 6, 10), items=items))
    data = collected(book, interest="")
    (group,) = data.groups
    assert [(one.document, one.open) for one in group.summary] == [("× 30", Money.of(465))]
    assert data.annexes[0] == "款项明细表"
    write_pdf(LETTER, data, tmp_path / "l.pdf")
    assert "旧账-30" in read_back.text(tmp_path / "l.pdf")


def test_a_certificate_below_nothing_comes_off_what_the_letter_claims_as_in_the_statement(book: Book) -> None:
    with book.write(DO) as session:
        makers.a_company(session)
        contract = makers.a_contract(session, recovery_rule="none", advance=None)
        a_certificate(session, contract, date(2024, 3, 25), Money.of(1_000))
        a_certificate(session, contract, date(2024, 4, 25), Money.of(-400))
        claimed = receivables.positions(session, DAY)[0].overdue
    letter = collected(book)
    assert letter.groups[0].total == claimed == Money.of(480)
    first, off = sorted(letter.groups[0].items, key=lambda one: one.open, reverse=True)
    assert (str(first.open), str(off.open)) == ("800.00", "-320.00")
    assert (first.days > 0, off.days, off.due_on) == (True, 0, None), "what takes off is overdue on no day"
    assert any("1 笔" in one for one in letter.paragraphs)


def test_what_a_final_account_took_off_was_never_paid(book: Book) -> None:
    with book.write(DO) as session:
        makers.a_company(session)
        contract = makers.a_contract(session, recovery_rule="none", advance=None, accepted_on=date(2025, 5, 1))
        a_certificate(session, contract, date(2025, 3, 25), Money.of(1_000_000))
        makers.a_final_account(session, contract, settled=Money.of(900_000))
    letter = collected(book, as_of=date(2026, 1, 1))
    items = [(str(one.amount), str(one.paid)) for one in letter.groups[0].items]
    assert items == [("800000.00", "0.00"), ("73000.00", "0.00")], "27,000 of retention are kept of 900,000"


def test_sums_of_another_currency_bear_its_name_in_figures_and_in_words(book: Book) -> None:
    with book.write(DO) as session:
        makers.a_company(session)
        contract = makers.a_contract(session, currency="USD")
        item = OpeningItemDraft("progress", "旧账-1", date(2024, 1, 5), date(2024, 3, 10), Money.of(128_700))
        opening.take_on(session, OpeningDraft(contract=contract.id, taken_on=date(2024, 6, 10), items=(item,)))
    said = "\n".join(collected(book).paragraphs)
    assert "合计美元 128,700.00（大写：美元壹拾贰万捌仟柒佰元整）。" in said
    assert "人民币" not in said
