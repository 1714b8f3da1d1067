"""Doorstep's own pictures: SVG with named colours, rendered once per frame, theme and pixel ratio.

A picture fills its frame by height; the frame's width decides how much of the scene beside it is seen.
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from string import Template
from typing import Literal

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from views.kit.theme import active
from views.kit.tokens import RESOURCES

ART = RESOURCES / "art"
FALLBACK = "tools"
Rounded = Literal["all", "left", "right", "top", "none"]
_MIRRORED: dict[Rounded, Rounded] = {"left": "right", "right": "left"}


@cache
def _palettes() -> dict[str, dict[str, str]]:
    palettes: dict[str, dict[str, str]] = json.loads((ART / "palette.json").read_text("utf-8"))
    return palettes


@cache
def illustration_names() -> frozenset[str]:
    """Every picture that can be asked for."""
    return frozenset(path.stem for path in ART.glob("*.svg"))


@lru_cache(maxsize=64)
def _source(name: str, dark: bool, mark: str, mark_ink: str) -> QByteArray:
    colors = {**_palettes()["dark" if dark else "light"], "mark": mark, "mark_ink": mark_ink}
    return QByteArray(Template((ART / f"{name}.svg").read_text("utf-8")).substitute(colors).encode())


def _rounded(rect: QRectF, radius: float, rounded: Rounded) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(rect, radius, radius)
    square = {
        "left": rect.adjusted(rect.width() / 2, 0, 0, 0),
        "right": rect.adjusted(0, 0, -rect.width() / 2, 0),
        "top": rect.adjusted(0, rect.height() / 2, 0, 0),
    }.get(rounded)
    if square is not None:
        corner = QPainterPath()
        corner.addRect(square)
        path = path.united(corner)
    return path


@lru_cache(maxsize=256)
def _render(
    name: str,
    size: tuple[int, int],
    ratio: float,
    radius: float,
    rounded: Rounded,
    dark: bool,
    mark: tuple[str, str],
) -> QPixmap:
    width, height = size
    pixmap = QPixmap(QSize(round(width * ratio), round(height * ratio)))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(_source(name, dark, *mark))
    view = renderer.viewBoxF()
    seen = view.height() * width / height
    renderer.setViewBox(QRectF(view.center().x() - seen / 2, view.y(), seen, view.height()))
    frame = QRectF(0, 0, width, height)
    painter = QPainter(pixmap)
    renderer.render(painter, frame)
    if radius and rounded != "none":
        # Cut by composition: unlike a clip, its edge is smooth.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
        mask = QPixmap(pixmap.size())
        mask.setDevicePixelRatio(ratio)
        mask.fill(Qt.GlobalColor.transparent)
        stencil = QPainter(mask)
        stencil.setRenderHint(QPainter.RenderHint.Antialiasing)
        stencil.fillPath(_rounded(frame, radius, rounded), Qt.GlobalColor.black)
        stencil.end()
        painter.drawPixmap(QPointF(0, 0), mask)
    painter.end()
    return pixmap


def illustration_pixmap(
    name: str, width: int, height: int, ratio: float = 1.0, *, radius: float = 0.0, rounded: Rounded = "all"
) -> QPixmap:
    """A picture in the active theme. A name that this version does not draw shows the tool board."""
    theme = active()
    mark = theme.color("accent").name(), theme.color("accent_ink").name()
    known = name if name in illustration_names() else FALLBACK
    return _render(known, (max(1, width), max(1, height)), ratio, radius, rounded, theme.dark, mark)


def paint_illustration(
    painter: QPainter, name: str, rect: QRectF, *, radius: float = 0.0, rounded: Rounded = "all"
) -> None:
    """Draw a picture into a frame, in the device's own resolution; `left` and `right` mirror with it."""
    ratio = painter.device().devicePixelRatioF()
    if painter.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        rounded = _MIRRORED.get(rounded, rounded)
    picture = illustration_pixmap(
        name, round(rect.width()), round(rect.height()), ratio, radius=radius, rounded=rounded
    )
    painter.drawPixmap(rect.topLeft(), picture)


def build_app_icon() -> QIcon:
    """The Doorstep mark, for windows and the tray."""
    icon = QIcon()
    for side in (16, 24, 32, 48, 64, 128, 256):
        icon.addPixmap(illustration_pixmap("mark", side, side))
    return icon


class Illustration(QWidget):
    """A picture as a widget. Screen readers hear `alt`; without one it is decoration."""

    def __init__(
        self,
        name: str,
        width: int = 0,
        height: int = 0,
        *,
        radius: float = 0.0,
        rounded: Rounded = "all",
        alt: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._radius, self._rounded = name, radius, rounded
        self.setAccessibleName(alt)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        if width:
            self.setFixedWidth(width)
        if height:
            self.setFixedHeight(height)

    def set_picture(self, name: str, alt: str = "") -> None:
        """Show another picture."""
        self._name = name
        self.setAccessibleName(alt)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        paint_illustration(
            painter, self._name, QRectF(self.rect()), radius=self._radius, rounded=self._rounded
        )
