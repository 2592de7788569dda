"""Turns the translators' files into the one the program reads, and lists what is not translated yet.

``python -m tests.translations`` compiles, ``python -m tests.translations --missing`` lists.
Each area has its own ``resources/locale/zh_CN/<area>.po``; a new one is found by itself.
"""

from __future__ import annotations

import io
import re
import sys
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from ui.bootstrap import ROOT

CHINESE = ROOT / "resources" / "locale" / "zh_CN"
COMPILED = CHINESE / "LC_MESSAGES" / "qingshou.mo"
SPEAKING = ("models", "reports", "resources", "ui")
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
PLACEHOLDER = re.compile(r"\{(\w*)|%\((\w+)\)")


def main(arguments: list[str]) -> int:
    if "--missing" in arguments:
        for msgid, place in sorted(missing().items(), key=lambda pair: pair[1]):
            print(f"{place}: {msgid!r}")
        return 0
    COMPILED.parent.mkdir(parents=True, exist_ok=True)
    COMPILED.write_bytes(compiled())
    print(f"{len(translations())} texts translated, {len(missing())} missing", *contradictions(), sep="\n")
    return 0


def messages() -> list[tuple[str, Message]]:
    """Every translated text with the file it stands in, in the order of the files' names."""
    found = []
    for path in sorted(CHINESE.glob("*.po")):
        with path.open("rb") as stream:
            found += [(path.name, message) for message in read_po(stream, locale="zh_CN") if message.id]
    return found


def translations() -> dict[str, str]:
    """msgid → Chinese; an empty or fuzzy entry does not count."""
    return {key(message): str(message.string) for _, message in messages() if message.string and not message.fuzzy}


def used() -> dict[str, str]:
    """Each msgid of the program → the file and line that says it first."""
    found: dict[str, str] = {}
    for path in sorted(path for folder in SPEAKING for path in (ROOT / folder).rglob("*.py")):
        for line, said, *_ in extract_from_file("python", path, keywords=KEYWORDS):
            found.setdefault(first(said), f"{path.relative_to(ROOT).as_posix()}:{line}")
    return found


def missing() -> dict[str, str]:
    """What the program says and no file translates → where it is said."""
    known = translations()
    return {msgid: place for msgid, place in used().items() if msgid not in known}


def contradictions() -> list[str]:
    """Texts translated in two ways; readers would take them for two things."""
    ways: dict[str, set[str]] = defaultdict(set)
    for _, message in messages():
        ways[key(message)].add(str(message.string))
    return [f"{msgid!r} is translated as {' and '.join(sorted(many))}" for msgid, many in ways.items() if len(many) > 1]


def disagreements() -> list[str]:
    """Translations that name other placeholders than their text; they would fail or stay silent when shown."""
    return [
        f"{where}: {msgid!r} and {string!r}"
        for where, message in messages()
        for msgid, string in [(key(message), str(message.string))]
        if placeholders(msgid) != placeholders(string)
    ]


def placeholders(sentence: str) -> set[str]:
    plain = sentence.replace("{{", "").replace("}}", "")
    return {braced or percent for braced, percent in PLACEHOLDER.findall(plain)}


def compiled() -> bytes:
    """The file gettext reads; the same translations always give the same bytes."""
    then = datetime(2026, 1, 1, tzinfo=UTC)
    whole = Catalog(locale="zh_CN", project="Qingshou", charset="utf-8", creation_date=then, revision_date=then)
    for _, message in messages():
        if message.string and not message.fuzzy:
            whole.add(message.id, message.string)
    stream = io.BytesIO()
    write_mo(stream, whole)
    return stream.getvalue()


def key(message: Message) -> str:
    return first(message.id)


def first(said: str | Sequence[str]) -> str:
    """A text with a plural is known by its singular."""
    return said if isinstance(said, str) else said[0]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
