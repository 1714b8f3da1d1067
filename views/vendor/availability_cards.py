"""Beside the painted week: the rules, the days that are otherwise, rooms and machines."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from viewmodels.vendor.availability import AvailabilityViewModel
from viewmodels.vendor.availability_rows import ExceptionLine, ResourceLine, RuleChoice, ServiceLine
from views.kit.bind import on_click
from views.kit.button import Button
from views.kit.card import Card, Divider
from views.kit.checkbox import Switch
from views.kit.field import Field
from views.kit.icons import Icon
from views.kit.layouts import STRETCH, Columns, box, clear, column, row
from views.kit.menu import MenuItem
from views.kit.scroll import Scroll
from views.kit.select import Select
from views.kit.tag import Tag
from views.kit.text import Text

_SELECT = 132
_LINE, _SEEN = 50, 8
"""So high is an exception; so many are seen at once in a window of any height."""


class RulesCard(Card):
    """Travel, notice and horizon, each saved as it is chosen."""

    def __init__(self, viewmodel: AvailabilityViewModel, parent: QWidget | None = None) -> None:
        texts = viewmodel.texts
        super().__init__(texts("vendor.availability.rules"), parent=parent)
        self.setObjectName("vendor.availability.rules")
        self._viewmodel = viewmodel
        self._selects: dict[str, Select] = {}
        lines = column(spacing=12, margins=(16, 2, 16, 16))
        for field in ("travel_minutes", "drives", "notice_minutes", "horizon_days"):
            lines.addLayout(self._line(field))
        self.body.addLayout(lines)
        viewmodel.rules.bind(self._show)
        viewmodel.drives.bind(self._show_drives)

    def _line(self, field: str) -> QHBoxLayout:
        texts = self._viewmodel.texts
        name = texts(f"vendor.availability.rule.{field}")
        key = f"vendor.availability.rule.{field}_note"
        note = Text(texts(key), role="small", tone="soft") if texts.has(key) else None
        control: QWidget
        if field == "drives":
            self._drives = Switch(name=name, object_name="vendor.availability.rule.drives")
            self._drives.clicked.connect(self._toggle)
            control = self._drives
        else:
            select = Select((), name=name, object_name=f"vendor.availability.rule.{field}")
            select.setFixedWidth(_SELECT)
            select.changed.connect(partial(self._viewmodel.set_rule.trigger, field))
            self._selects[field] = select
            control = select
        return row(column(Text(name), note, spacing=0), STRETCH, control)

    def _toggle(self, on: bool) -> None:
        self._viewmodel.set_rule.trigger("drives", on)

    def _show(self, rules: tuple[RuleChoice, ...]) -> None:
        for rule in rules:
            items = [MenuItem(option.id, option.text) for option in rule.options]
            self._selects[rule.field].set_options(items, rule.chosen)

    def _show_drives(self, on: bool) -> None:
        self._drives.blockSignals(True)
        self._drives.setChecked(on)
        self._drives.blockSignals(False)


class ExceptionsCard(Card):
    """Days that are otherwise, soonest first; public holidays by a switch."""

    def __init__(self, viewmodel: AvailabilityViewModel, parent: QWidget | None = None) -> None:
        texts = viewmodel.texts
        super().__init__(texts("vendor.availability.exceptions"), divided=True, parent=parent)
        self.setObjectName("vendor.availability.exceptions")
        self._viewmodel = viewmodel
        self._place = column(spacing=0)
        none = Text(texts("vendor.availability.no_exceptions"), tone="soft", wrap=True)
        self._none = box(column(none, margins=(16, 12, 16, 12)))
        name = texts("vendor.availability.holidays")
        self._holidays = Switch(name=name, object_name="vendor.availability.holidays")
        self._holidays.clicked.connect(self._toggle)
        self.body.addWidget(self._none)
        self._scroll = Scroll(column(self._place, STRETCH, spacing=0))
        self.body.addWidget(self._scroll, 1)
        self.body.addWidget(Divider())
        self.body.addLayout(row(Text(name), STRETCH, self._holidays, margins=(16, 11, 16, 11)))
        viewmodel.exceptions.bind(self._show)
        viewmodel.holidays.bind(self._show_holidays)

    def _toggle(self, on: bool) -> None:
        self._viewmodel.set_rule.trigger("holidays", on)

    def _show_holidays(self, on: bool) -> None:
        self._holidays.blockSignals(True)
        self._holidays.setChecked(on)
        self._holidays.blockSignals(False)

    def _show(self, lines: tuple[ExceptionLine, ...]) -> None:
        clear(self._place)
        self._none.setVisible(not lines)
        for number, line in enumerate(lines):
            if number:
                self._place.addWidget(Divider())
            self._place.addLayout(self._line(line))
        self._scroll.setMinimumHeight(min(len(lines), _SEEN) * _LINE)
        count = self._viewmodel.format.number(len(lines)) if lines else ""
        self.set_title(self._viewmodel.texts("vendor.availability.exceptions"), count)

    def _line(self, line: ExceptionLine) -> QHBoxLayout:
        texts = self._viewmodel.texts
        words = column(
            Text(line.when, weight=500, elide=True),
            Text(line.who, role="small", tone="soft", elide=True),
            spacing=1,
        )
        remove = Button(
            kind="quiet",
            icon="x",
            size="small",
            name=f"{texts('vendor.availability.remove')}: {line.when}, {line.who}",
            object_name=f"vendor.availability.remove.{line.id}",
        )
        on_click(remove, partial(self._viewmodel.remove.trigger, line.id))
        icon = "clock-arrow-up" if line.waiting else line.icon
        mark = Icon(icon, "warn" if line.waiting else "soft")
        tag = Tag(line.tag, line.tone) if line.tag else None
        shown = row(mark, words, tag, remove, spacing=8, margins=(16, 7, 10, 7))
        shown.setStretch(1, 1)
        return shown


class ResourcesCard(Card):
    """Rooms, vans and machines that services need beside a person."""

    def __init__(self, viewmodel: AvailabilityViewModel, parent: QWidget | None = None) -> None:
        texts = viewmodel.texts
        super().__init__(texts("vendor.availability.resources"), parent=parent)
        self.setObjectName("vendor.availability.resources")
        self._viewmodel = viewmodel
        self._place = column(spacing=4)
        self._none = Text(texts("vendor.availability.no_resources"), role="small", tone="soft", wrap=True)
        self._kind = Field(
            "", placeholder=texts("vendor.availability.resource_kind"), object_name="vendor.availability.kind"
        )
        self._name = Field(
            "", placeholder=texts("vendor.availability.resource_name"), object_name="vendor.availability.name"
        )
        self._kind.setAccessibleName(texts("vendor.availability.resource_kind"))
        self._name.setAccessibleName(texts("vendor.availability.resource_name"))
        add = Button(
            texts("vendor.availability.resource_add"),
            icon="plus",
            object_name="vendor.availability.add_resource",
        )
        on_click(add, self._add)
        fields = row(self._kind, self._name, spacing=8)
        self.body.addLayout(
            column(self._none, self._place, fields, row(STRETCH, add), spacing=8, margins=(16, 0, 16, 14))
        )
        viewmodel.resources.bind(self._show)

    def _add(self) -> None:
        self._viewmodel.add_resource.trigger(self._kind.text(), self._name.text())
        self._kind.set_text("")
        self._name.set_text("")

    def _show(self, lines: tuple[ResourceLine, ...]) -> None:
        clear(self._place)
        self._none.setVisible(not lines)
        texts = self._viewmodel.texts
        for line in lines:
            remove = Button(
                kind="quiet",
                icon="x",
                size="small",
                name=f"{texts('vendor.availability.remove')}: {line.name}",
                object_name=f"vendor.availability.remove_resource.{line.id}",
            )
            on_click(remove, partial(self._viewmodel.remove_resource.trigger, line.id))
            self._place.addLayout(
                row(Text(line.name, weight=500), Text(line.kind, tone="soft"), STRETCH, remove)
            )


class ServicesCard(Card):
    """How many can book one time of each service, and what it needs."""

    def __init__(self, viewmodel: AvailabilityViewModel, parent: QWidget | None = None) -> None:
        super().__init__(viewmodel.texts("vendor.availability.services"), parent=parent)
        self.setObjectName("vendor.availability.services")
        self._viewmodel = viewmodel
        self._place = Columns(least=300, spacing=24, line_spacing=10)
        self.body.addLayout(column(box(self._place), margins=(16, 0, 10, 14)))
        viewmodel.services.bind(self._show)

    def _show(self, lines: tuple[ServiceLine, ...]) -> None:
        clear(self._place)
        for line in lines:
            words = column(
                Text(line.title, weight=500, elide=True),
                Text(line.detail, role="small", tone="soft", elide=True),
                spacing=0,
            )
            change = Button(
                kind="quiet",
                icon="pencil",
                size="small",
                name=f"{line.title}: {line.detail}",
                object_name=f"vendor.availability.set_up.{line.id}",
            )
            on_click(change, partial(self._viewmodel.set_up.trigger, line.id))
            shown = row(words, change, spacing=8)
            shown.setStretch(0, 1)
            self._place.addWidget(box(shown))
