"""One person after another."""

from tests.viewmodels.kiosk.town import FREE, QUICK, Town, make_listing, open_kiosk, step_of
from tests.viewmodels.kiosk.until import until
from viewmodels.kiosk.pin import TRIES
from viewmodels.kiosk.rows import Overlay, Progress, Step
from viewmodels.kiosk.session import KioskSession
from viewmodels.kiosk.wiring import KioskTimes


async def _to_details(session: KioskSession) -> None:
    session.start()
    session.find.type_words("cut")
    await until(lambda: session.find.state.value.results)
    session.find.choose("cut")
    await until(lambda: session.times.state.value.groups)
    await session.times.choose.run(FREE[2])
    await session.times.proceed.run()
    session.details.type_name("Zuleika")
    session.details.type_phone("0151 55443322")
    session.details.type_note("Ring twice")


def _is_clean(session: KioskSession) -> bool:
    details = session.details
    typed = (details.name.value, details.phone.value, details.note.value, session.find.words.value)
    return not any(typed) and session.held.choice.value is None and session.done.ticket.value is None


async def test_idle_asks_counts_down_and_forgets_everything() -> None:
    town = Town()
    async with open_kiosk(town, QUICK) as session:
        await _to_details(session)
        session.speak_language("tr")
        hold = next(iter(town.holds))
        await until(lambda: session.overlay.value is Overlay.STILL_THERE)
        assert "14" in session.still_there.value or "13" in session.still_there.value
        await until(lambda: session.step.value is Step.ATTRACT)
        assert _is_clean(session)
        assert session.language.value == "en"
        assert session.overlay.value is Overlay.NONE
        await until(lambda: town.released == [hold])
        await until(lambda: town.forgotten)


async def test_staying_keeps_everything() -> None:
    async with open_kiosk(Town(), KioskTimes(quiet=0.05, asking=30.0, search=0.0)) as session:
        await _to_details(session)
        await until(lambda: session.overlay.value is Overlay.STILL_THERE)
        session.idle.stay()
        assert session.overlay.value is Overlay.NONE
        assert session.details.name.value == "Zuleika"
        assert step_of(session) is Step.DETAILS


async def test_a_touch_moves_the_end_of_the_quiet_time() -> None:
    async with open_kiosk(Town(), KioskTimes(quiet=30.0, search=0.0)) as session:
        session.start()
        session.idle.hurry()
        await until(lambda: session.idle.asking.value)
        session.touched()
        assert session.idle.asking.value
        session.idle.stay()
        assert not session.idle.asking.value


async def test_nobody_is_asked_on_the_attract_screen() -> None:
    async with open_kiosk(Town(), QUICK) as session:
        session.start()
        session.start_over()
        session.idle.hurry()
        assert not session.idle.asking.value


async def test_start_over_forgets_at_any_step() -> None:
    town = Town()
    async with open_kiosk(town) as session:
        await _to_details(session)
        session.start_over()
        assert step_of(session) is Step.ATTRACT
        assert _is_clean(session)
        await until(lambda: town.released)


async def test_the_ticket_clears_by_itself() -> None:
    town = Town()
    async with open_kiosk(town, KioskTimes(showing=0.1, search=0.0)) as session:
        await _to_details(session)
        await session.details.book.run()
        assert step_of(session) is Step.DONE
        await until(lambda: session.step.value is Step.ATTRACT)
        assert _is_clean(session)
        await until(lambda: town.forgotten)


async def test_back_goes_step_by_step_and_keeps_what_was_typed() -> None:
    town = Town()
    async with open_kiosk(town) as session:
        await _to_details(session)
        session.back()
        assert step_of(session) is Step.TIMES
        assert session.times.ready.value
        await session.times.proceed.run()
        assert session.details.name.value == "Zuleika"
        session.back()
        session.back()
        assert step_of(session) is Step.FIND
        assert session.find.words.value == "cut"
        await until(lambda: town.released)
        session.back()
        assert session.find.words.value == ""
        session.back()
        assert step_of(session) is Step.ATTRACT


async def test_the_steps_show_how_far_one_is() -> None:
    async with open_kiosk(Town()) as session:
        await _to_details(session)
        assert [row.title for row in session.steps.value] == ["Find", "Time", "Details", "Done"]
        done, current, ahead = Progress.DONE, Progress.CURRENT, Progress.AHEAD
        assert [row.progress for row in session.steps.value] == [done, done, current, ahead]


async def test_the_pin_unlocks_and_nothing_else_does() -> None:
    async with open_kiosk(Town()) as session:
        unlocked: list[bool] = []
        session.unlocked.connect(lambda: unlocked.append(True))
        session.ask_pin()
        for digit in "1234":
            session.pin.press(digit)
        session.pin.enter()
        assert session.pin.problem.value == "That is not the PIN."
        assert session.pin.length.value == 0
        for digit in "47113":
            session.pin.press(digit)
        session.pin.erase()
        session.pin.enter()
        assert unlocked == [True]


async def test_guessing_the_pin_is_slow() -> None:
    async with open_kiosk(Town()) as session:
        unlocked: list[bool] = []
        session.unlocked.connect(lambda: unlocked.append(True))
        session.ask_pin()
        for _ in range(TRIES):
            session.pin.press("0")
            session.pin.enter()
        assert "Wait" in session.pin.problem.value
        session.close_overlay()
        session.ask_pin()
        for digit in "4711":
            session.pin.press(digit)
        session.pin.enter()
        assert not unlocked


async def test_a_kiosk_without_pin_is_not_left_by_an_empty_one() -> None:
    async with open_kiosk(Town(), pin="") as session:
        unlocked: list[bool] = []
        session.unlocked.connect(lambda: unlocked.append(True))
        session.ask_pin()
        session.pin.enter()
        assert not unlocked
        assert "No PIN" in session.pin.problem.value


async def test_no_network_is_said_with_its_time_and_gone_when_it_is_back() -> None:
    town = Town()
    async with open_kiosk(town) as session:
        assert session.offline.value == ""
        town.go_offline()
        assert session.offline.value == "This kiosk has no network since 11:20. Looking around still works."
        town.go_online()
        assert session.offline.value == ""


async def test_what_is_free_soonest_leads_straight_to_its_times() -> None:
    async with open_kiosk(Town()) as session:
        await session.soonest.refresh.run()
        rows = session.soonest.rows.value
        assert [row.title for row in rows] == ["Cut and finish", "Dog walk"]
        assert (rows[0].soonest, rows[0].time) == ("Tomorrow 09:00", "")
        # What is free tomorrow is not called free today.
        assert session.soonest.heading.value == "Free soonest"
        session.choose_soonest("walk")
        assert step_of(session) is Step.TIMES


async def test_with_nothing_left_of_today_tomorrow_is_what_is_soonest() -> None:
    town = Town()
    listings, town.listings = town.listings, []
    async with open_kiosk(town) as session:
        town.searched.clear()
        await session.soonest.refresh.run()
        assert [query.available_on for query in town.searched] == ["2026-11-22", "2026-11-23"]
        assert session.soonest.rows.value == ()
        town.listings = listings
        await session.soonest.refresh.run()
        assert len(session.soonest.rows.value) == 2


async def test_kept_answers_are_not_offered_as_free_soonest() -> None:
    town = Town()
    town.go_offline()
    async with open_kiosk(town) as session:
        await session.soonest.refresh.run()
        assert session.soonest.rows.value == ()


async def test_a_second_service_lets_the_first_hold_go() -> None:
    town = Town()
    async with open_kiosk(town) as session:
        session.find.chosen.emit(make_listing())
        await until(lambda: session.times.state.value.groups)
        await session.times.choose.run(FREE[2])
        session.find.chosen.emit(make_listing("walk", "Dog walk"))
        await until(lambda: town.released == list(town.holds))
        assert session.held.choice.value is None
