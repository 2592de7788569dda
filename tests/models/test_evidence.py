"""Evidence: one file is kept once, proves what it is linked to, says where its original is, and is never lost."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from models import contracts, evidence, kept_files, receipts
from models.certificates import CertificateDraft
from models.certificates import record as certify
from models.evidence import EvidenceFile, EvidenceLink, LinkDraft, LoanDraft
from models.evidence.linking import find
from models.evidence.suggesting import suggestions
from models.evidence.verifying import orphans_of, quarantine, sums, verify, write_sums
from models.kept_files import EVIDENCE
from models.money import Money
from models.problems import Gone, Invalid, Refused
from models.receipts import ReceiptDraft
from models.store.book import Book
from models.store.listing import Question
from models.work import finish
from tests import makers

DAY = date(2024, 6, 3)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    made = makers.a_book(tmp_path / "book")
    yield made
    made.close()


@pytest.fixture
def contract(book: Book) -> str:
    with book.write(contracts.RECORD) as session:
        return makers.a_contract(session).id


def keep(book: Book, name: str, content: bytes, claimed_at: str = "") -> str:
    """Keep these bytes and enter them; returns the id of the file."""
    stored = kept_files.keep_stream(book.folder, io.BytesIO(content), EVIDENCE, name)
    taken = evidence.TakenFile(stored.digest, stored.size, name, "image", claimed_at=claimed_at)
    with book.write(evidence.ADD) as session:
        return evidence.add(session, evidence.AddDraft((taken,), "李工")).files[0]


def link(book: Book, file: str, noun: str, record: str, kind: str = "photo") -> None:
    with book.write(evidence.LINK) as session:
        evidence.link(session, LinkDraft(file, noun, record, kind))


def test_the_same_file_twice_is_one_file_with_two_links(book: Book, contract: str) -> None:
    first = keep(book, "a.jpg", b"same")
    second = keep(book, "b.jpg", b"same")
    assert first == second
    link(book, first, "contracts", contract, "photo")
    link(book, first, "contracts", contract, "contract")
    link(book, first, "contracts", contract, "contract")
    with book.read() as session:
        assert [one.kind for one in evidence.links_of(session, record=contract)] == ["photo", "contract"]
        assert session.scalars(select(EvidenceFile.name)).all() == ["a.jpg"]


def test_a_link_bears_the_day_the_file_claims_and_its_contract(book: Book, contract: str) -> None:
    file = keep(book, "a.jpg", b"x", "2024-05-01T10:00:00")
    link(book, file, "contracts", contract)
    with book.read() as session:
        (found,) = evidence.links_of(session, file_id=file)
        assert (found.on, found.contract_id, found.document) == (date(2024, 5, 1), contract, makers.CONTRACT)


def test_a_claim_nobody_can_have_made_is_no_day(book: Book, contract: str) -> None:
    file = keep(book, "a.jpg", b"x", "2999-05-01T10:00:00")
    link(book, file, "contracts", contract)
    with book.read() as session:
        assert evidence.links_of(session, file_id=file)[0].on == date.today()


def test_what_is_not_in_the_book_cannot_be_proven(book: Book) -> None:
    file = keep(book, "a.jpg", b"x")
    with pytest.raises(Gone, match="not in the book"), book.write(evidence.LINK) as session:
        evidence.link(session, LinkDraft(file, "contracts", "nobody"))
    with pytest.raises(Refused, match="cannot be linked"), book.write(evidence.LINK) as session:
        evidence.link(session, LinkDraft(file, "steps", "1"))


def test_a_voided_file_loses_its_links_keeps_its_bytes_and_stands_again_when_it_is_added_again(
    book: Book, contract: str
) -> None:
    file = keep(book, "a.jpg", b"x")
    link(book, file, "contracts", contract)
    with book.write(evidence.VOIDED, reason="误传") as session:
        evidence.void(session, file, "误传")
    with book.read() as session:
        assert evidence.links_of(session, record=contract) == []
        assert evidence.LISTING.keys(session, Question(DAY)) == []
        assert finish(verify(book.folder, session)).files == 1
    with pytest.raises(Refused, match="voided already"), book.write(evidence.LINK) as session:
        evidence.link(session, LinkDraft(file, "contracts", contract))
    assert keep(book, "a.jpg", b"x") == file
    with book.read() as session:
        assert evidence.LISTING.keys(session, Question(DAY)) == [file]


def test_a_record_that_is_proven_is_not_taken_back_before_its_link(book: Book) -> None:
    with book.write(contracts.RECORD) as session:
        contract = makers.a_contract(session).id
    book.actor, person = "另一人", book.actor
    file = keep(book, "a.jpg", b"x")
    link(book, file, "contracts", contract)
    book.actor = person
    with pytest.raises(Refused, match="other entries rest on it"):
        book._unmake(__import__("models.store.book", fromlist=["UNDO"]).UNDO, _step_of(book, "contracts.record"))
    with book.write(evidence.UNLINK) as session:
        evidence.unlink(session, evidence.links_of(session, record=contract)[0].id, "挂错")


def _step_of(book: Book, command: str) -> object:
    from models.store.history import steps

    with book.read() as session:
        return next(one for one in steps(session.connection()) if one.command == command)


def test_an_altered_a_missing_and_a_strange_file_are_each_named(book: Book) -> None:
    for name in ("a", "b", "c"):
        keep(book, f"{name}.jpg", name.encode())
    places = {}
    with book.read() as session:
        for row in session.scalars(select(EvidenceFile)):
            places[row.name] = kept_files.path_of(book.folder, row.sha256, EVIDENCE)
    places["a.jpg"].write_bytes(b"A")
    places["b.jpg"].unlink()
    strange = places["c.jpg"].with_name("0" * 64)
    strange.write_bytes(b"?")
    (book.folder / EVIDENCE / f"{kept_files.NEW}half").write_bytes(b"ha")
    with book.read() as session:
        verdict = finish(verify(book.folder, session))
    assert not verdict.holds
    assert ["ZJ-00001 a.jpg" in one.text("en") and "altered" in one.text("en") for one in verdict.altered] == [True]
    assert ["ZJ-00002 b.jpg" in one.text("en") and "missing" in one.text("en") for one in verdict.missing] == [True]
    assert len(verdict.orphans) == 2
    assert sorted(quarantine(book)) == sorted([f"{kept_files.NEW}half", "0" * 64])
    with book.read() as session:
        assert list(orphans_of(book.folder, session)) == []
    assert (book.folder / EVIDENCE / "quarantine" / ("0" * 64)).read_bytes() == b"?"


def test_a_file_that_strayed_anywhere_below_the_evidence_is_named_and_none_is_lost_when_put_aside(book: Book) -> None:
    keep(book, "a.jpg", b"a")
    shelf = book.folder / EVIDENCE
    for name, content in (("stray.txt", b"1"), ("照片/stray.txt", b"2"), ("ab/stray.txt", b"3")):
        (shelf / name).parent.mkdir(exist_ok=True)
        (shelf / name).write_bytes(content)
    with book.read() as session:
        write_sums(book.folder, session)
        verdict = finish(verify(book.folder, session))
    assert verdict.holds, "nothing of ours was altered"
    assert set(verdict.orphans) == {"evidence/stray.txt", "evidence/照片/stray.txt", "evidence/ab/stray.txt"}
    assert sorted(quarantine(book)) == ["stray (2).txt", "stray (3).txt", "stray.txt"]
    assert sorted(one.read_bytes() for one in (shelf / "quarantine").iterdir()) == [b"1", b"2", b"3"]
    with book.read() as session:
        assert finish(verify(book.folder, session)).orphans == ()


def test_what_an_original_cannot_have_done_is_said_of_each_day(book: Book) -> None:
    loan = LoanDraft("李工", date(2026, 11, 1), due_back=date(2026, 10, 1), returned_on=date(2026, 9, 1))
    told = {one.entry: one.text("en") for one in evidence.check(evidence.EvidenceDraft(id="x", loans=(loan,)))}
    assert told["loans.0.due_back"].startswith("It is due back before it was lent")
    assert told["loans.0.returned_on"].startswith("It came back before it was lent")


def test_adding_the_same_file_again_makes_a_damaged_one_good(book: Book) -> None:
    keep(book, "a.jpg", b"good")
    with book.read() as session:
        digest = session.scalars(select(EvidenceFile.sha256)).one()
    kept_files.path_of(book.folder, digest, EVIDENCE).write_bytes(b"bad")
    keep(book, "a.jpg", b"good")
    with book.read() as session:
        assert finish(verify(book.folder, session)).holds


def test_what_was_taken_back_keeps_its_bytes_so_that_it_can_come_again(book: Book) -> None:
    keep(book, "a.jpg", b"x")
    book.undo()
    assert quarantine(book) == []
    book.redo()
    with book.read() as session:
        verdict = finish(verify(book.folder, session))
        assert (verdict.files, verdict.holds) == (1, True)
        assert len(list(sums(session))) == 1


def test_an_original_is_with_one_borrower_at_a_time(book: Book) -> None:
    file = keep(book, "a.jpg", b"x")
    out = LoanDraft("李工", date(2024, 5, 1), due_back=date(2024, 5, 8))
    with book.write(evidence.RECORD) as session:
        draft = evidence.draft_of(session, file)
        evidence.record(session, evidence.EvidenceDraft(**{**draft.__dict__, "box": "A-3", "loans": (out,)}))
    with book.read() as session:
        ask = Question(date(2024, 5, 2))
        names = [one.name for one in evidence.LISTING.columns]
        (row,) = evidence.LISTING.rows(session, ask, [file])
        assert (row[names.index("borrower") + 1], row[names.index("due_back") + 1]) == ("李工", date(2024, 5, 8))
        (row,) = evidence.LISTING.rows(session, Question(date(2024, 4, 30)), [file])
        assert row[names.index("borrower") + 1] is None
    twice = evidence.EvidenceDraft(id=file, loans=(out, LoanDraft("王工", date(2024, 5, 3))))
    assert "one borrower" in "".join(one.text("en") for one in evidence.check(twice))
    with pytest.raises(Invalid), book.write(evidence.RECORD) as session:
        evidence.record(session, twice)


def test_a_contract_shows_the_files_of_everything_that_belongs_to_it(book: Book, contract: str) -> None:
    with book.write(contracts.RECORD) as session:
        other = makers.a_contract(session, number="JB-2024-002").id
        variation = makers.a_variation(session, session.get_one(contracts.Contract, contract)).id
    mine, theirs, _free = keep(book, "a.jpg", b"a"), keep(book, "b.jpg", b"b"), keep(book, "c.jpg", b"c")
    link(book, mine, "variations", variation)
    link(book, theirs, "contracts", other)
    with book.read() as session:
        assert evidence.LISTING.keys(session, Question(DAY, scope={"contract": contract})) == [mine]
        assert evidence.LISTING.keys(session, Question(DAY, scope={"contract": other})) == [theirs]


def test_a_record_is_found_by_its_number_and_within_its_contract(book: Book, contract: str) -> None:
    with book.write(contracts.RECORD) as session:
        other = makers.a_contract(session, number="JB-2024-002")
        for one in (session.get_one(contracts.Contract, contract), other):
            makers.a_variation(session, one, number="BG-01")
    with book.read() as session:
        assert find(session, f"contracts:{makers.CONTRACT}") == ("contracts", contract)
        noun, found = find(session, "variations:JB-2024-002/BG-01")
        assert noun == "variations"
        assert found
        for wrong in ("variations:BG-01", "variations:XX", "steps:1", "BG-01"):
            with pytest.raises(Refused):
                find(session, wrong)


def test_a_reply_and_a_fact_take_the_paper_that_is_usual_for_them(book: Book, contract: str) -> None:
    with book.write(contracts.RECORD) as session:
        fact = makers.a_legal_fact(session, contract=contract)
        reply = makers.a_reply(session, session.get_one(contracts.Contract, contract))
        numbers = {"replies": reply.number, "legal_facts": fact.number}
    file = keep(book, "IMG_0001.jpg", b"a")
    for noun, usual in (("replies", "confirmation"), ("legal_facts", "service")):
        with book.write(evidence.LINK) as session:
            target = find(session, f"{noun}:{numbers[noun]}")
            made = evidence.link(session, LinkDraft(file, *target))
            assert made
            assert (made.noun, made.kind, made.document) == (noun, usual, numbers[noun])
            assert evidence.link(session, LinkDraft(file, *target)) is None


def test_the_number_in_the_name_goes_before_the_day_and_what_is_linked_is_not_offered_again(
    book: Book, contract: str
) -> None:
    with book.write(contracts.RECORD) as session:
        row = session.get_one(contracts.Contract, contract)
        variation = makers.a_variation(session, row, number="BG-017", instructed_on=date(2024, 5, 1)).id
        draft = CertificateDraft(
            contract=contract, number="JJ-2024-05", work=Money.of(900), period_from=date(2024, 4, 26),
            period_to=date(2024, 5, 25), certified_on=DAY,
        )  # fmt: skip
        certificate = certify(session, draft).id
        money = ReceiptDraft(payer=makers.a_party(session).id, received_on=date(2024, 5, 2), amount=Money.of(5))
        receipt = receipts.record(session, money).id
    named = keep(book, "jj-2024-05 现场照片.jpg", b"1", "2024-05-02T09:00:00")
    slip = keep(book, "工行回单20240502.pdf", b"2")
    with book.read() as session:
        found = suggestions(session, named)
        assert [one.record for one in found][:1] == [certificate]
        assert {one.record for one in found} == {certificate, variation}
        assert found[0].kind == "certificate" or found[0].kind == "photo"
        assert [one.record for one in suggestions(session, slip)] == [receipt]
    link(book, named, "certificates", certificate)
    with book.read() as session:
        assert [one.record for one in suggestions(session, named)] == [variation]
        assert contract in {one.record for one in suggestions(session, named, before=contract)}
        assert session.scalars(select(EvidenceLink.kind)).all() == ["photo"]
