"""What was entered wrongly is taken back by command as in the window: same use case, same refusals, one Step."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models import contracts, parties
from models.certificates.record import PaymentCertificate
from models.money import Money
from models.store.book import Book
from models.voiding import VOIDING
from tests import makers
from tests.reports.books import FILL, a_certificate
from tests.samples import Run, run
from ui.pages import PAGES, attribute
from ui.pages.list_spec import ListPageSpec

__all__ = ["run"]
WRONG = "JB-2024-002"


@pytest.fixture
def entered(tmp_path: Path) -> Book:
    """A contract with a signed certificate, and one that was entered twice."""
    book = makers.a_book(tmp_path / "book")
    with book.write(FILL) as session:
        a_certificate(session, makers.a_contract(session), date(2024, 4, 25), Money.of(1_000_000))
        makers.a_contract(session, number=WRONG)
        makers.a_party(session, "录错的单位")
    book.close()
    return book


def numbers(book: Book) -> list[str]:
    with book.read() as session:
        return [one.number for one in session.query(contracts.Contract).order_by(contracts.Contract.number)]


def test_a_contract_that_was_entered_wrongly_is_taken_out_and_comes_back_by_undo(entered: Book, run: Run) -> None:
    words = ("void", f"contracts:{WRONG}", "--reason", "重复录入", "--book", entered.folder)
    checked = run(*words, "--check", "--json").told
    assert (checked["kept"], numbers(entered)) == (False, [makers.CONTRACT, WRONG])
    assert run(*words, "--json").told == checked | {"kept": True}
    assert numbers(entered) == [makers.CONTRACT]
    step = entered.head()
    assert step is not None
    assert (step.command, step.reason, step.title) == ("contracts.remove", "重复录入", f"Take out a contract: {WRONG}")
    assert WRONG in run("history", "--book", entered.folder).out
    assert run("undo", "--book", entered.folder).code == 0
    assert numbers(entered) == [makers.CONTRACT, WRONG]


@pytest.mark.parametrize(
    ("record", "reason", "said"),
    [
        (f"contracts:{makers.CONTRACT}", "录错", "计价 1 (JB-2024-001-01)"),
        (f"parties:{makers.OWNER}", "录错", makers.CONTRACT),
        ("contracts:nothing", "录错", "nothing"),
        ("contract:nothing", "录错", "contracts, "),
        ("contracts", "录错", "contracts, "),
        (f"contracts:{WRONG}", " ", "--reason"),
    ],
)
def test_what_may_not_be_taken_out_is_refused_in_one_sentence(
    entered: Book, run: Run, record: str, reason: str, said: str
) -> None:
    for more in ((), ("--check",)):
        ended = run("void", record, "--reason", reason, *more, "--book", entered.folder)
        assert (ended.code, ended.out, len(ended.err.splitlines())) == (1, "", 1)
        assert said in ended.err
    assert numbers(entered) == [makers.CONTRACT, WRONG]


def test_a_document_is_voided_and_stays_readable(entered: Book, run: Run) -> None:
    with entered.read() as session:
        number = session.query(PaymentCertificate.number).scalar()
    ended = run("void", f"certificates:{makers.CONTRACT}/{number}", "--reason", "期次录错", "--book", entered.folder)
    assert (ended.code, str(number) in ended.out) == (0, True)
    with entered.read() as session:
        row = session.query(PaymentCertificate).one()
        assert row.void
        assert "期次录错" in row.remark
    ended = run("void", "parties:录错的单位", "--reason", "录错", "--book", entered.folder)
    with entered.read() as session:
        assert (ended.code, parties.named(session, "录错的单位")) == (0, None)


def test_the_command_voids_what_the_window_voids_by_the_same_use_case() -> None:
    specs = [attribute(page.form or page.spec) for page in PAGES if page.form or page.spec]
    voided = [one.void for one in specs if isinstance(one, ListPageSpec) and one.void is not None]
    mine = {command.name: use_case for command, use_case in VOIDING.values()}
    of_papers = "papers.withdraw"
    assert {one.command.name for one in voided} - {of_papers} <= set(mine)
    assert all(one.use_case is mine[one.command.name] for one in voided if one.command.name != of_papers)
    assert len(voided) > 20
