"""The watchers themselves: each kind of carelessness fails the test that shows it, and care passes."""

from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]

PREAMBLE = """
import asyncio, threading, time
import pytest
from PySide6.QtCore import Qt, QTimer, qWarning
from PySide6.QtWidgets import QPushButton

kept = []

def burn(seconds):
    started = time.thread_time()
    while time.thread_time() - started < seconds:
        pass
"""

CARELESS = """
async def test_task():
    kept.append(asyncio.create_task(asyncio.sleep(100)))

def test_thread():
    threading.Thread(target=time.sleep, args=(30,), daemon=True, name="stray").start()

def test_timer(qapp):
    kept.append(QTimer())
    kept[-1].start(1000)

def test_warning():
    qWarning("out of the blue")

@pytest.fixture
def late():
    yield
    qWarning("while leaving")

def test_late_warning(late):
    pass

@pytest.mark.ui
async def test_slow_task():
    async def work():
        burn(0.3)
    await asyncio.create_task(work())

@pytest.mark.ui
async def test_slow_timer():
    QTimer.singleShot(0, lambda: burn(0.3))
    await asyncio.sleep(0.1)

@pytest.mark.ui
def test_slow_click(qtbot):
    button = QPushButton()
    qtbot.addWidget(button)
    button.clicked.connect(lambda: burn(0.3))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
"""

COMPLAINTS = {
    "test_task": "asyncio tasks were left behind",
    "test_thread": "thread 'stray'",
    "test_timer": "QTimer ''",
    "test_warning": "out of the blue",
    "test_late_warning": "while leaving",
    "test_slow_task": "The event loop was kept too long",
    "test_slow_timer": "The event loop was kept too long",
    "test_slow_click": "MouseButtonRelease for QPushButton",
}

CAREFUL = """
@pytest.mark.ui
async def test_own_steps_may_be_slow(qapp):
    burn(0.4)
    button = QPushButton()
    button.show()
    await asyncio.sleep(0.05)
    button.close()

@pytest.mark.ui
async def test_waiting_is_not_work():
    await asyncio.sleep(0.4)
    time.sleep(0.3)

@pytest.mark.qt_log_ignore("announced")
def test_announced_warning():
    qWarning("announced")

async def test_task_that_ends():
    task = asyncio.create_task(asyncio.sleep(100))
    task.cancel()

async def test_thread_that_ends():
    await asyncio.to_thread(time.sleep, 0.01)
"""


@pytest.fixture
def inner(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A project of its own with our watchers."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    options = settings.partition("[tool.pytest.ini_options]")[2].partition("\n[")[0]
    options = options.replace('testpaths = ["tests"]', "").replace('pythonpath = ["."]', "")
    pytester.makepyprojecttoml(f"[tool.pytest.ini_options]{options}")
    watchers = ["slow_callbacks", "qt", "qt_messages", "leaks"]
    pytester.makeconftest(f"pytest_plugins = {[f'tests.support.{name}' for name in watchers]}")
    return pytester


def run(inner: pytest.Pytester, source: str) -> pytest.RunResult:
    """Run a test file in a process of its own."""
    inner.makepyfile(PREAMBLE + source)
    return inner.runpytest_subprocess("-p", "no:cacheprovider", "--tb=short")


def test_carelessness_fails(inner: pytest.Pytester) -> None:
    result = run(inner, CARELESS)
    summary = [line for line in result.outlines if line.startswith(("FAILED", "ERROR"))]
    blamed = {line.partition("::")[2].split()[0] for line in summary}
    assert blamed == set(COMPLAINTS)
    text = result.stdout.str()
    for name, complaint in COMPLAINTS.items():
        assert complaint in text.partition(f"{name} _")[2], name


def test_care_passes(inner: pytest.Pytester) -> None:
    run(inner, CAREFUL).assert_outcomes(passed=5)
