"""Fonts for PDFs: Doorstep's own where it has a letter, else one of the system's, else a dash.

reportlab reads no PostScript outlines, which the font package has, so the letters that a document needs are
turned into TrueType outlines on the fly: a subset, some milliseconds.
"""

import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import font_hanken_grotesk
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError
from reportlab.pdfbase.ttfonts import TTFont as PdfFont

MISSING: Final = "-"
_OWN: Final = Path(font_hanken_grotesk.__file__).parent / "files"
_SYSTEM: Final = ("DejaVuSans.ttf", "NotoSans-Regular.ttf", "NotoSansArabic-Regular.ttf", "FreeSans.ttf")
_ERROR: Final = 0.5
"""How far a curve may be off, in font units."""


class Typeface:
    """A text's letters in one weight; made for one document."""

    def __init__(self, weight: str, text: str) -> None:
        self._coverage: list[tuple[str, frozenset[int]]] = []
        wanted = {ord(letter) for letter in text} | {ord(" "), ord("-"), ord("–")}
        own = TTFont(_OWN / f"HankenGrotesk-{weight}.otf", lazy=False)
        held = wanted & own.getBestCmap().keys()
        self._add(_as_truetype(own, held), frozenset(held))
        rest = wanted - held
        for path, covered in _system_fonts():
            if rest & covered:
                self._add(path, frozenset(rest & covered))
                rest -= covered

    def _add(self, source: Any, letters: frozenset[int]) -> None:
        name = f"receipt-{uuid4().hex}"
        pdfmetrics.registerFont(PdfFont(name, source))
        self._coverage.append((name, letters))

    def runs(self, text: str) -> Iterator[tuple[str, str]]:
        """The text in pieces, each with the font that has its letters."""
        for letter in text:
            if not letter.isprintable():
                continue
            name = next((name for name, letters in self._coverage if ord(letter) in letters), None)
            yield (name, letter) if name else (self._coverage[0][0], MISSING)

    def close(self) -> None:
        """Forget the fonts, which are this document's alone."""
        for name, _ in self._coverage:
            pdfmetrics._fonts.pop(name, None)


@lru_cache(maxsize=1)
def _system_fonts() -> tuple[tuple[str, frozenset[int]], ...]:
    found = []
    for folder in ("/usr/share/fonts", os.environ.get("WINDIR", "") + "/Fonts", "/Library/Fonts"):
        for path in sorted(Path(folder).rglob("*.ttf")) if Path(folder).is_dir() else ():
            if path.name in _SYSTEM and _is_readable(path):
                with TTFont(path, lazy=True) as font:
                    found.append((str(path), frozenset(font.getBestCmap())))
    return tuple(found)


def _is_readable(path: Path) -> bool:
    try:
        PdfFont("probe", str(path))
    except TTFError:
        return False
    return True


def _as_truetype(font: TTFont, letters: Iterable[int]) -> BytesIO:
    options = Options()
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    order, glyphs = font.getGlyphOrder(), font.getGlyphSet()
    outlines = {}
    for name in order:
        pen = TTGlyphPen(None)
        glyphs[name].draw(Cu2QuPen(pen, _ERROR, reverse_direction=True))
        outlines[name] = pen.glyph()
    builder = FontBuilder(font["head"].unitsPerEm, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(font.getBestCmap())
    builder.setupGlyf(outlines)
    builder.setupHorizontalMetrics(
        {
            name: (width, outlines[name].xMin if outlines[name].numberOfContours else 0)
            for name, (width, _) in font["hmtx"].metrics.items()
        }
    )
    builder.setupHorizontalHeader(ascent=font["hhea"].ascent, descent=font["hhea"].descent)
    builder.setupNameTable(
        {"familyName": "Hanken Grotesk", "styleName": "Regular", "psName": "HankenGrotesk"}
    )
    builder.setupOS2(sTypoAscender=font["OS/2"].sTypoAscender, usWeightClass=font["OS/2"].usWeightClass)
    builder.setupPost()
    kept = BytesIO()
    builder.save(kept)
    kept.seek(0)
    return kept
