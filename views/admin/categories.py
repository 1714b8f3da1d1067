"""Categories as an indented list; each line can be renamed, moved and, where nothing is in it, removed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from viewmodels.admin.categories import CategoriesViewModel, CategoryLine
from views.kit.bind import bind_button, on_click
from views.kit.button import Button
from views.kit.card import Card, Divider
from views.kit.field import Field
from views.kit.layouts import STRETCH, box, clear, column, row
from views.kit.menu import MenuItem
from views.kit.page_states import PageStates
from views.kit.scroll import Scroll
from views.kit.select import Select
from views.kit.states import EmptyState
from views.kit.text import Text

_INDENT, _PARENT, _COUNT, _NEW = 28, 220, 110, 320


class CategoriesView(QWidget):
    """Bound to `CategoriesViewModel`."""

    def __init__(self, viewmodel: CategoriesViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewmodel = viewmodel
        self.setObjectName("admin.categories")
        texts = viewmodel.texts
        new = Field(placeholder=texts("categories.new"), object_name="admin.categories.name")
        new.setFixedWidth(_NEW)
        new.edited.connect(viewmodel.type_name)
        viewmodel.new_name.bind(lambda text: None if new.text() == text else new.set_text(text))
        add = Button(texts("categories.add"), kind="primary", icon="plus", object_name="admin.categories.add")
        bind_button(add, viewmodel.add)
        problem = Text(role="small", tone="bad", wrap=True)
        for command in (viewmodel.add, viewmodel.change, viewmodel.remove):
            command.problem.changed.connect(lambda found: problem.setText(found.text if found else ""))
        card = Card(padding=0)
        self._lines = column(spacing=0)
        card.body.addLayout(self._lines)
        content = column(row(new, add, problem, STRETCH), card, STRETCH, spacing=12, margins=(24, 16, 24, 20))
        states = PageStates(
            Scroll(content), retry=texts("kit.retry"), empty=self._empty, object_name="admin.categories"
        )
        viewmodel.state.bind(states.show_state)
        self.setLayout(column(states, spacing=0))
        viewmodel.lines.bind(self._show)

    def _empty(self) -> QWidget:
        texts = self._viewmodel.texts
        return EmptyState(
            art="empty_search",
            title=texts("categories.nothing"),
            text=texts("categories.nothing.detail"),
            object_name="admin.categories.empty",
        )

    def _show(self, lines: Sequence[CategoryLine]) -> None:
        clear(self._lines)
        for place, line in enumerate(lines):
            if place:
                self._lines.addWidget(Divider())
            self._lines.addWidget(self._line(line))

    def _line(self, line: CategoryLine) -> QWidget:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        name = Field(placeholder=texts("categories.name"), object_name=f"admin.categories.{line.id}.name")
        name.set_text(line.name)
        name.committed.connect(partial(viewmodel.rename, line.id))
        parent = Select(
            [MenuItem(id, text) for id, text in line.parents],
            name=texts("categories.parent"),
            selected=line.parent_id,
            object_name=f"admin.categories.{line.id}.parent",
        )
        parent.setFixedWidth(_PARENT)
        parent.changed.connect(partial(viewmodel.move, line.id))
        count = Text(line.count, tone="soft")
        count.setFixedWidth(_COUNT)
        remove = Button(
            kind="quiet",
            icon="trash",
            name=texts("categories.remove", name=line.name),
            object_name=f"admin.categories.{line.id}.remove",
        )
        remove.set_reason("" if line.can_remove else texts("categories.in_use"))
        on_click(remove, partial(viewmodel.remove.trigger, line.id))
        cells = row(name, parent, count, remove, spacing=12, margins=(16 + line.depth * _INDENT, 8, 16, 8))
        cells.setStretch(0, 1)
        return box(cells)
