"""One process per profile: the second launch brings the first one's window to the front."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.profile import Profile
from desktop.single_instance import SingleInstance

ROOT = Path(__file__).resolve().parents[2]
SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from desktop.profile import Profile
from desktop.single_instance import SingleInstance, activate_first

qt = QCoreApplication([])
profile = Profile("test", Path(sys.argv[1]))
if SingleInstance(profile).acquire():
    sys.exit(7)
sys.exit(0 if activate_first(profile) else 3)
"""
HOLDER = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from desktop.profile import Profile
from desktop.single_instance import SingleInstance

qt = QCoreApplication([])
instance = SingleInstance(Profile("test", Path(sys.argv[1])))
print("held" if instance.acquire() else "not held", flush=True)
sys.stdin.read()
"""


@pytest.mark.ui
async def test_a_second_launch_activates_the_first(qapp: QApplication, tmp_path: Path) -> None:
    profile = Profile("test", tmp_path)
    first = SingleInstance(profile)
    assert first.acquire()
    asked = asyncio.Event()
    first.listen(asked.set)
    second = await asyncio.create_subprocess_exec(sys.executable, "-c", SECOND, str(profile.folder), cwd=ROOT)
    async with asyncio.timeout(90):
        await asked.wait()
        assert await second.wait() == 0
    first.release()


@pytest.mark.slow
@pytest.mark.ui
async def test_a_second_launch_says_so_where_the_first_does_not_answer(
    qapp: QApplication, tmp_path: Path
) -> None:
    profile = Profile("test", tmp_path)
    first = SingleInstance(profile)
    assert first.acquire()
    second = await asyncio.create_subprocess_exec(sys.executable, "-c", SECOND, str(profile.folder), cwd=ROOT)
    async with asyncio.timeout(90):
        assert await second.wait() == 3
    first.release()


@pytest.mark.ui
async def test_what_kill_9_leaves_behind_stops_nobody(qapp: QApplication, tmp_path: Path) -> None:
    profile = Profile("test", tmp_path)
    first = await asyncio.create_subprocess_exec(
        sys.executable, "-c", HOLDER, str(profile.folder),
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert first.stdout is not None
    async with asyncio.timeout(90):
        assert await first.stdout.readline() == b"held\n"
    instance = SingleInstance(profile)
    assert not instance.acquire()
    first.kill()
    await first.wait()
    assert instance.acquire()
    instance.release()


def test_a_place_that_can_not_be_written_is_told_in_words(tmp_path: Path) -> None:
    """A file where the folder should be."""
    (tmp_path / "default").write_text("a letter", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "desktop"],
        cwd=ROOT, env={**os.environ, "DOORSTEP_HOME": str(tmp_path)}, capture_output=True, text=True,
        check=False, timeout=120, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 4
    words = done.stderr.strip().splitlines()[-1]
    assert words.startswith(f"doorstep: {tmp_path / 'default'} can't be written (")
    assert "DOORSTEP_HOME" in words
    assert "Traceback" not in done.stderr
    assert (tmp_path / "default").read_text(encoding="utf-8") == "a letter"


def test_a_lock_that_nobody_holds_and_nobody_can_take_is_no_other_launch(tmp_path: Path) -> None:
    """Else a program on a read-only disk would look for itself, and then end without a word."""
    with pytest.raises(OSError, match="no lock can be taken"):
        SingleInstance(Profile("test", tmp_path / "nowhere")).acquire()
