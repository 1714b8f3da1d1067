"""Observable values: a field that says when it changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Signal

T = TypeVar("T")


class Observable(QObject, Generic[T]):
    """One value; `changed` carries the new one, and only when it differs from the old one.

    Views read `.value` once and connect `changed`, or call `bind` to do both. Only the viewmodel that owns a
    field writes it.
    """

    changed = Signal(object)

    def __init__(self, value: T, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._value = value

    @property
    def value(self) -> T:
        """What it is now."""
        return self._value

    @value.setter
    def value(self, value: T) -> None:
        if value is self._value or value == self._value:
            return
        self._value = value
        self.changed.emit(value)

    def bind(self, receive: Callable[[T], Any]) -> None:
        """Hand over the value now and after every change.

        Give a bound method of a QObject, so that Qt ends the connection with its receiver.
        """
        receive(self._value)
        self.changed.connect(receive)


class Derived(Observable[T]):
    """A value computed from others; it follows them and is never written."""

    def __init__(
        self, compute: Callable[[], T], *sources: Observable[Any], parent: QObject | None = None
    ) -> None:
        super().__init__(compute(), parent)
        self._compute = compute
        for source in sources:
            source.changed.connect(self._refresh)

    def _refresh(self, _changed: object) -> None:
        self.value = self._compute()
