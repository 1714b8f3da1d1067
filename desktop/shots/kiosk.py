"""Pictures of the kiosk: each step, each state, upright and 1080 wide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from client.stores.search import Found
from contracts.rows import BookingDoc
from desktop.shots.kiosk_samples import build_session, listings
from desktop.shots.shot import Shot
from viewmodels.kiosk.counter import Booked
from viewmodels.kiosk.done import DoneViewModel
from viewmodels.kiosk.enrol import EnrolViewModel
from viewmodels.kiosk.free_times import FreeTimes
from viewmodels.kiosk.held_time import Choice
from viewmodels.kiosk.lost_time import build_lost
from viewmodels.kiosk.rows import Countdown, Overlay, Step
from viewmodels.kiosk.session import KioskSession
from viewmodels.kiosk.staff import RefusedRow
from viewmodels.kiosk.ticket import build_qr, build_ticket
from views.kiosk.enrol import EnrolView
from views.kiosk.kiosk_view import KioskView

SIZE = (1080, 1920)
_START, _END = "2026-11-23T13:30:00Z", "2026-11-23T14:15:00Z"
_FREE = (
    "2026-11-22T12:00:00Z", "2026-11-22T13:00:00Z", "2026-11-22T14:15:00Z", "2026-11-22T15:00:00Z",
    "2026-11-23T08:00:00Z", "2026-11-23T09:15:00Z", "2026-11-23T10:30:00Z", "2026-11-23T11:15:00Z",
    "2026-11-23T12:00:00Z", "2026-11-23T14:15:00Z", "2026-11-23T15:00:00Z", "2026-11-23T17:15:00Z",
    "2026-11-23T18:00:00Z", "2026-11-24T08:00:00Z", "2026-11-24T09:00:00Z", "2026-11-26T08:00:00Z",
    "2026-11-26T10:00:00Z",
)  # fmt: skip
_TAKEN = "2026-11-23T12:45:00Z"
_OTHERS = ("2026-11-23T14:15:00Z", "2026-11-23T15:00:00Z", "2026-11-24T08:00:00Z")


def _soonest(session: KioskSession) -> None:
    session.soonest._listings, session.soonest._stamp = listings(), "11:36"
    session.soonest.render()


def _choice(*, held: bool = True) -> Choice:
    kept = ("h1", "2026-11-22T10:40:32Z") if held else ("", "")
    return Choice(listings()[1], _START, _END, *kept)


def _at_times(session: KioskSession, *, held: bool = True) -> None:
    times = session.times
    times._listing, times._loading = listings()[1], False
    free = times._free = FreeTimes(times.format, listings()[1]["zone"])
    free.update([{"starts_at": start, "ends_at": start, "staff_id": ""} for start in _FREE], "")
    free.day = date(2026, 11, 23)
    free.lose(_TAKEN)
    session.held.choice.value = _choice(held=held)
    if held:
        session.held.countdown.value = Countdown("4:32", 0.45)
    times.render()
    session.step.value = Step.TIMES
    session.render()


def _attract(session: KioskSession) -> None:
    _soonest(session)


def _find(session: KioskSession) -> None:
    _soonest(session)
    session.step.value = Step.FIND
    session.render()


def _results(session: KioskSession) -> None:
    find = session.find
    find._category = find._categories[4]
    find._found = Found(listings() * 2, 6)
    find.render()
    session.step.value = Step.FIND
    session.render()


def _nothing(session: KioskSession) -> None:
    find = session.find
    find.words.value = "tp repair"
    find._found = Found((), 0, {}, "tap repair")
    find.render()
    session.step.value = Step.FIND
    session.render()


def _times_lost(session: KioskSession) -> None:
    _at_times(session)
    others = _OTHERS
    session.held.choice.value = None
    times = session.times
    times.lost.value = build_lost(times.texts, times.format, _TAKEN, others, listings()[1]["zone"])


def _details(session: KioskSession) -> None:
    session.held.choice.value = _choice()
    session.held.countdown.value = Countdown("3:57", 0.4)
    session.details.open(_choice())
    session.details.name.value = "Ruth Col"
    session.step.value = Step.DETAILS
    session.render()


def _details_wrong(session: KioskSession) -> None:
    _details(session)
    session.details.name.value = ""
    session.details.phone.value = "0151 x"
    session.details.check()


def _details_lost(session: KioskSession) -> None:
    _details(session)
    details = session.details
    details.name.value, details.phone.value = "Ruth Cole", "0151 2345689"
    others = _OTHERS
    kept = details.texts("kiosk.lost.kept")
    zone = listings()[1]["zone"]
    details.lost.value = build_lost(details.texts, details.format, _START, others, zone, kept=kept)


def _answer(status: str) -> BookingDoc:
    listing = listings()[1]
    return {
        "id": "b1", "version": 1, "reference": "7KQ-M4TX", "status": status, "listing_id": "l2",
        "listing_title": listing["title"], "vendor_id": "v", "staff_id": "s",
        "customer": None, "guest": None,
        "starts_at": _START, "ends_at": _END, "zone": listing["zone"], "price": listing["price"],
        "note": None,
        "created_at": _START, "updated_at": _START,
    }  # fmt: skip


def _done(session: KioskSession, status: str) -> None:
    guest = {"name": "Ruth Cole", "phone": "+491512345689"}
    answer = _answer(status) if status else None
    booked = Booked("b1", _choice(), {"name": guest["name"], "phone": guest["phone"]}, "R3F 8K2", answer)
    done: DoneViewModel = session.done
    ticket = build_ticket(done.texts, done.format, booked)
    done.ticket.value = replace(ticket, qr=build_qr(done.texts, booked))
    done.countdown.value = Countdown("42", 0.7)
    session.step.value = Step.DONE
    session.render()


def _idle(session: KioskSession) -> None:
    _at_times(session)
    session.idle.countdown.value = Countdown("14", 0.7)
    session.overlay.value = Overlay.STILL_THERE


def _languages(session: KioskSession) -> None:
    _find(session)
    session.overlay.value = Overlay.LANGUAGES


def _pin(session: KioskSession) -> None:
    _attract(session)
    session.ask_pin()
    session.pin.press("1")
    session.pin.press("2")


def _staff(session: KioskSession) -> None:
    _attract(session)
    taken = "This time is taken."
    session.staff.rows.value = (
        RefusedRow("o1", "R3F 8K2", "Ruth Cole, +49 151 2345689", "Cut and finish, Mon 14:30", taken),
        RefusedRow("o2", "R7M 1QX", "Ove Holm, +49 160 7654321", "Dog walk, Tue 24 Nov, 10:00", taken),
    )
    session.overlay.value = Overlay.STAFF


def _build(prepare: Callable[[KioskSession], None], *, language: str = "en", online: bool = True) -> QWidget:
    session = build_session(language, online=online)
    prepare(session)
    view = KioskView(session)
    # The view keeps nothing of the session alive by itself.
    session.setParent(view)
    return view


def _offline(session: KioskSession) -> None:
    _done(session, "")


def _build_enrolment() -> QWidget:
    session = build_session()

    async def enrol(_code: str) -> None:
        return

    model = EnrolViewModel(session.tools, enrol)
    model.type_code("HARBOUR-7")
    model.problem.value = session.texts("kiosk.enrol.wrong")
    view = EnrolView(model)
    for part in (session, model):
        part.setParent(view)
    return view


def _shot(
    name: str, prepare: Callable[[KioskSession], None], language: str = "en", *, online: bool = True
) -> Shot:
    build = partial(_build, prepare, language=language, online=online)
    return Shot(f"kiosk-{name}", build, SIZE, ("kiosk",))


SHOTS = (
    _shot("attract", _attract),
    _shot("attract-tr", _attract, "tr"),
    _shot("find", _find),
    _shot("find-de", _find, "de"),
    _shot("results", _results),
    _shot("nothing", _nothing),
    _shot("time", _at_times),
    _shot("time-lost", _times_lost),
    _shot("time-offline", partial(_at_times, held=False), online=False),
    _shot("time-pl", _at_times, "pl"),
    _shot("details", _details),
    _shot("details-wrong", _details_wrong),
    _shot("details-lost", _details_lost),
    _shot("details-fr", _details, "fr"),
    _shot("receipt", partial(_done, status="requested")),
    _shot("receipt-confirmed", partial(_done, status="confirmed")),
    _shot("offline", _offline, online=False),
    _shot("offline-pt", _offline, "pt", online=False),
    _shot("idle", _idle),
    _shot("languages", _languages),
    _shot("pin", _pin),
    _shot("staff", _staff),
    Shot("kiosk-enrol", _build_enrolment, SIZE, ("kiosk",)),
)
