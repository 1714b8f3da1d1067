"""What a person sees: rows with their own operations folded in, and which operations may go."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from client.outbox.fold import fold_row, fold_rows
from client.outbox.lineage import Lineage
from client.outbox.operation import Operation, PendingOperation, State, Touch
from client.outbox.operations import block, client_card, notification
from client.outbox.operations import booking as ops
from client.outbox.order import dependents, runnable, with_blocked
from tests.client.rows import booking, listing, row_id

NOW = "2026-11-22T10:00:00Z"


def pend(
    operation: Operation, number: int = 1, state: State = State.QUEUED, **more: object
) -> PendingOperation:
    item = PendingOperation(row_id(100 + number), number, "a", operation, 1, NOW, state)
    return replace(item, **more)  # type: ignore[arg-type] # the names of the changes are only known here


def see(row: object, *pending: PendingOperation) -> object:
    identity = pending[0].operation.target
    return fold_row("booking", identity, row, pending)[0]  # type: ignore[arg-type] # rows are typed dicts


def test_a_pending_accept_shows_as_confirmed_with_its_mark() -> None:
    item = pend(ops.accept(booking()))
    row, marks = fold_row("booking", row_id(1), dict(booking()), [item])
    assert row["status"] == "confirmed"
    assert [(mark.operation_id, mark.state) for mark in marks] == [(item.id, State.QUEUED)]


def test_an_operation_that_no_longer_fits_changes_nothing() -> None:
    cancelled = dict(booking(status="cancelled"))
    assert see(cancelled, pend(ops.accept(booking()))) == cancelled


def test_a_refused_operation_shows_the_servers_row() -> None:
    row = dict(booking())
    for state in (State.CONFLICT, State.REJECTED, State.QUARANTINED, State.BLOCKED):
        assert see(row, pend(ops.accept(booking()), state=state)) == row


def test_a_created_booking_is_a_request_until_the_answer_is_in() -> None:
    item = pend(ops.create_booking(row_id(1), listing(), "2026-12-01T09:00:00Z"))
    ((row, _marks),) = fold_rows("booking", [], [item])
    assert (row["status"], row["ends_at"], row["created_at"]) == ("requested", "2026-12-01T09:45:00Z", NOW)


def test_the_answer_counts_until_the_cache_is_as_new() -> None:
    answer = dict(booking(version=2, status="confirmed"))
    done = pend(ops.accept(booking()), state=State.DONE, answer=answer)
    assert see(dict(booking()), done) == answer
    newer = dict(booking(version=3, status="cancelled"))
    assert see(newer, done) == newer


def test_rescheduling_keeps_the_length() -> None:
    moved = fold_row(
        "booking",
        row_id(1),
        dict(booking()),
        [pend(ops.reschedule(booking(), "2026-12-05T08:00:00Z", row_id(3)))],
    )[0]
    assert (moved["starts_at"], moved["ends_at"], moved["staff_id"]) == (
        "2026-12-05T08:00:00Z",
        "2026-12-05T08:45:00Z",
        row_id(3),
    )


def test_blocks_and_cards_fold() -> None:
    made = pend(block.create_block(row_id(5), row_id(7), NOW, NOW, zone="Europe/Berlin", title="Holiday"), 1)
    row, _ = fold_row("block", row_id(5), None, [made])
    assert (row["title"], row["version"]) == ("Holiday", 0)
    gone = pend(block.delete_block(row), 2)
    assert fold_row("block", row_id(5), None, [made, gone])[0] is None
    card = pend(client_card.create_client(row_id(6), row_id(7), "Ann"), 1)
    row, _ = fold_row("client", row_id(6), None, [card])
    changed = pend(client_card.update_client(row, name="Anna"), 2)
    assert fold_row("client", row_id(6), None, [card, changed])[0]["name"] == "Anna"


def test_reading_marks_everything_older_and_nothing_newer() -> None:
    rows = [
        {"id": row_id(n), "created_at": f"2026-11-22T0{n}:00:00Z", "read_at": None, "version": 1}
        for n in (1, 2, 3)
    ]
    item = pend(notification.read_up_to(rows[1]))  # type: ignore[arg-type] # only what it reads
    seen = fold_rows("notification", rows, [item])
    assert [row["read_at"] for row, _ in seen] == [NOW, NOW, None]


STATUSES = st.sampled_from(
    ["requested", "confirmed", "declined", "cancelled", "in_progress", "completed", "no_show", "expired"]
)
ACTIONS = st.sampled_from([ops.accept, ops.decline, ops.cancel, ops.start, ops.complete, ops.no_show])


@given(STATUSES, st.lists(ACTIONS, max_size=5))
def test_folding_a_row_that_already_shows_the_effect_changes_nothing_more(
    status: str, acts: list[object]
) -> None:
    row = dict(booking(status=status))
    pending = [pend(act(booking()), number) for number, act in enumerate(acts, 1)]  # type: ignore[operator] # sampled
    once, _ = fold_row("booking", row_id(1), row, pending)
    for item in pending:
        assert fold_row("booking", row_id(1), once, [item])[0]["id"] == row_id(1)
    if len(acts) == 1:
        assert fold_row("booking", row_id(1), once, pending)[0] == once


def test_one_row_in_order_others_beside_it() -> None:
    first, second = pend(ops.accept(booking(1)), 1), pend(ops.start(booking(1)), 2)
    other = pend(ops.accept(booking(2)), 3)
    assert runnable([first, second, other]) == [first, other]
    assert runnable([replace(first, state=State.DONE), second, other]) == [second, other]


def test_what_waits_for_a_person_blocks_what_follows() -> None:
    stuck = pend(ops.accept(booking(1)), 1, State.CONFLICT)
    follows = pend(ops.start(booking(1)), 2)
    depends = pend(replace(ops.accept(booking(3)), depends_on=(follows.id,)), 3)
    free = pend(ops.accept(booking(4)), 4)
    states = [item.state for item in with_blocked([stuck, follows, depends, free])]
    assert states == [State.CONFLICT, State.BLOCKED, State.BLOCKED, State.QUEUED]
    assert runnable(with_blocked([stuck, follows, depends, free])) == [free]


def test_a_creation_takes_along_what_needs_its_row() -> None:
    made = pend(ops.create_booking(row_id(1), listing(), NOW), 1)
    moved = pend(ops.cancel(booking(1)), 2)
    other = pend(ops.cancel(booking(2)), 3)
    assert dependents([made, moved, other], made, creates=True) == [moved.id]
    assert dependents([made, moved, other], made, creates=False) == []


def test_a_later_operation_follows_the_version_that_the_earlier_one_made() -> None:
    lineage = Lineage()
    first, second = pend(ops.accept(booking(version=3)), 1), pend(ops.start(booking(version=3)), 2)
    lineage.learn(replace(first, state=State.DONE, answer=dict(booking(version=4))))
    assert lineage.current(second).operation.if_match == 4
    third = pend(ops.complete(booking(version=3)), 3)
    lineage.learn(replace(lineage.current(second), state=State.DONE, answer=dict(booking(version=5))))
    assert lineage.current(third).operation.if_match == 5
    stranger = pend(ops.accept(booking(2, version=3)), 4)
    assert lineage.current(stranger) == stranger


def test_all_of_an_entity_is_one_row_to_the_order() -> None:
    touch = Touch("notification", "*")
    first = pend(Operation("notification.read", "x", {}, (touch,)), 1)
    second = pend(Operation("notification.read", "y", {}, (touch,)), 2)
    assert runnable([first, second]) == [first]
