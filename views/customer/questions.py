"""What the vendor wants to know before coming, each with its way to answer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from viewmodels.customer.choosing import QuestionRow
from viewmodels.customer.time import TimeViewModel
from views.kit.field import Field
from views.kit.layouts import box, clear, column
from views.kit.menu import MenuItem
from views.kit.select import Select
from views.kit.text import Text


class Questions(QWidget):
    """Bound to the questions of `TimeViewModel`; hidden where nothing is asked."""

    def __init__(self, viewmodel: TimeViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewmodel = viewmodel
        self._lines = column(spacing=10)
        self.setLayout(self._lines)
        viewmodel.questions.bind(self._show)

    def _show(self, questions: Sequence[QuestionRow]) -> None:
        clear(self._lines)
        for place, question in enumerate(questions):
            self._lines.addWidget(self._line(place, question))
        self.setVisible(bool(questions))

    def _line(self, place: int, question: QuestionRow) -> QWidget:
        texts, answer = self._viewmodel.texts, partial(self._viewmodel.answer, question.id)
        label = (
            question.label if question.required else texts("customer.question.optional", label=question.label)
        )
        name = f"customer.time.question.{place}"
        options = [MenuItem(option, option) for option in question.options]
        if question.kind == "yes_no":
            options = [MenuItem(each, texts(f"customer.question.{each}")) for each in ("yes", "no")]
        if not options:
            field = Field(label, object_name=name)
            field.edited.connect(answer)
            return field
        select = Select(options, name=label, placeholder=texts("customer.question.choose"), object_name=name)
        select.changed.connect(answer)
        return box(column(Text(label, role="small", tone="soft", weight=500, wrap=True), select, spacing=5))
