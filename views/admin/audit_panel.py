"""The side panel about one entry of the audit log: who, when, and each field before and after."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from viewmodels.admin.audit import AuditViewModel
from viewmodels.admin.audit_rows import AuditRow, ChangedField
from views.kit.bind import on_click
from views.kit.button import Button
from views.kit.card import Divider, Surface
from views.kit.layouts import STRETCH, box, clear, column, row
from views.kit.text import Text

_EDGE = 20
_LABEL = 88


class AuditPanelView(Surface):
    """Shows `viewmodel.panel`; hidden while nothing is open."""

    def __init__(self, viewmodel: AuditViewModel, parent: QWidget | None = None) -> None:
        super().__init__("surface", edges="l", parent=parent)
        self._viewmodel = viewmodel
        self.setObjectName("admin.audit.panel")
        texts = viewmodel.texts
        self._title = Text(role="title", weight=600, wrap=True)
        close = Button(kind="quiet", icon="x", name=texts("kit.close"), object_name="admin.audit.panel.close")
        on_click(close, lambda: viewmodel.open(""))
        head = row(self._title, close, spacing=12, margins=(_EDGE, 16, 12, 16))
        head.setStretch(0, 1)
        self._facts = column(spacing=8, margins=(_EDGE, 14, _EDGE, 14))
        self._person = Button(
            texts("admin.audit.open_person"), icon="user", object_name="admin.audit.open_person"
        )
        on_click(self._person, viewmodel.open_actor)
        self._thing = Button(icon="arrow-up-right", object_name="admin.audit.open_thing")
        on_click(self._thing, viewmodel.open_thing)
        self._fields = column(spacing=14, margins=(_EDGE, 14, _EDGE, 16))
        body = column(
            head,
            Divider(),
            self._facts,
            box(row(self._thing, self._person, STRETCH, margins=(_EDGE, 0, _EDGE, 14))),
            Divider(),
            self._fields,
            STRETCH,
            spacing=0,
        )
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = box(body)
        scroll.setWidget(inner)
        # Qt fills both with the window's colour; the panel's own surface shall show.
        scroll.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        self.setLayout(column(scroll, spacing=0, margins=(1, 0, 0, 0)))
        viewmodel.panel.bind(self._show)

    def _show(self, entry: AuditRow | None) -> None:
        self.setVisible(entry is not None)
        if entry is None:
            return
        texts = self._viewmodel.texts
        self._title.setText(entry.what)
        clear(self._facts)
        facts = (
            ("who", entry.who),
            ("when", entry.when),
            ("thing", entry.thing),
            ("entry", entry.id),
            ("hash", f"{entry.hash[:16]}…"),
        )
        for key, value in facts:
            name = Text(texts(f"admin.audit.{key}"), tone="soft")
            name.setFixedWidth(_LABEL)
            line = row(name, Text(value, wrap=True), spacing=12)
            line.setStretch(1, 1)
            self._facts.addLayout(line)
        self._person.setVisible(bool(entry.actor_id))
        words = texts("admin.audit.open_thing", thing=entry.thing.lower())
        self._thing.set_label(words, "arrow-up-right")
        self._thing.setVisible(entry.place is not None)
        clear(self._fields)
        if entry.erased:
            self._fields.addWidget(Text(texts("admin.audit.erased"), tone="soft", wrap=True))
        for field in entry.fields:
            self._fields.addWidget(self._field(field))

    def _field(self, field: ChangedField) -> QWidget:
        texts = self._viewmodel.texts
        lines = [Text(field.name, weight=600)]
        for key, value in (("before", field.before), ("after", field.after)):
            tone = "soft" if key == "before" else "ink"
            told = f"{texts(f'admin.audit.{key}')}: {value or texts('admin.audit.empty')}"
            lines.append(Text(told, tone=tone if value else "faint", wrap=True))
        return box(column(*lines, spacing=4))
