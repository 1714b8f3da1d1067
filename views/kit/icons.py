"""Lucide icons: SVG from the package's database, tinted, rendered once per name, size, colour and ratio."""

from __future__ import annotations

import sqlite3
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from views.kit.theme import active

STROKE = "1.75"
# Icons that point along the reading direction, and so turn round with it.
MIRRORED = frozenset(
    {
        "arrow-left",
        "arrow-right",
        "chevron-left",
        "chevron-right",
        "undo-2",
        "reply",
        "corner-up-left",
        "log-out",
        "log-in",
        "panel-left-close",
        "panel-left-open",
        "send",
        "move-right",
        "chevrons-left",
        "chevrons-right",
    }
)


@cache
def _database() -> sqlite3.Connection | None:
    # Importing the package itself costs 49 ms (it loads urllib); its data file is all that is needed.
    spec = find_spec("lucide")
    if spec is None or not spec.submodule_search_locations:
        return None
    path = Path(next(iter(spec.submodule_search_locations))) / "data" / "lucide-icons.db"
    return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


@cache
def find_svg(name: str) -> str | None:
    """The SVG source of an icon, or None if Lucide has no such icon."""
    database = _database()
    if database is None:
        return None
    row = database.execute("SELECT svg FROM icons WHERE name = ?", (name,)).fetchone()
    return None if row is None else str(row[0])


@cache
def _render(name: str, size: int, rgba: int, ratio: float, mirrored: bool, filled: bool) -> QPixmap:
    source = find_svg(name)
    if source is None:
        raise KeyError(f"no icon named {name}")
    color = QColor.fromRgba(rgba)
    source = source.replace("currentColor", color.name()).replace(
        'stroke-width="2"', f'stroke-width="{STROKE}"'
    )
    if filled:
        source = source.replace('fill="none"', f'fill="{color.name()}"', 1)
    pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setOpacity(color.alphaF())
    if mirrored:
        painter.translate(pixmap.width(), 0)
        painter.scale(-1, 1)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, pixmap.width(), pixmap.height()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def icon_pixmap(
    name: str,
    color: str | QColor,
    size: int = 16,
    ratio: float = 1.0,
    *,
    mirrored: bool = False,
    filled: bool = False,
) -> QPixmap:
    """An icon tinted with a token or a colour; `mirrored` is the reading direction, `filled` its inside."""
    tint = active().color(color) if isinstance(color, str) else color
    return _render(name, size, tint.rgba(), ratio, mirrored and name in MIRRORED, filled)


def paint_icon(painter: QPainter, name: str, x: float, y: float, color: str | QColor, size: int = 16) -> None:
    """Draw an icon with its top left at `x, y`, in the device's own resolution and reading direction."""
    device = painter.device()
    ratio = device.devicePixelRatioF()
    mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    painter.drawPixmap(QPoint(round(x), round(y)), icon_pixmap(name, color, size, ratio, mirrored=mirrored))


def build_icon(name: str, color: str = "soft", size: int = 16) -> QIcon:
    """A QIcon for what insists on one (tray, native menus)."""
    icon = QIcon()
    for ratio in (1.0, 2.0):
        icon.addPixmap(icon_pixmap(name, color, size, ratio))
    return icon


class Icon(QWidget):
    """A still icon. It says nothing to screen readers: the text beside it does."""

    def __init__(
        self, name: str, tone: str = "soft", size: int | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._tone = name, tone
        self._size = size
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedSize(self._pixels, self._pixels)

    @property
    def _pixels(self) -> int:
        return self._size or active().size("icon")

    def set_icon(self, name: str, tone: str | None = None) -> None:
        """Show another icon, in another tone if one is given."""
        self._name, self._tone = name, tone or self._tone
        self.update()

    def paintEvent(self, event: object) -> None:
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        paint_icon(painter, self._name, 0, 0, self._tone, self._pixels)
