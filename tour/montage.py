"""Several windows in one picture, side by side."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QPainter

HEIGHT, GAP = 900, 24
_PAPER = QColor("#EFEDE8")


def join(pictures: list[Path], into: Path) -> bool:
    """Draw them in one row of equal height, and delete the single ones; False where there is none."""
    smooth = Qt.TransformationMode.SmoothTransformation
    images = [QImage(str(path)).scaledToHeight(HEIGHT, smooth) for path in pictures]
    for path in pictures:
        path.unlink()
    if not images:
        return False
    width = sum(image.width() for image in images) + GAP * (len(images) + 1)
    sheet = QImage(width, HEIGHT + 2 * GAP, QImage.Format.Format_RGB32)
    sheet.fill(_PAPER)
    painter = QPainter(sheet)
    left = GAP
    for image in images:
        painter.drawImage(QPoint(left, GAP), image)
        left += image.width() + GAP
    painter.end()
    return sheet.save(str(into))
