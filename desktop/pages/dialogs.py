"""Which view stands behind each question that a page asks; imported when one is asked."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from viewmodels.kernel.navigator import Dialog


def open_question(question: Dialog[Any], parent: QWidget) -> QWidget:
    """Open the dialog of a question over the window of `parent`."""
    from views.vendor.dialogs import open_vendor_dialog

    dialog = open_vendor_dialog(question, parent)
    if dialog is None:
        raise TypeError(f"no view shows a {type(question).__name__}")
    return dialog
