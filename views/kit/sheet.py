"""Side sheets: they slide in at the end of the content, over a veil that leaves rail and top bar free."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QRect, Qt, QVariantAnimation, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from views.kit.button import Button
from views.kit.card import Surface
from views.kit.layouts import STRETCH, box, column, row
from views.kit.scrim import Scrim
from views.kit.text import Span, Text
from views.kit.theme import active


class SideSheet(Scrim):
    """Title, `tools` in the head, `body`, and `foot` (hidden until it is used). `closed` comes once."""

    closed = Signal()
    # Lighter than a dialog's: the page behind stays readable.
    TONE = "scrim_sheet"

    def __init__(
        self,
        parent: QWidget,
        *,
        title: str,
        note: str = "",
        close_name: str,
        width: int = 0,
        object_name: str,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(object_name)
        self.setAccessibleName(title)
        self._wanted = width or active().size("sheet")
        self._shown = 1.0
        self._motion: QVariantAnimation | None = None
        self.panel = Surface("surface", edges="l", parent=self)
        self._title = Text(title, role="heading", weight=600)
        self._note = Text(note, role="small", tone="faint", elide=True)
        self.tools = row(spacing=8)
        self.close_button = Button(
            kind="quiet", icon="x", name=close_name, object_name=f"{object_name}.close"
        )
        self.close_button.clicked.connect(self.close_sheet)
        head = row(
            column(self._title, self._note, spacing=1),
            STRETCH,
            self.tools,
            self.close_button,
            spacing=8,
            margins=(20, 11, 12, 11),
        )
        self.body: QVBoxLayout = column(spacing=0)
        self.foot = row(spacing=8, margins=(20, 10, 20, 10))
        self._foot = Surface("surface", edges="t")
        self._foot.setLayout(self.foot)
        self._foot.hide()
        layout = column(box(head), box(self.body), self._foot, spacing=0, margins=(1, 0, 0, 0))
        layout.setStretch(1, 1)
        self.panel.setLayout(layout)
        self.left.connect(self.close_sheet)

    def set_title(self, title: str, count: str = "") -> None:
        """Change the heading and the number behind it."""
        self._title.set_spans([Span(title), Span(f" {count}" if count else "", "faint", 500)])

    def show_foot(self) -> None:
        """Show the row at the bottom."""
        self._foot.show()

    def open_sheet(self) -> None:
        """Slide in."""
        self.cover()
        self._move(0.0, 1.0)
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_sheet(self) -> None:
        """Go; the veil lifts at once."""
        if self.isHidden():
            return
        if self._motion is not None:
            self._motion.stop()
        self.uncover()
        self.closed.emit()

    def _move(self, start: float, end: float) -> None:
        duration = active().ms("fast")
        self._shown = end if duration == 0 else start
        self.arrange()
        if duration == 0:
            return
        self._motion = QVariantAnimation(self)
        self._motion.setDuration(duration)
        self._motion.setStartValue(start)
        self._motion.setEndValue(end)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._motion.valueChanged.connect(self._slide)
        self._motion.start()

    def _slide(self, value: object) -> None:
        self._shown = float(value) if isinstance(value, float | int) else 1.0
        self.arrange()

    def arrange(self) -> None:
        width = min(self._wanted, self.width())
        hidden = round(width * (1.0 - self._shown))
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = -hidden if rtl else self.width() - width + hidden
        self.panel.setGeometry(QRect(x, 0, width, self.height()))
