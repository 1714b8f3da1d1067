"""The theme that is on: tokens as colours, fonts and sizes, and how they get into QApplication.

Like the palette it becomes, the theme is a property of the running application: `active()` answers it.
Widgets ask while painting and keep nothing, so that a change of theme is one repaint.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from views.kit.fonts import build_font, register_fonts
from views.kit.stylesheet import build_stylesheet
from views.kit.tokens import Tokens, get_tokens

_TIGHT = 97.0
"""Percent of a letter's usual advance."""


class Theme:
    """Tokens in Qt's types, made once per name and cached."""

    def __init__(self, tokens: Tokens, *, reduced_motion: bool = False) -> None:
        self.tokens = tokens
        self.reduced_motion = reduced_motion
        self._colors = {name: QColor(value) for name, value in tokens.colors.items()}
        self._avatars = {name: (QColor(a), QColor(b)) for name, (a, b) in tokens.avatars.items()}
        self._fonts: dict[tuple[str, int], QFont] = {}

    @property
    def name(self) -> str:
        """`light`, `dark`, `contrast` or `kiosk`."""
        return self.tokens.name

    @property
    def dark(self) -> bool:
        """Whether illustrations and charts take their dark variant."""
        return self.tokens.dark

    def color(self, name: str) -> QColor:
        """The colour of a token. Shared: never change it in place."""
        return self._colors[name]

    def faded(self, name: str, alpha: float) -> QColor:
        """The colour of a token at `alpha` (0 to 1)."""
        color = QColor(self._colors[name])
        color.setAlphaF(alpha)
        return color

    def avatar(self, tint: str) -> tuple[QColor, QColor]:
        """Fill and text of the avatar tint `a` to `e`."""
        return self._avatars[tint]

    def font(self, role: str = "body", weight: int = 400) -> QFont:
        """The font of a step in the type scale. Shared: copy before changing it."""
        key = (role, weight)
        font = self._fonts.get(key)
        if font is None:
            font = build_font(self.tokens.type[role][0], max(weight, self.tokens.minimum_weight))
            if role == "hero" and self.name != "kiosk":
                # The desk's large figures stand a little closer; across a lobby they are read from afar.
                font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, _TIGHT)
            self._fonts[key] = font
        return font

    def line_height(self, role: str) -> int:
        """The height of a line of text of that role, in pixels."""
        return self.tokens.type[role][1]

    def size(self, name: str) -> int:
        """A measure in device independent pixels."""
        return self.tokens.sizes[name]

    def radius(self, name: str) -> int:
        """A corner radius in device independent pixels."""
        return self.tokens.radii[name]

    def ms(self, name: str) -> int:
        """A duration; 0 when the system asks for no motion. Delays (`undo`, `skeleton_delay`) stay."""
        if self.reduced_motion and name in ("fast", "spinner"):
            return 0
        return self.tokens.motion[name]


_active: list[Theme] = []


def active() -> Theme:
    """The theme that `apply_theme` put on; light before that."""
    if not _active:
        _active.append(Theme(get_tokens("light")))
    return _active[0]


def apply_theme(app: QApplication, name: str, *, reduced_motion: bool | None = None) -> Theme:
    """Put a theme on the application: style, fonts, palette and the one style sheet. Cheap to call again.

    Without `reduced_motion` it stays as it was.
    """
    register_fonts(heavy=name == "kiosk")
    still = active().reduced_motion if reduced_motion is None else reduced_motion
    theme = Theme(get_tokens(name), reduced_motion=still)
    _active[:] = [theme]
    if app.style().objectName() != "fusion" and not app.styleSheet():
        app.setStyle("Fusion")
    app.setFont(theme.font("body"))
    app.setPalette(build_palette(theme))
    app.setStyleSheet(build_stylesheet(theme.tokens))
    return theme


def set_reduced_motion(still: bool) -> None:
    """Stop or allow motion from now on, in every theme."""
    active().reduced_motion = still


def system_theme_name() -> str:
    """`contrast`, `dark` or `light`, as the desktop asks for."""
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def build_palette(theme: Theme) -> QPalette:
    """What plain Qt widgets, menus and text cursors take their colours from."""
    palette = QPalette()
    role = QPalette.ColorRole
    for target, name in (
        (role.Window, "canvas"),
        (role.WindowText, "ink"),
        (role.Base, "surface"),
        (role.AlternateBase, "canvas"),
        (role.Text, "ink"),
        (role.PlaceholderText, "faint"),
        (role.Button, "surface"),
        (role.ButtonText, "ink"),
        (role.BrightText, "bad"),
        (role.Highlight, "accent"),
        (role.HighlightedText, "accent_ink"),
        (role.Link, "accent"),
        (role.LinkVisited, "accent"),
        (role.ToolTipBase, "tip"),
        (role.ToolTipText, "tip_ink"),
        (role.Light, "raised"),
        (role.Midlight, "line"),
        (role.Mid, "line_strong"),
        (role.Dark, "line_strong"),
        (role.Shadow, "line_strong"),
        (role.Accent, "accent"),
    ):
        palette.setColor(target, theme.color(name))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, theme.color("faint"))
    return palette
