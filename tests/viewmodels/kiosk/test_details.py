"""Name, phone, and the booking."""

from typing import Any

import pytest

from tests.viewmodels.kiosk.town import FREE, QUICK, Town, make_listing, open_kiosk, step_of
from tests.viewmodels.kiosk.until import until
from viewmodels.kiosk.counter import request_code
from viewmodels.kiosk.details import DetailsViewModel
from viewmodels.kiosk.rows import Step
from viewmodels.kiosk.session import KioskSession
from viewmodels.kiosk.wiring import KioskTimes

SLOW = KioskTimes(answer=0.1)


async def _open(session: KioskSession, start: str = FREE[2]) -> DetailsViewModel:
    session.find.chosen.emit(make_listing())
    await until(lambda: session.times.state.value.groups)
    await session.times.choose.run(start)
    await session.times.proceed.run()
    assert step_of(session) is Step.DETAILS
    return session.details


def _fill(details: DetailsViewModel, name: str = "Ruth Cole", phone: str = "0151 2345689") -> None:
    details.type_name(name)
    details.type_phone(phone)


def _taken(*others: str) -> dict[str, Any]:
    slots = [{"starts_at": start, "ends_at": start, "staff_id": "s"} for start in others]
    return {"status": 409, "code": "slot_taken", "detail": "Taken.", "alternatives": slots}


async def test_a_booking_uses_the_hold_and_shows_the_servers_code() -> None:
    town = Town()
    async with open_kiosk(town) as session:
        details = await _open(session)
        _fill(details)
        details.type_note("Ring twice")
        await details.book.run()
        assert step_of(session) is Step.DONE
        ticket = session.done.ticket.value
        assert ticket is not None
        assert not ticket.request
        assert ticket.code == "7KQ-M4TX"
        args = town.operations[0].args
        assert args["hold_id"] == next(iter(town.holds))
        assert args["guest"] == {"name": "Ruth Cole", "phone": "+491512345689"}
        assert args["note"] == "Ring twice"
        assert not town.released


async def test_a_network_that_goes_on_the_way_is_said_on_the_button() -> None:
    town = Town()
    async with open_kiosk(town) as session:
        details = await _open(session)
        _fill(details)
        assert details.state.value.book_label == "Book it"
        town.go_offline()
        assert details.state.value.book_label == "Ask for it"
        assert (details.name.value, details.phone.value) == ("Ruth Cole", "0151 2345689")
        town.go_online()
        assert details.state.value.book_label == "Book it"


async def test_bad_input_is_told_at_its_field_and_nothing_is_sent() -> None:
    town = Town()
    async with open_kiosk(town) as session:
        details = await _open(session)
        jumps: list[str] = []
        details.first_problem.connect(jumps.append)
        details.type_name("   ")
        details.type_phone("0151 x")
        await details.book.run()
        assert "name" in details.name_problem.value
        assert "0151 2345678" in details.phone_problem.value
        assert jumps == ["name"]
        assert details.phone.value == "0151 x"
        assert not town.operations
        details.type_name("R")
        assert details.name_problem.value == ""
        assert details.phone_problem.value


@pytest.mark.parametrize(
    "name", ["محمد علي", "李小龍", "👩‍🔧 Zoë 🎉", "O'Brien-Müller", "ş" * 120, "<b>x</b>"]
)
async def test_any_name_is_a_name(name: str) -> None:
    town = Town()
    async with open_kiosk(town) as session:
        details = await _open(session)
        _fill(details, name=f"  {name} ")
        await details.book.run()
        assert town.operations[0].args["guest"] == {"name": name, "phone": "+491512345689"}
        ticket = session.done.ticket.value
        assert ticket is not None
        assert any(line.text == name for line in ticket.lines)


async def test_a_race_lost_while_booking_keeps_the_details_and_offers_three_times() -> None:
    town = Town()
    async with open_kiosk(town) as session:
        details = await _open(session)
        _fill(details)
        town.refusals.append(_taken(FREE[0], FREE[1], FREE[3]))
        await details.book.run()
        lost = details.lost.value
        assert lost is not None
        assert [item.id for item in lost.alternatives] == [FREE[0], FREE[1], FREE[3]]
        assert "kept" in lost.detail
        assert step_of(session) is Step.DETAILS
        assert (details.name.value, details.phone.value) == ("Ruth Cole", "0151 2345689")
        assert len(town.discarded) == 1
        details.choose_alternative(FREE[3])
        await until(lambda: details.lost.value is None)
        await details.book.run()
        assert step_of(session) is Step.DONE
        assert town.holds[town.operations[-1].args["hold_id"]] == FREE[3]


async def test_an_alternative_that_goes_too_offers_others() -> None:
    town = Town()
    async with open_kiosk(town) as session:
        details = await _open(session)
        _fill(details)
        town.refusals.append(_taken(FREE[0], FREE[1], FREE[3]))
        await details.book.run()
        town.kept.add(FREE[3])
        await details.take.run(FREE[3])
        lost = details.lost.value
        assert lost is not None
        assert FREE[3] not in {item.id for item in lost.alternatives}
        assert details.name.value == "Ruth Cole"


@pytest.mark.parametrize("code", ["hold_expired", "not_found"])
async def test_a_hold_that_ended_on_the_way_is_booked_without_it(code: str) -> None:
    town = Town()
    async with open_kiosk(town) as session:
        details = await _open(session)
        _fill(details)
        town.refusals.append({"status": 409, "code": code, "detail": "Over."})
        await details.book.run()
        assert step_of(session) is Step.DONE
        first, second = town.operations
        assert "hold_id" in first.args
        assert second.args["starts_at"] == FREE[2]
        assert second.args["listing_id"] == "cut"


async def test_another_refusal_is_shown_in_the_servers_words_and_nothing_is_kept() -> None:
    town = Town()
    async with open_kiosk(town) as session:
        details = await _open(session)
        _fill(details)
        town.refusals.append({"status": 422, "code": "invalid_input", "detail": "No such phone."})
        await details.book.run()
        assert details.problem.value == "No such phone."
        assert step_of(session) is Step.DETAILS
        assert len(town.discarded) == 1


async def test_without_network_it_becomes_a_request_with_a_code_of_its_own() -> None:
    town = Town()
    async with open_kiosk(town) as session:
        session.find.chosen.emit(make_listing())
        await until(lambda: session.times.state.value.groups)
        town.go_offline()
        await session.times.choose.run(FREE[2])
        await session.times.proceed.run()
        details = session.details
        assert details.state.value.book_label == "Ask for it"
        _fill(details)
        await details.book.run()
        ticket = session.done.ticket.value
        assert ticket is not None
        assert ticket.request
        operation = town.operations[0]
        assert ticket.code == request_code(operation.target)
        assert ticket.code in operation.args["note"]
        assert operation.args["starts_at"] == FREE[2]


async def test_a_request_turns_into_a_booking_when_it_is_sent_while_one_looks() -> None:
    town = Town(answers=False)
    async with open_kiosk(town, SLOW) as session:
        details = await _open(session)
        _fill(details)
        await details.book.run()
        ticket = session.done.ticket.value
        assert ticket is not None
        assert ticket.request
        town.answer(town.operations[0])
        ticket = session.done.ticket.value
        assert ticket is not None
        assert not ticket.request
        assert ticket.code == "7KQ-M4TX"


async def test_the_dialling_code_can_be_chosen() -> None:
    town = Town()
    async with open_kiosk(town) as session:
        details = await _open(session)
        details.choose_country("+351")
        _fill(details, phone="912 345 678")
        await details.book.run()
        assert town.operations[0].args["guest"]["phone"] == "+351912345678"


async def test_another_language_keeps_what_was_typed_and_translates_the_problems() -> None:
    async with open_kiosk(Town(), QUICK) as session:
        session.idle.stop()
        details = await _open(session)
        session.idle.stop()
        details.type_name("Ruth")
        details.check()
        english = details.phone_problem.value
        session.speak_language("de")
        assert details.name.value == "Ruth"
        assert details.phone_problem.value != english
        assert "Telefonnummer" in details.phone_problem.value
