"""Checking a workbook, and bringing it into the book: all of it as one Step, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.importing.allocations import plan_allocations
from models.importing.bills import plan_bill
from models.importing.captions import form_of
from models.importing.cells import Habits
from models.importing.certificates import plan_certificates
from models.importing.changes import plan_variations
from models.importing.documents import DOCUMENTS
from models.importing.documents_planned import plan_documents
from models.importing.due_events import plan_due_events
from models.importing.forms import FORMS, form
from models.importing.masters import plan_contracts, plan_parties, plan_projects
from models.importing.names import Names
from models.importing.openings import plan_opening
from models.importing.own import before_writing, filled, with_own
from models.importing.plan import Choices, Counts, Plan
from models.importing.receipts import plan_receipts
from models.importing.sheets import Sheet, Workbook
from models.importing.table import Table, read_table
from models.invoices import standing
from models.language import N_
from models.own import Own, own_of
from models.problems import Invalid, Problem, Refused, stop
from models.store.base import Record
from models.store.book import Book
from models.wholesale import IMPORT
from models.work import Progress, Work, kept_all

UPDATING = N_("Updating what the book has")
_BEYOND = N_("{document}: {invoiced} is invoiced, it comes to {amount} only. Take the rest back with a red invoice.")
CHOICES_SHEET = ("选项", "Choices")
"""The hidden sheet of our template that feeds its drop-down lists."""

_DOCUMENTS = {document.sheet: partial(plan_documents, document) for document in DOCUMENTS}
_PLANS: Mapping[str, Callable[[Plan], Work[None]]] = {
    "parties": plan_parties,
    "projects": plan_projects,
    "contracts": plan_contracts,
    "bill": plan_bill,
    "variations": plan_variations,
    "opening": plan_opening,
    **{document.sheet: _DOCUMENTS[document.sheet] for document in DOCUMENTS if document.early},
    "certificates": plan_certificates,
    "receipts": plan_receipts,
    "allocations": plan_allocations,
    **_DOCUMENTS,
    "due_events": plan_due_events,
}
"""In this order, because each builds on what stands before it."""
USUAL = Choices()
_TOGETHER = {
    "contracts": ("milestones", "releases", "kinds", "factors", "fees"),
    "variations": ("variation_lines",),
    "certificates": ("lines", "adjustments", "indices", "supplies", "material_prices"),
    **{document.sheet: document.sheets for document in DOCUMENTS},
}
"""The sheets whose rows are parts of the documents of a sheet."""


@dataclass(frozen=True)
class Outcome:
    """What an import did, or would do: every problem by sheet and cell, and the counts of each sheet by form.

    ``counts`` are in the order of the forms; ``ready`` says that nothing stands against it.
    """

    problems: tuple[Problem, ...]
    counts: Mapping[str, Counts] = field(default_factory=dict)

    @property
    def ready(self) -> bool:
        return all(problem.advice for problem in self.problems)

    @property
    def changes(self) -> int:
        """How many rows are new or change something."""
        return sum(counts.new + counts.updated for counts in self.counts.values())


def check(session: Session, workbook: Workbook, choices: Choices = USUAL, today: date | None = None) -> Work[Outcome]:
    """All problems of a workbook and what it would bring, without writing anything."""
    plan = yield from planned(session, workbook, choices, today)
    return outcome(plan)


def try_out(book: Book, workbook: Workbook, choices: Choices = USUAL, today: date | None = None) -> Work[Outcome]:
    """The same, and what is known only when all is written, where the workbook brings anything of the kind."""
    with book.read() as session:
        plan = yield from planned(session, workbook, choices, today)
    if outcome(plan).ready and _invoiced(plan):
        with book.rehearse(IMPORT) as session:
            plan = yield from planned(session, workbook, choices, today)
            yield from written(plan)
    return outcome(plan)


def bring_in(book: Book, workbook: Workbook, choices: Choices = USUAL, today: date | None = None) -> Work[Outcome]:
    """Bring everything in as one Step; Invalid with every problem by sheet and cell, and then nothing is kept."""
    return (yield from kept_all(_brought_in(book, workbook, choices, today)))


def _brought_in(book: Book, workbook: Workbook, choices: Choices, today: date | None) -> Work[Outcome]:
    with book.write(IMPORT, workbook.name) as session:
        plan = yield from planned(session, workbook, choices, today)
        stop(plan.problems)
        yield from written(plan)
    return outcome(plan)


def written(plan: Plan) -> Work[None]:
    """Write what a plan makes and changes; Invalid when a change does not fit what the book has."""
    own = own_of(plan.session)
    before = before_writing(plan)
    yield from plan.unsaved.written(plan.session)
    yield from _updated(plan)
    yield from filled(plan, own, before)
    plan.problems += _over_invoiced(plan)


def _invoiced(plan: Plan) -> list[str]:
    """The sheets of invoices that it brings."""
    return [plan.tables[name].sheet.name for name in ("invoices", "invoice_lines") if name in plan.tables]


def _over_invoiced(plan: Plan) -> Iterator[Problem]:
    """After everything is written: the documents of which more is invoiced than they are worth."""
    if brought := _invoiced(plan):
        row = standing.documents(plan.today)
        beyond = select(row.c.document, row.c.invoiced, row.c.amount).where(row.c.excess > 0).order_by(row.c.document)
        for document, invoiced, amount in plan.session.execute(beyond):
            values = {"document": document, "invoiced": invoiced.grouped, "amount": amount.grouped}
            yield Problem("", _BEYOND, values, advice=True, where=brought[0])


def outcome(plan: Plan) -> Outcome:
    counts = {one.name: plan.counts[one.name] for one in FORMS if one.name in plan.counts}
    return Outcome(tuple(plan.problems), counts)


def planned(session: Session, workbook: Workbook, choices: Choices, today: date | None) -> Work[Plan]:
    """Read every sheet that is known, then work out sheet by sheet what it brings."""
    day = today or date.today()
    problems = list(workbook.advice)
    own = own_of(session)
    tables = yield from _read(workbook, Habits(day, workbook.from_1904, choices.round_off), own, problems)
    plan = Plan(session, choices, day, Names(session), tables, problems)
    yield from work_out(plan)
    return plan


def work_out(plan: Plan) -> Work[None]:
    """Work out what the tables of a plan bring, each after those it builds on."""
    for name, work in _PLANS.items():
        if any(one in plan.tables for one in (name, *_TOGETHER.get(name, ()))):
            yield from work(plan)
    plan.advise_existing()


def _read(
    workbook: Workbook, habits: Habits, own: Mapping[str, tuple[Own, ...]], problems: list[Problem]
) -> Work[dict[str, Table]]:
    tables: dict[str, Table] = {}
    known = False
    for sheet in workbook.sheets:
        found = form_of(sheet)
        known = known or found is not None
        if found is None or sheet.hidden:
            problems += _left_out(sheet)
        elif found.name in tables:
            message = N_("The sheet “{other}” is of the same kind. Put the rows of both into one.")
            problems.append(Problem("", message, {"other": tables[found.name].sheet.name}, where=sheet.name))
        else:
            table = yield from read_table(sheet, with_own(form(found.name), own), habits, problems)
            if table is not None:
                tables[found.name] = table
    if known and not any(tables.values()) and all(problem.advice for problem in problems):
        problems.append(
            Problem("", N_("There is nothing to import: no sheet of the template holds a row."), advice=True)
        )
    if not known:
        titles = "、".join(one.title() for one in FORMS)
        message = N_("No sheet is called as in the template ({titles}). Rename the sheets, or use the template.")
        problems.append(Problem("", message, {"titles": titles}))
    return tables


def _left_out(sheet: Sheet) -> list[Problem]:
    rows = sum(1 for row in sheet.rows if any(cell != "" for cell in row))
    if not rows or sheet.name in CHOICES_SHEET:
        return []
    if sheet.hidden:
        message = N_("The hidden sheet ({count} rows) is not imported. Show it if it should be.")
    else:
        message = N_("The sheet is not one of the template ({count} rows) and is not imported.")
    return [Problem("", message, {"count": rows}, True, sheet.name)]


def _updated(plan: Plan) -> Work[None]:
    """Change what the book has already, through the same use cases a person uses."""
    for done, later in enumerate(plan.updates):
        yield Progress(done, len(plan.updates), UPDATING)
        try:
            made = later.act(plan.session)
        except (Invalid, Refused) as told:
            found = told.problems if isinstance(told, Invalid) else [told.problem]
            plan.tell(found, later.table, later.index, later.parts)
            stop(plan.problems)
        if isinstance(made, Record):
            plan.written[later.table.form.name, later.index] = made.id
