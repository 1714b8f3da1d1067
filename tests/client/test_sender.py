"""Sending: order, parallelism, back-off, conflicts, refusals, quarantine, crash."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from random import Random
from typing import Any, cast

import pytest

from client.bus import Bus, Touched
from client.db.outbox_file import OutboxFile
from client.documents import Document
from client.errors import (
    LocalError,
    ServerFailureError,
    SignInRequiredError,
    UnreachableError,
    refusal,
)
from client.ids import IdMaker
from client.outbox.direct import TRIES, DirectCalls
from client.outbox.fold import fold_row
from client.outbox.operation import PendingOperation, State
from client.outbox.operations.availability import change_rules, default_rules
from client.outbox.operations.booking import accept, create_booking, decline, start
from client.outbox.queue import OutboxQueue
from client.outbox.repair import Repair
from client.outbox.sender import PARALLEL, QUARANTINE_AFTER, Sender
from client.tasks import Tasks
from contracts.rows import AvailabilityDoc
from tests.client.rows import booking, listing, row_id
from tests.sim.clock import SimClock
from tests.sim.disk import SimDisk
from tests.sim.loop import run_virtual


class Server:
    """Answers by script: a list of answers an operation, the last one for ever."""

    def __init__(self) -> None:
        self.scripts: dict[str, list[Document | Exception | None]] = {}
        self.calls: list[PendingOperation] = []
        self.flying = 0
        self.most = 0
        self.healthy = True
        self.signed_in = True

    async def send(self, item: PendingOperation) -> Document | None:
        self.calls.append(item)
        self.flying += 1
        self.most = max(self.most, self.flying)
        await asyncio.sleep(0.1)
        self.flying -= 1
        script = self.scripts.get(item.operation.target, [None])
        answer = script.pop(0) if len(script) > 1 else script[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def is_healthy(self) -> bool:
        return self.healthy

    def has_session(self) -> bool:
        return self.signed_in


class Bench:
    """A queue, a sender and a scripted server."""

    def __init__(self) -> None:
        random = Random(7)
        self.disk = SimDisk(random)
        clock = SimClock(asyncio.get_running_loop().time)
        self.bus = Bus()
        self.tasks = Tasks()
        self.server = Server()
        self.queue = OutboxQueue(
            OutboxFile(self.disk, None, None), self.bus, self.tasks, clock, IdMaker(clock, random), "a"
        )
        self.sender = Sender(self.queue, self.server, self.tasks, random, self.settle)
        self.repair = Repair(self.queue)
        self.queue.on_change = self.sender.wake

    async def settle(self, item: PendingOperation) -> None:
        await self.queue.remove([item.id])

    def states(self) -> list[State]:
        return [item.state for item in self.queue.items]


def bench(test: Callable[[Bench], Coroutine[Any, Any, None]]) -> None:
    async def main() -> None:
        it = Bench()
        await it.queue.open()
        it.tasks.spawn(it.sender.run(), "sender")
        try:
            await test(it)
        finally:
            await it.tasks.aclose()
            await it.queue.aclose()

    run_virtual(main())


def test_unrelated_rows_go_side_by_side_but_not_all_at_once() -> None:
    async def test(it: Bench) -> None:
        for number in range(10):
            await it.queue.append(accept(booking(number)))
        await asyncio.sleep(5)
        assert it.states() == []
        assert it.server.most == PARALLEL

    bench(test)


def test_one_row_goes_in_order_and_follows_its_versions() -> None:
    async def test(it: Bench) -> None:
        answers: list[Document | Exception | None] = [
            dict(booking(version=2, status="confirmed")),
            dict(booking(version=3, status="in_progress")),
        ]
        it.server.scripts[row_id(1)] = answers
        await it.queue.append(accept(booking()))
        await it.queue.append(start(booking()))
        await asyncio.sleep(5)
        assert [call.name for call in it.server.calls] == ["booking.accept", "booking.start"]
        assert [call.operation.if_match for call in it.server.calls] == [1, 2]

    bench(test)


def test_a_lost_answer_is_asked_again_under_the_same_key() -> None:
    async def test(it: Bench) -> None:
        it.server.scripts[row_id(1)] = [UnreachableError(), UnreachableError(), None]
        await it.queue.append(accept(booking()))
        await asyncio.sleep(120)
        assert it.states() == []
        assert len({call.id for call in it.server.calls}) == 1
        assert len(it.server.calls) == 3

    bench(test)


def test_one_that_never_succeeds_holds_up_no_other() -> None:
    async def test(it: Bench) -> None:
        it.server.scripts[row_id(1)] = [UnreachableError()]
        await it.queue.append(accept(booking(1)))
        await it.queue.append(accept(booking(2)))
        await asyncio.sleep(30)
        assert [item.operation.target for item in it.queue.items] == [row_id(1)]

    bench(test)


def test_while_nobody_answers_many_that_wait_are_asked_like_one() -> None:
    async def test(it: Bench) -> None:
        for number in range(1, 31):
            it.server.scripts[row_id(number)] = [UnreachableError()]
            await it.queue.append(accept(booking(number)))
        await asyncio.sleep(60)
        first_tries = len({call.id for call in it.server.calls})
        again = len(it.server.calls) - first_tries
        assert first_tries == 30
        assert 0 < again < 25
        assert len({call.id for call in it.server.calls[-5:]}) > 1
        it.server.scripts.clear()
        it.sender.hurry()
        await asyncio.sleep(2)
        assert it.states() == []

    bench(test)


def test_the_first_answer_lets_all_others_go() -> None:
    async def test(it: Bench) -> None:
        for number in range(1, 11):
            it.server.scripts[row_id(number)] = [UnreachableError()]
            await it.queue.append(accept(booking(number)))
        await asyncio.sleep(300)
        it.server.scripts.clear()
        await asyncio.sleep(61)
        assert it.states() == []

    bench(test)


def test_a_conflict_waits_for_the_person_and_a_retry_means_the_current_row() -> None:
    async def test(it: Bench) -> None:
        current = dict(booking(version=5))
        problem = {"status": 412, "code": "version_stale", "current": current}
        it.server.scripts[row_id(1)] = [refusal(problem), dict(booking(version=6))]
        first = await it.queue.append(accept(booking()))
        await asyncio.sleep(5)
        (item,) = it.queue.items
        assert (item.state, item.problem) == (State.CONFLICT, problem)
        again = await it.repair.retry(first.id)
        await asyncio.sleep(5)
        assert it.states() == []
        assert again != first.id
        assert [(call.id, call.operation.if_match) for call in it.server.calls] == [(first.id, 1), (again, 5)]

    bench(test)


def test_what_nobody_else_changed_goes_over_a_newer_row_by_itself() -> None:
    async def test(it: Bench) -> None:
        rules = default_rules(row_id(1))
        newer = rules | {"version": 4, "horizon_days": 56}
        stale = refusal({"status": 412, "code": "version_stale", "current": newer})
        it.server.scripts[row_id(1)] = [stale, newer | {"version": 5, "notice_minutes": 60}]
        first = await it.queue.append(change_rules(cast(AvailabilityDoc, rules), notice_minutes=60))
        await asyncio.sleep(5)
        assert it.states() == []
        assert [call.operation.if_match for call in it.server.calls] == [1, 4]
        assert it.server.calls[1].id != first.id

    bench(test)


def test_what_somebody_else_changed_too_waits_for_the_person() -> None:
    async def test(it: Bench) -> None:
        rules = default_rules(row_id(1))
        newer = rules | {"version": 4, "notice_minutes": 240}
        it.server.scripts[row_id(1)] = [refusal({"status": 412, "code": "version_stale", "current": newer})]
        await it.queue.append(change_rules(cast(AvailabilityDoc, rules), notice_minutes=60))
        await asyncio.sleep(5)
        assert it.states() == [State.CONFLICT]
        assert len(it.server.calls) == 1

    bench(test)


def test_a_refusal_is_shown_and_never_dropped_and_may_be_edited() -> None:
    async def test(it: Bench) -> None:
        it.server.scripts[row_id(1)] = [refusal({"status": 422, "code": "invalid_input"}), None]
        item = await it.queue.append(create_booking(row_id(1), listing(), "2026-12-01T09:00:00Z"))
        await asyncio.sleep(60)
        assert it.states() == [State.REJECTED]
        await it.repair.edit(item.id, {**item.operation.args, "starts_at": "2026-12-02T09:00:00Z"})
        await asyncio.sleep(5)
        assert it.states() == []
        assert it.server.calls[-1].operation.args["starts_at"] == "2026-12-02T09:00:00Z"

    bench(test)


def test_what_follows_a_refused_creation_is_blocked_and_goes_with_it() -> None:
    async def test(it: Bench) -> None:
        it.server.scripts[row_id(1)] = [refusal({"status": 409, "code": "slot_taken"})]
        made = await it.queue.append(create_booking(row_id(1), listing(), "2026-12-01T09:00:00Z"))
        then = await it.queue.append(accept(booking(1, version=0)))
        await asyncio.sleep(5)
        assert it.states() == [State.CONFLICT, State.BLOCKED]
        assert await it.repair.discard(made.id) == (made.id, then.id)
        assert it.states() == []
        assert len(it.server.calls) == 1

    bench(test)


def test_each_change_names_every_row_that_it_shows_on() -> None:
    async def test(it: Bench) -> None:
        ids = [row_id(number) for number in range(1, 4)]
        shown = dict.fromkeys(ids, fold_row("booking", "", None, ()))
        kinds: list[State] = []

        def compare(touched: Touched) -> None:
            rows = touched.rows_of("booking")
            now = {id: fold_row("booking", id, dict(booking(version=0)), it.queue.items) for id in ids}
            assert {id for id in ids if now[id][1] != shown[id][1]} <= (rows or set())
            kinds.extend(mark.state for id in ids for mark in now[id][1])
            shown.update(now)

        it.bus.subscribe({"booking"}, compare)
        it.server.scripts[row_id(1)] = [refusal({"status": 409, "code": "slot_taken"}), None]
        made = await it.queue.append(create_booking(row_id(1), listing(), "2026-12-01T09:00:00Z"))
        after = replace(accept(booking(2)), depends_on=(made.id,))
        await it.queue.append(after)
        await it.queue.append(accept(booking(3)))
        await asyncio.sleep(5)
        assert State.BLOCKED in kinds
        await it.repair.edit(made.id, {**made.operation.args, "starts_at": "2026-12-02T09:00:00Z"})
        await asyncio.sleep(5)
        assert it.states() == []

    bench(test)


def test_eight_failures_of_one_while_the_server_is_healthy_set_it_aside() -> None:
    async def test(it: Bench) -> None:
        it.server.scripts[row_id(1)] = [ServerFailureError(500, "broken")]
        await it.queue.append(accept(booking()))
        await asyncio.sleep(3600)
        assert it.states() == [State.QUARANTINED]
        assert len(it.server.calls) == QUARANTINE_AFTER

    bench(test)


def test_failures_of_a_server_that_is_down_set_nothing_aside() -> None:
    async def test(it: Bench) -> None:
        it.server.scripts[row_id(1)] = [ServerFailureError(500, "broken")]
        it.server.healthy = False
        await it.queue.append(accept(booking()))
        await asyncio.sleep(3600)
        assert it.states()[0] in {State.QUEUED, State.SENDING}
        assert len(it.server.calls) > QUARANTINE_AFTER

    bench(test)


def test_a_quarantined_one_keeps_its_key() -> None:
    async def test(it: Bench) -> None:
        failures: list[Document | Exception | None] = [ServerFailureError(500, "broken")] * QUARANTINE_AFTER
        it.server.scripts[row_id(1)] = [*failures, None]
        item = await it.queue.append(accept(booking()))
        await asyncio.sleep(3600)
        assert await it.repair.retry(item.id) == item.id
        await asyncio.sleep(60)
        assert it.states() == []

    bench(test)


def test_an_ended_session_pauses_everything_until_somebody_signs_in() -> None:
    async def test(it: Bench) -> None:
        it.server.scripts[row_id(1)] = [SignInRequiredError({"status": 401}), None]
        it.server.signed_in = False
        await it.queue.append(accept(booking()))
        await asyncio.sleep(600)
        assert (it.states(), len(it.server.calls)) == ([State.QUEUED], 1)
        it.sender.hurry()
        await asyncio.sleep(5)
        assert it.states() == []

    bench(test)


def test_a_late_no_to_the_session_before_does_not_stop_this_one() -> None:
    async def test(it: Bench) -> None:
        it.server.scripts[row_id(1)] = [SignInRequiredError({"status": 401}), None]
        await it.queue.append(accept(booking()))
        await asyncio.sleep(5)
        assert it.states() == []
        assert [call.id for call in it.server.calls] == [it.server.calls[0].id] * 2

    bench(test)


def test_the_server_says_when_to_come_back() -> None:
    async def test(it: Bench) -> None:
        it.server.scripts[row_id(1)] = [ServerFailureError(429, "slowly", retry_after=50.0), None]
        await it.queue.append(accept(booking()))
        await asyncio.sleep(49)
        assert len(it.server.calls) == 1
        await asyncio.sleep(20)
        assert it.states() == []

    bench(test)


def test_a_discarded_one_is_never_sent() -> None:
    async def test(it: Bench) -> None:
        it.sender.paused = True
        item = await it.queue.append(accept(booking()))
        await it.repair.discard(item.id)
        it.sender.hurry()
        await asyncio.sleep(5)
        assert (it.states(), it.server.calls) == ([], [])

    bench(test)


def test_what_was_never_sent_may_be_edited_and_what_may_have_arrived_not() -> None:
    async def test(it: Bench) -> None:
        it.sender.paused = True
        item = await it.queue.append(decline(booking(), "late"))
        edited = await it.repair.edit(item.id, {"reason": "ill"})
        assert [other.operation.args for other in it.queue.items] == [{"reason": "ill"}]
        await it.queue.mark(edited, State.QUEUED, attempts=1)
        with pytest.raises(LocalError):
            await it.repair.edit(edited, {"reason": "well"})

    bench(test)


def test_what_is_being_sent_can_neither_be_discarded_nor_replaced() -> None:
    async def test(it: Bench) -> None:
        item = await it.queue.append(accept(booking()))
        await asyncio.sleep(0.05)
        assert it.states() == [State.SENDING]
        with pytest.raises(LocalError):
            await it.repair.discard(item.id)
        with pytest.raises(LocalError):
            await it.queue.renew(item)
        await asyncio.sleep(5)
        assert it.states() == []

    bench(test)


def test_an_act_is_written_even_where_its_caller_gives_up() -> None:
    async def test(it: Bench) -> None:
        it.sender.paused = True
        tasks = Tasks()
        task = tasks.spawn(it.queue.append(accept(booking())), "tap")
        await asyncio.sleep(0.001)
        task.cancel()
        await asyncio.sleep(1)
        assert it.states() == [State.QUEUED]
        await tasks.aclose()

    bench(test)


def test_a_delayed_one_can_be_taken_back_until_it_is_sent() -> None:
    async def test(it: Bench) -> None:
        kept = await it.queue.append(replace(decline(booking(1)), delay=8.0))
        gone = await it.queue.append(replace(decline(booking(2)), delay=8.0))
        await it.queue.append(accept(booking(3)))
        await asyncio.sleep(7)
        assert [call.operation.target for call in it.server.calls] == [row_id(3)]
        await it.repair.discard(gone.id)
        await asyncio.sleep(3)
        assert [call.id for call in it.server.calls][1:] == [kept.id]
        assert it.states() == []

    bench(test)


def test_a_delay_is_given_once() -> None:
    async def test(it: Bench) -> None:
        it.server.scripts[row_id(1)] = [UnreachableError(), None]
        await it.queue.append(replace(decline(booking(1)), delay=8.0))
        await asyncio.sleep(8.2)
        assert len(it.server.calls) == 1
        it.sender.hurry()
        await asyncio.sleep(0.5)
        assert len(it.server.calls) == 2
        assert it.states() == []

    bench(test)


def test_what_a_full_disk_did_not_note_is_sent_again_once_there_is_room() -> None:
    """Else it would wait as `being sent` until the program is started again."""

    async def test(it: Bench) -> None:
        it.server.scripts[row_id(1)] = [UnreachableError(), None]
        await it.queue.append(accept(booking()))
        await asyncio.sleep(0.05)
        it.disk.full = 1.0
        await asyncio.sleep(30)
        assert it.states() == [State.QUEUED]
        assert it.queue.items[0].attempts > 0, "it may have arrived"
        it.disk.full = 0.0
        await asyncio.sleep(120)
        assert it.states() == []
        assert len({call.id for call in it.server.calls}) == 1, "under one key"

    bench(test)


@pytest.mark.parametrize("trouble", [None, UnreachableError()])
def test_an_online_act_is_answered_although_the_disk_is_full_and_settled_later(
    trouble: UnreachableError | None,
) -> None:
    async def test(it: Bench) -> None:
        it.server.scripts[row_id(1)] = [*([trouble] * TRIES), None]
        direct = DirectCalls(it.queue, it.server, Random(1), lambda: True, it.settle)
        performing = it.tasks.spawn(direct.perform(accept(booking())), "act", quiet=True)
        await asyncio.sleep(0.05)
        it.disk.full = 1.0
        outcome = (await asyncio.gather(performing, return_exceptions=True))[0]
        assert outcome == (trouble or {})
        await asyncio.sleep(10)
        it.disk.full = 0.0
        await asyncio.sleep(120)
        assert it.states() == []

    bench(test)


def test_what_is_sent_again_after_a_full_disk_is_sent_exactly_as_before() -> None:
    """Its key belongs to its content: with another version in If-Match the server would refuse it."""

    async def test(it: Bench) -> None:
        it.server.scripts[row_id(1)] = [dict(booking(1, version=2))]
        await it.queue.append(accept(booking(1)))
        await asyncio.sleep(0.05)
        it.disk.full = 1.0
        await asyncio.sleep(0.1)
        it.disk.full = 0.0
        it.server.scripts[row_id(2)] = [dict(booking(2, version=2))]
        await it.queue.append(accept(booking(2)))
        await asyncio.sleep(120)
        assert it.states() == []
        first = [call for call in it.server.calls if call.operation.target == row_id(1)]
        assert len(first) > 1
        assert {call.operation.if_match for call in first} == {1}

    bench(test)
