"""What a scroll area costs the start: the widgets it is made of, and no others."""

import os
import subprocess
import sys

_FIRST_SCROLL = """
import enum
from PySide6.QtWidgets import QApplication
app = QApplication([])
from views.kit.layouts import column
from views.kit.scroll import Scroll
from views.kit.theme import apply_theme
apply_theme(app, "light")
made = []
create = enum.EnumType._create_
enum.EnumType._create_ = lambda *given, **named: made.append(given) or create(*given, **named)
Scroll(column())
print(len(made))
"""


def test_the_first_one_makes_no_classes_of_other_widgets() -> None:
    """Each class of a widget brings enums; PySide has some seventy of them for all kinds together."""
    done = subprocess.run(
        [sys.executable, "-c", _FIRST_SCROLL],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 20
