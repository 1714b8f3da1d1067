"""The frame of the vendor's forms: a dialog that stays until the viewmodel is answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from viewmodels.kernel.command import Command
from viewmodels.kernel.navigator import Dialog as Question
from viewmodels.kernel.problems import Problem
from views.kit.button import Button
from views.kit.dialog import Dialog
from views.kit.field import Field
from views.kit.text import Text
from views.vendor.form import Labelled


class FormDialog(Dialog):
    """Binds Save and Cancel; errors go to their fields, and Save jumps to the first one."""

    def __init__(
        self,
        parent: QWidget,
        question: Question[Any],
        save: Command,
        title: str,
        note: str,
        *,
        width: int,
        name: str,
    ) -> None:
        super().__init__(parent, title, note, width=width, object_name=name)
        self._question, self._command = question, save
        self.fields: dict[str, Field | Labelled] = {}
        self._trouble = Text(tone="bad", wrap=True)
        self._trouble.hide()
        self._panel.installEventFilter(self)

    def finish_form(self, save_text: str, running: str) -> None:
        """Put the buttons below the fields; call it last."""
        texts = self._question.texts
        self.body.addWidget(self._trouble)
        cancel = Button(texts("vendor.cancel"), kind="quiet", object_name=f"{self.objectName()}.cancel")
        save = Button(
            save_text, kind="primary", running_text=running, object_name=f"{self.objectName()}.save"
        )
        cancel.clicked.connect(self._question.dismiss)
        save.clicked.connect(self._save)
        self._command.running.bind(save.set_running)
        self._buttons.addWidget(cancel)
        self._buttons.addWidget(save)
        self._command.problem.changed.connect(self._show_problem)
        self.left.disconnect()
        self.left.connect(self._question.dismiss)
        self._question.settled.connect(self._settled)

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """Each beside its field."""
        for name, field in self.fields.items():
            field.set_error(errors.get(name, ""))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._panel and event.type() == QEvent.Type.LayoutRequest:
            self.arrange()
        return super().eventFilter(watched, event)

    def _save(self) -> None:
        self._command.trigger()

    def _show_problem(self, problem: Problem | None) -> None:
        self._trouble.setVisible(problem is not None and not problem.fields)
        self._trouble.setText(problem.text if problem is not None else "")
        if problem is not None:
            first = next((field for name, field in self.fields.items() if name in problem.fields), None)
            if first is not None:
                first.jump()

    def _settled(self) -> None:
        self.finish("")
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self._save()
        else:
            super().keyPressEvent(event)
