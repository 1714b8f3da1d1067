"""`python3 -m bootstrap server|app|tour|dev`: everything that `./run` or `./test` needs, then a stamp."""

import fcntl
import os
import sys

from bootstrap.environment import (
    ROOT,
    SetupError,
    compile_program,
    install_requirements,
    make_venv,
    stamp,
)
from bootstrap.system import COMMANDS, KEYRING, OFFSCREEN, PYTHON, WINDOW, Need, install_missing


def needs_of(kind: str) -> tuple[Need, ...]:
    """Answer what the system has to bring for this kind of use."""
    needs = PYTHON
    if kind in {"app", "tour", "dev"}:
        needs += OFFSCREEN
        if os.geteuid() == 0 or os.environ.get("DISPLAY"):
            needs += WINDOW
    if kind in {"tour", "dev"}:
        needs += KEYRING
    if kind == "dev":
        needs += COMMANDS
    return needs


def main(kind: str) -> None:
    """Set up for `kind`, one process at a time: a second one waits and then finds it done."""
    lock = os.open(ROOT, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        install_missing(needs_of(kind))
        make_venv()
        install_requirements("dev" if kind == "dev" else "app")
        compile_program()
        stamp(kind)
    finally:
        os.close(lock)


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except SetupError as problem:
        sys.exit(f"doorstep: {problem}")
