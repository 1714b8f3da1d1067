"""One request that waits for an answer, with Accept and Decline in place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from viewmodels.vendor.rows import RequestRow
from viewmodels.vendor.today import TodayViewModel
from views.kit.avatar import Avatar
from views.kit.bind import on_click
from views.kit.button import Button
from views.kit.layouts import STRETCH, box, column, row
from views.kit.tag import Tag
from views.kit.text import Text
from views.kit.theme import active

ROW = 57


class RequestLine(QWidget):
    """One request; a press anywhere but on its buttons opens the booking."""

    def __init__(self, row_: RequestRow, viewmodel: TodayViewModel) -> None:
        super().__init__()
        self._viewmodel, self._row = viewmodel, row_
        self._current = False
        self.setObjectName(f"vendor.today.request.{row_.id}")
        self.setFixedHeight(ROW)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._time, self._day = Text(weight=600), Text(role="small", tone="soft", elide=True)
        self._avatar = Avatar("", tint="a")
        self._title = Text(weight=600, elide=True)
        self._client = Text(role="small", tone="soft", elide=True)
        self._staff = Text(tone="soft", elide=True)
        self._note = Text(role="small", tone="soft", elide=True)
        right = Qt.AlignmentFlag.AlignRight
        self._price = Text(weight=600, align=right)
        self._until = Text(role="small", align=right)
        self._pending = Tag("", "waiting")
        texts = viewmodel.texts
        self._decline = Button(
            texts("vendor.today.decline"),
            kind="quiet",
            size="small",
            object_name=f"vendor.today.decline.{row_.id}",
        )
        self._accept = Button(
            texts("vendor.today.accept"), size="small", object_name=f"vendor.today.accept.{row_.id}"
        )
        viewmodel.accept.reason.bind(self._accept.set_reason)
        viewmodel.decline.reason.bind(self._decline.set_reason)
        on_click(self._accept, lambda: viewmodel.accept.trigger(self._row.id))
        on_click(self._decline, lambda: viewmodel.decline.trigger(self._row.id))
        when = box(column(STRETCH, self._time, self._day, STRETCH, spacing=0))
        when.setFixedWidth(74)
        what = box(column(STRETCH, self._title, self._client, STRETCH, spacing=0))
        who = box(column(STRETCH, self._staff, self._note, STRETCH, spacing=0))
        price = box(column(STRETCH, self._price, self._until, STRETCH, spacing=0))
        line = row(when, self._avatar, what, who, price, self._pending, spacing=10, margins=(16, 0, 16, 0))
        line.insertSpacing(1, 6)
        line.setStretch(line.indexOf(what), 5)
        line.setStretch(line.indexOf(who), 4)
        line.addSpacing(4)
        line.addWidget(self._decline)
        line.addWidget(self._accept)
        self.setLayout(line)
        self._fill()

    def show_row(self, shown: RequestRow) -> None:
        """Show the request as it stands now."""
        if shown != self._row:
            self._row = shown
            self._fill()

    def _fill(self) -> None:
        shown, texts = self._row, self._viewmodel.texts
        self.setAccessibleName(shown.spoken)
        self._time.setText(shown.time)
        self._day.setText(shown.day)
        self._avatar.set_person(shown.client, tint=shown.tint)
        self._title.setText(shown.title)
        self._title.setToolTip(shown.title)
        self._client.setText(" · ".join(part for part in (shown.client, shown.history) if part))
        self._staff.setText(shown.staff)
        self._note.setText(shown.note)
        self._note.setToolTip(shown.note)
        self._note.setVisible(bool(shown.note))
        self._price.setText(shown.price)
        self._until.setText(shown.answer_by)
        self._until.set_tone("warn" if shown.urgent else "soft")
        self._pending.setVisible(bool(shown.pending))
        self._pending.set_tag(shown.pending, "waiting")
        self._accept.set_kind("primary" if shown.first else "default")
        self._accept.setAccessibleName(
            texts("vendor.today.accept_this", title=shown.title, client=shown.client)
        )
        self._decline.setAccessibleName(
            texts("vendor.today.decline_this", title=shown.title, client=shown.client)
        )

    def show_current(self, current: bool) -> None:
        """Mark the row that A and D answer."""
        if current != self._current:
            self._current = current
            self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._viewmodel.choose_request(self._row.id)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._viewmodel.open_booking(self._row.id)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        painter = QPainter(self)
        line = theme.size("line")
        if self._current:
            painter.fillRect(self.rect(), theme.color("sunk"))
            x = self.width() - 3 if self.isRightToLeft() else 0
            painter.fillRect(x, 0, 3, self.height(), theme.color("accent"))
        painter.fillRect(0, 0, self.width(), line, theme.color("line"))
