"""The whole way with a finger: find, time, details, done."""

import pytest
from PySide6.QtCore import Qt

from tests.viewmodels.kiosk.town import FREE, Town
from tests.viewmodels.kiosk.until import until
from tests.views.kiosk.finger import Finger
from viewmodels.kiosk.rows import Step
from views.kiosk.ticket import QrCode

pytestmark = pytest.mark.ui


async def test_a_booking_from_the_first_touch_to_the_code(kiosk: Finger, town: Town) -> None:
    await kiosk.to_details()
    await kiosk.fill()
    assert kiosk.text("kiosk.details.name") == "Ruth Cole"
    assert not kiosk.sees("kiosk.keyboard")
    await kiosk.touch("kiosk.details.book")
    await until(lambda: kiosk.sees("kiosk.done.code"))
    assert kiosk.text("kiosk.done.code") == "7KQ-M4TX"
    qr = kiosk.find("kiosk.done.qr")
    assert isinstance(qr, QrCode)
    assert qr.modules > 20
    assert town.operations[0].args["guest"] == {"name": "Ruth Cole", "phone": "+491512345689"}
    await kiosk.touch("kiosk.done.finish")
    await until(lambda: kiosk.sees("kiosk.attract.start"))
    await until(lambda: town.forgotten)


async def test_two_people_want_one_time_and_the_second_takes_another(kiosk: Finger, town: Town) -> None:
    await kiosk.to_times()
    town.kept.add(FREE[2])
    await kiosk.touch(f"kiosk.time.slot.{FREE[2]}")
    await until(lambda: kiosk.sees(f"kiosk.alternative.{FREE[3]}"))
    assert len(kiosk.names("kiosk.alternative.")) == 3
    assert not kiosk.find("kiosk.time.continue").isEnabled()
    await kiosk.touch(f"kiosk.alternative.{FREE[3]}")
    await until(lambda: kiosk.find("kiosk.time.continue").isEnabled())
    assert not kiosk.sees("kiosk.alternatives")


async def test_a_race_lost_at_the_last_moment_keeps_name_and_phone(kiosk: Finger, town: Town) -> None:
    await kiosk.to_details()
    await kiosk.fill()
    slots = [{"starts_at": start, "ends_at": start, "staff_id": "s"} for start in FREE[3:]]
    town.refusals.append({"status": 409, "code": "slot_taken", "detail": "Taken.", "alternatives": slots})
    await kiosk.touch("kiosk.details.book")
    await until(lambda: kiosk.sees(f"kiosk.alternative.{FREE[4]}"))
    assert kiosk.text("kiosk.details.name") == "Ruth Cole"
    assert kiosk.text("kiosk.details.phone") == "01512345689"
    await kiosk.touch(f"kiosk.alternative.{FREE[4]}")
    await until(lambda: not kiosk.sees("kiosk.alternatives"))
    await kiosk.touch("kiosk.details.book")
    await until(lambda: kiosk.sees("kiosk.done.code"))


async def test_bad_input_is_told_at_the_field_and_the_cursor_goes_there(kiosk: Finger, town: Town) -> None:
    await kiosk.to_details()
    await kiosk.touch("kiosk.keyboard.hide")
    await kiosk.touch("kiosk.details.book")
    assert "Type a name" in kiosk.find("kiosk.details.name").accessibleDescription()
    assert kiosk.find("kiosk.details.name").hasFocus()
    assert kiosk.sees("kiosk.keyboard")
    assert not town.operations


async def test_a_plugged_in_keyboard_works_too(kiosk: Finger, town: Town) -> None:
    await kiosk.to_details()
    for letter in "Ana":
        await kiosk.press(Qt.Key(ord(letter.upper())))
    await kiosk.press(Qt.Key.Key_Return)
    assert kiosk.find("kiosk.details.phone").hasFocus()
    for digit in "0151234567":
        await kiosk.press(Qt.Key(ord(digit)))
    await kiosk.touch("kiosk.keyboard.hide")
    await kiosk.touch("kiosk.details.book")
    await until(lambda: town.operations)
    assert town.operations[0].args["guest"]["name"] == "ana"


async def test_searching_by_words(kiosk: Finger) -> None:
    await kiosk.touch("kiosk.attract.start")
    await kiosk.touch("kiosk.find.keyboard")
    await kiosk.type_keys("walk")
    await until(lambda: kiosk.names("kiosk.find.listing.") == ["kiosk.find.listing.walk"])
    await kiosk.touch("kiosk.key.next")
    assert not kiosk.sees("kiosk.keyboard")
    await kiosk.touch("kiosk.find.search.clear")
    await until(lambda: kiosk.sees("kiosk.find.category.hair"))


async def test_without_network_the_ticket_is_a_request(kiosk: Finger, town: Town) -> None:
    await kiosk.to_times()
    town.go_offline()
    assert kiosk.sees("kiosk.offline")
    await kiosk.touch(f"kiosk.time.slot.{FREE[2]}")
    await until(lambda: kiosk.find("kiosk.time.continue").isEnabled())
    await kiosk.touch("kiosk.time.continue")
    await kiosk.fill()
    await kiosk.touch("kiosk.details.book")
    await until(lambda: kiosk.sees("kiosk.done.code"))
    assert kiosk.text("kiosk.done.title") == "Requested, not confirmed"


async def test_idle_asks_and_the_button_answers(kiosk: Finger) -> None:
    await kiosk.to_details()
    await kiosk.type_keys("zuleika")
    kiosk.session.idle.hurry()
    await until(lambda: kiosk.sees("kiosk.idle.stay"))
    await kiosk.touch("kiosk.idle.stay")
    await until(lambda: not kiosk.sees("kiosk.still_there"))
    assert kiosk.text("kiosk.details.name") == "Zuleika"
    kiosk.session.idle.hurry()
    await until(lambda: kiosk.sees("kiosk.idle.clear"))
    await kiosk.touch("kiosk.idle.clear")
    await until(lambda: kiosk.session.step.value is Step.ATTRACT)
    await kiosk.touch("kiosk.attract.start")
    assert kiosk.text("kiosk.find.search") == ""


async def test_the_language_can_be_changed_anywhere_even_while_it_asks(kiosk: Finger) -> None:
    await kiosk.to_details()
    await kiosk.type_keys("ruth")
    kiosk.session.idle.hurry()
    await until(lambda: kiosk.sees("kiosk.still_there"))
    await kiosk.touch("kiosk.header.language")
    await kiosk.touch("kiosk.language.pl")
    assert kiosk.text("kiosk.details.name") == "Ruth"
    assert kiosk.text("kiosk.details.title") == "Dla kogo?"


async def test_the_pin_pad_opens_by_a_long_press_on_the_mark_and_unlocks(kiosk: Finger) -> None:
    unlocked: list[bool] = []
    kiosk.session.unlocked.connect(lambda: unlocked.append(True))
    async with kiosk.pressing("kiosk.header.mark"):
        await until(lambda: kiosk.sees("kiosk.pin"))
    await kiosk.touch("kiosk.pin.1")
    await kiosk.touch("kiosk.pin.enter")
    assert not unlocked
    for digit in "4711":
        await kiosk.touch(f"kiosk.pin.{digit}")
    await kiosk.touch("kiosk.pin.enter")
    assert unlocked == [True]


async def test_a_dialling_code_is_chosen_by_touch(kiosk: Finger) -> None:
    await kiosk.to_details()
    await kiosk.touch("kiosk.details.code")
    await kiosk.touch("kiosk.country.+48")
    assert kiosk.text("kiosk.details.code") == "+48"
    assert not kiosk.sees("kiosk.countries")
