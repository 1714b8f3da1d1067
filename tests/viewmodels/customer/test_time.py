"""Picking a time: holds, lost races, no network, other zones."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from desktop.shots.customer_samples import id_of, instant, slot
from tests.viewmodels.customer.town import Town, until
from viewmodels.customer.time import TimeViewModel
from viewmodels.kernel.screen import ScreenKind

LISTING, LISBON = id_of(3, 7), id_of(3, 5)


@contextmanager
def opened(town: Town, listing: str = LISTING, **options: Any) -> Iterator[TimeViewModel]:
    page = TimeViewModel(town.desk, listing, **options)
    try:
        yield page
    finally:
        page.close()


def states(page: TimeViewModel) -> dict[str, str]:
    return {chip.id: chip.state for part in page.parts.value for chip in part.slots}


def held(page: TimeViewModel) -> bool:
    return page.hold.value is not None


async def test_days_and_parts_show_what_is_free(town: Town) -> None:
    with opened(town) as page:
        await until(lambda: page.days.value and page.state.value.kind is ScreenKind.READY)
        assert len(page.days.value) == 14
        assert page.day.value == "2026-11-22"
        assert {part.id for part in page.parts.value} <= {"morning", "afternoon", "evening"}
        assert all(state == "free" for state in states(page).values())


async def test_turning_to_another_day_looks_again_unless_it_just_did(town: Town) -> None:
    with opened(town) as page:
        await until(lambda: page.days.value and page.state.value.kind is ScreenKind.READY)
        taken = slot(1, "09:30", 2)["starts_at"]
        town.server.free = [free for free in town.server.free if free["starts_at"] != taken]
        page.choose_day("2026-11-23")
        assert not page.look.running.value
        assert states(page)[taken] == "free"
        town.clock.moment += timedelta(seconds=5)
        page.choose_day("2026-11-24")
        page.choose_day("2026-11-23")
        await until(lambda: states(page).get(taken) == "taken")


async def test_a_chosen_time_is_held_and_becomes_a_booking(town: Town) -> None:
    wanted = slot(1, "09:30", 2)["starts_at"]
    with opened(town, starts_at=wanted) as page:
        await until(lambda: page.hold.value is not None)
        assert town.server.held == [wanted]
        assert page.hold.value is not None
        assert (page.hold.value.left, page.hold.value.ended) == ("7:32", False)
        page.type_note("Ring twice ☎")
        assert await page.confirm.run()
    operation = town.account.operations[-1].operation
    assert operation.name == "booking.create"
    assert operation.args["hold_id"]
    assert "starts_at" not in operation.args
    assert operation.args["note"] == "Ring twice ☎"
    assert town.routes == "customer.bookings"
    assert town.server.released == []


async def test_leaving_gives_the_time_back(town: Town) -> None:
    wanted = slot(1, "09:30", 2)["starts_at"]
    with opened(town, starts_at=wanted) as page:
        await until(lambda: page.hold.value is not None)
    await until(lambda: town.server.released)


async def test_choosing_another_time_gives_the_first_one_back(town: Town) -> None:
    with opened(town, starts_at=slot(1, "09:30", 2)["starts_at"]) as page:
        await until(lambda: page.hold.value is not None)
        assert await page.choose.run(slot(2, "09:30", 0)["starts_at"])
        await until(lambda: town.server.released)
        assert len(town.server.held) == 2


async def test_a_lost_race_offers_three_other_times(town: Town) -> None:
    with opened(town) as page:
        await until(lambda: states(page))
        lost = next(iter(states(page)))
        town.server.taken.add(lost)
        assert await page.choose.run(lost)
        assert not held(page)
        assert len(page.alternatives.value) == 3
        assert states(page)[lost] == "taken"
        assert page.confirm.reason.value
        assert await page.choose.run(page.alternatives.value[0].starts_at)
        assert held(page)
        assert not page.alternatives.value


async def test_a_time_that_goes_while_one_looks_is_struck_through(town: Town) -> None:
    with opened(town) as page:
        await until(lambda: states(page))
        lost = next(iter(states(page)))
        town.server.taken.add(lost)
        assert await page.look.run()
        assert states(page)[lost] == "taken"


async def test_a_hold_that_ran_out_asks_instead_of_booking(town: Town) -> None:
    with opened(town, starts_at=slot(1, "09:30", 2)["starts_at"]) as page:
        await until(lambda: page.hold.value is not None)
        town.clock.moment += timedelta(minutes=20)
        assert not await page.confirm.run()
        assert page.confirm.problem.value is not None
        assert town.account.operations == []


async def test_without_network_it_says_so_and_sends_a_request_later(town: Town) -> None:
    with opened(town) as page:
        await until(lambda: states(page))
        town.cut_cable()
        await until(lambda: page.offline.value)
        assert "offline" in page.promise.value
        wanted = next(iter(states(page)))
        assert await page.choose.run(wanted)
        assert page.hold.value is None
        assert await page.confirm.run()
    args = town.account.operations[-1].operation.args
    assert args["starts_at"] == wanted
    assert "hold_id" not in args
    assert town.account.status.waiting == 1


async def test_no_answer_at_all_shows_no_empty_calendar(town: Town) -> None:
    town.cut_cable()
    with opened(town) as page:
        await until(lambda: page.state.value.problem is not None)
        assert page.state.value.kind is ScreenKind.LOADING
        town.mend_cable()
        await until(lambda: page.state.value.kind is ScreenKind.READY)


async def test_another_zone_is_named_with_both_clocks(town: Town) -> None:
    wanted = slot(2, "18:00", 1)["starts_at"]
    with opened(town, LISBON, starts_at=wanted) as page:
        await until(lambda: page.summary.value is not None and page.hold.value is not None)
        assert "1 h earlier" in page.zone_line.value
        assert page.summary.value is not None
        assert "18:00 – 19:00" in page.summary.value.when
        assert "17:00 – 18:00 in Lisbon" in page.summary.value.when_there
        page.choose_zone("Europe/Lisbon")
        labels = {chip.id: chip.label for part in page.parts.value for chip in part.slots}
        assert labels[wanted] == "17:00"


async def test_the_same_clock_needs_no_zone_line(town: Town) -> None:
    with opened(town) as page:
        await until(lambda: page.summary.value is not None)
        assert page.zone_line.value == ""
        assert page.zones.value == ()


async def test_one_person_s_times_only(town: Town) -> None:
    with opened(town) as page:
        await until(lambda: states(page))
        page.choose_staff(id_of(2, 1))
        page.choose_day("2026-11-23")
        shown = {chip.staff_id for part in page.parts.value for chip in part.slots if chip.state == "free"}
        assert shown == {id_of(2, 1)}


async def test_moving_a_booking_when_that_costs_something_asks_the_vendor(town: Town) -> None:
    with opened(town, booking_id=id_of(4, 0)) as page:
        await until(lambda: states(page) and page.confirm_label.value == "Ask to move it")
        assert "too late for a move on your own" in page.promise.value
        assert await page.choose.run(instant(1, "12:30"))
        assert await page.confirm.run()
    operation = town.account.operations[-1].operation
    assert (operation.name, operation.args["starts_at"]) == ("proposal.create", instant(1, "12:30"))


async def test_moving_a_booking_reschedules_it(town: Town) -> None:
    with opened(town, booking_id=id_of(4, 3)) as page:
        await until(lambda: states(page))
        wanted = instant(1, "12:30")
        await until(lambda: page.state.value.kind is ScreenKind.READY)
        assert await page.choose.run(wanted)
        assert town.server.held == []
        assert await page.confirm.run()
    operation = town.account.operations[-1].operation
    assert (operation.name, operation.args["starts_at"]) == ("booking.reschedule", wanted)
