"""The offline badge of an action, in an icon and words."""

from __future__ import annotations

from viewmodels.kernel.actions import Offline
from viewmodels.text import Texts

ICONS = {Offline.WORKS: "check", Offline.QUEUED: "clock-arrow-up", Offline.NEEDS_NETWORK: "plug"}


def badge(offline: Offline, texts: Texts) -> tuple[str, str]:
    """Icon and words."""
    return ICONS[offline], texts(f"shell.offline.{offline.value}")
