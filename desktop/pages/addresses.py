"""The page of a person's addresses."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QWidget

from desktop.pages.screen import PageParts, Screen
from viewmodels.kernel.navigator import Location
from viewmodels.kernel.page import Page


def addresses_screen(parts: PageParts) -> Screen:
    """The address book."""

    def make(_location: Location) -> Page:
        from viewmodels.addresses.addresses import AddressesViewModel, AddressParts

        engine = parts.engine
        return AddressesViewModel(AddressParts(parts.tools, engine.addresses, parts.acts, engine.status))

    def view(page: Page) -> QWidget:
        from viewmodels.addresses.addresses import AddressesViewModel
        from views.addresses.addresses import AddressesView

        return AddressesView(cast(AddressesViewModel, page))

    return Screen(make, view)
