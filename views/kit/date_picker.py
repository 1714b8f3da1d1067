"""A date in a field, chosen from a month that opens below it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QLocale, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from views.kit.button import Button
from views.kit.icons import paint_icon
from views.kit.layouts import STRETCH, column, row
from views.kit.month import Month
from views.kit.paint import paint_box, paint_text
from views.kit.popup import Popup
from views.kit.text import Text
from views.kit.theme import active

_PADDING, _GAP = 11, 8


class MonthPanel(QWidget):
    """A month under its name, with the two buttons that leaf."""

    def __init__(self, month: Month, *, previous: str, following: str, object_name: str) -> None:
        super().__init__()
        self.month = month
        self._title = Text(month.title(), weight=600)
        month.turned.connect(lambda _month: self._title.setText(month.title()))
        back = Button(
            kind="quiet", icon="chevron-left", size="small", name=previous, object_name=f"{object_name}.back"
        )
        on = Button(
            kind="quiet", icon="chevron-right", size="small", name=following, object_name=f"{object_name}.on"
        )
        for button, step in ((back, -1), (on, 1)):
            button.setFixedSize(28, 28)
            button.clicked.connect(lambda _=False, step=step: month.turn(step))
        head = row(8, self._title, STRETCH, back, on, spacing=0)
        self.setLayout(column(head, month, spacing=2, margins=(7, 7, 7, 7)))


class DatePicker(QAbstractButton):
    """`picked` is the day; `describe` gives its words and a faint note ("Tue 24 Nov 2026", "in 2 days")."""

    picked = Signal(object)

    def __init__(
        self,
        today: date,
        *,
        describe: Callable[[date], tuple[str, str]],
        name: str,
        placeholder: str,
        previous: str,
        following: str,
        selected: date | None = None,
        blocked: Callable[[date], bool] | None = None,
        past: bool = False,
        locale: QLocale | None = None,
        object_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._today, self._blocked, self._past = today, blocked, past
        self._describe, self._name, self._placeholder = describe, name, placeholder
        self._words = (previous, following)
        self._locale = locale
        self._popup: Popup | None = None
        self.setObjectName(object_name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.open_month)
        self.set_day(selected)

    def day(self) -> date | None:
        """What is chosen."""
        return self._day

    def set_day(self, day: date | None) -> None:
        """Show a day, without emitting `picked`."""
        self._day = day
        self._shown = self._describe(day) if day is not None else (self._placeholder, "")
        self.setAccessibleName(f"{self._name}: {' '.join(self._shown)}".strip())
        self.update()

    def open_month(self) -> None:
        """Show the month."""
        month = Month(
            self._today, selected=self._day, blocked=self._blocked, past=self._past, locale=self._locale
        )
        month.chosen.connect(self._pick)
        panel = MonthPanel(
            month, previous=self._words[0], following=self._words[1], object_name=self.objectName()
        )
        self._popup = Popup(self, name=self._name, object_name=f"{self.objectName()}.month")
        self._popup.set_content(column(panel))
        self._popup.closed.connect(self._popup_closed)
        self._popup.open_at(width=max(252, self.width()))
        month.setFocus(Qt.FocusReason.PopupFocusReason)
        self.update()

    def _pick(self, day: object) -> None:
        if isinstance(day, date):
            self.set_day(day)
            if self._popup is not None:
                self._popup.close_popup()
            self.picked.emit(day)

    def _popup_closed(self) -> None:
        self._popup = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.open_month()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(200, active().size("control"))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        on = self._popup is not None or self.hasFocus()
        line = "accent" if on else "field_hover" if self.underMouse() else "line_strong"
        width = theme.size("ring" if on else "line")
        paint_box(
            painter,
            QRectF(self.rect()),
            theme.radius("control"),
            theme.color("surface"),
            theme.color(line),
            width,
        )
        size = theme.size("icon")
        x = self.width() - _PADDING - size if rtl else _PADDING
        paint_icon(painter, "calendar", x, (self.height() - size) / 2, "soft", size)
        inset = _PADDING + size + _GAP
        room = QRectF(_PADDING if rtl else inset, 0, self.width() - inset - _PADDING, self.height())
        tone = "ink" if self._day is not None else "faint"
        paint_text(painter, room, self._shown[0], theme.font("body"), theme.color(tone))
        paint_text(
            painter,
            room,
            self._shown[1],
            theme.font("small"),
            theme.color("faint"),
            Qt.AlignmentFlag.AlignRight,
        )
