"""The search bar: words with suggestions, how far, which day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from viewmodels.customer.rows import Suggestion
from viewmodels.customer.searching import RADII, Searching
from views.customer.suggestions import Suggestions
from views.kit.bind import on_click
from views.kit.button import Button
from views.kit.icons import Icon
from views.kit.keycap import Keycap
from views.kit.layouts import row
from views.kit.menu import MenuItem
from views.kit.paint import paint_box
from views.kit.search_box import PageSearch
from views.kit.select import Select
from views.kit.theme import active

_HEIGHT = 48
_PLACE, _DAY = 250, 150
DAYS_AHEAD = 7


class SearchBar(QWidget):
    """Bound to `Searching`; the list of suggestions hangs below while somebody types."""

    def __init__(self, searching: Searching, *, primary: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._searching = searching
        texts = searching.texts
        self.setFixedHeight(_HEIGHT)
        self._words = PageSearch()
        self._words.setFrame(False)
        self._words.setPlaceholderText(texts("customer.search.words"))
        self._words.setAccessibleName(texts("customer.search.words"))
        self._words.setObjectName("customer.search.words")
        self._words.textEdited.connect(searching.type)
        self._words.installEventFilter(self)
        self._words.textChanged.connect(self._show_aids)
        self._key = Keycap("/")
        self._empty = Button(
            kind="quiet",
            icon="x",
            size="small",
            name=texts("customer.search.clear"),
            object_name="customer.search.clear",
        )
        self._empty.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        on_click(self._empty, self._clear)
        self._place = Select(
            [],
            name=texts("customer.search.where"),
            icon="map-pin",
            bare=True,
            object_name="customer.search.where",
        )
        self._place.setFixedWidth(_PLACE)
        self._place.changed.connect(searching.choose_radius)
        self._day = Select(
            self._days(),
            name=texts("customer.search.when"),
            icon="calendar",
            bare=True,
            object_name="customer.search.when",
        )
        self._day.setFixedWidth(_DAY)
        self._day.changed.connect(searching.choose_day)
        self._search = Button(
            texts("customer.search.search"),
            kind="primary" if primary else "default",
            object_name="customer.search.search",
        )
        on_click(self._search, self._submit)
        line = row(
            Icon("search", "faint"),
            self._words,
            self._key,
            self._empty,
            self._place,
            self._day,
            self._search,
            spacing=10,
            margins=(16, 0, 8, 0),
        )
        line.setStretch(1, 1)
        self.setLayout(line)
        self._list = Suggestions(self, searching)
        searching.typed.bind(self._show_typed)
        searching.suggestions.bind(self._show_suggestions)
        searching.place_label.bind(self._show_place)
        searching.day.bind(self._day.select)
        self._show_aids(self._words.text())

    def focus(self) -> None:
        """Put the cursor into the words."""
        self._words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._words.selectAll()

    def _days(self) -> list[MenuItem]:
        texts, formats = self._searching.texts, self._searching.format
        days = [formats.today() + timedelta(days=place) for place in range(DAYS_AHEAD)]
        named = [MenuItem(id=day.isoformat(), text=formats.day(day)) for day in days]
        return [MenuItem(id="", text=texts("customer.search.any_day")), *named]

    def _show_place(self, label: str) -> None:
        texts, formats = self._searching.texts, self._searching.format
        chosen = self._searching.radius.value
        self._place.set_options(
            [
                MenuItem(
                    id=radius,
                    text=label
                    if radius == chosen
                    else texts("customer.search.within", far=formats.distance(int(radius)))
                    if radius
                    else texts("customer.search.any_distance"),
                )
                for radius in RADII
            ],
            chosen,
        )

    def _show_typed(self, text: str) -> None:
        if self._words.text() != text:
            self._words.setText(text)

    def _show_suggestions(self, rows: Sequence[Suggestion]) -> None:
        if rows and self._words.hasFocus():
            self._list.open_below()
        elif not rows:
            self._list.close_list()

    def _show_aids(self, text: str) -> None:
        self._key.setVisible(not text)
        self._empty.setVisible(bool(text))

    def _clear(self) -> None:
        self._searching.type("")
        self._words.clear()
        self._words.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _submit(self) -> None:
        chosen = self._list.current()
        self._list.close_list()
        if chosen is not None:
            self._searching.choose(chosen)
        else:
            self._searching.search()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._words and isinstance(event, QFocusEvent):
            self.update()
            # A window that opens puts the focus here too, and then nobody has asked for suggestions.
            if event.gotFocus() and event.reason() == Qt.FocusReason.MouseFocusReason:
                self._searching.type(self._words.text())
        elif watched is self._words and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key_pressed(event.key())
        return False

    def _key_pressed(self, key: int) -> bool:
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._list.step(1 if key == Qt.Key.Key_Down else -1)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._submit()
            return True
        if key == Qt.Key.Key_Escape and self._list.isVisible():
            self._list.close_list()
            return True
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        painter = QPainter(self)
        focused = self._words.hasFocus()
        line, width = ("accent", theme.size("ring")) if focused else ("line_strong", theme.size("line"))
        paint_box(
            painter,
            QRectF(self.rect()),
            theme.radius("card"),
            theme.color("surface"),
            theme.color(line),
            width,
        )
        for select in (self._place, self._day):
            edge = select.geometry()
            rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            x = edge.right() + 5 if rtl else edge.left() - 6
            painter.fillRect(x, 13, 1, self.height() - 26, theme.color("line"))
