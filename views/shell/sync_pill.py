"""The sync pill: the promise made visible, in four states."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from viewmodels.shell.rows import PillKind, PillState
from views.kit.focus import Focusable
from views.kit.icons import paint_icon
from views.kit.paint import paint_box, paint_dot, paint_text
from views.kit.theme import active

# Fill, line, text and mark of each state; "dot" is a dot in the mark's tone, else an icon.
_LOOKS: dict[PillKind, tuple[str | None, str | None, str, str, str]] = {
    PillKind.SAVED: (None, "line", "soft", "good", "dot"),
    PillKind.WAITING: (None, "line", "soft", "soft", "refresh-cw"),
    PillKind.OFFLINE: ("warn_wash", None, "warn", "warn", "dot"),
    PillKind.NEED_YOU: ("bad_wash", None, "bad", "bad", "dot"),
}
_HEIGHT, _PADDING, _GAP = 28, 10, 6


class SyncPill(Focusable, QAbstractButton):
    """A press opens the outbox."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = PillKind.SAVED
        self._open = False
        self.setObjectName("shell.pill")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_state(self, state: PillState) -> None:
        """Show the state; screen readers get the longer words."""
        self._kind = state.kind
        self.setText(state.text)
        self.setAccessibleName(state.spoken)
        self.updateGeometry()
        self.update()

    def set_open(self, is_open: bool) -> None:
        """While the outbox is open the pill has a line in its own tone."""
        self._open = is_open
        self.updateGeometry()
        self.update()

    def ring_radius(self) -> float:
        return self.height() / 2

    def _mark(self) -> str:
        """An icon's name, or `dot`; what needs somebody shows its sign while the outbox is open."""
        if self._open and self._kind is PillKind.NEED_YOU:
            return "circle-alert"
        return _LOOKS[self._kind][4]

    def _mark_size(self) -> int:
        return active().size("dot" if self._mark() == "dot" else "icon_small")

    def sizeHint(self) -> QSize:
        text = QFontMetricsF(active().font("small", 500)).horizontalAdvance(self.text())
        return QSize(ceil(text) + self._mark_size() + _GAP + 2 * _PADDING + 1, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        fill, line, tone, mark_tone, _ = _LOOKS[self._kind]
        mark = self._mark()
        if self._open:
            line = tone
        elif fill is None and self.underMouse():
            fill = "plain_pressed"
        paint_box(
            painter,
            QRectF(self.rect()),
            self.height() / 2,
            theme.color(fill) if fill else None,
            theme.color(line) if line else None,
            theme.size("line"),
        )
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        size, middle = self._mark_size(), self.height() / 2
        x = self.width() - _PADDING - size if rtl else _PADDING
        if mark == "dot":
            paint_dot(painter, QPointF(x + size / 2, middle), theme.size("dot"), theme.color(mark_tone))
        else:
            paint_icon(painter, mark, x, middle - size / 2, mark_tone, size)
        inset = _PADDING + size + _GAP
        room = QRectF(_PADDING if rtl else inset, 0, self.width() - inset - _PADDING + 1, self.height())
        paint_text(painter, room, self.text(), theme.font("small", 500), theme.color(tone))
