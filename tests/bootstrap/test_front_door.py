"""`./run` and `./test` from outside: what a person sees who types them."""

import importlib
import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from bootstrap import environment
from bootstrap.environment import SetupError, compile_program
from bootstrap.system import Need, install_missing

ROOT = Path(__file__).resolve().parents[2]
VERBS = (
    "./run  ",
    "./run --kiosk",
    "./run --server URL",
    "./run --profile NAME",
    "./run serve --port N --data DIR [--demo]",
    "./run tour --out DIR",
    "./run shots --out DIR [--theme light|dark] [--size WxH]",
    "./run bench [NAME…] [--json FILE]",
    "./run demo-data --data DIR --vendors N --bookings N --seed S",
)


def front(
    *words: str, cwd: Path = ROOT, root: Path = ROOT, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Type a command."""
    return subprocess.run(
        [str(root / words[0]), *words[1:]],
        check=False,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        cwd=cwd,
        env=env,
        timeout=600,
    )


def test_help_names_every_verb() -> None:
    answer = front("run", "--help")
    assert answer.returncode == 0
    assert [verb for verb in VERBS if f"  {verb}" not in answer.stdout] == []
    assert "/api/v1/openapi.json, /healthz, /readyz" in answer.stdout


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


DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


@pytest.fixture
def doorway(tmp_path: Path) -> Path:
    """The front door before a house whose Python only says what it was asked to run."""
    root = tmp_path / "house"
    for name in ("run", "bootstrap/ready.sh", "requirements/app.txt"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, root / name)
    python = root / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    for kind in ("app", "tour"):
        shutil.copy(ROOT / ".venv" / f".ready-{kind}", root / ".venv" / f".ready-{kind}")
    return root


@pytest.mark.parametrize("words", [[], ["--kiosk"]])
def test_without_a_display_it_says_so_and_plays_the_tour(doorway: Path, words: list[str]) -> None:
    bare = {name: value for name, value in os.environ.items() if name not in DISPLAYS}
    answer = front("run", *words, root=doorway, env=bare)
    assert answer.returncode == 0, answer.stderr
    assert "there is no display here, so this plays the tour instead" in answer.stderr
    module, out = answer.stdout.split()[1], answer.stdout.split()[-1]
    assert (module, Path(out).is_dir(), out in answer.stderr) == ("tour", True, True)
    Path(out).rmdir()


@pytest.mark.parametrize("display", DISPLAYS)
def test_with_a_display_it_opens_the_app(doorway: Path, display: str) -> None:
    bare = {name: value for name, value in os.environ.items() if name not in DISPLAYS}
    answer = front("run", "--profile", "ann", root=doorway, env={**bare, display: "something"})
    assert answer.stdout.split() == ["-m", "desktop", "--profile", "ann"]
    assert answer.stderr == ""


@pytest.mark.slow
def test_bench_writes_the_promised_list(tmp_path: Path) -> None:
    """Whatever this machine reaches: the shape is the promise."""
    path = tmp_path / "bench.json"
    answer = front("run", "bench", "apply", "--json", str(path))
    assert answer.returncode == 0, answer.stderr
    lines: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    assert [line["name"] for line in lines] == ["apply"]
    for line in lines:
        assert list(line) == ["name", "unit", "ours", "bare", "ratio", "aim", "met"]
        assert all(isinstance(line[name], float) and line[name] > 0 for name in ("ours", "bare", "ratio"))
        assert line["ratio"] == pytest.approx(line["ours"] / line["bare"], rel=0.01)
        assert line["met"] is (line["ratio"] >= 0.4)
        assert line["aim"] == "ratio >= 0.4"
        assert f"{line['ratio']:.2f}x" in answer.stdout


def test_bench_knows_its_lines() -> None:
    answer = front("run", "bench", "appply")
    assert answer.returncode == 2
    assert "no such line: appply (there are start, memory, scroll, local-write" in answer.stderr


def test_workflows_are_yaml_and_run_what_people_run() -> None:
    yaml = importlib.import_module("yaml")
    files = sorted((ROOT / ".github" / "workflows").glob("*.y*ml"))
    flows = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in files]
    jobs = [job for flow in flows for job in flow["jobs"].values()]
    assert all("runs-on" in job and "timeout-minutes" in job for job in jobs)
    commands = [step["run"] for job in jobs for step in job["steps"] if "run" in step]
    assert {"bash .ci/run", "./test --fast"} <= set(commands)
    words = {word for command in commands for word in command.split() if word.startswith(("./", ".ci/"))}
    assert all(os.access(ROOT / word, os.X_OK) for word in words)
    # True is how YAML 1.1 reads `on`.
    assert all({"push", "pull_request"} <= set(flow[True]) for flow in flows)


def test_ci_runs_the_tests() -> None:
    assert "/../test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "export CI=true" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
