"""Messages: the conversations at the side, the open one beside them; one of the two in a narrow window."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import QPoint, QRectF, QSize
from PySide6.QtGui import QGuiApplication, QPainter, QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from viewmodels.kernel.screen import ScreenKind, ScreenState
from viewmodels.messages.messages import FILTERS, MessagesViewModel
from viewmodels.messages.rows import ConversationRow
from views.kit.card import Surface
from views.kit.layouts import STRETCH, box, column, row
from views.kit.menu import MenuItem, open_menu
from views.kit.row_list import RowList
from views.kit.search_box import SearchBox
from views.kit.segments import Segments
from views.kit.states import EmptyState, Skeleton
from views.kit.text import Text
from views.messages.composer import Composer
from views.messages.conversation_paint import HEIGHT, paint_conversation
from views.messages.thread import Thread
from views.messages.thread_head import ThreadHeadView

_LIST_WIDTH = 336
_LEAST_FOR_BOTH = 760


class MessagesView(QWidget):
    """Wires the viewmodel's lists to painted ones."""

    def __init__(self, viewmodel: MessagesViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewmodel = viewmodel
        self.setObjectName("messages")
        self._list_side = self._build_list_side()
        self._thread_side = self._build_thread_side()
        self._pages = QStackedLayout()
        texts = viewmodel.texts
        self._loading = Skeleton(rows=10, row_height=HEIGHT, name=texts("messages.loading"))
        side = viewmodel.side
        self._empty = EmptyState(
            art="empty_inbox",
            title=texts("messages.none"),
            text=texts(f"messages.none.{side}"),
            object_name="messages.empty",
        )
        both = row(self._list_side, self._thread_side, spacing=0)
        both.setStretch(1, 1)
        self._both = box(both)
        for widget in (self._both, self._loading, self._empty):
            self._pages.addWidget(widget)
        self.setLayout(self._pages)
        self.setFocusProxy(self._list)
        viewmodel.state.bind(self._show_state)
        viewmodel.open_id.bind(self._show_open)
        viewmodel.unread.bind(self._show_filters)
        viewmodel.filter.bind(self._show_filters)

    def _build_list_side(self) -> QWidget:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        search = SearchBox(
            texts("messages.search"),
            clear_name=texts("messages.search.clear"),
            object_name="messages.search",
        )
        search.edited.connect(viewmodel.search)
        self._filters = Segments(object_name="messages.filter")
        self._filters.setAccessibleName(texts("messages.filter"))
        self._filters.chosen.connect(viewmodel.choose_filter)
        self._list = RowList(
            self._paint_row, height=HEIGHT, name=texts("messages.list"), object_name="messages.list"
        )
        self._list.set_rows_model(viewmodel.conversations)
        self._list.opened.connect(self._open)
        self._list.setStyleSheet("background: transparent")
        side = Surface("canvas", edges="r")
        head = column(search, row(self._filters, STRETCH, spacing=0), spacing=10, margins=(24, 12, 16, 10))
        layout = column(spacing=0)
        layout.addLayout(head)
        layout.addWidget(self._list, 1)
        side.setLayout(layout)
        side.setFixedWidth(_LIST_WIDTH)
        return side

    def _build_thread_side(self) -> QWidget:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        self._head = ThreadHeadView(viewmodel)
        self._thread = Thread(
            viewmodel.lines,
            texts("messages.read"),
            name=texts("messages.thread"),
            object_name="messages.thread",
        )
        self._thread.near_top.connect(viewmodel.look_further_back)
        self._thread.pressed_line.connect(self._open_line_menu)
        self._typing = Text("", role="small", tone="faint")
        self._typing.setObjectName("messages.typing")
        self._typing.setContentsMargins(24, 6, 24, 2)
        self._composer = Composer(viewmodel)
        viewmodel.typing.bind(self._show_typing)
        layout = column(self._head, spacing=0)
        layout.addWidget(self._thread, 1)
        layout.addWidget(self._typing)
        layout.addWidget(self._composer)
        nothing = EmptyState(
            art="empty_inbox",
            title=texts("messages.choose"),
            text=texts("messages.choose.detail"),
            object_name="messages.choose",
        )
        self._thread_pages = QStackedLayout()
        self._thread_pages.addWidget(nothing)
        self._thread_pages.addWidget(box(layout))
        ground = Surface("surface")
        ground.setLayout(self._thread_pages)
        return ground

    def _paint_row(
        self, painter: QPainter, rect: QRectF, row_: ConversationRow, _current: bool, hovered: bool
    ) -> None:
        paint_conversation(painter, rect, row_, row_.id == self._viewmodel.open_id.value, hovered)

    # What the viewmodel says

    def _show_state(self, state: ScreenState) -> None:
        pages = {ScreenKind.LOADING: self._loading, ScreenKind.EMPTY: self._empty}
        self._pages.setCurrentWidget(pages.get(state.kind, self._both))

    def _show_open(self, id: str) -> None:
        self._thread_pages.setCurrentIndex(1 if id else 0)
        self._list.viewport().update()
        self._thread.go_to_end()
        self._arrange()
        if id:
            self._composer.setFocus()

    def _show_filters(self, _changed: object) -> None:
        texts, unread = self._viewmodel.texts, self._viewmodel.unread.value
        name = texts("messages.filter.unread")
        if unread:
            name = texts("messages.filter.unread_count", count=unread)
        titles = (texts("messages.filter.all"), name)
        self._filters.set_options(list(zip(FILTERS, titles, strict=True)), self._viewmodel.filter.value)

    def _show_typing(self, text: str) -> None:
        self._typing.setText(text)
        self._typing.setVisible(bool(text))

    # What a person does

    def _open(self, id: Hashable) -> None:
        self._viewmodel.open(str(id))

    def _open_line_menu(self, id: str, at: QPoint) -> None:
        row_ = self._viewmodel.lines.find(id)
        if row_ is None:
            return
        texts = self._viewmodel.texts
        items = [MenuItem("copy", texts("messages.copy"), "copy")]
        if row_.pending:
            items.append(MenuItem("edit", texts("messages.edit"), "pencil"))
            items.append(MenuItem("discard", texts("messages.discard"), "trash", danger=True))

        def chosen(deed: str) -> None:
            if deed == "copy":
                QGuiApplication.clipboard().setText(row_.text)
            elif deed == "edit":
                self._viewmodel.edit.trigger(id)
            else:
                self._viewmodel.discard.trigger(id)

        open_menu(
            self._thread, items, chosen, name=texts("messages.pending"), object_name="messages.line", at=at
        )

    def minimumSizeHint(self) -> QSize:
        # As narrow as one of the two needs: both beside each other must not hold the window open.
        return QSize(_LIST_WIDTH, 320)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Both beside each other where there is room, else the one that is looked at."""
        is_narrow, is_open = self.width() < _LEAST_FOR_BOTH, bool(self._viewmodel.open_id.value)
        self._list_side.setVisible(not (is_narrow and is_open))
        self._thread_side.setVisible(not is_narrow or is_open)
        self._head.back.setVisible(is_narrow)
        self._list_side.setMinimumWidth(self.width() if is_narrow else _LIST_WIDTH)
        self._list_side.setMaximumWidth(self.width() if is_narrow else _LIST_WIDTH)
