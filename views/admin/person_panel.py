"""The side panel about one person: facts, roles, and suspending with its effects shown first."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from viewmodels.admin.people import PeopleViewModel
from viewmodels.admin.people_rows import PersonPanel, RoleChoice
from viewmodels.kernel.problems import Problem
from views.kit.avatar import Avatar
from views.kit.bind import bind_button, on_click
from views.kit.button import Button
from views.kit.card import Divider, Surface
from views.kit.checkbox import Switch
from views.kit.field import Field
from views.kit.hint import show_hint
from views.kit.icons import Icon
from views.kit.layouts import STRETCH, box, clear, column, row
from views.kit.tag import Tag
from views.kit.text import Text

_EDGE = 20
_LABEL = 88


class PersonPanelView(Surface):
    """Shows `viewmodel.panel`; hidden while nobody is open."""

    def __init__(self, viewmodel: PeopleViewModel, parent: QWidget | None = None) -> None:
        super().__init__("surface", edges="l", parent=parent)
        self._viewmodel = viewmodel
        self._shown = ""
        texts = viewmodel.texts
        self.setObjectName("admin.people.panel")
        self._close = Button(
            kind="quiet", icon="x", name=texts("kit.close"), object_name="admin.people.panel.close"
        )
        on_click(self._close, lambda: viewmodel.open(""))
        self._head = row(spacing=12, margins=(_EDGE, 16, 12, 16))
        self._facts = column(spacing=8, margins=(_EDGE, 14, _EDGE, 14))
        self._roles = column(spacing=4, margins=(_EDGE, 12, _EDGE, 14))
        self._suspended = column(spacing=8, margins=(_EDGE, 14, _EDGE, 16))
        self._suspend_box = box(self._suspended)
        self._form = self._build_form()
        self._problem = Text(tone="bad", wrap=True)
        body = column(
            self._head,
            Divider(),
            self._facts,
            Divider(),
            self._roles,
            Divider(),
            self._suspend_box,
            self._form,
            box(column(self._problem, margins=(_EDGE, 0, _EDGE, 12))),
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
        viewmodel.suspending.bind(self._show_form)
        viewmodel.offline.bind(self._show_network)
        for command in (viewmodel.suspend, viewmodel.restore, viewmodel.set_role):
            command.problem.bind(self._show_problem)

    def _build_form(self) -> QWidget:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        self._form_title = Text(weight=600, wrap=True)
        self._reason = Field(
            "-",
            placeholder=texts("admin.people.reason.placeholder"),
            lines=4,
            object_name="admin.people.reason",
        )
        self._reason.edited.connect(viewmodel.type_reason)
        self._effects = column(spacing=4)
        self._confirm = Button(
            texts("admin.people.suspend"),
            kind="danger_fill",
            icon="ban",
            running_text=texts("admin.people.suspend.running"),
            object_name="admin.people.suspend.confirm",
        )
        bind_button(self._confirm, viewmodel.suspend)
        keep = Button(texts("admin.people.keep"), kind="quiet", object_name="admin.people.suspend.keep")
        on_click(keep, viewmodel.stop_suspending)
        form = Surface("canvas", edges="b")
        form.setLayout(
            column(
                self._form_title,
                self._reason,
                self._effects,
                row(self._confirm, keep, STRETCH),
                spacing=12,
                margins=(_EDGE, 16, _EDGE, 16),
            )
        )
        return form

    # What the viewmodel says

    def _show(self, panel: PersonPanel | None) -> None:
        self.setVisible(panel is not None)
        if panel is None:
            self._shown = ""
            return
        if panel.id != self._shown:
            self._reason.set_text("")
            self._shown = panel.id
        self._fill_head(panel)
        self._fill_facts(panel)
        self._fill_roles(panel)
        self._fill_suspended(panel)
        texts = self._viewmodel.texts
        self._form_title.setText(texts("admin.people.suspend.title", name=panel.name))
        self._reason.set_label(texts("admin.people.reason", name=panel.name))
        clear(self._effects)
        for effect in panel.effects:
            self._effects.addWidget(Text(effect, role="small", tone="faint", wrap=True))

    def _fill_head(self, panel: PersonPanel) -> None:
        # The close button lives on, so it leaves the layout before the rest is cleared.
        self._head.removeWidget(self._close)
        clear(self._head)
        names = column(
            Text(panel.name, role="title", weight=600, wrap=True),
            Text(panel.since, role="small", tone="faint", wrap=True),
            spacing=2,
        )
        self._head.addWidget(Avatar(panel.name, key=panel.id, size=40))
        self._head.addLayout(names, 1)
        self._head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)

    def _fill_facts(self, panel: PersonPanel) -> None:
        clear(self._facts)
        mail = self._viewmodel.texts("admin.people.email")
        for label, value in ((mail, panel.email), *panel.facts):
            name = Text(label, tone="faint")
            name.setFixedWidth(_LABEL)
            line = row(name, Text(value, wrap=True), spacing=12)
            line.setStretch(1, 1)
            self._facts.addLayout(line)

    def _fill_roles(self, panel: PersonPanel) -> None:
        clear(self._roles)
        plug = Icon("plug", "faint", size=14) if self._viewmodel.offline.value else None
        title = Text(self._viewmodel.texts("admin.people.roles"), weight=600)
        self._roles.addLayout(row(title, plug, STRETCH, spacing=6))
        for choice in panel.roles:
            self._roles.addWidget(self._role_switch(choice))
            if choice.locked:
                self._roles.addWidget(Text(choice.locked, role="small", tone="faint", wrap=True))

    def _role_switch(self, choice: RoleChoice) -> Switch:
        switch = Switch(choice.title, object_name=f"admin.people.role.{choice.id}")
        switch.setChecked(choice.held)
        offline = self._viewmodel.texts("admin.people.needs_network") if self._viewmodel.offline.value else ""
        switch.setEnabled(not choice.locked)
        switch.setToolTip(choice.locked or offline)
        switch.setAccessibleDescription(choice.locked or offline)

        def turn(held: bool) -> None:
            if offline:
                switch.setChecked(not held)
                show_hint(switch, offline, "plug")
            else:
                self._viewmodel.set_role.trigger(choice.id, held)

        switch.clicked.connect(turn)
        return switch

    def _fill_suspended(self, panel: PersonPanel) -> None:
        clear(self._suspended)
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        if panel.is_me:
            self._suspended.addWidget(
                Text(texts("admin.people.yourself"), role="small", tone="faint", wrap=True)
            )
            return
        if panel.suspended:
            self._suspended.addLayout(row(Tag(texts("admin.people.state.suspended"), "bad"), STRETCH))
            self._suspended.addWidget(Text(texts("admin.people.told"), role="small", tone="soft", weight=500))
            self._suspended.addWidget(Text(panel.suspended, wrap=True))
            button = Button(
                texts("admin.people.restore"),
                icon="undo-2",
                running_text=texts("admin.people.restore.running"),
                object_name="admin.people.restore",
            )
            bind_button(button, viewmodel.restore)
        else:
            button = Button(
                texts("admin.people.suspend"), kind="danger", icon="ban", object_name="admin.people.suspend"
            )
            on_click(button, viewmodel.begin_suspending)
        button.set_needs_network(viewmodel.offline.value, texts("admin.people.needs_network"))
        self._suspended.addLayout(row(button, STRETCH))

    def _show_form(self, suspending: bool) -> None:
        self._form.setVisible(suspending)
        self._suspend_box.setVisible(not suspending)
        if suspending:
            self._reason.jump()

    def _show_network(self, offline: bool) -> None:
        self._confirm.set_needs_network(offline, self._viewmodel.texts("admin.people.needs_network"))
        self._show(self._viewmodel.panel.value)

    def _show_problem(self, problem: Problem | None) -> None:
        self._reason.set_error(problem.fields.get("reason") if problem else None)
        beside_field = problem is not None and "reason" in problem.fields
        self._problem.setText("" if problem is None or beside_field else problem.text)
        self._problem.setVisible(problem is not None and not beside_field)
