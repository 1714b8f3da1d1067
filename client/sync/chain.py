"""Which realtime frames continue the cursor, and whether some are missing. Pure.

A socket keeps its order, but a pull in between can be quicker than the frames on their way, and after a
reconnect two sockets' frames may mix.
"""

from collections.abc import Sequence
from typing import Any


def arrange(frames: Sequence[Any], cursor: str | None) -> tuple[list[Any], bool]:
    """The frames to apply, in order, and whether a pull is needed for what they leave open.

    A frame that leads up to where we have been is older than the cursor and needs nothing.
    """
    by_prev = {frame["prev"]: frame for frame in frames if frame["prev"] != frame["next"]}
    line: list[Any] = []
    been = {cursor}
    while (frame := by_prev.pop(cursor, None)) is not None:
        line.append(frame)
        cursor = frame["next"]
        been.add(cursor)
    open_ends = list(by_prev.values())
    while older := [frame for frame in open_ends if frame["next"] in been]:
        been.update(frame["prev"] for frame in older)
        open_ends = [frame for frame in open_ends if frame not in older]
    return line, bool(open_ends)
