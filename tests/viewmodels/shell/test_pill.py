"""The sync pill says the most urgent thing."""

import pytest

from client.status import StatusValue
from viewmodels.shell.pill import pill_state
from viewmodels.shell.rows import PillKind
from viewmodels.text import Texts


@pytest.mark.parametrize(
    ("status", "kind", "text"),
    [
        (StatusValue(online=True, connecting=False), PillKind.SAVED, "All saved"),
        (StatusValue(online=True, connecting=False, waiting=3), PillKind.WAITING, "3 waiting"),
        (StatusValue(online=False, connecting=False), PillKind.OFFLINE, "Offline"),
        (StatusValue(online=False, connecting=False, waiting=12), PillKind.OFFLINE, "Offline, 12 waiting"),
        (
            StatusValue(online=False, connecting=False, waiting=1, needs_you=2),
            PillKind.NEED_YOU,
            "2 need you",
        ),
        (StatusValue(online=True, connecting=False, needs_you=1), PillKind.NEED_YOU, "1 needs you"),
        # Nothing has been tried yet: that is no outage.
        (StatusValue(online=False, connecting=True), PillKind.SAVED, "All saved"),
        (StatusValue(online=False, connecting=True, waiting=1), PillKind.WAITING, "1 waiting"),
    ],
)
def test_need_you_then_offline_then_waiting_then_saved(
    status: StatusValue, kind: PillKind, text: str
) -> None:
    state = pill_state(status, Texts("en"))
    assert (state.kind, state.text) == (kind, text)
    assert text in state.spoken
