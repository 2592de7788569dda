"""What the command line says of a word it does not take, and its help, in the user's language."""

from __future__ import annotations

import re
from typing import Any, get_args

from models.language import N_, _, text

_HEADINGS = {
    "Usage:": N_("Usage: "),
    "Options:": N_("Options:"),
    "Arguments:": N_("Arguments:"),
    "[OPTIONS]": N_("[OPTIONS]"),
    "[required]": N_("[required]"),
    "[default: ": N_("[default: "),
    "Show this message and exit.": N_("Show this message and exit."),
}


def mistake(wrong: Any) -> str:
    """One sentence about a mistake that the parser of the command line found."""
    kind, parameter = type(wrong).__name__, getattr(wrong, "param", None)
    if kind == "NoSuchOption":
        return _("There is no option {name}.").format(name=wrong.option_name)
    if kind == "BadOptionUsage":
        return _("{option} needs a value.").format(option=wrong.option_name)
    if kind == "MissingParameter" and parameter is not None:
        return _("{name} is missing.").format(name=_name(parameter))
    if kind == "BadParameter" and parameter is not None:
        return _unfit(parameter, wrong)
    if extra := re.search(r"unexpected extra arguments?(?:\(s\))? \((.*)\)", wrong.message):
        return _("This command does not take “{words}” as well.").format(words=extra[1])
    return str(wrong.format_message())


def _name(parameter: Any) -> str:
    return str(parameter.opts[-1] if parameter.opts else parameter.name)


def _unfit(parameter: Any, wrong: Any) -> str:
    """What would fit: one of the words there are, or a whole number."""
    found: list[dict[str, Any]] = getattr(wrong.__cause__, "errors", list)() or [{}]
    typed, least = found[0].get("input", ""), found[0].get("ctx", {}).get("ge")
    annotation = getattr(parameter.get_runtime_param(), "annotation", None)
    known = [str(one) for one in get_args(annotation) if isinstance(one, str)]
    values = {"name": _name(parameter), "typed": typed, "known": _(", ").join(known), "least": least}
    if known:
        return _("{name}: “{typed}” is not one of {known}.").format(**values)
    if least is not None:
        return _("{name}: write a whole number from {least} on, not “{typed}”.").format(**values)
    return _("{name}: “{typed}” cannot be read. Write a whole number.").format(**values)


def help_of(shown: str) -> str:
    """The help of a command with its headings in the user's language."""
    for heading, msgid in _HEADINGS.items():
        told = text(msgid).strip() if heading.endswith(":") else text(msgid)
        shown = re.sub(re.escape(heading.rstrip()) + (r"\s+" if heading.endswith(" ") else ""), told, shown)
    return shown
