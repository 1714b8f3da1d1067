"""The command palette: pages, actions, bookings and people by a few letters."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from viewmodels.kernel.row_model import RowModel
from views.kit.card import Divider
from views.kit.icons import Icon
from views.kit.keycap import Keycap
from views.kit.layouts import STRETCH, box, column, row
from views.kit.popup import paint_popup
from views.kit.row_list import RowList
from views.kit.scrim import Scrim
from views.kit.text import Text
from views.kit.theme import active
from views.shell.palette_row import paint_palette_row, row_height

TOP = 96
_HEAD, _FOOT, _PADDING = 52, 36, 8


class _Panel(QFrame):
    def paintEvent(self, event: QPaintEvent) -> None:
        paint_popup(QPainter(self), QRectF(self.rect()))


class PaletteView(Scrim):
    """`searched` on each key, `chosen` with a row's id, `left` when it is dismissed."""

    searched = Signal(str)
    chosen = Signal(str)

    def __init__(
        self, window: QWidget, model: RowModel[Any], *, name: str, placeholder: str, hints: dict[str, str]
    ) -> None:
        """`hints` are the words of the foot: move, open, actions, bookings, people."""
        super().__init__(window)
        self.setObjectName("shell.palette")
        self.setAccessibleName(name)
        self._model = model
        self._panel = _Panel(self)
        self._edit = QLineEdit()
        self._edit.setObjectName("shell.palette.input")
        self._edit.setAccessibleName(name)
        self._edit.setPlaceholderText(placeholder)
        self._edit.setFrame(False)
        self._edit.setFont(active().font("heading"))
        self._edit.textEdited.connect(self.searched)
        self._edit.installEventFilter(self)
        self.list = RowList(paint_palette_row, height=row_height, name=name, object_name="shell.palette.list")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.set_rows_model(model)
        self.list.opened.connect(lambda id: self.chosen.emit(str(id)))
        self._empty = Text(tone="soft", wrap=True)
        self._empty.setContentsMargins(16, 18, 16, 18)
        self._empty.hide()
        head = box(row(Icon("search", "soft"), self._edit, Keycap("Esc"), spacing=12, margins=(16, 0, 16, 0)))
        head.setFixedHeight(_HEAD)
        halo = active().size("halo") + 1
        layout = column(
            head,
            Divider(),
            self.list,
            self._empty,
            Divider(),
            self._foot(hints),
            spacing=0,
            margins=(halo, halo, halo, halo),
        )
        self._panel.setLayout(layout)
        for signal in (
            model.rowsInserted,
            model.rowsRemoved,
            model.layoutChanged,
            model.dataChanged,
            model.modelReset,
        ):
            signal.connect(self._fit)
        self._fit()

    def _foot(self, hints: dict[str, str]) -> QWidget:
        def hint(*keys: str, word: str) -> list[QWidget]:
            text = Text(hints.get(word, ""), role="small", tone="soft")
            return [*[Keycap(key) for key in keys], text]

        foot = box(
            row(
                *hint("↑", "↓", word="move"),
                8,
                *hint("Enter", word="open"),
                STRETCH,
                *hint(">", word="actions"),
                8,
                *hint("#", word="bookings"),
                8,
                *hint("@", word="people"),
                spacing=5,
                margins=(16, 0, 16, 0),
            )
        )
        foot.setFixedHeight(_FOOT)
        return foot

    def open_palette(self) -> None:
        """Show it, empty, with the cursor in it."""
        self.cover()
        self._edit.clear()
        self.arrange()
        self._edit.setFocus(Qt.FocusReason.PopupFocusReason)

    def type_text(self, text: str) -> None:
        """Put text in as if it were typed."""
        self._edit.setText(text)
        self.searched.emit(text)

    def show_empty(self, text: str) -> None:
        """Say that nothing was found; '' takes it away."""
        self._empty.setText(text)
        self._empty.setVisible(bool(text))
        self.arrange()

    def _fit(self) -> None:
        rows = self._model.rows
        if rows and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self._model.index(0, 0))
        self.list.doItemsLayout()
        self.list.setVisible(bool(rows))
        self.arrange()

    def arrange(self) -> None:
        theme = active()
        halo = theme.size("halo")
        width = min(theme.size("palette"), self.width() - 32) + 2 * halo
        most = max(120, self.height() - TOP - 48 - _HEAD - _FOOT)
        wanted = sum(row_height(row) for row in self._model.rows) + _PADDING
        self.list.setFixedHeight(min(wanted, most))
        self._panel.setFixedWidth(width)
        self._panel.adjustSize()
        top = min(TOP, max(0, (self.height() - self._panel.height()) // 2))
        self._panel.move((self.width() - width) // 2, top - halo)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._edit and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self.list.step(1 if key == Qt.Key.Key_Down else -1)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                id = self.list.current_id()
                if id is not None:
                    self.chosen.emit(str(id))
                return True
            if key == Qt.Key.Key_Escape:
                self.left.emit()
                return True
        return super().eventFilter(watched, event)
