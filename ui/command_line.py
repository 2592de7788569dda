"""The same program without a window: one command, one use case, an exit code that says how it went."""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from models import language
from models.language import N_, _, text
from models.problems import Cancelled, Invalid, Problem, Refused
from ui import bootstrap

DONE, REFUSED, USAGE, FAILED = 0, 1, 2, 3

# Where each command is written and what it is for. How to add one: write the function, name it here.
COMMANDS = {
    "new": ("books", N_("Make an empty book.")),
    "sample": ("books", N_("Make a book with three owners, twelve contracts and two hundred certificates.")),
    "template": ("workbooks", N_("Write a workbook to fill in.")),
    "import": ("workbooks", N_("Bring in a filled workbook, all of it or nothing.")),
    "columns": ("own", N_("The own columns of a list: shown, added, taken out.")),
    "load": ("exchange", N_("Read drafts from a JSON file, all of them or none.")),
    "dump": ("exchange", N_("Write the book as the drafts that make it again.")),
    "export": ("exchange", N_("Write journals for hledger or beancount, or every list as a workbook.")),
    "contracts": ("answers", N_("List the contracts and where they stand.")),
    "receivables": ("answers", N_("List what is open on a day, with due dates and days overdue.")),
    "position": ("answers", N_("What is owed on a day, in all and by class.")),
    "claims": ("claims", N_("List the claims with their stages and time limits.")),
    "disputes": ("claims", N_("List what is disputed, or what asks to be recorded as disputed.")),
    "contradictions": ("claims", N_("List documents that contradict each other, with what each says.")),
    "downstream": ("claims", N_("List subcontracts, or with --quantities what is certified above and below.")),
    "ageing": ("ageing", N_("How old what is owed is, by due date, by posting or by debtor.")),
    "arrears": ("lists", N_("The ledger of arrears: every contract with what it owes and what is not certified.")),
    "unbilled": ("lists", N_("Work done less what is certified, by contract, on a day.")),
    "provision": ("ageing", N_("What is provided for bad debts on a day.")),
    "invoices": ("invoices", N_("List the invoices that were given.")),
    "uninvoiced": ("invoices", N_("List what is certified and not invoiced on a day.")),
    "wages": ("wages", N_("What is agreed for the wage account, came into it and is short, by month.")),
    "deadlines": ("deadlines", N_("When each claim lapses or must be acted on; with -o the list as a paper.")),
    "books-check": ("ledger_checks", N_("Check the balances of customers with those of the ledger.")),
    "letter": ("letters", N_("Write a letter to a debtor; with --issue it gets a number.")),
    "served": ("serving", N_("Record how a letter or statement was served: sent, arrived, returned, refused.")),
    "withdraw": ("serving", N_("Withdraw an issued paper: its number and its file stay.")),
    "certificate": ("papers", N_("A payment certificate: its figures with their workings, or with -o its paper.")),
    "statement": ("papers", N_("Print a statement of account of a contract or a debtor.")),
    "confirmations": ("confirmations", N_("How far every statement is: sealed, served, answered, explained; or due.")),
    "confirm": ("confirmations", N_("Record that a statement was sealed, or what was answered to it.")),
    "bundle": ("bundles", N_("Put evidence together for the court: contents, pages, originals and sums.")),
    "match": ("matching", N_("Match an owner's ledger with our book, and print the reconciliation.")),
    "void": ("voiding", N_("Void a record that was entered wrongly, or take out a contract or party.")),
    "take-on": ("papers", N_("Print the take-on sheet of the opening balances of a contract or a debtor.")),
    "coverage": ("coverage", N_("How much of what is owed is proven, and which papers are missing from whom.")),
    "evidence": ("evidence", N_("Files that prove what is owed: add, list, verify, export-sums.")),
    "history": ("books", N_("What was done in the book, newest first.")),
    "undo": ("books", N_("Take back the last step.")),
    "redo": ("books", N_("Do again what was undone last.")),
    "verify": ("books", N_("Check that nothing was altered behind the program's back.")),
    "words": ("figures", N_("An amount in capital words.")),
    "interest": ("interest", N_("Interest on a sum for a period, or on what was paid late.")),
    "clock": ("figures", N_("When a legal period ends.")),
    "court-fee": ("figures", N_("The court fee of a claim for money.")),
}
WORKSHOP = {
    "test": N_("Run every check of the program."),
    "bench": N_("Measure how fast the program is."),
    "build": N_("Make the folder that runs without Python."),
    "pictures": N_("Draw the pictures of the manual from the sample book."),
}


def main(argv: Sequence[str]) -> int:
    """Run one command and return its exit code: 0 done, 1 refused or invalid, 2 usage, 3 a check failed."""
    try:
        code = _answer(argv)
        sys.stdout.flush()
        return code
    except BrokenPipeError:  # who reads the answer has seen enough of it (| head); Python must not flush again
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _answer(argv: Sequence[str]) -> int:
    _speak_plainly()
    gc.set_threshold(50_000)  # importing the database makes many objects that all stay (a tenth of a short command)
    if argv and argv[0] in HIDDEN:
        return HIDDEN[argv[0]](list(argv[1:]))
    options: dict[str, str] = {}
    try:
        options, rest = _options(argv)
        language.use(options.get("--lang", language.DEFAULT))
        if not rest:
            return _without_command(options)
        if rest[0] in ("--help", "-h"):
            print("\n".join(_help()))
            return DONE
        return _run(rest[0], rest[1:], options)
    except _Usage as wrong:
        print(wrong, file=sys.stderr)
        return USAGE
    except Invalid as invalid:
        _complain(invalid.problems, "--json" in options)
    except Refused as refused:
        _complain([refused.problem], "--json" in options)
    except (Cancelled, KeyboardInterrupt):
        print(_("Stopped; nothing was kept."), file=sys.stderr)
    return REFUSED


def _read_files(_words: list[str]) -> int:
    """The process in which foreign files are parsed; ``reports.reading.reader`` starts it."""
    from reports.reading.serving import serve

    serve()
    return DONE


def _portrait(words: list[str]) -> int:
    """The process that draws a picture of the window; ``ui.showcase`` starts it."""
    from ui import portrait

    return portrait.main(words)


def _leaves(_words: list[str]) -> int:
    """The process that draws pages of foreign PDF files; ``ui.foreign_leaves`` starts it."""
    from ui.foreign_leaves import serve_leaves

    return serve_leaves()


HIDDEN = {"_read": _read_files, "_portrait": _portrait, "_leaf": _leaves}
"""Commands of the program to itself."""


class _Usage(Exception):
    """The command was not written as it is understood."""


def _complain(problems: Sequence[Problem], in_json: bool) -> None:
    """One line a problem, the same line once, faults before advice; who wants JSON also gets them as values."""
    mixed = len({problem.advice for problem in problems}) > 1
    told = {" ".join(one.text().split()): one.advice for one in sorted(problems, key=lambda one: one.advice)}
    for line, advice in told.items():
        print(_("To note: {line}").format(line=line) if mixed and advice else line, file=sys.stderr)
    if in_json:
        print(json.dumps({"problems": [problem.plain() for problem in problems]}, ensure_ascii=False))


def _speak_plainly() -> None:
    """Files and pipes get UTF-8; a console that lacks a letter shows ``?`` instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure and stream.isatty():
            reconfigure(errors="replace")
        elif reconfigure:
            reconfigure(encoding="utf-8")


def _options(argv: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """The options every command takes, wherever they stand, and what is left."""
    found: dict[str, str] = {}
    rest: list[str] = []
    words = iter(argv)
    for word in words:
        name, equals, value = word.partition("=")
        if word == "--":
            rest += [word, *words]
        elif word == "--json":
            found[word] = "yes"
        elif name in ("--book", "--lang"):
            found[name] = value if equals else next(words, "")
            if not found[name]:
                raise _Usage(_("{option} needs a value.").format(option=name))
        else:
            rest.append(word)
    if found.get("--lang", "zh") not in language.LANGUAGES:
        raise _Usage(_("--lang is zh or en, not “{typed}”.").format(typed=found["--lang"]))
    return found, rest


def _without_command(options: dict[str, str]) -> int:
    if "--json" in options or not bootstrap.has_screen():
        raise _Usage(_("Name a command; “--help” lists them."))
    from ui import application

    return application.main(["--book", options["--book"]] if "--book" in options else [])


def _run(name: str, words: list[str], options: dict[str, str]) -> int:
    if name in WORKSHOP:
        return _workshop(name, words)
    if name not in COMMANDS:
        raise _Usage(_("There is no command “{name}”; “--help” lists them.").format(name=name))
    command = _command(name)
    from typer import Abort, Exit, TyperException

    from ui.commands.frame import Frame
    from ui.commands.speaking import help_of

    if "--help" in words:
        print(help_of(command.get_help(command.make_context(f"main.py {name}", [], resilient_parsing=True))))
        return DONE
    frame = Frame(Path(options["--book"]).absolute() if "--book" in options else None, "--json" in options)
    try:
        ended = command.main(args=words, prog_name=f"main.py {name}", standalone_mode=False, obj=frame)
    except TyperException as wrong:
        raise _Usage(_usage(name, command, wrong)) from wrong
    except Invalid as invalid:
        raise Invalid(_as_typed(one, command) for one in invalid.problems) from invalid
    except (Abort, Exit) as end:
        return getattr(end, "exit_code", REFUSED)
    return ended if isinstance(ended, int) else DONE


def _as_typed(problem: Problem, command: Any) -> Problem:
    """An entry is called as the option it was or should be typed in, not as the form of the window calls it."""
    options = {one.name: one.opts[0] for one in command.params if one.param_type_name == "option"}
    if problem.where or problem.file or "caption" not in problem.values or problem.entry not in options:
        return problem
    return replace(problem, values={**problem.values, "caption": options[problem.entry]})


def _command(name: str) -> Any:
    """The typer command of that name, speaking the language that was asked for."""
    import typer

    module = import_module(f"ui.commands.{COMMANDS[name][0]}")
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command(help=_(COMMANDS[name][1]), context_settings={"ignore_unknown_options": name in _WITH_AMOUNT})(
        getattr(module, _FUNCTIONS.get(name, name))
    )
    command = typer.main.get_command(app)
    for parameter in cast(list[Any], command.params):
        parameter.help = text(getattr(parameter, "help", None) or "")
    return command


_FUNCTIONS = {"import": "import_", "court-fee": "court_fee", "take-on": "take_on", "books-check": "books_check",
              "confirmations": "confirmations_"}  # fmt: skip
_WITH_AMOUNT = ("words", "court-fee")
"""A negative amount begins like an option; these commands have none that could be mistaken for one."""


def _usage(name: str, command: Any, wrong: Any) -> str:
    """One line: what is wrong, in the user's language where it is one of the usual mistakes."""
    from ui.commands.speaking import help_of, mistake

    hint = (
        command.get_usage(command.make_context(f"main.py {name}", [], resilient_parsing=True)).split(":", 1)[-1].strip()
    )
    return f"{mistake(wrong)} ({help_of(hint)})"


def _workshop(name: str, words: list[str]) -> int:
    if bootstrap.frozen():
        raise Refused(N_("“{name}” is for people who change the program; it needs the source."), name=name)
    if "--help" in words and name != "test":
        print(_(WORKSHOP[name]))
        return DONE
    bootstrap.prepare(name)
    return bootstrap.workshop(name)(words)


def _help() -> list[str]:
    wide = max(map(len, [*COMMANDS, *WORKSHOP])) + 2
    told = {**{name: sentence for name, (_file, sentence) in COMMANDS.items()}, **WORKSHOP}
    return [
        _("Usage: main.py [--book DIR] [--lang zh|en] [--json] COMMAND …"),
        _("Without a command the window opens. “COMMAND --help” explains one of these:"),
        *(f"  {name:{wide}}{_(sentence)}" for name, sentence in told.items()),
    ]
