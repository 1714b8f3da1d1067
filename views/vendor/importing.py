"""The import page: choose a file, look at its lines, import them, see what became of them."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedLayout, QWidget

from viewmodels.kernel.problems import Problem
from viewmodels.vendor.import_rows import ImportStep, OutcomeTab
from viewmodels.vendor.importing import ImportViewModel
from views.kit.bind import on_click
from views.kit.button import Button
from views.kit.card import Card, Surface
from views.kit.layouts import STRETCH, box, column, row
from views.kit.table import DataTable
from views.kit.tabs import TabItem, Tabs
from views.kit.text import Text
from views.vendor.banner import Banner
from views.vendor.column_mapping import ColumnMapping
from views.vendor.drop_area import DropArea
from views.vendor.import_bulk import ImportBulk
from views.vendor.import_done import ImportDone
from views.vendor.import_options import ImportOptions
from views.vendor.import_table import LOOKS
from views.vendor.progress import ProgressView


class ImportView(QWidget):
    """One of three faces: the place to drop a file, the progress, the table of lines."""

    def __init__(self, viewmodel: ImportViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewmodel = viewmodel
        texts = viewmodel.texts
        self.setObjectName("vendor.import")
        self._drop = DropArea(
            title=texts("vendor.import.drop"),
            text=texts("vendor.import.drop_text"),
            pick=texts("vendor.import.pick"),
            kinds=texts("vendor.import.kinds"),
            object_name="vendor.import.drop",
        )
        self._drop.chosen.connect(viewmodel.choose.trigger)
        viewmodel.pick_asked.connect(self._drop.ask)
        self._reading = ProgressView(texts("vendor.import.cancel"), object_name="vendor.import.reading")
        self._reading.cancelled.connect(viewmodel.cancel)
        self.table = self._build_table()
        self._bulk = ImportBulk(viewmodel)
        self._bulk.cleared.connect(self.table.clear_checks)
        self._stack = QStackedLayout()
        start = box(column(self._drop, spacing=0, margins=(24, 20, 24, 20)))
        for widget in (start, self._reading, self._build_lines()):
            self._stack.addWidget(widget)
        self.setLayout(self._stack)
        self.setAcceptDrops(True)
        viewmodel.file.bind(self._show_file)
        viewmodel.progress.bind(self._reading.show_share)
        viewmodel.choose.problem.changed.connect(self._show_problem)
        viewmodel.tabs.bind(self._show_tabs)
        viewmodel.tab.changed.connect(self._show_tabs)
        viewmodel.notes.bind(self._show_notes)
        viewmodel.ready_text.bind(self._apply.set_label)
        viewmodel.apply.problem.changed.connect(self._show_trouble)
        viewmodel.step.bind(self._show_step)

    def _build_table(self) -> DataTable:
        viewmodel = self._viewmodel
        table = DataTable(
            LOOKS,
            name=viewmodel.texts("vendor.import.table"),
            object_name="vendor.import.table",
            checkable=True,
        )
        table.set_rows_model(viewmodel.rows)
        table.checked_changed.connect(self._checked)
        return table

    def _build_lines(self) -> QWidget:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        self._tabs = Tabs(
            name=texts("vendor.import.tabs"), object_name="vendor.import.tabs", margins=(0, 0, 0, 0)
        )
        self._tabs.chosen.connect(viewmodel.show_tab)
        self._file, self._note = Text(role="heading", weight=600, elide=True), Banner("info", icon="info")
        self._options, self._mapping = ImportOptions(viewmodel), ColumnMapping(viewmodel)
        self._done = ImportDone(viewmodel)
        self._trouble = Text(tone="bad", elide=True)
        again = Button(
            texts("vendor.import.again"), kind="quiet", icon="file-up", object_name="vendor.import.again"
        )
        on_click(again, viewmodel.again)
        self._apply = Button(
            texts("vendor.import.apply.other", count=0),
            kind="primary",
            running_text=texts("vendor.import.applying"),
            object_name="vendor.import.apply",
        )
        viewmodel.apply.running.bind(self._apply.set_running)
        viewmodel.apply.reason.bind(self._apply.set_reason)
        on_click(self._apply, viewmodel.apply.trigger)
        card = Card()
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self._bulk)
        self._foot = Surface("canvas")
        self._foot.setLayout(row(self._trouble, STRETCH, self._apply, margins=(0, 12, 0, 0)))
        self._again = again
        head = row(self._file, STRETCH, again)
        lines = column(
            head,
            self._done,
            self._mapping,
            self._options,
            self._note,
            self._tabs,
            card,
            self._foot,
            spacing=12,
            margins=(24, 16, 24, 16),
        )
        lines.setStretch(6, 1)
        return box(lines)

    # What the viewmodel says

    def _show_step(self, step: ImportStep) -> None:
        faces = {ImportStep.CHOOSE: 0, ImportStep.READING: 1, ImportStep.PREVIEW: 2, ImportStep.DONE: 2}
        self._stack.setCurrentIndex(faces[step])
        done = step is ImportStep.DONE
        self._done.setVisible(done)
        self._options.setVisible(not done)
        self._foot.setVisible(not done)
        self._again.setVisible(not done)
        self._mapping.setVisible(not done and self._viewmodel.mapping.value is not None)
        if done:
            self._note.hide()
            self.table.clear_checks()

    def _show_file(self, name: str) -> None:
        self._file.setText(name)
        self._reading.show_title(self._viewmodel.texts("vendor.import.reading", file=name))

    def _show_problem(self, problem: Problem | None) -> None:
        self._drop.problem.show_text(problem.text if problem is not None else "")

    def _show_tabs(self, _tabs: object) -> None:
        tabs: tuple[OutcomeTab, ...] = self._viewmodel.tabs.value
        self._tabs.set_tabs(
            [TabItem(tab.id or "all", tab.title, tab.count) for tab in tabs],
            self._viewmodel.tab.value or "all",
        )

    def _show_notes(self, notes: tuple[str, ...]) -> None:
        self._note.show_text(" ".join(notes))

    def _show_trouble(self, problem: Problem | None) -> None:
        self._trouble.setText(problem.text if problem is not None else "")

    def _checked(self, ids: frozenset[object]) -> None:
        choosable = [line.id for line in self._viewmodel.rows.rows if line.id in ids and line.can_choose]
        self._bulk.show_ids(choosable)
