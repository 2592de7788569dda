"""Reads drafts into the book: all of them in one Step, or none and a list of what to put right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from models.drafts import from_plain
from models.exchange.kinds import KINDS
from models.exchange.names import FINDERS, bill_item, claim_of, variation_of
from models.exchange.reading import check_plain
from models.language import N_, listed
from models.money import Money
from models.problems import Invalid, Problem, Refused, heard
from models.rules.base import LINES
from models.work import Progress, Work

REFERENCES = {
    "party": "parties",
    "parent": "parties",
    "owner": "parties",
    "payer": "parties",
    "paid_by": "parties",
    "buyer": "parties",
    "cancels": "invoices",
    "project": "projects",
    "contract": "contracts",
    "receipt": "receipts",
    "receivable": "receivables",
    "answers": "correspondence",
}
"""Entries that name another record, whatever draft they stand in."""
OF_NOUN = {
    "variation_stages": {"document": "variations"},
    "certificate_voids": {"document": "certificates"},
    "disputes": {"subject": "disputable"},
    "ledger_matches": {"ledger": "owner_ledgers"},
    "signatures": {"party": ""},
}
"""Entries that name another record in the drafts of one noun or part only; empty where they are words."""
OF_BILL = ("certificates", "certificate_corrections")
"""Their lines are of the bill item that bears their code, unless they name one or (empty) say none."""
OF_CONTRACT = {"bill_item": bill_item, "variation": variation_of, "claim": claim_of}
"""Entries of a line that name a record of the same contract."""

_ABSENT = N_("There is no record “{name}” yet, or more than one. Put its draft before this one, or correct the name.")
_SHAPE = N_('Drafts are a list of {{"noun": …, "draft": {{…}}}}, or one object with a list for each noun.')


def entries_of(told: Any) -> list[tuple[str, Mapping[str, Any]]]:
    """Noun and entry (``draft``, perhaps ``figures``) in order; raises Invalid when the file has another shape."""
    if isinstance(told, Mapping):
        for noun in told:
            _expect_noun(noun)
        told = [{"noun": noun, "draft": one} for noun, many in told.items() for one in _listed(many)]
    if not isinstance(told, list):
        raise Invalid([Problem("", _SHAPE)])
    found = []
    for place, one in enumerate(told, 1):
        if not isinstance(one, Mapping) or "draft" not in one or not isinstance(one.get("noun"), str):
            raise Invalid([Problem("", _SHAPE, where=str(place))])
        _expect_noun(one["noun"], str(place))
        found.append((one["noun"], one))
    return found


def _expect_noun(noun: str, where: str = "") -> None:
    if noun not in KINDS:
        values = {"noun": noun, "known": listed({name: one.caption for name, one in KINDS.items()})}
        raise Invalid([Problem("", N_("“{noun}” is not a noun. Known are: {known}."), values, where=where)])


def load(session: Session, told: Any, name: str = "") -> Work[dict[str, int]]:
    """Keep every draft in order; returns how many of each noun. Raises Invalid with all problems, each with its place.

    ``told`` is what :func:`entries_of` reads. Entries that name another record take its id, number or name.
    What is to be considered, though it stops nothing, stands in ``session.info["advice"]``.
    An entry may carry ``figures``: what the kept record must show, so that a copy that differs is not made silently.
    """
    todo = entries_of(told)
    kept: Counter[str] = Counter()
    problems: list[Problem] = []
    advice: list[Problem] = []
    for done, (noun, one) in enumerate(todo):
        if done % 50 == 0:
            yield Progress(done, len(todo), N_("Loading drafts"))
        kept[noun] += 1
        where = f"{noun} {kept[noun]}"
        with heard() as told_beside:
            problems += [_placed(problem, name, where) for problem in _keep(session, noun, one)]
        advice += [_placed(problem, name, where) for problem in told_beside]
    if problems:
        raise Invalid(problems)
    session.info["advice"] = tuple(advice)
    return dict(kept)


def _listed(many: Any) -> Sequence[Any]:
    return many if isinstance(many, list) else [many]


def _placed(problem: Problem, file: str, where: str) -> Problem:
    return replace(problem, file=file, where=f"{where}, {problem.entry}" if problem.entry else where)


def _keep(session: Session, noun: str, one: Mapping[str, Any]) -> Iterator[Problem]:
    kind = KINDS[noun]
    found = list(check_plain(kind.draft, one["draft"]))
    if found:
        yield from found
        return
    named, found = _resolved(session, noun, one["draft"])
    if found:
        yield from found
        return
    try:
        record = kind.keep(session, from_plain(kind.draft, named))
    except Invalid as invalid:
        yield from invalid.problems
    except Refused as refused:
        yield refused.problem
    else:
        yield from _differences(record, one.get("figures") or {})


def _differences(record: Any, figures: Mapping[str, str]) -> Iterator[Problem]:
    for name, expected in figures.items():
        got = getattr(record, name, None)
        if got != Money.of(expected):
            message = N_("“{name}” is {got} here, not {expected}: terms or payments differ from where this comes from.")
            yield Problem(name, message, {"name": name, "got": str(got), "expected": expected})


def _resolved(session: Session, noun: str, plain: Mapping[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
    """The draft with ids in place of numbers and names, and what was not found."""
    problems: list[Problem] = []
    named = _with_ids(session, noun, plain, "", problems)
    contract = named.get("contract", "")
    for place, line in enumerate(named.get("lines") or ()):
        if noun in OF_BILL and "bill_item" not in line and line.get("kind", LINES) == LINES and line.get("code"):
            line["bill_item"] = bill_item(session, contract, line["code"]) or ""
        for entry, finder in OF_CONTRACT.items():
            if line.get(entry):
                line[entry] = finder(session, contract, line[entry]) or _absent(
                    problems, f"lines.{place}.{entry}", line[entry]
                )
    return named, problems


def _with_ids(
    session: Session, noun: str, plain: Mapping[str, Any], prefix: str, problems: list[Problem]
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in plain.items():
        listing = OF_NOUN.get(noun, {}).get(name, REFERENCES.get(name, ""))
        if isinstance(value, list):
            value = [
                _with_ids(session, name, one, f"{prefix}{name}.{place}.", problems) if isinstance(one, Mapping) else one
                for place, one in enumerate(value)
            ]
        elif listing and value:
            value = FINDERS[listing](session, value) or _absent(problems, prefix + name, value)
        found[name] = value
    return found


def _absent(problems: list[Problem], entry: str, name: str) -> str:
    problems.append(Problem(entry, _ABSENT, {"name": name}))
    return ""
