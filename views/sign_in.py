"""Sign-in: the server, the form with its problems beside the fields, and the demo accounts."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QSizePolicy, QWidget

from viewmodels.sign_in import SignIn
from views.kit.bars import StaleBar
from views.kit.bind import bind_button, on_click
from views.kit.button import Button
from views.kit.card import Divider, Surface
from views.kit.checkbox import Checkbox
from views.kit.field import Field
from views.kit.illustration import Illustration
from views.kit.layouts import STRETCH, Columns, box, column, row
from views.kit.text import Text
from views.sign_in_parts import DemoCard, Mark, ServerCard

_FORM, _FIELD, _BESIDE, _MARGIN = 512, 320, 176, 56
_ART = 456


class SignInView(Surface):
    """The form at the start, the doorstep at the end; a narrow window leaves the picture out."""

    def __init__(self, viewmodel: SignIn) -> None:
        super().__init__("canvas")
        self.setObjectName("sign_in")
        self._viewmodel = viewmodel
        texts = viewmodel.texts
        self._mail = Field(
            texts("sign_in.mail"), height="control_large", beside=_BESIDE, object_name="sign_in.mail"
        )
        self._password = Field(
            texts("sign_in.password"),
            password=True,
            height="control_large",
            beside=_BESIDE,
            object_name="sign_in.password",
        )
        self._eye = Button(
            kind="quiet", icon="eye", name=texts("sign_in.password.show"), object_name="sign_in.show_password"
        )
        self._eye.setFixedSize(28, 28)
        self._eye.clicked.connect(self._turn_eye)
        self._password.box.add_trailing(self._eye)
        self._submit = Button(
            texts("sign_in.submit"), kind="primary", size="large", object_name="sign_in.submit"
        )
        self._submit.setFixedWidth(_FIELD)
        self._stay = Checkbox(texts("sign_in.stay"), object_name="sign_in.stay")
        self._server = ServerCard()
        self._notice = StaleBar(viewmodel.notice, icon="info", boxed=True)
        self._lay_out()
        self._bind()

    # Layout

    def _lay_out(self) -> None:
        texts = self._viewmodel.texts
        name = texts("shell.app")
        brand = row(Mark(name), Text(name, role="title", weight=600), STRETCH, spacing=10)
        title = Text(texts("sign_in.title"), role="hero", weight=600)
        submit = row(self._submit, self._stay, STRETCH, spacing=16)
        form = column(
            brand,
            42,
            title,
            14,
            self._notice,
            8,
            self._server,
            16,
            self._mail,
            16,
            self._password,
            20,
            submit,
            STRETCH,
            24,
            self._demo_part(),
            spacing=0,
            margins=(_MARGIN, 24, _MARGIN, 28),
        )
        inner = Surface("canvas")
        inner.setLayout(form)
        inner.setFixedWidth(_FORM + 2 * _MARGIN)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        scroll.setMinimumWidth(inner.width())
        scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._art = Illustration("doorstep")
        self._art.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        line = row(scroll, self._art, spacing=0)
        line.setStretch(0, _FORM + 2 * _MARGIN)
        line.setStretch(1, _ART)
        self.setLayout(line)

    def _demo_part(self) -> QWidget:
        demos = self._viewmodel.demo.value
        cards = [DemoCard(demo) for demo in demos]
        for card, demo in zip(cards, demos, strict=True):
            on_click(card, partial(self._viewmodel.use_demo.trigger, demo.id))
        head = row(
            Text(self._viewmodel.texts("sign_in.demo"), role="small", tone="faint"), Divider(), spacing=12
        )
        head.setStretch(1, 1)
        part = box(column(head, box(Columns(*cards, least=150, most=3, spacing=8)), spacing=12))
        part.setVisible(bool(demos))
        return part

    def resizeEvent(self, event: object) -> None:
        self._art.setVisible(self.width() >= _FORM + 2 * _MARGIN + _ART // 2)

    # Binding

    def _bind(self) -> None:
        viewmodel = self._viewmodel
        viewmodel.server.bind(self._server.show_server)
        viewmodel.mail.bind(self._mail.set_text)
        viewmodel.password.bind(self._password.set_text)
        viewmodel.stay.bind(self._stay.setChecked)
        viewmodel.mail_problem.bind(self._show_mail_problem)
        viewmodel.password_problem.bind(self._show_password_problem)
        self._mail.edited.connect(viewmodel.type_mail)
        self._password.edited.connect(viewmodel.type_password)
        self._stay.toggled.connect(viewmodel.set_stay)
        bind_button(self._submit, viewmodel.submit)
        for field in (self._mail, self._password):
            editor = field.box.editor
            if isinstance(editor, QLineEdit):
                editor.returnPressed.connect(viewmodel.submit.trigger)
        viewmodel.submit.failed.connect(self._jump)
        self.setFocusProxy(self._mail)

    def _show_mail_problem(self, text: str) -> None:
        self._mail.set_error(text)

    def _show_password_problem(self, text: str) -> None:
        self._password.set_error(text)

    def _jump(self, _problem: object) -> None:
        (self._mail if self._viewmodel.mail_problem.value else self._password).jump()

    def _turn_eye(self) -> None:
        editor = self._password.box.editor
        if not isinstance(editor, QLineEdit):
            return
        hidden = editor.echoMode() == QLineEdit.EchoMode.Password
        editor.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        word = self._viewmodel.texts("sign_in.password.hide" if hidden else "sign_in.password.show")
        self._eye.set_icon("eye-off" if hidden else "eye", word)
