"""Requests that were refused after their customer had gone."""

from client.outbox.operation import Operation, PendingOperation, State, Touch
from client.outbox.operations.booking import create_booking
from tests.viewmodels.kiosk.town import FREE, Town, make_listing, open_kiosk
from tests.viewmodels.kiosk.until import until
from viewmodels.kiosk.counter import request_code
from viewmodels.kiosk.rows import Overlay
from viewmodels.kiosk.session import KioskSession


def _pending(key: str, state: State) -> PendingOperation:
    wish = create_booking(
        f"booking-{key}", make_listing(), FREE[2], guest={"name": "Ruth Cole", "phone": "+491512345689"}
    )
    problem = {"detail": "This time is taken."} if state is State.CONFLICT else None
    return PendingOperation(key, 1, "kiosk", wish, 1, FREE[0], state=state, problem=problem)


def _enter_pin(session: KioskSession) -> None:
    session.ask_pin()
    for digit in "4711":
        session.pin.press(digit)
    session.pin.enter()


async def test_staff_sees_whom_to_call_before_the_kiosk_is_left() -> None:
    town = Town(pending=[_pending("a", State.CONFLICT), _pending("b", State.QUEUED)])
    async with open_kiosk(town) as session:
        unlocked: list[bool] = []
        session.unlocked.connect(lambda: unlocked.append(True))
        _enter_pin(session)
        assert session.overlay.value is Overlay.STAFF
        assert not unlocked
        (row,) = session.staff.rows.value
        assert row.who == "Ruth Cole, +491512345689"
        assert row.what == "Cut and finish, tomorrow 13:00"
        assert row.why == "This time is taken."
        assert row.code == request_code("booking-a")
        assert session.staff.waiting.value == "1 request is not sent yet"


async def test_who_was_called_is_put_away_for_good() -> None:
    town = Town(pending=[_pending("a", State.CONFLICT)])
    async with open_kiosk(town) as session:
        await session.staff.put_away.run("a")
        await until(lambda: not session.staff.rows.value)
        assert town.discarded == ["a"]


async def test_with_nobody_to_call_the_pin_is_enough() -> None:
    other = Operation("notification.read", "n", {}, (Touch("notification", "n"),))
    town = Town(pending=[PendingOperation("n", 1, "kiosk", other, 1, FREE[0], state=State.CONFLICT)])
    async with open_kiosk(town) as session:
        unlocked: list[bool] = []
        session.unlocked.connect(lambda: unlocked.append(True))
        _enter_pin(session)
        assert unlocked == [True]
