"""Painting weeks, rules, exceptions and rooms; each stroke can be taken back, and merges where it can."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from client.outbox.kinds import KINDS
from client.outbox.operation import State
from client.outbox.operations.availability import put_setup
from desktop.shots.availability import planning_rows
from desktop.shots.memory import MemoryAccount
from viewmodels.kernel.problems import ShownError
from viewmodels.vendor.availability import CLOSE, AvailabilityViewModel
from viewmodels.vendor.availability_exception import AddException
from viewmodels.vendor.availability_words import closed, opened
from viewmodels.vendor.desk import VendorDesk
from viewmodels.vendor.listing_setup import ListingSetup

Settle = Callable[[], Awaitable[None]]


@pytest.fixture
async def page(account: MemoryAccount, desk: VendorDesk, settle: Settle) -> Any:
    for entity, docs in planning_rows(desk.vendor_id).items():
        account.put(entity, docs)
    page = AvailabilityViewModel(desk)
    await settle()
    yield page
    page.close()


def day(page: AvailabilityViewModel, weekday: int) -> tuple[tuple[int, int], ...]:
    week = page.week.value
    assert week is not None
    return week.days[weekday].stretches


def test_strokes_join_and_cut() -> None:
    assert opened([(480, 600)], 600, 720) == ((480, 720),)
    assert opened([(480, 600), (700, 800)], 590, 710) == ((480, 800),)
    assert closed([(480, 720)], 540, 600) == ((480, 540), (600, 720))
    assert closed([(480, 720)], 0, 1440) == ()


async def test_rosa_begins_with_her_own_week(page: AvailabilityViewModel) -> None:
    assert [person.name for person in page.people.value if person.chosen] == ["Rosa"]
    assert day(page, 0) == ((480, 780), (840, 1080))
    assert day(page, 2) == ()
    assert page.week.value is not None
    assert page.week.value.total == "40 h 30 a week"


async def test_a_stroke_is_kept_at_once_and_can_be_taken_back(
    page: AvailabilityViewModel, account: MemoryAccount, desk: VendorDesk, settle: Settle
) -> None:
    page.paint.trigger(2, 541, 722)
    await settle()
    assert day(page, 2) == ((540, 720),)
    [operation] = account.operations
    assert operation.operation.if_match == 1
    assert operation.operation.args["days"] == [
        {"weekday": 2, "hours": [{"opens": "09:00:00", "closes": "12:00:00"}]}
    ]
    desk.toasts.undo.trigger(desk.toasts.rows.rows[0].id)
    await settle()
    assert day(page, 2) == ()


async def test_undo_of_what_was_sent_brings_the_old_hours_back(
    page: AvailabilityViewModel, account: MemoryAccount, desk: VendorDesk, settle: Settle
) -> None:
    page.choose_mode(CLOSE)
    page.paint.trigger(0, 480, 780)
    await settle()
    assert day(page, 0) == ((840, 1080),)
    account.settle(account.operations[0].id, State.SENDING)
    desk.toasts.undo.trigger(desk.toasts.rows.rows[0].id)
    await settle()
    assert day(page, 0) == ((480, 780), (840, 1080))


async def test_edges_move_and_a_bar_drawn_to_nothing_goes(
    page: AvailabilityViewModel, settle: Settle
) -> None:
    page.resize.trigger(0, 1, 840, 1200)
    await settle()
    assert day(page, 0) == ((480, 780), (840, 1200))
    page.resize.trigger(0, 0, 480, 480)
    await settle()
    assert day(page, 0) == ((840, 1200),)


async def test_a_week_is_copied(page: AvailabilityViewModel, account: MemoryAccount, settle: Settle) -> None:
    mikael = next(person.id for person in page.people.value if person.name == "Mikael")
    page.copy_week.trigger(mikael)
    await settle()
    page.choose_person(mikael)
    assert day(page, 0) == ((480, 780), (840, 1080))
    assert len(account.operations) == 1


async def test_different_days_merge_and_the_same_day_asks(
    page: AvailabilityViewModel, account: MemoryAccount, settle: Settle
) -> None:
    page.paint.trigger(2, 540, 720)
    await settle()
    [pending] = account.operations
    merges = KINDS["hours.change"].merges
    assert merges is not None
    rosa = next(row for row in planning_rows("x")["staff"] if row["name"].startswith("Rosa"))
    other = {"weekday": 5, "opens": "10:00:00", "closes": "12:00:00"}
    assert merges(pending, rosa | {"version": 7, "hours": [*rosa["hours"], other]})
    same = {"weekday": 2, "opens": "14:00:00", "closes": "15:00:00"}
    assert not merges(pending, rosa | {"version": 7, "hours": [*rosa["hours"], same]})


async def test_rules_are_saved_as_they_are_chosen(
    page: AvailabilityViewModel, account: MemoryAccount, settle: Settle
) -> None:
    page.set_rule.trigger("notice_minutes", "1440")
    await settle()
    page.set_rule.trigger("drives", False)
    await settle()
    page.set_rule.trigger("holidays", False)
    await settle()
    assert [item.operation.args for item in account.operations] == [
        {"notice_minutes": 1440},
        {"travel_kmh": None},
        {"holiday_country": None, "holiday_region": None},
    ]
    chosen = {rule.field: rule.chosen for rule in page.rules.value}
    assert chosen == {"travel_minutes": "15", "notice_minutes": "1440", "horizon_days": "56"}
    page.set_rule.trigger("holidays", True)
    await settle()
    assert account.operations[-1].operation.args["holiday_country"] == "DE"


async def test_exceptions_say_what_stands_in_them(page: AvailabilityViewModel) -> None:
    lines = {line.when: line for line in page.exceptions.value}
    assert lines["Sun 22 Nov, from 16:30"].who == "Chiara, dentist"
    assert lines["Sat 5 Dec, 09:00 – 13:00"].tag == "Open"
    assert any("public holiday" in line.who for line in page.exceptions.value)


async def test_an_exception_waits_as_long_as_its_toast(
    page: AvailabilityViewModel, account: MemoryAccount, settle: Settle
) -> None:
    first = page.exceptions.value[0]
    page.remove.trigger(first.id)
    await settle()
    assert first.id not in {line.id for line in page.exceptions.value}
    assert account.operations[0].operation.delay == 8.0


async def test_the_form_refuses_what_can_not_be(page: AvailabilityViewModel, desk: VendorDesk) -> None:
    question = AddException(desk, page._roster, "")
    question.choose("kind", "open")
    assert not question.whole_day.value
    question.choose("starts", "16:00")
    question.choose("ends", "15:00")
    with pytest.raises(ShownError):
        await question._save()
    assert "ends" in question.errors.value
    question.close()


async def test_rooms_come_and_go(page: AvailabilityViewModel, account: MemoryAccount, settle: Settle) -> None:
    page.add_resource.trigger("  Room ", " Blue   room ")
    await settle()
    assert ("Room", "Blue room") in {(line.kind, line.name) for line in page.resources.value}
    page.add_resource.trigger("", "x")
    await settle()
    assert page.add_resource.problem.value is not None


async def test_a_service_becomes_a_class_that_needs_a_van(
    page: AvailabilityViewModel, account: MemoryAccount, desk: VendorDesk, settle: Settle
) -> None:
    first = page.services.value[0]
    assert first.detail == "One at a time"
    question = ListingSetup(desk, first.title, page._setup(first.id), ["Van", "Machine"])
    question.choose_capacity("0")
    with pytest.raises(ShownError):
        await question._save()
    question.choose_capacity("8")
    question.choose_need("Van", True)
    settled: list[Any] = []
    question.settled.connect(lambda *_: settled.append(True))
    await question._save()
    assert settled
    operation = put_setup(page._setup(first.id), 8, ["Van"])
    await desk.vendor.act(operation)
    await settle()
    assert page.services.value[0].detail == "Class for 8, needs Van"
    question.close()
