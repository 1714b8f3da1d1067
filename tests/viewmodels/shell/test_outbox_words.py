"""Operations are told in words, with the server's own unchanged."""

from dataclasses import replace
from typing import Any

from client.outbox.operation import PendingOperation, State
from client.outbox.operations.booking import accept, create_booking
from client.stores.outbox_subject import OutboxLine
from tests.client.rows import booking, listing
from viewmodels.kernel.view_model import Tools
from viewmodels.shell.outbox_words import OutboxWords
from viewmodels.shell.rows import Tone

STARTS = "2026-11-24T09:00:00Z"


def _accept(state: State = State.QUEUED, **changes: Any) -> OutboxLine:
    row = booking(listing_title="Tap repair", starts_at=STARTS, created_at="2026-11-22T09:00:00Z")
    pending = PendingOperation("op", 1, "account", accept(row), 1, "2026-11-22T10:34:00Z", state)
    return OutboxLine(replace(pending, **changes), row, "Tap repair", {}, 120)


def _words(tools: Tools, *, online: bool = False) -> OutboxWords:
    return OutboxWords(tools.format, online=online)


def test_an_operation_says_what_to_whom_when_since_when_and_until_when(tools: Tools) -> None:
    row = _words(tools).row(_accept(), "On their way, 1")
    assert row.title == "Accept Tap repair, Ann Lee, Tue 24 Nov, 10:00"
    # Two hours to answer, on the booking's own clock.
    assert row.detail == "must arrive by 12:00 · since 11:34"
    assert (row.state, row.tone) == ("Waiting for network", Tone.WARN)
    assert (row.can_retry, row.can_edit, row.can_discard) == (True, False, True)


def test_what_is_being_sent_has_no_buttons_and_counts_its_tries(tools: Tools) -> None:
    row = _words(tools, online=True).row(_accept(State.SENDING, attempts=2), "")
    assert row.state == "Sending, try 2"
    assert row.sending
    assert (row.can_retry, row.can_edit, row.can_discard) == (False, False, False)


def test_online_a_queued_one_waits_for_its_turn(tools: Tools) -> None:
    assert _words(tools, online=True).row(_accept(), "").state == "Next"


def test_the_servers_words_stand_unchanged(tools: Tools) -> None:
    said = "Coupon <b>WELCOME10</b> ended on 20 November 2026."
    row = _words(tools).row(_accept(State.REJECTED, problem={"code": "other", "detail": said}), "")
    assert (row.quote, row.state, row.tone) == (said, "Refused", Tone.BAD)


def test_a_lost_time_offers_the_others_with_how_far_they_are(tools: Tools) -> None:
    operation = create_booking("b1", listing(), STARTS, guest={"name": "Marta Kovac", "phone": "+49151"})
    preview: Any = operation.preview
    problem = {
        "code": "slot_taken",
        "detail": "Somebody has just taken this time.",
        "alternatives": [
            {"starts_at": STARTS, "ends_at": STARTS, "staff_id": "s1"},
            {"starts_at": "2026-11-24T10:45:00Z", "ends_at": STARTS, "staff_id": "s2"},
            {"starts_at": "2026-11-26T09:00:00Z", "ends_at": STARTS, "staff_id": "s2"},
        ],
    }
    pending = PendingOperation(
        "op", 1, "account", operation, 1, "2026-11-22T10:31:00Z", State.CONFLICT, problem=problem
    )
    line = OutboxLine(pending, preview, "", {"s1": "Rosa Meyer", "s2": "Chiara Lombardi"})
    row = _words(tools).row(line, "")
    assert row.state == "Slot taken"
    assert row.can_edit
    assert [(other.when, other.initials, other.difference) for other in row.alternatives] == [
        ("Tue 24 Nov, 10:00", "RM", "same time"),
        ("Tue 24 Nov, 11:45", "CL", "1 h 45 later"),
        ("Thu 26 Nov, 10:00", "CL", "Thu 26 Nov"),
    ]
