"""Signing out with unsent changes: wait, keep, export, or discard by typing a word."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from viewmodels.shell.sign_out import CHOICES, SignOut
from views.kit.bind import bind_button
from views.kit.button import Button
from views.kit.checkbox import Radio
from views.kit.dialog import Dialog
from views.kit.field import Field


class SignOutView(Dialog):
    """Closes itself when the question is settled; dismissing it keeps the person signed in."""

    def __init__(self, parent: QWidget, viewmodel: SignOut) -> None:
        texts = viewmodel.texts
        super().__init__(
            parent,
            texts("shell.sign_out.title"),
            texts.count("shell.sign_out.pending", viewmodel.pending),
            width=420,
            object_name="shell.sign_out",
        )
        self._viewmodel = viewmodel
        for choice in CHOICES:
            radio = Radio(texts(f"shell.sign_out.{choice}"), object_name=f"shell.sign_out.{choice}")
            radio.setChecked(choice == viewmodel.choice.value)
            radio.toggled.connect(lambda on, choice=choice: viewmodel.choose(choice) if on else None)
            self.body.addWidget(radio)
        self._word = Field(
            texts("shell.sign_out.type_to_discard", word=viewmodel.word), object_name="shell.sign_out.word"
        )
        self._word.edited.connect(viewmodel.type)
        self.body.addWidget(self._word)
        stay = self.add_button("stay", texts("shell.sign_out.cancel"), "quiet", focus=True)
        stay.setAccessibleDescription(texts.count("shell.sign_out.pending", viewmodel.pending))
        self._go = Button(texts("shell.sign_out.go"), kind="primary", object_name="shell.sign_out.go")
        bind_button(self._go, viewmodel.go)
        self.add_control(self._go)
        viewmodel.choice.bind(self._show_choice)
        viewmodel.settled.connect(self._settled)
        self.finished.connect(lambda _id: viewmodel.dismiss())

    def _show_choice(self, choice: str) -> None:
        self._word.setVisible(choice == "discard")
        self._go.set_kind("danger_fill" if choice == "discard" else "primary")
        self.arrange()

    def _settled(self) -> None:
        self.finish("settled")
