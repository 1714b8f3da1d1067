"""`./run` and `./test` from outside: what a person sees who types them."""

import subprocess
from pathlib import Path

import pytest

from bootstrap import environment
from bootstrap.environment import SetupError, compile_program
from bootstrap.system import Need, install_missing

ROOT = Path(__file__).resolve().parents[2]
VERBS = ("serve", "tour", "shots", "bench", "demo-data", "--kiosk", "--server", "--profile")


def front(*words: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Type a command."""
    return subprocess.run(
        [str(ROOT / words[0]), *words[1:]],
        check=False,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        cwd=cwd,
        timeout=120,
    )


def test_help_names_every_verb() -> None:
    answer = front("run", "--help")
    assert answer.returncode == 0
    assert [verb for verb in VERBS if f"./run {verb}" not in answer.stdout] == []


def test_unknown_verb_says_which_there_are() -> None:
    answer = front("run", "sevre")
    assert answer.returncode == 2
    assert '"sevre"' in answer.stderr
    assert "./run serve" in answer.stderr


@pytest.mark.parametrize("verb", ["serve", "tour", "shots", "bench", "demo-data"])
def test_every_verb_answers_for_help(verb: str, tmp_path: Path) -> None:
    """From another folder too, whatever stands there."""
    (tmp_path / "desktop.py").write_text("raise SystemExit('not this one')")
    (tmp_path / "bench.py").write_text("raise SystemExit('not this one')")
    answer = front("run", verb, "--help", cwd=tmp_path)
    assert answer.returncode == 0, answer.stderr
    assert "usage:" in answer.stdout.lower()


def test_test_has_help() -> None:
    assert "--fast" in front("test", "--help").stdout


def test_missing_packages_are_named_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    there, missing = Need("libthere", lambda: True), Need("libmissing", lambda: False)
    with pytest.raises(SetupError, match=r"sudo apt-get install -y --no-install-recommends libmissing\n"):
        install_missing((there, missing))


def test_nothing_missing_needs_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _name: None)
    install_missing((Need("libthere", lambda: True),))


def test_set_up_leaves_bytecode_where_python_would_write_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "PROGRAM", ("desktop", "views"))
    for package in ("desktop", "views"):
        (tmp_path / package).mkdir()
        (tmp_path / package / "page.py").write_text("title = 'Today'\n", encoding="utf-8")
    compile_program()
    written = [file.parent.parent.name for file in tmp_path.rglob("__pycache__/page.*.pyc")]
    assert sorted(written) == ["desktop", "views"]


def test_every_package_of_the_program_is_compiled() -> None:
    packages = {file.parent.name for file in ROOT.glob("*/__init__.py")}
    assert packages - set(environment.PROGRAM) == {"bench", "bootstrap", "tests", "tour"}
