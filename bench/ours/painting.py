"""Tells when widgets of one class are painted.

An override of `QApplication.notify` and an event filter are handed every event, some 20,000 by the time that
data is on the screen, and have Python classes made for all receivers and events: what is to be measured would
take half as long again.
"""

import importlib.machinery
import sys
from collections.abc import Callable, Sequence
from importlib.abc import MetaPathFinder
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget


class _Watch(MetaPathFinder):
    """Wraps the class's `paintEvent` as soon as its module has been imported."""

    def __init__(self, module: str, name: str, painted: Callable[[], None]) -> None:
        self._module, self._name, self._painted = module, name, painted

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self._module:
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        assert spec is not None
        assert spec.loader is not None
        load = spec.loader.exec_module

        def load_and_wrap(module: ModuleType) -> None:
            load(module)
            self._wrap(getattr(module, self._name))

        vars(spec.loader)["exec_module"] = load_and_wrap
        return spec

    def _wrap(self, widget: "type[QWidget]") -> None:
        paint = widget.paintEvent

        def paint_and_tell(self_: "QWidget", event: "QPaintEvent") -> None:
            paint(self_, event)
            self._painted()

        widget.paintEvent = paint_and_tell  # type: ignore[method-assign] # before the first is made


def on_paint(module: str, name: str, painted: Callable[[], None]) -> None:
    """Call `painted` after each paint of the class `name`, which `module` defines and nobody has imported."""
    assert module not in sys.modules, module
    sys.meta_path.insert(0, _Watch(module, name, painted))
