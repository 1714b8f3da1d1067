"""The side panel of coupons: the one that is open, or the form for a new one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from viewmodels.kernel.problems import Problem
from viewmodels.pricing.coupons import CouponsViewModel
from viewmodels.pricing.rows import Choice, CouponForm, CouponRow
from views.kit.bind import bind_button, on_click
from views.kit.button import Button
from views.kit.card import Divider, Surface
from views.kit.checkbox import Checkbox
from views.kit.date_picker import DatePicker
from views.kit.field import Field
from views.kit.layouts import STRETCH, box, clear, column, row
from views.kit.menu import MenuItem
from views.kit.scroll import Scroll
from views.kit.segments import Segments
from views.kit.select import Select
from views.kit.tag import Tag
from views.kit.text import Text

_EDGE, _LABEL = 20, 104


class CouponPanelView(Surface):
    """Hidden while nothing is open and nothing is made."""

    def __init__(self, viewmodel: CouponsViewModel, parent: QWidget | None = None) -> None:
        super().__init__("surface", edges="l", parent=parent)
        self._viewmodel = viewmodel
        self.setObjectName("coupons.panel")
        self._one, self._form = self._build_one(), self._build_form()
        self.setLayout(column(self._one, self._form, spacing=0, margins=(1, 0, 0, 0)))
        viewmodel.panel.bind(self._show)
        viewmodel.making.bind(self._show_making)
        viewmodel.form.bind(self._show_form)
        viewmodel.categories.bind(self._show_categories)
        viewmodel.offline.bind(self._show_network)
        viewmodel.create.problem.bind(self._show_errors)
        for command in (viewmodel.pause, viewmodel.resume):
            command.problem.bind(self._show_problem)

    def _build_one(self) -> QWidget:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        close = Button(kind="quiet", icon="x", name=texts("kit.close"), object_name="coupons.panel.close")
        on_click(close, lambda: viewmodel.open(""))
        self._code = Text(role="title", weight=600, wrap=True)
        self._tag = row(spacing=6)
        head = row(column(self._code, self._tag, spacing=6), close, margins=(_EDGE, 16, 12, 16))
        head.setStretch(0, 1)
        head.setAlignment(close, Qt.AlignmentFlag.AlignTop)
        self._facts = column(spacing=8, margins=(_EDGE, 14, _EDGE, 14))
        self._pause = Button(
            texts("coupons.pause"),
            icon="pause",
            running_text=texts("coupons.pause.running"),
            object_name="coupons.pause",
        )
        bind_button(self._pause, viewmodel.pause)
        self._resume = Button(
            texts("coupons.resume"),
            icon="play",
            running_text=texts("coupons.resume.running"),
            object_name="coupons.resume",
        )
        bind_button(self._resume, viewmodel.resume)
        self._problem = Text(tone="bad", wrap=True)
        acts = column(row(self._pause, self._resume, STRETCH), self._problem, margins=(_EDGE, 14, _EDGE, 14))
        return box(column(head, Divider(), self._facts, Divider(), acts, STRETCH, spacing=0))

    def _build_form(self) -> QWidget:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        close = Button(kind="quiet", icon="x", name=texts("kit.close"), object_name="coupons.form.close")
        on_click(close, viewmodel.stop)
        title = Text(texts("coupons.new"), role="title", weight=600)
        head = row(title, STRETCH, close, margins=(_EDGE, 16, 12, 12))
        self._fields = {
            "code": self._field("code", "HARBOUR10"),
            "value": self._field("value"),
            "limit_total": self._field("limit_total", texts("coupons.limit.none")),
            "limit_per_person": self._field("limit_per_person", texts("coupons.limit.none")),
        }
        self._kind = Segments(object_name="coupons.form.kind")
        self._kind.chosen.connect(lambda kind: viewmodel.type(kind=kind))
        self._category = Select([], name=texts("coupons.fits"), object_name="coupons.form.category")
        self._category.changed.connect(lambda id: viewmodel.type(category_id=id))
        self._starts, self._ends = self._day("starts"), self._day("ends")
        self._ends_error = Text(role="small", tone="bad", wrap=True)
        self._first = self._tick("first_booking")
        self._stacks = self._tick("stacks")
        pays = texts("coupons.pays.platform" if viewmodel.is_admin else "coupons.pays.vendor")
        self._wrong = Text(tone="bad", wrap=True)
        self._make = Button(
            texts("coupons.make"),
            kind="primary",
            running_text=texts("coupons.make.running"),
            object_name="coupons.form.make",
        )
        bind_button(self._make, viewmodel.create)
        body = column(
            self._fields["code"],
            column(self._label("coupons.off"), row(self._kind, self._fields["value"], spacing=8), spacing=5),
            column(self._label("coupons.fits"), self._category, spacing=5),
            row(
                column(self._label("coupons.starts"), self._starts, spacing=5),
                column(self._label("coupons.ends"), self._ends, spacing=5),
                spacing=12,
            ),
            self._ends_error,
            row(self._fields["limit_total"], self._fields["limit_per_person"], spacing=12),
            self._first,
            self._stacks,
            Text(pays, role="small", tone="faint", wrap=True),
            self._wrong,
            row(self._make, STRETCH),
            STRETCH,
            spacing=14,
            margins=(_EDGE, 4, _EDGE, 20),
        )
        whole = column(head, Scroll(body), spacing=0)
        whole.setStretch(1, 1)
        return box(whole)

    def _field(self, name: str, placeholder: str = "") -> Field:
        label = "" if name == "value" else self._viewmodel.texts(f"coupons.{name}")
        field = Field(label, placeholder=placeholder, object_name=f"coupons.form.{name}")
        if name == "value":
            field.box.editor.setAccessibleName(self._viewmodel.texts("coupons.off"))
        field.edited.connect(lambda text: self._viewmodel.type(**{name: text}))
        return field

    def _label(self, key: str) -> Text:
        return Text(self._viewmodel.texts(key), role="small", tone="soft", weight=500)

    def _tick(self, name: str) -> Checkbox:
        tick = Checkbox(self._viewmodel.texts(f"coupons.{name}"), object_name=f"coupons.form.{name}")
        tick.clicked.connect(lambda on: self._viewmodel.type(**{name: on}))
        return tick

    def _day(self, name: str) -> DatePicker:
        texts, formats = self._viewmodel.texts, self._viewmodel.format
        picker = DatePicker(
            formats.today(),
            describe=lambda day: (formats.day(day), ""),
            name=texts(f"coupons.{name}"),
            placeholder=texts(f"coupons.{name}.any"),
            previous=texts("coupons.month.previous"),
            following=texts("coupons.month.next"),
            object_name=f"coupons.form.{name}",
        )
        picker.picked.connect(partial(self._picked, name))
        return picker

    def _picked(self, name: str, day: object) -> None:
        self._viewmodel.type(**{name: day})

    # What the viewmodel says

    def _show(self, coupon: CouponRow | None) -> None:
        self._one.setVisible(coupon is not None)
        self._show_self()
        if coupon is None:
            return
        self._code.setText(coupon.code)
        clear(self._tag)
        self._tag.addWidget(Tag(*coupon.tag))
        self._tag.addStretch(1)
        clear(self._facts)
        for label, value in coupon.facts:
            name = Text(label, tone="faint")
            name.setFixedWidth(_LABEL)
            line = row(name, Text(value, wrap=True), spacing=12)
            line.setStretch(1, 1)
            self._facts.addLayout(line)
        self._pause.setVisible(coupon.can_pause)
        self._resume.setVisible(coupon.can_resume)

    def _show_making(self, making: bool) -> None:
        self._form.setVisible(making)
        self._show_self()
        if making:
            self._fields["code"].jump()

    def _show_self(self) -> None:
        viewmodel = self._viewmodel
        self.setVisible(viewmodel.making.value or viewmodel.panel.value is not None)

    def _show_form(self, form: CouponForm) -> None:
        texts = self._viewmodel.texts
        for name, field in self._fields.items():
            if field.text() != getattr(form, name):
                field.set_text(getattr(form, name))
        kinds = [(kind, texts(f"coupons.kind.{kind}")) for kind in ("percent", "amount")]
        self._kind.set_options(kinds, form.kind)
        self._category.select(form.category_id)
        self._first.setChecked(form.first_booking)
        self._stacks.setChecked(form.stacks)
        self._starts.set_day(form.starts)
        self._ends.set_day(form.ends)

    def _show_categories(self, categories: Sequence[Choice]) -> None:
        everything = MenuItem(id="", text=self._viewmodel.texts("coupons.everything"))
        options = [everything, *(MenuItem(id=choice.id, text=choice.name) for choice in categories)]
        self._category.set_options(options, self._viewmodel.form.value.category_id)

    def _show_network(self, offline: bool) -> None:
        words = self._viewmodel.texts("coupons.needs_network")
        for button in (self._pause, self._resume, self._make):
            button.set_needs_network(offline, words)

    def _show_errors(self, problem: Problem | None) -> None:
        fields = problem.fields if problem else {}
        for name, field in self._fields.items():
            field.set_error(fields.get(name))
        self._ends_error.setText(fields.get("ends", ""))
        self._ends_error.setVisible("ends" in fields)
        beside = bool(set(fields) & {*self._fields, "ends"})
        self._wrong.setText("" if problem is None or beside else problem.text)
        self._wrong.setVisible(problem is not None and not beside)
        first = next((field for name, field in self._fields.items() if name in fields), None)
        if first is not None:
            first.jump()

    def _show_problem(self, problem: Problem | None) -> None:
        self._problem.setText(problem.text if problem else "")
        self._problem.setVisible(problem is not None)
