"""The side panel: an announcement to write, or to read once it has begun to go out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from viewmodels.kernel.problems import Problem
from viewmodels.news.page import NewsViewModel
from viewmodels.news.rows import Choice, Draft, OpenNews
from views.kit.bind import bind_button, on_click
from views.kit.button import Button
from views.kit.card import Divider, Surface
from views.kit.date_picker import DatePicker
from views.kit.field import Field
from views.kit.layouts import STRETCH, box, clear, column, row
from views.kit.menu import MenuItem
from views.kit.scroll import Scroll
from views.kit.select import Select
from views.kit.text import Text

_EDGE, _LABEL = 20, 72


class NewsPanelView(Surface):
    """Hidden while no announcement is open."""

    def __init__(self, viewmodel: NewsViewModel, parent: QWidget | None = None) -> None:
        super().__init__("surface", edges="l", parent=parent)
        self._viewmodel = viewmodel
        self.setObjectName("news.panel")
        texts = viewmodel.texts
        close = Button(kind="quiet", icon="x", name=texts("kit.close"), object_name="news.panel.close")
        on_click(close, viewmodel.close_panel)
        self._title = Text(role="title", weight=600, wrap=True)
        head = row(self._title, close, margins=(_EDGE, 16, 12, 12))
        head.setStretch(0, 1)
        head.setAlignment(close, Qt.AlignmentFlag.AlignTop)
        self._form, self._read = self._build_form(), self._build_read()
        self._problem = Text(tone="bad", wrap=True)
        self._reach = Text(role="small", tone="faint", wrap=True)
        body = column(
            self._form, self._read, self._reach, self._problem, self._buttons(), STRETCH,
            spacing=12, margins=(_EDGE, 14, _EDGE, 20),
        )  # fmt: skip
        whole = column(head, Divider(), Scroll(body), spacing=0, margins=(1, 0, 0, 0))
        whole.setStretch(2, 1)
        self.setLayout(whole)
        viewmodel.panel.bind(self._show)
        viewmodel.draft.bind(self._show_draft)
        viewmodel.categories.bind(self._show_categories)
        viewmodel.offline.bind(self._show_network)
        for command in (viewmodel.save, viewmodel.send, viewmodel.take_back):
            command.problem.bind(self._show_problem)

    def _build_form(self) -> QWidget:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        self._subject = Field(texts("news.subject"), object_name="news.form.subject")
        self._subject.edited.connect(lambda text: viewmodel.type(subject=text))
        self._body = Field(texts("news.body"), lines=9, object_name="news.form.body")
        self._body.edited.connect(lambda text: viewmodel.type(body=text))
        segments = [MenuItem(each.id, each.name) for each in viewmodel.segments()]
        self._segment = Select(segments, name=texts("news.segment"), object_name="news.form.segment")
        self._segment.changed.connect(lambda id: viewmodel.type(segment=id))
        self._city = Field(texts("news.city"), object_name="news.form.city")
        self._city.edited.connect(lambda text: viewmodel.type(city=text))
        self._category = Select([], name=texts("news.category"), object_name="news.form.category")
        self._category.changed.connect(lambda id: viewmodel.type(category_id=id))
        self._which = Text(role="small", tone="bad", wrap=True)
        label = Text(texts("news.segment"), role="small", tone="soft", weight=500)
        whom = column(label, self._segment, self._city, self._category, self._which, spacing=6)
        formats = viewmodel.format
        self._day = DatePicker(
            formats.today(),
            describe=lambda day: (formats.day(day), ""),
            name=texts("news.day"),
            placeholder=texts("news.day.now"),
            previous=texts("news.month.previous"),
            following=texts("news.month.next"),
            object_name="news.form.day",
        )
        self._day.picked.connect(lambda day: viewmodel.type(day=day))
        on = Text(texts("news.day"), role="small", tone="soft", weight=500)
        when = column(on, self._day, spacing=5)
        return box(column(whom, self._subject, self._body, when, spacing=12))

    def _build_read(self) -> QWidget:
        self._facts = column(spacing=8)
        self._words = column(spacing=10)
        return box(column(self._facts, Divider(), self._words, spacing=12))

    def _buttons(self) -> QWidget:
        viewmodel, texts = self._viewmodel, self._viewmodel.texts
        self._send = Button(
            texts("news.send"), kind="primary", icon="send",
            running_text=texts("news.send.running"), object_name="news.form.send",
        )  # fmt: skip
        bind_button(self._send, viewmodel.send)
        self._save = Button(
            texts("news.save"), running_text=texts("news.save.running"), object_name="news.form.save"
        )
        bind_button(self._save, viewmodel.save)
        self._back = Button(texts("news.take_back"), kind="quiet", object_name="news.form.take_back")
        bind_button(self._back, viewmodel.take_back)
        return box(row(self._send, self._save, STRETCH, self._back))

    def _show(self, opened: OpenNews | None) -> None:
        self.setVisible(opened is not None)
        if opened is None:
            return
        self._title.setText(opened.title)
        self._form.setVisible(opened.is_draft)
        self._send.setVisible(opened.is_draft)
        self._save.setVisible(opened.is_draft)
        self._read.setVisible(not opened.is_draft)
        self._back.setVisible(opened.can_take_back)
        texts = self._viewmodel.texts
        self._back.setText(texts("news.put_away_button" if opened.is_draft else "news.take_back"))
        self._reach.setText(opened.reach or texts("news.body.hint"))
        self._reach.setVisible(opened.is_draft)
        clear(self._words)
        for paragraph in opened.body.split("\n\n"):
            self._words.addWidget(Text(" ".join(paragraph.split()), wrap=True))
        clear(self._facts)
        for label, value in opened.facts:
            name = Text(label, tone="faint")
            name.setFixedWidth(_LABEL)
            line = row(name, Text(value, wrap=True), spacing=12)
            line.setStretch(1, 1)
            self._facts.addLayout(line)

    def _show_draft(self, draft: Draft) -> None:
        for field, text in (
            (self._subject, draft.subject),
            (self._body, draft.body),
            (self._city, draft.city),
        ):
            if field.text() != text:
                field.set_text(text)
        self._segment.select(draft.segment)
        self._day.set_day(draft.day)
        send = "news.send" if draft.day is None else "news.schedule"
        self._send.setText(self._viewmodel.texts(send))
        self._category.select(draft.category_id)
        self._city.setVisible(draft.segment == "city")
        self._category.setVisible(draft.segment == "category")

    def _show_categories(self, categories: Sequence[Choice]) -> None:
        options = [MenuItem(each.id, each.name) for each in categories]
        self._category.set_options(options, self._viewmodel.draft.value.category_id)

    def _show_network(self, offline: bool) -> None:
        words = self._viewmodel.texts("news.needs_network")
        for button in (self._send, self._save, self._back):
            button.set_needs_network(offline, words)

    def _show_problem(self, problem: Problem | None) -> None:
        fields = problem.fields if problem else {}
        self._subject.set_error(fields.get("subject"))
        self._body.set_error(fields.get("body"))
        which = fields.get("segment") or fields.get("segment_value") or ""
        self._which.setText(which)
        self._which.setVisible(bool(which))
        self._problem.setText(problem.text if problem and not fields else "")
        self._problem.setVisible(problem is not None and not fields)
