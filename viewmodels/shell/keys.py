"""Shortcuts as the keys that a person presses."""

from __future__ import annotations


def keycaps(shortcut: str) -> tuple[str, ...]:
    """`Ctrl+K` as Ctrl, K; `G, T` as G, T; nothing as nothing."""
    if not shortcut:
        return ()
    caps: list[str] = []
    for chord in shortcut.split(", "):
        caps.extend(part or "+" for part in chord.split("+"))
    return tuple(caps)
