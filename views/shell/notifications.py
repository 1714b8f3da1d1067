"""What stands under the bell: the newest news, each leading to its booking."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from viewmodels.kernel.row_model import RowModel
from viewmodels.shell.rows import NotificationRow
from views.kit.card import Divider
from views.kit.icons import paint_icon
from views.kit.layouts import STRETCH, box, column, row
from views.kit.paint import paint_box, paint_dot, paint_text
from views.kit.popup import Popup
from views.kit.row_list import RowList
from views.kit.text import Text
from views.kit.text_action import TextAction
from views.kit.theme import active

WIDTH = 380
_ROW, _MOST, _PADDING = 58, 7, 14


def paint_notification(
    painter: QPainter, rect: QRectF, shown: NotificationRow, current: bool, hovered: bool
) -> None:
    """Icon, two lines, when, and a dot while unread."""
    theme = active()
    rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
    if current or hovered:
        paint_box(painter, rect.adjusted(4, 2, -4, -2), theme.radius("nav"), theme.color("plain_hover"))

    def at(x: float, y: float, width: float, height: float) -> QRectF:
        left = rect.right() - x - width if rtl else rect.x() + x
        return QRectF(left, rect.y() + y, width, height)

    size = theme.size("icon")
    place = at(_PADDING, 12, size, size)
    paint_icon(painter, shown.icon, place.x(), place.y(), "accent" if shown.unread else "soft", size)
    start = _PADDING + size + 12
    room = rect.width() - start - _PADDING
    weight = 600 if shown.unread else 500
    paint_text(
        painter, at(start, 10, room - 90, 18), shown.title, theme.font("body", weight), theme.color("ink")
    )
    paint_text(painter, at(start, 29, room, 18), shown.detail, theme.font("small"), theme.color("faint"))
    end = Qt.AlignmentFlag.AlignRight
    dot = 14 if shown.unread else 0
    when = at(start + room - 90, 10, 90 - dot, 18)
    paint_text(painter, when, shown.when, theme.font("small"), theme.color("faint"), end)
    if shown.unread:
        center = at(start + room - 7, 10, 7, 18).center()
        paint_dot(painter, QPointF(center), theme.size("dot"), theme.color("accent"))


class NotificationsPopup(Popup):
    """`opened` carries the id of the notification that was chosen."""

    opened = Signal(str)
    read_all = Signal()
    settings = Signal()

    def __init__(
        self, anchor: QWidget, model: RowModel[Any], *, title: str, read_all: str, settings: str, empty: str
    ) -> None:
        super().__init__(anchor, name=title, object_name="shell.notifications")
        self._model = model
        self.list = RowList(
            paint_notification, height=_ROW, name=title, object_name="shell.notifications.list"
        )
        self.list.set_rows_model(model)
        self.list.opened.connect(self._open)
        self._read = TextAction(read_all, tone="accent", object_name="shell.notifications.read_all")
        self._read.clicked.connect(self.read_all)
        choose = TextAction(settings, tone="accent", object_name="shell.notifications.settings")
        choose.clicked.connect(self._choose)
        self._empty = Text(empty, tone="soft", wrap=True)
        self._empty.setContentsMargins(_PADDING, 12, _PADDING, 14)
        heading = Text(title, role="title", weight=600)
        head = box(row(heading, STRETCH, self._read, choose, spacing=14, margins=(14, 10, 14, 10)))
        self.set_content(column(head, Divider(), self.list, self._empty, spacing=0, margins=(0, 0, 0, 6)))
        for signal in (model.rowsInserted, model.rowsRemoved, model.modelReset):
            signal.connect(self._fit)
        self._fit()

    def first_focus(self) -> QWidget:
        return self.list

    def _fit(self) -> None:
        count = len(self._model.rows)
        self.list.setVisible(count > 0)
        self._read.setVisible(any(row.unread for row in self._model.rows))
        self._empty.setVisible(count == 0)
        self.list.setFixedHeight(min(count, _MOST) * _ROW)

    def _choose(self) -> None:
        self.close_popup()
        self.settings.emit()

    def _open(self, id: object) -> None:
        self.close_popup()
        self.opened.emit(str(id))
