"""What a letter must not say of contract, earlier letters and set-off, and what its writer should know first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import letters, public_works
from models.contracts.record import Contract
from models.deadlines.priority import ROLES
from models.language import N_
from models.letters.dunning import Standing
from models.letters.kinds import LADDER, LETTERS, PRIORITY, LetterKind
from models.papers.record import WITHDRAWN, IssuedPaper
from models.problems import Invalid, Problem
from models.stages import latest_by
from reports.letter_draft import LetterDraft
from reports.letter_figures import LetterGroup

_PUBLIC = N_(
    "{contract} may be works for the public ({sign}): there courts hardly ever grant priority. Demand payment all the "
    "same, and ask your lawyer before you rely on it. {basis}."
)
_SKIPPED = N_("A level is left out: the last letter was “{last}”, next would be “{due}”.")
_FIRST = N_("No letter went before: the friendly request is left out.")
_NONE_BEFORE = N_("This letter speaks of an earlier one, but none is known: type its day and number, or demand first.")
_TOO_MUCH = N_(
    "They owe {most} with interest; {amount} cannot be set off against it (Civil Code, article 568: in equal amounts), "
    "and the letter would admit a debt of ours. Enter at most {most}."
)
_TWICE = N_("A letter of this kind went to this debtor on {day} already: {number}. Correct or withdraw one of them.")
_NOT_SENT = N_("It is not recorded how the last letter “{number}” was served: this letter says that it was written.")
_TO_HIMSELF = N_(
    "{name} is the debtor: a claim that is assigned to him ends (Civil Code, article 576). Enter the assignee."
)
_RUNNING = N_(
    "The last letter {number} gives time until {day}: this one must not say that it passed in vain. Write it after "
    "that day."
)


def misfit(kind: LetterKind, contract: Contract | None) -> Iterator[Problem]:
    """A letter about works does not fit a sale; one about priority only who contracted with the owner."""
    if contract is None or not kind.fits:
        return
    if contract.kind != "construction":
        message = N_("{contract} is no contract for works: write a demand instead of this letter.")
        yield Problem("kind", message, {"contract": contract.number})
    elif kind.fits == PRIORITY and contract.role not in ROLES:
        message = N_("Under {contract} we did not contract with the owner: there is no priority right. Write a demand.")
        yield Problem("kind", message, {"contract": contract.number})


def to_himself(asked: LetterDraft, debtor: str) -> Iterator[Problem]:
    """A claim assigned to its own debtor would end (民法典 576)."""
    if "counterparty" in LETTERS[asked.kind].needs and asked.counterparty.strip() == debtor:
        yield Problem("counterparty", _TO_HIMSELF, {"name": debtor})


def doubtful(session: Session, kind: LetterKind, contract: Contract | None) -> tuple[Problem, ...]:
    """Advice where the priority a letter claims may yield nothing, because works for the public are not auctioned."""
    sign = public_works.sign_of(session, contract) if contract is not None and kind.fits == PRIORITY else ""
    told = {"contract": contract.number, "sign": sign, "basis": public_works.BASIS} if contract is not None else {}
    return (Problem("kind", _PUBLIC, told, advice=True),) if sign else ()


def before(asked: LetterDraft, body: str, stood: Standing | None) -> tuple[Problem, ...]:
    """What the text says of an earlier letter must be so; advice where nobody noted how that one was served."""
    if "{previous}" not in body or asked.previous.strip():
        return ()
    if stood is None or stood.last is None:
        raise Invalid([Problem("previous", _NONE_BEFORE)])
    told = {"number": stood.last.number}
    return () if stood.service is not None else (Problem("kind", _NOT_SENT, told, advice=True),)


def unequal(asked: LetterDraft, groups: Sequence[LetterGroup]) -> Iterator[Problem]:
    """Set-off is of debts in one currency and in equal amounts: a letter does not admit more than they owe."""
    if "amount" not in LETTERS[asked.kind].needs or asked.amount is None:
        return
    if len(groups) > 1:
        yield Problem("contract", N_("Debts in several currencies are not set off in one letter: choose a contract."))
        return
    most = groups[0].total + groups[0].interest
    if asked.amount > most:
        yield Problem("amount", _TOO_MUCH, {"amount": asked.amount.grouped, "most": most.grouped})


def level(kind: LetterKind, stood: Standing | None) -> tuple[Problem, ...]:
    """Advice where a level of the ladder is left out."""
    if stood is None or not kind.level:
        return ()
    due = stood.due or LADDER[-1]
    if LETTERS[due].level >= kind.level:
        return ()
    if stood.last is None:
        return (Problem("kind", _FIRST, advice=True),)
    told = {"last": letters.KINDS[stood.last.form], "due": letters.KINDS[due]}
    return (Problem("kind", _SKIPPED, told, advice=True),)


def too_soon(kind: LetterKind, stood: Standing | None, dated: date) -> Iterator[Problem]:
    """Advice where the time that the last letter gave is still running: nothing was missed yet."""
    last = stood.last if stood is not None else None
    if last is None or last.answer_by is None or LETTERS[last.form].level >= kind.level:
        return
    if last.answer_by >= dated:
        yield Problem("kind", _RUNNING, {"number": last.number, "day": last.answer_by}, advice=True)


def written_today(session: Session, kind: LetterKind, debtor: str, contract: str, dated: date) -> Iterator[Problem]:
    """Advice where a letter of this kind to this debtor bears the same day and was not withdrawn."""
    p, stage = IssuedPaper, latest_by(date.max).subquery("stage")
    where = [p.kind == "letter", p.form == kind.name, p.party_id == debtor, p.issued_on == dated]
    if contract:
        where.append(func.coalesce(p.contract_id, "").in_(("", contract)))
    stands = select(p.number).join(stage, stage.c.document_id == p.id).where(stage.c.stage != WITHDRAWN)
    found = stands.where(*where)
    number = session.scalar(found.order_by(p.serial.desc()))
    if number is not None:
        yield Problem("kind", _TWICE, {"number": number, "day": dated}, advice=True)


def last_of(stood: Standing | None) -> tuple[date, str] | None:
    """Day and number of the letter before."""
    return (stood.last.issued_on, stood.last.number) if stood is not None and stood.last is not None else None
