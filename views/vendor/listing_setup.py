"""The form that sets a service up."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from viewmodels.vendor.listing_setup import ListingSetup
from views.kit.checkbox import Checkbox
from views.kit.field import Field
from views.kit.text import Text
from views.vendor.dialog_form import FormDialog

WIDTH = 420


class ListingSetupView(FormDialog):
    """A number, and a tick for each kind of resource."""

    def __init__(self, viewmodel: ListingSetup, parent: QWidget) -> None:
        texts = viewmodel.texts
        name = "vendor.listing_setup"
        note = texts("vendor.availability.setup.note")
        super().__init__(parent, viewmodel, viewmodel.save, viewmodel.title, note, width=WIDTH, name=name)
        capacity = Field(texts("vendor.availability.setup.capacity"), object_name=f"{name}.capacity")
        capacity.edited.connect(viewmodel.choose_capacity)
        self.fields = {"capacity": capacity}
        self.body.setSpacing(12)
        self.body.addWidget(capacity)
        heading = "needs" if viewmodel.kinds else "nothing"
        self.body.addWidget(Text(texts(f"vendor.availability.setup.{heading}"), tone="soft", wrap=True))
        for number, kind in enumerate(viewmodel.kinds):
            box = Checkbox(kind, object_name=f"{name}.need.{number}")
            box.setChecked(kind in viewmodel.needs.value)
            box.toggled.connect(partial(viewmodel.choose_need, kind))
            self.body.addWidget(box)
        self.finish_form(texts("vendor.availability.setup.save"), texts("vendor.availability.setup.save"))
        viewmodel.capacity.bind(capacity.set_text)
        viewmodel.errors.bind(self.show_errors)
        self.focus_first(capacity)
