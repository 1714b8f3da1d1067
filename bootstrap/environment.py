"""The virtual environment in `.venv`: made once, filled from the hash-locked requirements."""

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"

# A kind's stamp also stands for the kinds that it contains.
CONTAINS = {
    "server": ("server",),
    "app": ("server", "app"),
    "tour": ("server", "app", "tour"),
    "dev": ("server", "app", "tour", "dev"),
}
LOCK_OF = {"server": "app", "app": "app", "tour": "app", "dev": "dev"}

PROGRAM = ("backend_stub", "client", "contracts", "desktop", "imports", "resources", "viewmodels", "views")


class SetupError(Exception):
    """Setting up failed; the message says what to do."""


def lock_file(name: str) -> Path:
    """Answer the lock file `app` or `dev`."""
    return ROOT / "requirements" / f"{name}.txt"


def fingerprint(name: str) -> str:
    """Answer the hash of a lock file, as `sha256sum` prints it."""
    return hashlib.sha256(lock_file(name).read_bytes()).hexdigest()


def make_venv() -> None:
    """Create `.venv` with pip inside, or mend one whose Python has gone."""
    if PYTHON.exists() and _answers(PYTHON, "-m", "pip", "--version"):
        return
    say("Making the virtual environment in .venv")
    run(sys.executable, "-m", "venv", "--clear", str(VENV), hint="see the lines above")


def install_requirements(name: str) -> None:
    """Install a lock file into `.venv`, unless it is there already."""
    done = VENV / f".installed-{name}"
    if done.exists() and done.read_text(encoding="ascii") == fingerprint(name):
        return
    count = sum(1 for line in lock_file(name).read_text(encoding="utf-8").splitlines() if line[:1].isalnum())
    say(f"Installing {count} packages, each checked against its hash (a minute or two, once)")
    run(
        str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--require-hashes",
        "--requirement", str(lock_file(name)),
        hint="check the network and start again: what has been fetched is kept",
    )  # fmt: skip
    for installed in ("app", "dev") if name == "dev" else ("app",):
        (VENV / f".installed-{installed}").write_text(fingerprint(installed), encoding="ascii")


def compile_program() -> None:
    """Write the bytecode of our own modules, as pip does for those that it installs.

    Python would do so at the first start, which then takes several times as long, and where it was told not
    to (`PYTHONDONTWRITEBYTECODE`) every start would.
    """
    run(
        str(PYTHON), "-m", "compileall", "-q", *(str(ROOT / package) for package in PROGRAM),
        hint="see the lines above",
    )  # fmt: skip


def stamp(kind: str) -> None:
    """Note that everything is in place, so that the next start looks at nothing else."""
    for contained in CONTAINS[kind]:
        digest = fingerprint(LOCK_OF[contained])
        (VENV / f".ready-{contained}").write_text(f"{digest}\n", encoding="ascii")
    say("Ready")


def say(text: str) -> None:
    """Tell the person who waits what happens now."""
    print(f"doorstep: {text}", file=sys.stderr, flush=True)


def run(*command: str, hint: str, environment: dict[str, str] | None = None) -> None:
    """Run a command with its output on stderr (stdout belongs to the verb), or raise SetupError."""
    result = subprocess.run(
        command, check=False, stdout=sys.stderr, stdin=subprocess.DEVNULL, env=environment
    )
    if result.returncode != 0:
        raise SetupError(f"`{' '.join(command[:6])} …` ended with {result.returncode}; {hint}")


def _answers(*command: str | Path) -> bool:
    return subprocess.run(command, check=False, capture_output=True).returncode == 0
