"""The pictures: only what QSvgRenderer draws, only palette colours, no gap at any width."""

from __future__ import annotations

import json
import re
from pathlib import Path
from string import Template
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from views.kit.illustration import FALLBACK, illustration_names, illustration_pixmap
from views.kit.theme import apply_theme

ROOT = Path(__file__).parents[2]
ART = ROOT / "resources" / "art"
PALETTES: dict[str, dict[str, str]] = json.loads((ART / "palette.json").read_text("utf-8"))
NAMES = sorted(path.stem for path in ART.glob("*.svg"))
CATEGORIES = (
    "cleaning", "plumbing", "electrics", "garden", "hair",
    "tutoring", "moving", "pets", "massage", "bike_repair",
)  # fmt: skip
SHAPES = {"svg", "g", "rect", "circle", "ellipse", "path"}
# Clear in places, or made for one upright frame.
OPEN = {"town", "mark", "doorstep"}
MARK = {"mark", "mark_ink"}


def test_both_themes_know_the_same_colours() -> None:
    assert PALETTES["light"].keys() == PALETTES["dark"].keys()
    colors = [color for palette in PALETTES.values() for color in palette.values()]
    assert all(re.fullmatch("#[0-9A-F]{6}", color) for color in colors)


def test_every_category_and_every_empty_state_has_its_picture() -> None:
    assert set(CATEGORIES) <= set(NAMES)
    assert {
        "empty_calendar",
        "empty_search",
        "empty_inbox",
        "offline",
        "lock",
        "shop",
        "town",
        FALLBACK,
    } <= set(NAMES)


def test_the_made_up_town_asks_for_no_picture_that_is_not_drawn() -> None:
    wanted = set()
    for path in (ROOT / "backend_stub" / "demo").glob("*.json"):
        wanted |= set(re.findall(r'"art":\s*"([^"]+)"', path.read_text("utf-8")))
    assert wanted <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_uses_plain_shapes_and_named_colours(name: str) -> None:
    source = (ART / f"{name}.svg").read_text("utf-8")
    colours = PALETTES["light"] | dict.fromkeys(MARK, "#000000")
    tree = ET.fromstring(Template(source).substitute(colours))  # noqa: S314 - our own pictures
    assert {element.tag.rpartition("}")[2] for element in tree.iter()} <= SHAPES
    assert not re.search(r"#[0-9A-Fa-f]{3,8}", source)
    assert set(re.findall(r"\$(\w+)", source)) <= PALETTES["light"].keys() | MARK


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", [name for name in NAMES if name not in OPEN])
def test_a_picture_fills_frames_of_any_shape(qapp: QApplication, name: str, theme: str) -> None:
    apply_theme(qapp, theme)
    for width, height in ((120, 100), (150, 100), (300, 100)):
        image = illustration_pixmap(name, width, height).toImage()
        corners = ((0, 0), (width - 1, 0), (0, height - 1), (width - 1, height - 1), (width // 2, 0))
        assert all(image.pixelColor(x, y).alpha() == 255 for x, y in corners)
    apply_theme(qapp, "light")


def test_themes_change_the_colours(qapp: QApplication) -> None:
    apply_theme(qapp, "light")
    light = illustration_pixmap("garden", 120, 80).toImage()
    apply_theme(qapp, "dark")
    dark = illustration_pixmap("garden", 120, 80).toImage()
    apply_theme(qapp, "light")
    assert light.pixelColor(4, 4).lightness() > 200
    assert dark.pixelColor(4, 4).lightness() < 80


def test_an_unknown_name_shows_the_tool_board(qapp: QApplication) -> None:
    assert "of_tomorrow" not in illustration_names()
    assert (
        illustration_pixmap("of_tomorrow", 60, 40).toImage()
        == illustration_pixmap(FALLBACK, 60, 40).toImage()
    )


def test_rounded_corners_are_clear(qapp: QApplication) -> None:
    image = illustration_pixmap("pets", 100, 80, radius=20, rounded="left").toImage()
    assert image.pixelColor(0, 0).alpha() == 0
    assert image.pixelColor(0, 79).alpha() == 0
    assert image.pixelColor(99, 0).alpha() == 255


def test_twice_the_pixels_for_twice_the_ratio(qapp: QApplication) -> None:
    picture = illustration_pixmap("pets", 100, 80, 2.0)
    assert (picture.width(), picture.height(), picture.devicePixelRatio()) == (200, 160, 2.0)
    canvas = QImage(100, 80, QImage.Format.Format_ARGB32_Premultiplied)
    canvas.fill(Qt.GlobalColor.transparent)
    painter = QPainter(canvas)
    painter.drawPixmap(QRectF(0, 0, 100, 80).toRect(), picture)
    painter.end()
    assert canvas.pixelColor(50, 40).alpha() == 255
