"""The states of a vendor's page round its content."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from viewmodels.vendor.page import VendorPage
from views.kit.page_states import PageStates
from views.kit.states import NoPermission


def vendor_states(page: VendorPage, content: QWidget, *, name: str) -> PageStates:
    """Loading, stale, a problem with Retry, and nobody's page for those who act for no vendor."""
    texts = page.texts

    def forbidden() -> NoPermission:
        title, text = texts("vendor.forbidden"), texts("vendor.forbidden_text")
        return NoPermission(title=title, text=text, object_name=f"{name}.forbidden")

    states = PageStates(content, retry=texts("vendor.retry"), forbidden=forbidden, object_name=f"{name}.page")
    states.retried.connect(page.retry)
    return states
