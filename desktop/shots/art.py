"""All illustrations on one sheet."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.shots.shot import Shot
from views.kit.card import Surface
from views.kit.illustration import Illustration, illustration_names
from views.kit.layouts import column, row
from views.kit.text import Text

COLUMNS, TILE = 8, (168, 112)
_FRAMED = ("town", "doorstep", "mark")


def build_sheet() -> QWidget:
    """Tiles by name, then the town, the door beside the sign-in, and the mark."""
    sheet = Surface("canvas")
    grid = QGridLayout()
    grid.setSpacing(8)
    for place, name in enumerate(sorted(illustration_names() - set(_FRAMED))):
        tile = column(Illustration(name, *TILE, radius=8, alt=name), Text(name, role="small"), spacing=2)
        grid.addLayout(tile, place // COLUMNS, place % COLUMNS)
    town = Illustration("town", 1000, 420, alt="town")
    door = Illustration("doorstep", 266, 420, alt="doorstep")
    mark = Illustration("mark", 110, 110, alt="mark")
    sheet.setLayout(column(grid, row(town, door, mark, spacing=12), spacing=12, margins=(12, 12, 12, 12)))
    return sheet


SHOTS = (Shot("art-sheet", build_sheet, (1440, 1340)),)
