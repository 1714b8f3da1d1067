"""What is chosen for all lines of an import: what events become, for whom, for which service."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from viewmodels.vendor.import_plan import Becomes, Choices
from viewmodels.vendor.importing import ImportViewModel
from viewmodels.vendor.new_booking import Choice
from views.kit.checkbox import Checkbox
from views.kit.layouts import STRETCH, box, row
from views.kit.menu import MenuItem
from views.kit.segments import Segments
from views.kit.select import Select
from views.kit.text import Text
from views.vendor.form import ANY, menu_items, real_id


class ImportOptions(QWidget):
    """One line above the preview."""

    def __init__(self, viewmodel: ImportViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewmodel = viewmodel
        texts = viewmodel.texts
        self._events = Segments(object_name="vendor.import.events")
        self._events.chosen.connect(viewmodel.choose_events)
        self._staff = Select([], name=texts("vendor.import.staff"), object_name="vendor.import.staff")
        self._staff.changed.connect(lambda id: viewmodel.choose_staff(real_id(id)))
        self._listing = Select([], name=texts("vendor.import.listing"), object_name="vendor.import.listing")
        self._listing.changed.connect(lambda id: viewmodel.choose_listing(real_id(id)))
        self._past = Checkbox("", object_name="vendor.import.past")
        self._past.toggled.connect(viewmodel.choose_past)
        self._staff.setFixedWidth(150)
        self._listing.setFixedWidth(190)
        self._events_part = box(row(Text(texts("vendor.import.events"), tone="soft"), self._events))
        self._listing_part = box(row(Text(texts("vendor.import.listing"), tone="soft"), self._listing))
        self.setLayout(
            row(
                self._events_part,
                Text(texts("vendor.import.staff"), tone="soft"),
                self._staff,
                self._listing_part,
                self._past,
                STRETCH,
                spacing=12,
            )
        )
        viewmodel.people.bind(self._show_people)
        viewmodel.listings.bind(self._show_listings)
        viewmodel.choices.bind(self._show_choices)
        viewmodel.has_events.bind(self._show_kind)
        viewmodel.past_count.bind(self._show_past)

    def _show_people(self, people: tuple[Choice, ...]) -> None:
        self._staff.set_options(menu_items(people), self._viewmodel.choices.value.staff_id or ANY)

    def _show_listings(self, listings: tuple[Choice, ...]) -> None:
        first = MenuItem(ANY, self._viewmodel.texts("vendor.import.listing_choose"))
        chosen = self._viewmodel.choices.value.listing_id or ANY
        self._listing.set_options([first, *menu_items(listings)], chosen)

    def _show_choices(self, choices: Choices) -> None:
        texts = self._viewmodel.texts
        options = [
            (kind.value, texts(f"vendor.import.events.{kind.value}"))
            for kind in (Becomes.BLOCK, Becomes.BOOKING)
        ]
        self._events.set_options(options, choices.events.value)
        self._staff.select(choices.staff_id or ANY)
        self._listing.select(choices.listing_id or ANY)
        self._past.blockSignals(True)
        self._past.setChecked(choices.past)
        self._past.blockSignals(False)
        self._show_kind(self._viewmodel.has_events.value)

    def _show_kind(self, events: bool) -> None:
        bookings = self._viewmodel.choices.value.events is Becomes.BOOKING
        self._events_part.setVisible(events)
        self._listing_part.setVisible(bookings or not events)
        self._show_past(self._viewmodel.past_count.value)

    def _show_past(self, count: int) -> None:
        texts, number = self._viewmodel.texts, self._viewmodel.format.number(count)
        chosen = self._viewmodel.choices.value.past
        shown = self._viewmodel.has_events.value and (count > 0 or chosen)
        self._past.setVisible(shown)
        words = texts("vendor.import.past", count=number) if count else texts("vendor.import.past_all")
        self._past.setText(words)
        self._past.setAccessibleName(words)
