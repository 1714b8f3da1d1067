"""The one style sheet: only what the palette can't say.

Nothing in it is for item views: that would stop scroll blitting.
"""

from __future__ import annotations

from views.kit.tokens import Tokens

_TEMPLATE = """
QToolTip {{ background: {tip}; color: {tip_ink}; border: 0; border-radius: 6px; padding: 5px 8px; }}
QLineEdit {{ lineedit-password-character: 8226; }}
QLineEdit, QPlainTextEdit {{ background: transparent; border: 0; padding: 0; }}
QLineEdit[readOnly="true"], QPlainTextEdit[readOnly="true"] {{ color: {faint}; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; border: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; border: 0; }}
QScrollBar::handle {{ background: {line_strong}; border-radius: 3px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover, QScrollBar::handle:pressed {{ background: {faint}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; border: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def build_stylesheet(tokens: Tokens) -> str:
    """The style sheet of a theme."""
    return _TEMPLATE.format(**tokens.colors)
