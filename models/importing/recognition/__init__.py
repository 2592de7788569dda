"""Any ledger in: a site's own workbook is recognised, proposed, asked about, and brought in as one Step.

How to use it (a window does the same as ``import FILE --auto``)::

    with book.read() as session:                                  # 1. what would be made of it; nothing is written
        proposal = yield from propose(session, workbook, answers)  #    Work: yields Progress, may be stopped
    for question in proposal.questions: ...                       # 2. ask; each carries what is proposed
    answers = answered(answers, question.key, value)              #    and propose again
    proposal = yield from bring_in(book, workbook, answers)       # 3. one Step, one undo; Invalid keeps nothing

``workbook`` is what ``reports.reading`` hands over. ``Answers`` is what a person said so far: ``from_json`` and
``to_json`` read and write the file of ``--map`` (its format: ``models/importing/recognition/answers.py``);
``accepted(proposal)`` are the answers of a person who changes nothing. The answers about a form are remembered in the
book by its captions. ``Proposal`` and everything in it are frozen; ``plain`` turns
it into JSON values.

Where it lives, in the order in which a workbook goes through it:
stacked (one table below another) → words, english, captions, meanings, grouped, headers, items, kinds (what a column
says) → columns, across, series, periods, parts_of_sum and views (what stands side by side), planned and in_turn (rows
that say what they are), heads, rows, merged, amounts, days, foreign → lines and sheet (a sheet, read) → voided,
taxes, hidden, accounts, still_open, beyond_owed, casting with parties and deals (who and what), cumulative → harvest
with valued, received, bills_ended, owed, retained, deposited, invoiced, red_invoices, carried, held_twice, corrected,
summed_up and taken_on_again (the rows of the forms) → tables (the plan every import works on) → settling → totals,
unknown, questions, showing (the proposal).
"""

from __future__ import annotations

from models.importing.recognition.answers import Answers, SheetAnswers
from models.importing.recognition.answers_file import from_json, from_plain, read_answers, to_json, to_plain
from models.importing.recognition.balances import ContractBalance
from models.importing.recognition.captions import UNITS
from models.importing.recognition.casting import known_deals
from models.importing.recognition.entries import entries_of, said
from models.importing.recognition.proposal import (
    OpenRow,
    Proposal,
    ProposedColumn,
    Question,
    SheetProposal,
    StatedTotal,
    plain,
)
from models.importing.recognition.questions import SAYS, accepted, answered
from models.importing.recognition.shape import is_ledger
from models.importing.recognition.stacked import sheet_of
from models.importing.recognition.usecases import NOBODY, bring_in, propose
from models.importing.recognition.words import KINDS
from models.importing.recognition.written import read_answer, written_answer

__all__ = [
    "KINDS", "NOBODY", "SAYS", "UNITS", "Answers", "ContractBalance", "OpenRow", "Proposal", "ProposedColumn",
    "Question", "SheetAnswers", "SheetProposal", "StatedTotal", "accepted", "answered", "bring_in", "entries_of",
    "from_json", "from_plain", "is_ledger", "known_deals", "plain", "propose", "read_answer", "read_answers", "said",
    "sheet_of", "to_json", "to_plain", "written_answer",
]  # fmt: skip
