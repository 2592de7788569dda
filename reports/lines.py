"""Breaks words into lines the way Chinese is set: no line begins with a comma or ends with an opening bracket."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reports.fonts import font, shown, width

Run = tuple[str, str]
"""Words and the typeface they are set in."""

_OPENING = "（《〈「『【〔“‘([{￥¥"
_CLOSING = "，。、；：！？）》〉」』】〕”’)]}％%…—·"
_CHUNK = re.compile(f"[{re.escape(_OPENING)}]*(?:[!-~\u00a0-\u024f]+|.)[{re.escape(_CLOSING)}]*", re.DOTALL)

_NAMED = re.compile(r"(.*?[》”])(.{4,})", re.DOTALL)


@dataclass(frozen=True)
class Line:
    """One line: its runs, how wide they are together, and whether a paragraph ends here."""

    runs: tuple[Run, ...]
    width: float
    last: bool = False


def wrap(runs: Sequence[Run], room: float, size: float, indent: float = 0) -> list[Line]:
    """The lines of one paragraph in ``room`` points; the first one starts ``indent`` points to the right."""
    lines: list[Line] = []
    line: list[Run] = []
    used = indent
    for chunk, face in _chunks(runs, room, size):
        wide = width(chunk, face, size)
        if used + width(chunk.rstrip(), face, size) > room and line:
            lines.append(_line(line, size))
            line, used = [], 0.0
            if chunk.isspace():
                continue
        line.append((chunk, face))
        used += wide
    last = _line(line, size)
    return [*lines, Line(last.runs, last.width, last=True)]


def _chunks(runs: Sequence[Run], room: float, size: float) -> list[Run]:
    """What may not be broken, in order; a single word wider than a whole line is broken anywhere."""
    found: list[Run] = []
    for words, face in runs:
        for chunk in _CHUNK.findall(shown(words, face)):
            if width(chunk, face, size) <= room:
                found.append((chunk, face))
            else:
                found.extend((letter, face) for letter in chunk)
    return found


def unbroken(words: str, face: str, size: float) -> float:
    """How wide the widest part is that may not be broken: below it a word would lose its end."""
    return max((width(chunk.rstrip(), face, size) for chunk in _CHUNK.findall(shown(words, face))), default=0.0)


def _line(chunks: Sequence[Run], size: float) -> Line:
    joined: list[Run] = []
    for words, face in chunks:
        if joined and joined[-1][1] == face:
            joined[-1] = (joined[-1][0] + words, face)
        else:
            joined.append((words, face))
    if joined:
        joined[-1] = (joined[-1][0].rstrip(), joined[-1][1])
    return Line(tuple(joined), sum(width(words, face, size) for words, face in joined))


def fold(words: str, face: str, room: float, size: float) -> tuple[str, ...]:
    """The lines of a table cell; most fit on one and are not looked at further."""
    plain = shown(words, face)
    widths = font(face).widths
    if sum(map(widths.__getitem__, plain)) * size <= room * 1000:
        return (plain,)
    return tuple("".join(run for run, _ in line.runs) for line in wrap([(plain, face)], room, size))


def balanced(words: str, face: str, room: float, size: float) -> Sequence[str]:
    """The lines of a title or caption: a name in quotation marks ends its line, else about equally long."""
    lines = fold(words, face, room + 0.01, size)
    if len(lines) < 2:
        return lines
    after_name = _NAMED.fullmatch(shown(words, face))
    if after_name and all(width(one, face, size) <= room for one in after_name.groups()):
        return after_name.groups()
    wide = max(width(shown(words, face), face, size) / len(lines) + size * 0.6, unbroken(words, face, size))
    while wide < room:  # no narrower than needs as many lines: the last is never a word alone
        even = fold(words, face, wide, size)
        if len(even) == len(lines):
            return even
        wide += size * 0.5
    return lines
