"""What a workbook's values do not show: formulas never worked out, errors, hidden rows, how its dates count."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import TypeVar
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from models.importing.sheets import Areas, Place, letters, place_of

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_WORKBOOK = "xl/workbook.xml"
_TAG = rb"(?:\w+:)?"
_VALUELESS = re.compile(
    rb"<" + _TAG + rb"c\b([^>]*)>\s*<" + _TAG + rb"f\b(?:[^>]*/>|[^>]*>[^<]*</" + _TAG + rb"f>)\s*"
    rb"(?:<" + _TAG + rb"v\s*/>|<" + _TAG + rb"v>\s*</" + _TAG + rb"v>)?\s*</" + _TAG + rb"c>"
)
_ERROR = re.compile(
    rb"<" + _TAG + rb"c\b([^>]*\st=[\"']e[\"'][^>]*)>(?:(?!</" + _TAG + rb"c>).)*?<" + _TAG + rb"v>([^<]*)<"
)
_SUM = re.compile(
    rb"<" + _TAG + rb"c\b([^>]*)>\s*<" + _TAG + rb"f\b[^>]*>\s*(?:SUM|SUBTOTAL)\("
    rb"(?:\d+\s*,)?\s*\$?([A-Z]{1,3})\$?(\d+):\$?([A-Z]{1,3})\$?(\d+)\s*[,)]"
)
_LINK = re.compile(rb"<" + _TAG + rb"c\b([^>]*)>\s*<" + _TAG + rb"f\b[^>]*>[^<]*\[\d+\][^<]*<")
_HIDDEN_ROW = re.compile(rb"<" + _TAG + rb"row\b([^>]*\shidden=[\"'](?:1|true)[\"'][^>]*)>")
_HIDDEN_COLUMN = re.compile(rb"<" + _TAG + rb"col\b([^>]*\shidden=[\"'](?:1|true)[\"'][^>]*)>")
_ATTRIBUTE = re.compile(rb"\b(\w+)=[\"']([^\"']*)[\"']")
_CELL = re.compile(rb"<" + _TAG + rb"c\b([^>]*\ss=[\"'](\d+)[\"'][^>]*)>")
_FORMATS = re.compile(r"\[\$(?P<sign>[^\]-]*)(?:-[^\]]*)?\]|(?P<quoted>\"[^\"]*\")|(?P<bare>[$€£]|US\$|USD|EUR|HKD)")
_CURRENCIES = {
    "HKD": ("HK$", "HKD", "港"),
    "USD": ("US$", "USD", "$", "美"),
    "EUR": ("€", "EUR", "欧"),
    "GBP": ("£", "GBP"),
}
_ADDS = re.compile(
    rb"<" + _TAG + rb"c\b([^>]*)>\s*<" + _TAG + rb"f\b[^>]*>\s*"
    rb"((?:SUM|SUBTOTAL)\([^<()]*\)|\$?[A-Z]{1,3}\$?\d+(?:\+\$?[A-Z]{1,3}\$?\d+)+)\s*<"
)
_AREA = re.compile(r"([A-Z]{1,3})(\d+)(?::([A-Z]{1,3})(\d+))?")
_POINT = re.compile(r"[!\\]\.|\"\.\"")
"""A point that is only written between the digits, as in ``0!.0000``."""
_WRITTEN = re.compile(r"\[[^\]]*\]|\"[^\"]*\"|[!\\_*].")
_THOUSANDS = re.compile(r"(?<=[0#?])(,+)(?![0#?,])")
_BEHIND = re.compile(r"\0([0#?]+)")
Shown = TypeVar("Shown", str, int)
_LISTED = 2_000
"""So many of one kind are listed a sheet; nobody reads more, and a hostile file shall not fill the memory."""


@dataclass(frozen=True)
class SheetTraps:
    """The traps of one sheet, as ``models.importing.sheets.Sheet`` carries them."""

    valueless: frozenset[Place] = frozenset()
    errors: Mapping[Place, str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    summed: frozenset[Place] = frozenset()
    linked: frozenset[Place] = frozenset()
    foreign: Mapping[Place, str] = field(default_factory=dict)
    adds: Mapping[Place, Areas] = field(default_factory=dict)
    scaled: Mapping[Place, int] = field(default_factory=dict)
    struck: frozenset[Place] = frozenset()


@dataclass(frozen=True)
class Formats:
    """By style of cells: the currency it shows that is not the yuan, the power of ten it divides by, its strike."""

    foreign: Mapping[bytes, str]
    scaled: Mapping[bytes, int]
    struck: Mapping[bytes, int]


@dataclass(frozen=True)
class Traps:
    """The traps of a workbook by sheet name, and whether its dates count from 1904."""

    sheets: Mapping[str, SheetTraps] = field(default_factory=dict)
    from_1904: bool = False


def traps_of(path: Path) -> Traps:
    """Look through the parts of an .xlsx; raises what zipfile and the XML parser raise for a damaged one."""
    with zipfile.ZipFile(path) as archive:
        names = {name.lower(): name for name in archive.namelist()}
        book = fromstring(archive.read(names[_WORKBOOK]), forbid_dtd=True)
        targets = _targets(archive, names)
        formats = _formats(archive, names)
        sheets, from_1904 = {}, False
        for element in book.iter():
            tag = element.tag.rpartition("}")[2]
            if tag == "workbookPr":
                from_1904 = element.get("date1904", "0") in ("1", "true")
            elif tag == "sheet":
                part = targets.get(element.get(_RELATION) or element.get(_STRICT_RELATION) or "", "")
                if part in names:
                    sheets[element.get("name", "")] = _look(archive.read(names[part]), formats)
    return Traps(sheets, from_1904)


def _targets(archive: zipfile.ZipFile, names: Mapping[str, str]) -> dict[str, str]:
    """The part (in small letters) behind each relation of the workbook."""
    part = names.get("xl/_rels/workbook.xml.rels")
    if part is None:
        return {}
    found = {}
    for element in fromstring(archive.read(part), forbid_dtd=True):
        target = element.get("Target", "")
        whole = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
        found[element.get("Id", "")] = whole.lower()
    return found


def _formats(archive: zipfile.ZipFile, names: Mapping[str, str]) -> Formats:
    """What the styles of cells show otherwise than it stands there: another currency, a part of the number."""
    part = names.get("xl/styles.xml")
    codes: dict[str, str] = {}
    fonts: list[bool] = []
    styles: dict[bytes, tuple[str, bool]] = {}
    for element in fromstring(archive.read(part), forbid_dtd=True) if part else ():
        tag = element.tag.rpartition("}")[2]
        if tag == "numFmts":
            codes = {one.get("numFmtId", ""): one.get("formatCode", "") for one in element}
        elif tag == "fonts":
            fonts = [_is_struck(one) for one in element]
        elif tag == "cellXfs":
            styles = {str(n).encode(): (codes.get(one.get("numFmtId", ""), ""), _of(fonts, one.get("fontId", "")))
                      for n, one in enumerate(element)}  # fmt: skip
    return Formats(
        {style: currency for style, (code, _) in styles.items() if (currency := currency_of(code))},
        {style: power for style, (code, _) in styles.items() if (power := scale_of(code))},
        {style: 1 for style, (_, struck) in styles.items() if struck},
    )


def _is_struck(font: Element) -> bool:
    return any(one.tag.rpartition("}")[2] == "strike" and one.get("val", "1") in ("1", "true") for one in font)


def _of(fonts: Sequence[bool], number: str) -> bool:
    return number.isdigit() and int(number) < len(fonts) and fonts[int(number)]


def scale_of(number_format: str) -> int:
    """By which power of ten a number format divides what it shows: ``0!.0000`` by 4, ``#,##0,`` by 3; 0 for most."""
    plain = _WRITTEN.sub("", _POINT.sub("\0", number_format.partition(";")[0]))
    commas, behind = _THOUSANDS.search(plain), _BEHIND.search(plain)
    return 3 * len(commas[1] if commas else "") + len(behind[1] if behind else "")


def currency_of(number_format: str) -> str:
    """The currency a number format shows: ``[$$-409]#,##0.00`` is USD; empty for the yuan and for none."""
    for match in _FORMATS.finditer(number_format):
        shown = "".join(text for text in match.groups() if text).upper()
        for code, signs in _CURRENCIES.items():
            if any(sign in shown for sign in signs):
                return code
    return ""


def _look(xml: bytes, formats: Formats) -> SheetTraps:
    """Each kind is looked for only when a plain search finds its mark, so a clean sheet costs one pass."""
    formulas = b"<f" in xml or b":f>" in xml or b":f " in xml
    hides = b" hidden=" in xml
    return SheetTraps(
        frozenset(_valueless(xml)) if formulas else frozenset(),
        dict(_errors(xml)) if b't="e"' in xml or b"t='e'" in xml else {},
        frozenset(_hidden_rows(xml)) if hides else frozenset(),
        frozenset(_hidden_columns(xml)) if hides else frozenset(),
        frozenset(_summed(xml)) if b"SUM(" in xml or b"SUBTOTAL(" in xml else frozenset(),
        frozenset(_linked(xml)) if formulas and b"]" in xml else frozenset(),
        dict(_styled(xml, formats.foreign)) if formats.foreign else {},
        dict(_adds(xml)) if formulas else {},
        dict(_styled(xml, formats.scaled)) if formats.scaled else {},
        frozenset(place for place, _ in _styled(xml, formats.struck)) if formats.struck else frozenset(),
    )


def _styled(xml: bytes, formats: Mapping[bytes, Shown]) -> Iterator[tuple[Place, Shown]]:
    """The cells whose style is one of these, and what it shows."""
    for match in _CELL.finditer(xml):
        place = _place(dict(_ATTRIBUTE.findall(match.group(1)))) if match.group(2) in formats else None
        if place is not None:
            yield place, formats[match.group(2)]


def _adds(xml: bytes) -> Iterator[tuple[Place, Areas]]:
    """The rows of its own column that a formula adds up: SUM(D2:D5), SUBTOTAL(9,D2:D5), D6+D11."""
    for match in islice(_ADDS.finditer(xml), _LISTED):
        place = _place(dict(_ATTRIBUTE.findall(match.group(1))))
        formula = match.group(2).decode("ascii", "replace").replace("$", "").replace(" ", "")
        inside = formula.partition("(")[2].rstrip(")") or formula.replace("+", ",")
        pieces = inside.split(",")[formula.startswith("SUBTOTAL") :]
        areas = [found for piece in pieces if (found := _AREA.fullmatch(piece))]
        mine = {letters(place[1]), None} if place else set()
        own = all(one[1] in mine and one[3] in mine for one in areas)
        if place and areas and len(areas) == len(pieces) and own:
            yield place, tuple((int(one[2]) - 1, int(one[4] or one[2]) - 1) for one in areas)


def _valueless(xml: bytes) -> list[Place]:
    """A formula that gave an empty text (``t="str"``) has a value."""
    found: list[Place] = []
    for match in _VALUELESS.finditer(xml):
        told = dict(_ATTRIBUTE.findall(match.group(1)))
        place = _place(told)
        if place is not None and told.get(b"t") != b"str" and len(found) < _LISTED:
            found.append(place)
    return found


def _errors(xml: bytes) -> list[tuple[Place, str]]:
    found: list[tuple[Place, str]] = []
    for match in _ERROR.finditer(xml):
        place = _place(dict(_ATTRIBUTE.findall(match.group(1))))
        if place is not None and len(found) < _LISTED:
            found.append((place, match.group(2).decode("utf-8", "replace")[:20]))
    return found


def _linked(xml: bytes) -> list[Place]:
    places = (_place(dict(_ATTRIBUTE.findall(match.group(1)))) for match in _LINK.finditer(xml))
    return [place for place in places if place is not None][:_LISTED]


def _summed(xml: bytes) -> list[Place]:
    """A sum over cells of its own column, more than one of them."""
    found: list[Place] = []
    for match in _SUM.finditer(xml):
        place = _place(dict(_ATTRIBUTE.findall(match.group(1))))
        left, top, right, bottom = match.groups()[1:]
        if place is not None and left == right and top != bottom and len(found) < _LISTED:
            found.append(place)
    return found


def _place(told: Mapping[bytes, bytes]) -> Place | None:
    try:
        return place_of(told.get(b"r", b"").decode("ascii", "replace"))
    except ValueError:
        return None


def _hidden_rows(xml: bytes) -> list[int]:
    attributes = (dict(_ATTRIBUTE.findall(match.group(1))) for match in _HIDDEN_ROW.finditer(xml))
    return [int(told[b"r"]) - 1 for told in attributes if told.get(b"r", b"").isdigit()]


def _hidden_columns(xml: bytes) -> list[int]:
    found: list[int] = []
    for match in _HIDDEN_COLUMN.finditer(xml):
        told = dict(_ATTRIBUTE.findall(match.group(1)))
        first, last = told.get(b"min", b""), told.get(b"max", b"")
        if first.isdigit() and last.isdigit():
            found.extend(range(int(first) - 1, min(int(last), 16_384)))
    return found
