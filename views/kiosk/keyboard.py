"""The on-screen keyboard: keys of 64 px and more that write into whatever field has the focus."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from viewmodels.text import Texts
from views.kiosk.key_button import KeyButton, KeyKind
from views.kiosk.key_layouts import ACCENTS_LABEL, Layer, capital, get_rows
from views.kiosk.touch_button import TouchButton
from views.kit.layouts import STRETCH, clear, column, row
from views.kit.theme import active

GAP, MARGIN = 10, 25
KEY_WIDTH, LYING_WIDTH, KEY_HEIGHT, LEAST = 94, 124, 108, 64
# Widths in keys of the special ones.
_WIDE, _SPACE, _NEXT = 1.55, 3.2, 3.2
_COLUMNS = 10
# A key's share of the window's height on screens too low for the full size.
_SHARE = 0.056


class Keyboard(QWidget):
    """`next_pressed` is the primary key, `back_pressed` and `hide_pressed` the buttons above the keys."""

    back_pressed = Signal()
    hide_pressed = Signal()
    next_pressed = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._field: QLineEdit | None = None
        self._layer, self._base = Layer.LETTERS, Layer.LETTERS
        self._shift = self._capitals = False
        self._key_width, self._key_height = KEY_WIDTH, KEY_HEIGHT
        self._next_label = texts("kiosk.keyboard.done")
        self.setObjectName("kiosk.keyboard")
        self._back = TouchButton(
            texts("kiosk.back"), icon="arrow-left", role="title", height=78, object_name="kiosk.keyboard.back"
        )
        self._hide = TouchButton(
            texts("kiosk.keyboard.hide"),
            kind="quiet",
            icon="keyboard",
            role="body",
            height=78,
            object_name="kiosk.keyboard.hide",
        )
        self._back.clicked.connect(self.back_pressed)
        self._hide.clicked.connect(self.hide_pressed)
        for button in (self._back, self._hide):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._rows = column(spacing=GAP)
        top = row(self._back, STRETCH, self._hide)
        self._frame = column(top, self._rows, spacing=12, margins=(MARGIN, 18, MARGIN, 40))
        self.setLayout(self._frame)
        self._build()

    def write_into(
        self, field: QLineEdit, *, next_label: str, phone: bool = False, capitals: bool = False
    ) -> None:
        """Send keys to this field from now on; a phone number gets the digit pad, a code capitals."""
        self._capitals = capitals
        self._field, self._next_label = field, next_label
        self._layer = self._base = Layer.PHONE if phone else Layer.LETTERS
        self._shift = self._word_begins()
        self._build()

    def fit(self, width: int, height: int) -> None:
        """Make the keys as large as a window of that size allows, at most as drawn."""
        room = (width - 2 * MARGIN - (_COLUMNS - 1) * GAP) // _COLUMNS
        widest = KEY_WIDTH if height > width else LYING_WIDTH
        size = (min(widest, max(48, room)), min(KEY_HEIGHT, max(LEAST, round(height * _SHARE))))
        if size != (self._key_width, self._key_height):
            self._key_width, self._key_height = size
            self._build()
        # On a wide screen the keys stay together in the middle.
        side = max(MARGIN, (width - self._row_width) // 2)
        self._frame.setContentsMargins(side, 18, side, 24 if width > height else 40)

    @property
    def _row_width(self) -> int:
        return _COLUMNS * self._key_width + (_COLUMNS - 1) * GAP

    @property
    def field(self) -> QLineEdit | None:
        """What the keys write into, also while the window system gives its focus to nobody."""
        return self._field

    def leave(self) -> None:
        """Forget the field."""
        self._field = None

    def show_tools(self, shown: bool) -> None:
        """Whether Back and Hide stand above the keys."""
        self._back.setVisible(shown)
        self._hide.setVisible(shown)

    # Keys

    def _build(self) -> None:
        clear(self._rows)
        if self._layer is Layer.PHONE:
            self._build_phone()
            return
        lines = get_rows(self._layer, self._texts.language)
        for place, letters in enumerate(lines):
            last = place == len(lines) - 1
            line = self._line()
            if last:
                line.addWidget(self._special("shift", "arrow-big-up", self._toggle_shift, lit=self._shift))
            self._add_letters(line, letters, longest=max(map(len, lines[:-1])), with_ends=last)
            if last:
                line.addWidget(self._special("backspace", "delete", self._erase, repeats=True))
            line.insertStretch(0, 1)
            line.addStretch(1)
            self._rows.addLayout(line)
        self._rows.addLayout(self._bottom())

    def _line(self) -> QHBoxLayout:
        return row(spacing=GAP)

    def _add_letters(self, line: QHBoxLayout, letters: str, *, longest: int, with_ends: bool) -> None:
        room = self._row_width - (longest - 1) * GAP
        width = min(self._key_width, room // longest)
        if with_ends:
            ends = 2 * (round(self._key_width * _WIDE) + GAP)
            width = min(width, (self._row_width - ends - (len(letters) - 1) * GAP) // len(letters))
        for letter in letters:
            shown = capital(letter, self._texts.language) if self._shift else letter
            key = KeyButton(shown, object_name=f"kiosk.key.{letter}", width=width, height=self._key_height)
            key.clicked.connect(lambda _=False, text=shown: self._write(text))
            line.addWidget(key)

    def _special(
        self, name: str, icon: str, act: object, *, lit: bool = False, repeats: bool = False, label: str = ""
    ) -> KeyButton:
        key = KeyButton(
            label,
            icon=icon,
            kind=KeyKind.LIT if lit else KeyKind.QUIET,
            name=self._texts(f"kiosk.key.{name}"),
            object_name=f"kiosk.key.{name}",
            width=round(self._key_width * _WIDE),
            height=self._key_height,
        )
        key.setAutoRepeat(repeats)
        key.clicked.connect(act)
        return key

    def _bottom(self) -> QHBoxLayout:
        line = self._line()
        signs, accents = self._layer is Layer.SIGNS, self._layer is Layer.ACCENTS
        letters_label = get_rows(Layer.LETTERS, self._texts.language)[0][:3]
        line.addWidget(
            self._special("signs", "", self._toggle_signs, label=letters_label if signs else "123")
        )
        promise = letters_label if accents else ACCENTS_LABEL[self._texts.language]
        line.addWidget(self._special("accents", "", self._toggle_accents, label=promise))
        dash = KeyButton("-", object_name="kiosk.key.-", width=self._key_width, height=self._key_height)
        dash.clicked.connect(lambda: self._write("-"))
        if not signs:
            line.addWidget(dash)
        else:
            dash.deleteLater()
        space = KeyButton(
            self._texts("kiosk.key.space"),
            kind=KeyKind.WORD,
            object_name="kiosk.key.space",
            width=round(self._key_width * _SPACE),
            height=self._key_height,
        )
        space.clicked.connect(lambda: self._write(" "))
        line.addWidget(space, 1)
        line.addWidget(self._next_key())
        return line

    def _next_key(self) -> TouchButton:
        key = TouchButton(
            self._next_label,
            kind="primary",
            role="title",
            height=self._key_height,
            radius=16,
            width=round(self._key_width * _NEXT) + 2,
            object_name="kiosk.key.next",
        )
        key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        key.clicked.connect(self.next_pressed)
        return key

    def _build_phone(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(GAP)
        for line, signs in enumerate(get_rows(Layer.PHONE, self._texts.language)):
            for place, sign in enumerate(signs):
                key = KeyButton(sign, object_name=f"kiosk.key.{sign}", width=0, height=self._key_height)
                key.clicked.connect(lambda _=False, text=sign: self._write(text))
                grid.addWidget(key, line, place)
        space = KeyButton(
            self._texts("kiosk.key.space"),
            kind=KeyKind.WORD,
            object_name="kiosk.key.space",
            width=0,
            height=self._key_height,
        )
        space.clicked.connect(lambda: self._write(" "))
        erase = self._special("backspace", "delete", self._erase, repeats=True)
        erase.setMinimumWidth(round(self._key_width * _NEXT))
        grid.addWidget(erase, 0, 3)
        grid.addWidget(space, 1, 3)
        go_on = self._next_key()
        go_on.setFixedHeight(2 * self._key_height + GAP)
        grid.addWidget(go_on, 2, 3, 2, 1)
        for place in range(3):
            grid.setColumnStretch(place, 1)
        self._rows.addLayout(grid)

    # What they do

    def _write(self, text: str) -> None:
        if self._field is None:
            return
        self._field.insert(text)
        shift = self._layer in (Layer.LETTERS, Layer.ACCENTS) and self._word_begins()
        returns = self._layer is Layer.ACCENTS
        if shift != self._shift or returns:
            # An accent is one letter in a word, so the plain letters come back after it.
            self._shift, self._layer = shift, self._base
            self._build()

    def _erase(self) -> None:
        if self._field is not None:
            self._field.backspace()
            if self._word_begins() != self._shift and self._layer is Layer.LETTERS:
                self._toggle_shift()

    def _word_begins(self) -> bool:
        if self._capitals:
            return True
        before = "" if self._field is None else self._field.text()[: self._field.cursorPosition()]
        return self._field is not None and self._base is Layer.LETTERS and (not before or before[-1] in " -")

    def _toggle_shift(self) -> None:
        self._shift = not self._shift
        self._build()

    def _toggle_signs(self) -> None:
        self._show(self._base if self._layer is Layer.SIGNS else Layer.SIGNS)

    def _toggle_accents(self) -> None:
        self._show(self._base if self._layer is Layer.ACCENTS else Layer.ACCENTS)

    def _show(self, layer: Layer) -> None:
        self._layer = layer
        self._build()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = active()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("board"))
        painter.fillRect(QRectF(0, 0, self.width(), theme.size("line")), theme.color("line_strong"))
