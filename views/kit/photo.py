"""A photo in a frame: it fills the frame, and until it is there a drawing stands for it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from views.kit.illustration import paint_illustration
from views.kit.paint import paint_box
from views.kit.theme import active


class Photo(QWidget):
    """Shows bytes of a JPEG or PNG; screen readers hear `alt`. Without `art` the empty frame is sunk."""

    def __init__(
        self,
        *,
        height: int = 0,
        width: int = 0,
        art: str = "",
        alt: str = "",
        radius: str = "control",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._art, self._radius = art, radius
        self._picture = QPixmap()
        self._scaled = QPixmap()
        self._wanted = QSize()
        self.setAccessibleName(alt)
        if height:
            self.setFixedHeight(height)
        if width:
            self.setFixedWidth(width)
        else:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_art(self, art: str, alt: str = "") -> None:
        """Draw this while there is no photo."""
        self._art = art
        self.setAccessibleName(alt)
        self.update()

    def set_data(self, data: bytes, alt: str = "") -> None:
        """Show a photo; bytes that are none change nothing."""
        picture = QPixmap()
        if picture.loadFromData(data):
            self._picture, self._scaled = picture, QPixmap()
            if alt:
                self.setAccessibleName(alt)
            self.update()

    def clear(self) -> None:
        """Show no photo."""
        self._picture, self._scaled = QPixmap(), QPixmap()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        rect, radius = QRectF(self.rect()), float(active().radius(self._radius))
        if self._picture.isNull():
            if self._art:
                paint_illustration(painter, self._art, rect, radius=radius)
            else:
                paint_box(painter, rect, radius, active().color("sunk"))
            return
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        frame = QPainterPath()
        frame.addRoundedRect(rect, radius, radius)
        painter.setClipPath(frame)
        ratio = self.devicePixelRatioF()
        wanted = QSize(round(rect.width() * ratio), round(rect.height() * ratio))
        if self._scaled.isNull() or self._wanted != wanted:
            self._wanted = wanted
            self._scaled = self._picture.scaled(
                wanted,
                Qt.AspectRatioMode.KeepAspectRatioByExpanding,
                Qt.TransformationMode.SmoothTransformation,
            )
            self._scaled.setDevicePixelRatio(ratio)
        width, height = self._scaled.width() / ratio, self._scaled.height() / ratio
        painter.drawPixmap(QPointF((rect.width() - width) / 2, (rect.height() - height) / 2), self._scaled)
