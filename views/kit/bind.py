"""What views do with a viewmodel's fields and commands: connect them, and nothing more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QAbstractButton

from viewmodels.kernel.command import Command
from views.kit.button import Button


def bind_button(button: Button, command: Command, *args: Any) -> None:
    """A press triggers the command; the button shows whether it runs, and why it can't."""
    command.running.bind(button.set_running)
    command.reason.bind(button.set_reason)
    on_click(button, lambda: command.trigger(*args))


def on_click(button: QAbstractButton, act: Callable[[], object]) -> None:
    """Call `act` when the button is pressed, without the `checked` that Qt sends along."""
    button.clicked.connect(lambda _checked=False: act())
