"""What marks a paint: the real class, wrapped while its module is imported."""

import importlib
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from bench.ours.painting import on_paint

MODULE = """
from PySide6.QtWidgets import QWidget

class Line(QWidget):
    painted = 0

    def paintEvent(self, event):
        self.painted += 1

class Other(Line):
    def paintEvent(self, event):
        super().paintEvent(event)
"""


def test_each_paint_of_the_class_is_told(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "painted_lines.py").write_text(MODULE, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    told: list[int] = []
    on_paint("painted_lines", "Line", lambda: told.append(1))
    line = importlib.import_module("painted_lines").Line()
    qtbot.addWidget(line)
    assert told == []
    line.show()
    qtbot.waitUntil(lambda: line.painted > 0)
    assert len(told) == line.painted
    del sys.modules["painted_lines"]


def test_a_module_that_is_there_is_too_late_to_watch() -> None:
    with pytest.raises(AssertionError, match="sys"):
        on_paint("sys", "Line", lambda: None)
