"""Marks that a measured process writes on its standard output, one a line: a name and a number.

Times are nanoseconds of the machine's monotonic clock, which all processes share; memory is bytes.
"""

import os
import time
from pathlib import Path


def mark(name: str, value: int | None = None) -> None:
    """Write a mark; without a value it is the time now."""
    number = time.monotonic_ns() if value is None else value
    os.write(1, f"mark {name} {number}\n".encode())


def mark_memory() -> None:
    """Write how much memory this process holds resident."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    mark("resident", pages * os.sysconf("SC_PAGE_SIZE"))


def read_mark(line: str) -> tuple[str, int] | None:
    """Answer the mark that a line of output holds, if it is one."""
    words = line.split()
    return (words[1], int(words[2])) if len(words) == 3 and words[0] == "mark" else None
