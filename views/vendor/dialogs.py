"""Which view shows which of the vendor's questions."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from viewmodels.kernel.navigator import Dialog as Question
from viewmodels.vendor.availability_exception import AddException
from viewmodels.vendor.block_time import BlockTime
from viewmodels.vendor.listing_setup import ListingSetup
from viewmodels.vendor.move_booking import MoveBooking
from viewmodels.vendor.new_booking import NewBooking
from views.vendor.add_exception import AddExceptionView
from views.vendor.block_time import BlockTimeView
from views.vendor.dialog_form import FormDialog
from views.vendor.listing_setup import ListingSetupView
from views.vendor.move_booking import MoveBookingView
from views.vendor.new_booking import NewBookingView


def open_vendor_dialog(question: Question[Any], parent: QWidget) -> FormDialog | None:
    """Open the form of a question; None for one that is not the vendor's."""
    form: FormDialog
    if isinstance(question, NewBooking):
        form = NewBookingView(question, parent)
    elif isinstance(question, MoveBooking):
        form = MoveBookingView(question, parent)
    elif isinstance(question, BlockTime):
        form = BlockTimeView(question, parent)
    elif isinstance(question, ListingSetup):
        form = ListingSetupView(question, parent)
    elif isinstance(question, AddException):
        form = AddExceptionView(question, parent)
    else:
        return None
    form.open_dialog()
    return form
