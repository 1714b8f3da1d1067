"""Reviews: the list, and beside it the panel for the one that is open."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStackedLayout, QWidget

from viewmodels.kernel.problems import Problem
from viewmodels.kernel.screen import ScreenKind, ScreenState
from viewmodels.reviews.reviews import ReviewForm, ReviewRow, ReviewsViewModel
from views.kit.bind import on_click
from views.kit.button import Button
from views.kit.card import Card, Surface
from views.kit.input_box import InputBox
from views.kit.layouts import STRETCH, box, column, row
from views.kit.panel_beside import PanelBeside
from views.kit.row_list import RowList
from views.kit.segments import Segments
from views.kit.states import EmptyState, Skeleton
from views.kit.text import Text
from views.kit.theme import active
from views.reviews.review_paint import HEIGHT, paint_review

_STARS = ("1", "2", "3", "4", "5")


class ReviewPanel(Surface):
    """What can be done with one review."""

    def __init__(self, viewmodel: ReviewsViewModel, parent: QWidget | None = None) -> None:
        super().__init__("surface", edges="l", parent=parent)
        self._viewmodel = viewmodel
        texts = viewmodel.texts
        self._rating = "5"
        self._shown: tuple[str, str] = ("", "")
        self._title = Text("", weight=600)
        close = Button(kind="quiet", icon="x", size="small", name=texts("reviews.close"))
        close.setObjectName("reviews.close")
        on_click(close, lambda: viewmodel.open(""))
        self._about = Text("", tone="soft", wrap=True)
        self._stars = Segments(object_name="reviews.stars")
        self._stars.chosen.connect(self._choose)
        self._text = InputBox(placeholder=texts("reviews.text"), lines=7)
        self._text.editor.setObjectName("reviews.text")
        self._text.editor.setAccessibleName(texts("reviews.text"))
        self._hint = Text("", role="small", tone="faint", wrap=True)
        self._trouble = Text("", role="small", tone="bad", wrap=True)
        self._save = Button("", kind="primary", object_name="reviews.save")
        on_click(self._save, self._press)
        self._report = Button(texts("reviews.report"), icon="flag", object_name="reviews.report")
        on_click(self._report, viewmodel.begin_report)
        layout = column(
            row(self._title, STRETCH, close),
            self._about,
            self._stars,
            self._text,
            self._hint,
            self._trouble,
            row(self._save, self._report, STRETCH),
            STRETCH,
            spacing=12,
            margins=(20, 12, 20, 16),
        )
        self.setLayout(layout)
        self.setFixedWidth(active().size("side_panel"))
        self.hide()
        viewmodel.form.bind(self._show)
        viewmodel.save.problem.changed.connect(self._show_trouble)

    def _show(self, form: ReviewForm | None) -> None:
        self.setVisible(form is not None)
        if form is None:
            self._shown = ("", "")
            return
        if (form.id, form.deed) != self._shown:
            # What somebody types stays while the rows beside it change.
            self._shown = form.id, form.deed
            self._rating = str(form.stars)
            self._text.set_text(form.text)
        self._title.setText(form.title)
        self._about.setText(form.about)
        self._hint.setText(form.hint)
        self._stars.setVisible(form.has_stars)
        self._show_stars()
        self._text.setVisible(bool(form.deed) and form.deed != "restore")
        self._save.setVisible(bool(form.deed))
        self._save.set_label(form.action)
        self._report.setVisible(form.can_report)

    def _show_stars(self) -> None:
        self._stars.set_options([(star, f"{star} ★") for star in _STARS], self._rating)

    def _choose(self, star: str) -> None:
        self._rating = star
        self._show_stars()

    def _press(self) -> None:
        self._viewmodel.save.trigger(int(self._rating), self._text.text())

    def _show_trouble(self, problem: Problem | None) -> None:
        self._trouble.setText("" if problem is None else problem.text)


class ReviewsView(QWidget):
    """Wires the list to the panel."""

    def __init__(self, viewmodel: ReviewsViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewmodel = viewmodel
        self.setObjectName("reviews")
        texts = viewmodel.texts
        self._list = RowList(
            self._paint_row, height=HEIGHT, name=texts("reviews.list"), object_name="reviews.list"
        )
        self._list.set_rows_model(viewmodel.rows)
        self._list.opened.connect(self._open)
        card = Card()
        card.body.addWidget(self._list)
        self._pages = QStackedLayout()
        self._full = box(row(card, margins=(24, 12, 24, 20)))
        self._loading = Skeleton(rows=8, row_height=HEIGHT, name=texts("reviews.loading"))
        self._empty = EmptyState(
            art="empty_inbox",
            title=texts("reviews.none"),
            text=texts(f"reviews.none.{viewmodel.side}"),
            object_name="reviews.empty",
        )
        for widget in (self._full, self._loading, self._empty):
            self._pages.addWidget(widget)
        panel = ReviewPanel(viewmodel)
        self.setLayout(column(PanelBeside(box(self._pages), panel), spacing=0))
        self.setFocusProxy(self._list)
        viewmodel.state.bind(self._show_state)
        viewmodel.open_id.changed.connect(self._show_open)

    def _paint_row(
        self, painter: QPainter, rect: QRectF, row_: ReviewRow, _current: bool, hovered: bool
    ) -> None:
        paint_review(painter, rect, row_, row_.id == self._viewmodel.open_id.value, hovered)

    def _open(self, id: Hashable) -> None:
        self._viewmodel.open(str(id))

    def _show_open(self, _id: object) -> None:
        self._list.viewport().update()

    def _show_state(self, state: ScreenState) -> None:
        pages = {ScreenKind.LOADING: self._loading, ScreenKind.EMPTY: self._empty}
        self._pages.setCurrentWidget(pages.get(state.kind, self._full))
