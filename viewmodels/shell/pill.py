"""The sync pill: need you, then offline, then waiting, then saved."""

from __future__ import annotations

from client.status import StatusValue
from viewmodels.shell.rows import PillKind, PillState
from viewmodels.text import Texts


def pill_state(status: StatusValue, texts: Texts) -> PillState:
    """The pill's words for a state of the engine; the most urgent thing wins."""
    waiting, need_you = status.waiting, status.needs_you
    if need_you:
        kind, text = PillKind.NEED_YOU, texts.count("shell.pill.need_you", need_you)
    elif not status.online and not status.connecting:
        kind = PillKind.OFFLINE
        text = texts("shell.pill.offline_waiting", count=waiting) if waiting else texts("shell.pill.offline")
    elif waiting:
        kind, text = PillKind.WAITING, texts.count("shell.pill.waiting", waiting)
    else:
        kind, text = PillKind.SAVED, texts("shell.pill.saved")
    return PillState(kind, text, texts("shell.pill.spoken", state=text))
