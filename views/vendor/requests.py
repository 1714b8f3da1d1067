"""Requests that wait for an answer: four are seen, the rest scroll."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from viewmodels.vendor.rows import RequestRow
from viewmodels.vendor.today import TodayViewModel
from views.kit.bind import on_click
from views.kit.button import Button
from views.kit.card import Card
from views.kit.layouts import STRETCH, box, column
from views.kit.scroll import Scroll
from views.kit.text import Text
from views.vendor.request_line import ROW, RequestLine

AT_MOST = 4
"""Rows that are seen without scrolling."""
AHEAD = 8
"""Rows below those seen that are there already; what lies further down is made when it comes near."""


class RequestsCard(Card):
    """The list; a row is made when it comes near what is seen, and stays until its request is answered."""

    def __init__(self, viewmodel: TodayViewModel, parent: QWidget | None = None) -> None:
        texts = viewmodel.texts
        super().__init__(texts("vendor.today.waiting"), parent=parent)
        self._viewmodel = viewmodel
        self.setObjectName("vendor.today.requests")
        self._lines: dict[str, RequestLine] = {}
        self._reach = AT_MOST + AHEAD
        self._keys = Text(texts("vendor.today.keys_note"), tone="soft", elide=True)
        self._all = Button(
            texts("vendor.today.all_requests"),
            kind="quiet",
            size="small",
            object_name="vendor.today.all_requests",
        )
        on_click(self._all, viewmodel.open_requests)
        self.tools.addWidget(self._keys)
        self.tools.addWidget(self._all)
        self._place = column(STRETCH, spacing=0)
        self._scroll = Scroll(self._place, object_name="vendor.today.requests.scroll")
        self._scroll.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._nothing = box(
            column(
                Text(texts("vendor.today.nothing_waits"), weight=500),
                Text(texts("vendor.today.nothing_waits_text"), role="small", tone="soft", wrap=True),
                spacing=0,
                margins=(15, 2, 15, 14),
            )
        )
        self.body.addWidget(self._scroll)
        self.body.addWidget(self._nothing)
        rows = viewmodel.requests
        for signal in (rows.rowsInserted, rows.rowsRemoved, rows.layoutChanged, rows.dataChanged):
            signal.connect(self._show)
        viewmodel.current_request.changed.connect(self._show_current)
        self._show()

    def _show(self, *_: object) -> None:
        self._arrange()
        count = len(self._viewmodel.requests.rows)
        texts, number = self._viewmodel.texts, self._viewmodel.format.number(count)
        self.set_title(texts("vendor.today.waiting"), number if count else "")
        self._scroll.setVisible(count > 0)
        self._keys.setVisible(count > 0)
        self._all.setVisible(count > AT_MOST)
        self._nothing.setVisible(count == 0)
        self._scroll.setFixedHeight(min(count, AT_MOST) * ROW)
        self._show_current(self._viewmodel.current_request.value)

    def _arrange(self) -> None:
        """Have the lines of all rows within reach, in their order."""
        rows = self._viewmodel.requests.rows
        before, self._lines = self._lines, {}
        for place, shown in enumerate(rows[: self._reach]):
            self._lines[shown.id] = self._line_at(place, shown, before.pop(shown.id, None))
        for line in before.values():
            self._place.removeWidget(line)
            line.hide()
            line.deleteLater()
        inner = self._scroll.widget()
        if inner is not None:
            inner.setMinimumHeight(len(rows) * ROW)

    def _line_at(self, place: int, shown: RequestRow, line: RequestLine | None) -> RequestLine:
        if line is None:
            line = RequestLine(shown, self._viewmodel)
        else:
            line.show_row(shown)
        if self._place.indexOf(line) != place:
            self._place.removeWidget(line)
            self._place.insertWidget(place, line)
        return line

    def _reach_to(self, place: int) -> None:
        """Have the lines to this place and some below it."""
        reach = place + 1 + AHEAD
        if reach > self._reach:
            more = self._reach < len(self._viewmodel.requests.rows)
            self._reach = reach
            if more:
                self._arrange()

    def _scrolled(self, value: int) -> None:
        self._reach_to((value + self._scroll.viewport().height()) // ROW)

    def _show_current(self, id: str) -> None:
        ids = [shown.id for shown in self._viewmodel.requests.rows]
        if id in ids:
            place = ids.index(id)
            self._reach_to(place)
            # By its place, for a line that has just been made lies nowhere yet.
            self._scroll.ensureVisible(0, place * ROW + ROW // 2, 0, ROW // 2 + 1)
        for key, line in self._lines.items():
            line.show_current(key == id)
