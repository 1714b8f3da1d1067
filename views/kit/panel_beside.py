"""Content with a panel at its side: beside it where there is room, over it where there is none."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from views.kit.layouts import row

LEAST_BESIDE = 560
"""As narrow as the content may become before the panel lies over it."""


class PanelBeside(QWidget):
    """The panel keeps its own width and is seen only while it is visible."""

    def __init__(self, content: QWidget, panel: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._panel: QWidget | None = None
        self._row = row(content, spacing=0)
        self.setLayout(self._row)
        if panel is not None:
            self._take(panel)

    def show_panel(self, panel: QWidget | None) -> None:
        """Show another panel, or none; the one before is deleted."""
        before, self._panel = self._panel, None
        if before is not None:
            before.removeEventFilter(self)
            before.hide()
            before.deleteLater()
        if panel is None:
            self._arrange()
        else:
            self._take(panel)

    def _take(self, panel: QWidget) -> None:
        self._panel = panel
        # What was never hidden by hand shall be seen; a new parent would hide it.
        hidden = panel.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide) and panel.isHidden()
        panel.setParent(self)
        panel.setVisible(not hidden)
        panel.installEventFilter(self)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
            self._arrange()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        if self._panel is None:
            self._row.setContentsMargins(0, 0, 0, 0)
            return
        width = min(self._panel.width(), self.width())
        beside = not self._panel.isHidden() and self.width() - width >= LEAST_BESIDE
        gap, rtl = width if beside else 0, self.isRightToLeft()
        # Margins don't mirror, positions neither.
        self._row.setContentsMargins(gap if rtl else 0, 0, 0 if rtl else gap, 0)
        self._panel.setGeometry(0 if rtl else self.width() - width, 0, width, self.height())
        self._panel.raise_()
        # What floats in the window's corner keeps clear of the panel's buttons.
        self.updateGeometry()
