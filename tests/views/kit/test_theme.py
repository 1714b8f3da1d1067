"""Putting a theme on, fonts and icons."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontInfo, QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QTableView

from views.kit.fonts import FAMILY
from views.kit.icons import MIRRORED, find_svg, icon_pixmap
from views.kit.stylesheet import build_stylesheet
from views.kit.theme import active, apply_theme
from views.kit.tokens import get_tokens


def test_a_theme_reaches_palette_and_font(qapp: QApplication) -> None:
    apply_theme(qapp, "dark")
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == "#151514"
    assert active().name == "dark"
    assert qapp.font().family().startswith(FAMILY)


@pytest.mark.parametrize(("weight", "style"), [(400, "Regular"), (500, "Medium"), (600, "SemiBold")])
def test_weights_are_real_files(weight: int, style: str) -> None:
    info = QFontInfo(active().font("body", weight))
    assert info.family().startswith(FAMILY)
    assert info.styleName() == style


def test_digits_are_all_one_width() -> None:
    metrics = QFontMetricsF(active().font("body", 500))
    assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1


def test_the_style_sheet_leaves_item_views_alone() -> None:
    sheet = build_stylesheet(get_tokens("light"))
    for name in (
        "QTableView",
        "QListView",
        "QAbstractItemView",
        "QHeaderView",
        "QTreeView",
        "QAbstractScrollArea",
    ):
        assert name not in sheet
    assert not QTableView().styleSheet()


def test_an_icon_takes_its_colour_and_resolution() -> None:
    pixmap = icon_pixmap("check", "accent", 16, 2.0)
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (32, 2.0)
    image = pixmap.toImage()
    seen = {
        image.pixelColor(x, y).name()
        for x in range(32)
        for y in range(32)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert seen == {active().color("accent").name()}


def test_icons_are_drawn_once() -> None:
    assert icon_pixmap("check", "ink", 16, 1.0).cacheKey() == icon_pixmap("check", "ink", 16, 1.0).cacheKey()


def test_an_icon_that_is_not_there_says_so() -> None:
    assert find_svg("no-such-icon") is None
    with pytest.raises(KeyError, match="no-such-icon"):
        icon_pixmap("no-such-icon", "ink")


def test_only_pointing_icons_turn_round() -> None:
    assert all(find_svg(name) for name in MIRRORED)
    straight, turned = (
        icon_pixmap("arrow-right", "ink", 16),
        icon_pixmap("arrow-right", "ink", 16, mirrored=True),
    )
    assert turned.toImage() != straight.toImage()
    assert (
        icon_pixmap("check", "ink", 16, mirrored=True).toImage() == icon_pixmap("check", "ink", 16).toImage()
    )
