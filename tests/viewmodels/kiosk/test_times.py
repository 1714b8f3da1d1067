"""Choosing a time."""

import pytest

from client.errors import NotFoundError, UnreachableError
from tests.viewmodels.kiosk.town import FREE, Town, make_listing, open_kiosk
from tests.viewmodels.kiosk.until import until
from viewmodels.kiosk.rows import SlotRow, Step
from viewmodels.kiosk.session import KioskSession
from viewmodels.kiosk.times import TimesViewModel
from viewmodels.kiosk.wiring import KioskTimes


def _slots(times: TimesViewModel) -> dict[str, SlotRow]:
    return {slot.id: slot for group in times.state.value.groups for slot in group.slots}


async def _open(session: KioskSession) -> TimesViewModel:
    session.find.chosen.emit(make_listing())
    await until(lambda: session.times.state.value.groups)
    return session.times


async def test_the_first_day_with_free_times_is_shown_by_parts_of_the_day() -> None:
    async with open_kiosk(Town()) as session:
        times = await _open(session)
        state = times.state.value
        assert [day.detail for day in state.days] == ["full", "5 free", "1 free", "full", "full"]
        assert [day.selected for day in state.days] == [False, True, False, False, False]
        assert [(group.id, [slot.time for slot in group.slots]) for group in state.groups] == [
            ("morning", ["09:00", "10:00"]),
            ("afternoon", ["13:00", "14:00"]),
            ("evening", ["18:00"]),
        ]
        assert not times.ready.value


async def test_a_touched_time_is_held_and_counted_down() -> None:
    town = Town()
    async with open_kiosk(town) as session:
        times = await _open(session)
        await times.choose.run(FREE[2])
        assert _slots(times)[FREE[2]].selected
        assert list(town.holds.values()) == [FREE[2]]
        notice = times.notice.value
        assert notice is not None
        assert notice.title == "Mon 23 Nov, 13:00 – 13:45 is held for you"
        await until(lambda: times.held.countdown.value)
        assert times.ready.value


async def test_another_choice_gives_the_first_time_back() -> None:
    town = Town()
    async with open_kiosk(town) as session:
        times = await _open(session)
        await times.choose.run(FREE[2])
        first = next(iter(town.holds))
        await times.choose.run(FREE[3])
        assert town.released == [first]
        assert _slots(times)[FREE[3]].selected
        assert not _slots(times)[FREE[2]].selected


async def test_the_same_time_again_keeps_its_hold() -> None:
    town = Town()
    async with open_kiosk(town) as session:
        times = await _open(session)
        await times.choose.run(FREE[2])
        await times.choose.run(FREE[2])
        assert len(town.holds) == 1
        assert not town.released


async def test_a_lost_race_offers_three_other_times_and_one_of_them_can_be_taken() -> None:
    town = Town(kept={FREE[2]})
    async with open_kiosk(town) as session:
        times = await _open(session)
        await times.choose.run(FREE[2])
        lost = times.lost.value
        assert lost is not None
        assert lost.title == "13:00 was just taken"
        assert [item.id for item in lost.alternatives] == [FREE[0], FREE[1], FREE[3]]
        assert not times.ready.value
        times.choose_alternative(FREE[3])
        await until(lambda: times.ready.value)
        assert times.lost.value is None
        assert town.holds.popitem()[1] == FREE[3]


async def test_a_time_that_goes_while_one_looks_stays_struck_through() -> None:
    town = Town()
    async with open_kiosk(town, KioskTimes(refresh=0.02)) as session:
        times = await _open(session)
        town.free.remove(FREE[1])
        await until(lambda: _slots(times)[FREE[1]].taken)
        assert "just taken" in _slots(times)[FREE[1]].spoken


async def test_without_network_a_time_is_wished_for_and_nothing_is_held() -> None:
    town = Town()
    async with open_kiosk(town) as session:
        times = await _open(session)
        town.go_offline()
        await times.choose.run(FREE[2])
        assert not town.holds
        notice = times.notice.value
        assert notice is not None
        assert notice.tone == "warn"
        assert times.ready.value


async def test_a_hold_that_runs_out_says_so_and_keeps_the_page() -> None:
    town = Town(hold_seconds=0.05)
    async with open_kiosk(town) as session:
        times = await _open(session)
        await times.choose.run(FREE[2])
        town.clock.instant = town.clock.instant.replace(minute=50)
        await until(lambda: not times.ready.value)
        notice = times.notice.value
        assert notice is not None
        assert notice.title == "The time is no longer held"
        assert session.step.value is Step.TIMES


async def test_later_days_and_back() -> None:
    town = Town(free=[*FREE, "2026-11-30T09:00:00Z"])
    async with open_kiosk(town) as session:
        times = await _open(session)
        before = times.state.value
        assert not before.earlier
        times.show_later()
        assert times.state.value.earlier
        assert [day.number for day in times.state.value.days] == ["27", "28", "29", "30", "1"]
        assert [slot.time for slot in _slots(times).values()] == ["10:00"]
        times.show_earlier()
        assert times.state.value.days[0].name == "Today"


async def test_no_answer_is_a_problem_with_a_way_on() -> None:
    town = Town()
    town.go_offline()
    async with open_kiosk(town) as session:
        session.find.chosen.emit(make_listing())
        await until(lambda: session.times.state.value.problem)
        town.go_online()
        await until(lambda: session.times.state.value.groups)


async def test_nothing_free_says_so() -> None:
    async with open_kiosk(Town(free=[])) as session:
        session.find.chosen.emit(make_listing())
        await until(lambda: session.times.state.value.empty)
        assert "30 days" in session.times.state.value.empty


@pytest.mark.parametrize("language", ["de", "fr", "tr", "pl", "pt"])
async def test_the_page_speaks_another_language_at_once(language: str) -> None:
    async with open_kiosk(Town()) as session:
        times = await _open(session)
        await times.choose.run(FREE[2])
        session.speak_language(language)
        notice = times.notice.value
        assert notice is not None
        assert "held for you" not in notice.title
        assert _slots(times)[FREE[2]].selected


async def test_a_network_that_goes_on_the_way_makes_it_a_wish() -> None:
    town = Town()
    async with open_kiosk(town) as session:
        times = await _open(session)
        town.hold_problem = UnreachableError()
        await times.choose.run(FREE[2])
        assert times.ready.value
        assert not town.holds


async def test_another_refusal_is_said_in_the_servers_words() -> None:
    town = Town()
    async with open_kiosk(town) as session:
        times = await _open(session)
        town.hold_problem = NotFoundError({"status": 404, "code": "not_found", "detail": "It is gone."})
        await times.choose.run(FREE[2])
        notice = times.notice.value
        assert notice is not None
        assert notice.tone == "warn"
        assert not times.ready.value
