"""Columns of equal width."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from views.kit.layouts import Columns

pytestmark = pytest.mark.ui


@pytest.mark.parametrize(
    ("count", "width", "expected"),
    [(4, 650, 2), (4, 1000, 4), (10, 1000, 5), (10, 2200, 10), (3, 2200, 3), (1, 100, 1)],
)
def test_even_columns_leave_no_gaps(qtbot: QtBot, count: int, width: int, expected: int) -> None:
    grid = Columns(least=180, spacing=16, even=True)
    place = QWidget()
    qtbot.addWidget(place)
    place.setLayout(grid)
    tiles = [QWidget() for _ in range(count)]
    for tile in tiles:
        tile.setFixedHeight(40)
        grid.addWidget(tile)
    place.resize(width, 400)
    place.show()
    grid.activate()
    assert sum(tile.y() == tiles[0].y() for tile in tiles) == expected
