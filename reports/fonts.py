"""The typefaces of the papers: embedded in every file, read back exactly, and honest about a character they lack."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any, BinaryIO, cast

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfgen.canvas import Canvas

from resources import path

SERIF, SERIF_BOLD = "NotoSerifSC-Regular", "NotoSerifSC-Bold"
SANS, SANS_BOLD = "NotoSansSC-Regular", "NotoSansSC-Bold"
MISSING = "〓"
_BLOCK = 100


class _Glyphs:
    """The outlines of a font, sliced where they lie: reportlab would copy 14 MB for every paper."""

    def __init__(self, outlines: memoryview) -> None:
        self._view = outlines

    def __getitem__(self, part: slice) -> bytes:
        return bytes(self._view[part])


class _Face(ttfonts.TTFontFace):
    def get_table(self, tag: str) -> Any:
        if tag != "glyf":
            return super().get_table(tag)  # type: ignore[no-untyped-call]
        start, length = self.get_table_pos(tag)
        return _Glyphs(memoryview(self._ttf_data)[start : start + length])  # type: ignore[attr-defined]


class Font(ttfonts.TTFont):
    """One typeface; ``widths`` gives the width of a character in thousandths of the size."""

    def __init__(self, name: str) -> None:
        super().__init__(name, str(path(f"fonts/{name}.ttf")), asciiReadable=False)
        self.face.__class__ = _Face
        self._align_figures()
        self.known = frozenset(map(chr, self.face.charToGlyph))
        self.widths = {chr(code): width for code, width in self.face.charWidths.items()}

    def _align_figures(self) -> None:
        """Give all ten figures one width, each in its middle, so that amounts stand in columns (1 is narrow here)."""
        face = self.face
        glyphs = {figure: face.charToGlyph[ord(figure)] for figure in "0123456789"}
        wide = max(face.hmetrics[glyph][0] for glyph in glyphs.values())
        for figure, glyph in glyphs.items():
            advance, bearing = face.hmetrics[glyph]
            face.hmetrics[glyph] = (wide, bearing + (wide - advance) // 2)
            face.charWidths[ord(figure)] = face._pdfScale(wide)  # type: ignore[attr-defined]


_made: dict[str, Font] = {}
_making = Lock()  # two papers drawn at once must not each bring a typeface of the same name


def font(name: str) -> Font:
    """The typeface of that name, registered with reportlab when it is first asked for."""
    return _made.get(name) or _register(name)


def _register(name: str) -> Font:
    with _making:
        if name not in _made:
            ttfonts.makeToUnicodeCMap = unicode_map  # type: ignore[assignment]
            rl_config.canvas_basefontname = SERIF  # else reportlab slips an unembedded Helvetica into every file
            rl_config.useA85 = 0
            made = Font(name)
            pdfmetrics.registerFont(made)
            _made[name] = made
        return _made[name]


def canvas(target: Path | BinaryIO, size: tuple[float, float], compressed: bool = True) -> Canvas:
    """An empty file whose every typeface is embedded; the same strokes always give the same bytes."""
    font(SERIF)
    return Canvas(
        str(target) if isinstance(target, Path) else target,
        pagesize=size,
        invariant=1,
        initialFontName=SERIF,  # type: ignore[arg-type]
        pageCompression=int(compressed),
    )


def width(words: str, name: str, size: float) -> float:
    """How wide the words are in points; every character must be one the typeface has (see ``shown``)."""
    return cast(float, sum(map(font(name).widths.__getitem__, words))) * size / 1000


def shown(words: str, name: str) -> str:
    """The words as the typeface can print them: 〓 for a character it lacks, a space for a control character."""
    known = font(name).known
    if known.issuperset(words):
        return words
    return "".join(c if c in known else " " if c.isspace() else MISSING for c in words)


def lacking(words: str, name: str = SERIF) -> set[str]:
    """The characters of the words that will be printed as 〓."""
    return {c for c in words if c not in font(name).known and not c.isspace()}


def unicode_map(name: str, subset: Sequence[int]) -> str:
    """The map from printed codes back to characters, with UTF-16 pairs beyond the basic plane (𬭛), 100 a block."""
    pairs = [(code, chr(value).encode("utf-16-be").hex().upper()) for code, value in enumerate(subset) if value]
    blocks = [pairs[start : start + _BLOCK] for start in range(0, len(pairs), _BLOCK)]
    told = [
        f"{len(block)} beginbfchar\n" + "\n".join(f"<{code:02X}> <{value}>" for code, value in block) + "\nendbfchar"
        for block in blocks
    ]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap",
            f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def",
            f"/CMapName /{name} def\n/CMapType 2 def",
            f"1 begincodespacerange\n<00> <{len(subset) - 1:02X}>\nendcodespacerange",
            *told,
            "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend",
        ]
    )
