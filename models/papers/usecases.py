"""What can be done with a paper: issue it in one Step, withdraw it by an event; it is never changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from models import company, kept_files
from models.drafts import entry, faults, to_come
from models.language import N_
from models.money import Money
from models.numbering import is_typed
from models.papers.course import CourseDraft, idle
from models.papers.record import COURSE, ISSUED, STAGES, WITHDRAWN, IssuedPaper
from models.problems import Problem, Refused, stop
from models.stages import Stage, latest, reach, stages_of
from models.store import history
from models.store.base import site_of_writer
from models.store.commands import COMMERCIAL, FINANCE, declare
from models.store.history import Step

ISSUE = declare(
    "papers.issue", N_("Issue a paper"), (FINANCE,), COMMERCIAL,
    N_("What was issued is not undone: withdraw {subject}, or correct it (--corrects {subject})."),
)  # fmt: skip
ADVANCE = declare("papers.advance", N_("Approve or seal a paper"), (FINANCE, COMMERCIAL))
WITHDRAW = declare(
    "papers.withdraw", N_("Withdraw a paper"), (FINANCE,), COMMERCIAL,
    N_("{subject} was withdrawn, and that is not undone: issue a new paper."),
)  # fmt: skip


@dataclass(frozen=True)
class Stamp:
    """What an issued paper gets: number, day, what it corrects, and the head of the book before its own Step."""

    number: str
    issued_on: date
    corrects: str
    site: str
    n: int
    hash: str


@dataclass(frozen=True)
class Printed:
    """A drawn paper: the PDF, its figures as JSON, and what the register needs to know of it."""

    pdf: bytes
    content: str
    pages: int
    template: int
    language: str
    party: str
    contract: str = ""
    as_of: date | None = None
    document: str = ""
    currency: str = ""
    amount: Money | None = None
    form: str = ""
    answer_by: date | None = None
    remark: str = ""


AHEAD = frozenset({"interest", "certificate"})
"""Papers that may speak of a period that ends after the day they go out."""

TO_DEBTORS = frozenset({"statement", "letter"})
"""Papers of which two that say the same would confuse whoever gets them."""
_OUT_ALREADY = N_(
    "{number} of {day} to the same debtor and cut-off day {cut} is out already and still stands. To replace it, "
    "correct it (“Correct…”; by command --corrects {number}), or withdraw it: else two of them are out."
)

Press = Callable[[Session, Stamp], Printed]
"""Collects and draws one paper; given by ``reports``, for this layer knows no PDF."""


@dataclass(frozen=True)
class IssueDraft:
    """When a paper goes out, and which earlier one it corrects."""

    kind: str = ""
    code: str = ""
    issued_on: date | None = entry(N_("Issued on"), None, required=True)
    corrects: str = entry(N_("Corrects the paper"), "", pick="papers")


@dataclass(frozen=True)
class WithdrawalDraft:
    """Why a paper no longer stands."""

    paper: str = ""
    on: date | None = entry(N_("On"), None, required=True)
    reason: str = entry(N_("Reason"), "", required=True)


def issue(session: Session, draft: IssueDraft, press: Press, folder: Path) -> IssuedPaper:
    """Number, draw and keep a paper in one Step; the corrected one is withdrawn with it.

    ``folder`` is the book's folder. Raises Refused when we have no name yet, the corrected paper does not stand, or the
    paper would speak of days that are still to come.
    """
    stop(faults(draft))
    assert draft.issued_on
    if any(to_come("issued_on", draft.issued_on)):
        raise Refused(N_("A paper does not go out with a date that is still to come ({day})."), day=draft.issued_on)
    if not company.profile(session).name:
        raise Refused(N_("Nobody would know who writes. Fill in our company profile first."))
    old = _standing(session, draft.corrects) if draft.corrects else None
    serial = _next_serial(session, draft.kind, draft.issued_on.year)
    number = _number(session, draft.code, draft.issued_on.year, serial)
    stamp = Stamp(number, draft.issued_on, old.number if old else "", *head_before(session))
    printed = press(session, stamp)
    if printed.as_of and printed.as_of > draft.issued_on and draft.kind not in AHEAD:
        message = N_("Nobody knows yet what stands on {day}: choose a cut-off date up to the date of the paper.")
        raise Refused(message, day=printed.as_of)
    row = _entered(folder, draft, stamp, serial, printed)
    row.corrects_id = old.id if old else None
    session.add(row)
    session.flush()
    reach(session, row, ISSUED, draft.issued_on, digest=row.file)
    if old:
        reach(session, old, WITHDRAWN, draft.issued_on, remark=number)
    session.info["subject"] = number
    return row


def _entered(folder: Path, draft: IssueDraft, stamp: Stamp, serial: int, printed: Printed) -> IssuedPaper:
    """The row of the register; the files are kept first."""
    return IssuedPaper(
        number=stamp.number,
        kind=draft.kind,
        year=stamp.issued_on.year,
        serial=serial,
        party_id=printed.party or None,
        contract_id=printed.contract or None,
        document_id=printed.document,
        currency=printed.currency,
        amount=printed.amount,
        form=printed.form,
        answer_by=printed.answer_by,
        remark=printed.remark,
        issued_on=stamp.issued_on,
        as_of=printed.as_of,
        language=printed.language,
        template=printed.template,
        pages=printed.pages,
        size=len(printed.pdf),
        file=kept_files.keep(folder, printed.pdf),
        content=kept_files.keep(folder, printed.content.encode()),
        head_n=stamp.n,
        head_hash=stamp.hash,
    )


def advance(session: Session, draft: CourseDraft) -> IssuedPaper:
    """The paper was approved, its seal asked for, or it bears our seal, from a day on; each once and in this order."""
    stop(faults(draft))
    assert draft.on
    row = _standing(session, draft.paper)
    before = stages_of(session, row.id)[-1]
    if draft.stage not in following(before.stage):
        raise Refused(N_("{number} stands at “{stage}” already."), number=row.number, stage=STAGES[before.stage])
    stop(to_come("on", draft.on))
    if draft.on < before.reached_on:
        told = {"stage": STAGES[before.stage], "day": before.reached_on}
        stop([Problem("on", N_("It stands at “{stage}” since {day} only: this day lies before that."), told)])
    seal = draft.seal if "seal" not in idle(draft) else ""
    reach(session, row, draft.stage, draft.on, by=draft.by, remark=seal)
    session.info["subject"] = row.number
    return row


def following(stage: str) -> tuple[str, ...]:
    """What can still happen in the house to a paper that stands there, the next first."""
    names = tuple(COURSE)
    return names[names.index(stage) + 1 :] if stage in COURSE else names


def courses(session: Session, as_of: date) -> Mapping[str, Mapping[str, Stage]]:
    """By paper, each stage it reached up to a day: when, by whom, with which seal (``remark``)."""
    rows = select(Stage).where(Stage.noun == IssuedPaper.__tablename__, Stage.reached_on <= as_of)
    found: dict[str, dict[str, Stage]] = defaultdict(dict)
    for row in session.scalars(rows.order_by(Stage.reached_on, Stage.id)):
        found[row.document_id][row.stage] = row
    return found


def withdraw(session: Session, draft: WithdrawalDraft) -> IssuedPaper:
    """The paper no longer stands from a day on; its file and its number stay."""
    stop((*faults(draft), *to_come("on", draft.on)))
    assert draft.on
    row = _standing(session, draft.paper)
    if draft.on < max(one.reached_on for one in stages_of(session, row.id)):
        raise Refused(N_("{number} cannot be withdrawn before it was issued or sealed."), number=row.number)
    reach(session, row, WITHDRAWN, draft.on, remark=draft.reason)
    session.info["subject"] = row.number
    session.flush()
    return row


def beside(
    session: Session, kind: str, form: str, party: str, contract: str, as_of: date | None, corrects: str = ""
) -> tuple[Problem, ...]:
    """Advice where a paper of this kind to the same debtor of the same contracts and cut-off day is out already.

    ``corrects`` is the paper that the new one replaces. A statement with and one without a demand are the same.
    """
    if kind not in TO_DEBTORS or as_of is None:
        return ()
    same = [IssuedPaper.kind == kind, IssuedPaper.party_id == party, IssuedPaper.as_of == as_of]
    same += [IssuedPaper.contract_id == contract if contract else IssuedPaper.contract_id.is_(None)]
    same += [IssuedPaper.form == form] if kind == "letter" else []
    made = session.scalars(select(IssuedPaper).where(*same).order_by(IssuedPaper.serial.desc()))
    found = next((row for row in made if row.id != corrects and stands(session, row.id)), None)
    told = {"number": found.number, "day": found.issued_on, "cut": as_of} if found else {}
    return (Problem("as_of", _OUT_ALREADY, told, advice=True),) if found else ()


def standing_of(session: Session, document_id: str) -> IssuedPaper | None:
    """The newest paper of this document that was not withdrawn."""
    made = select(IssuedPaper).where(IssuedPaper.document_id == document_id).order_by(IssuedPaper.serial.desc())
    return next((row for row in session.scalars(made) if stands(session, row.id)), None)


def numbered(session: Session, number: str) -> IssuedPaper | None:
    """The issued paper of this number, however its brackets and spaces are typed."""
    found = session.scalars(select(IssuedPaper).where(IssuedPaper.number == number)).first()
    if found is not None:
        return found
    alike = [key for key, one in session.execute(select(IssuedPaper.id, IssuedPaper.number)) if is_typed(one, number)]
    return session.get_one(IssuedPaper, alike[0]) if len(alike) == 1 else None


def head_before(session: Session) -> tuple[str, int, str]:
    """Site, number and hash of the last sealed Step; the one being written has no hash yet."""
    connection = session.connection()
    epoch = int(connection.execute(text("SELECT value FROM book_facts WHERE name = 'epoch'")).scalar_one())
    site = site_of_writer.get()
    head: Step | None = history.head(connection, site, epoch)
    return (site, head.n, head.hash) if head else (site, 0, history.START.hex())


def stands(session: Session, paper_id: str) -> bool:
    """Whether the paper has not been withdrawn."""
    return latest(session, paper_id) != WITHDRAWN


def _standing(session: Session, paper_id: str) -> IssuedPaper:
    row = session.get_one(IssuedPaper, paper_id)
    if not stands(session, row.id):
        raise Refused(N_("{number} was withdrawn already."), number=row.number)
    return row


def _next_serial(session: Session, kind: str, year: int) -> int:
    used = session.scalar(
        select(func.max(IssuedPaper.serial)).where(IssuedPaper.kind == kind, IssuedPaper.year == year)
    )
    return (used or 0) + 1


def _number(session: Session, code: str, year: int, serial: int) -> str:
    """By the company's pattern; the site stands in for a prefix that nobody has chosen."""
    ours = company.profile(session)
    if not ours.prefix:
        ours = company.CompanyDraft(prefix=site_of_writer.get(), pattern=ours.pattern)
    return company.paper_number(ours, code, year, serial)
