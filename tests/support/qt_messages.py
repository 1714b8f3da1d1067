"""Fails a test on a Qt warning that it did not expect, while it runs (pytest-qt) and while it is torn down.

A test that means to cause one says so: `@pytest.mark.qt_log_ignore("regular expression")`. What no test
can avoid stands in `qt_log_ignore` in pyproject.toml, with its reason.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest

SERIOUS = {"QtWarningMsg", "QtCriticalMsg", "QtFatalMsg"}


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """Collect what Qt says while fixtures end: pytest-qt looks only at the test itself."""
    import sys

    if "PySide6.QtCore" not in sys.modules:
        return (yield)
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

    ignored = _ignored_patterns(item)
    heard: list[str] = []

    def listen(kind: QtMsgType, _context: QMessageLogContext, message: str | None) -> None:
        text = message or ""
        if kind.name in SERIOUS and not any(re.search(pattern, text) for pattern in ignored):
            heard.append(f"{kind.name}: {text}")

    previous: Any = qInstallMessageHandler(listen)
    try:
        result = yield
    finally:
        qInstallMessageHandler(previous)
    if heard:
        pytest.fail("Qt warned while the test was torn down:\n  " + "\n  ".join(heard), pytrace=False)
    return result


def _ignored_patterns(item: pytest.Item) -> list[str]:
    patterns = [str(pattern) for pattern in item.config.getini("qt_log_ignore")]
    for marker in item.iter_markers("qt_log_ignore"):
        patterns += [str(pattern) for pattern in marker.args]
    return patterns
