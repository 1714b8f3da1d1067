"""Pictures of the vendor's availability page."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from contracts.rows import AvailabilityDoc, ExceptionDoc, OpenHoursDoc, ResourceDoc
from desktop.shots.shot import Shot
from desktop.shots.vendor import ask_over, in_frame
from desktop.shots.vendor_samples import KINDS, SampleClock, build_account, build_desk, staff
from viewmodels.kernel.navigator import Dialog
from viewmodels.vendor.availability import AvailabilityViewModel
from viewmodels.vendor.availability_exception import AddException
from viewmodels.vendor.desk import VendorDesk
from viewmodels.vendor.roster import Roster
from views.vendor.availability import AvailabilityView
from views.vendor.week_canvas import WeekCanvas

_ROSA = (
    ((480, 780), (840, 1080)),
    ((480, 780), (840, 1080)),
    (),
    ((480, 750),),
    ((480, 960),),
    (),
    ((480, 1080),),
)
_DAYS: tuple[tuple[int | None, str, str, str, tuple[tuple[str, str], ...], str, bool], ...] = (
    (2, "closed", "2026-11-22", "2026-11-22", (("16:30:00", "00:00:00"),), "dentist", False),
    (2, "closed", "2026-11-27", "2026-11-27", (("12:00:00", "00:00:00"),), "training", False),
    (0, "closed", "2026-11-30", "2026-11-30", (("00:00:00", "10:00:00"),), "school", False),
    (0, "open", "2026-12-05", "2026-12-05", (("09:00:00", "13:00:00"),), "extra hours", False),
    (1, "closed", "2026-12-14", "2026-12-18", (), "holiday", False),
    (None, "closed", "2026-12-24", "2026-12-24", (("13:00:00", "00:00:00"),), "", False),
    (None, "closed", "2026-12-25", "2026-12-25", (), "Christmas Day", True),
    (None, "closed", "2026-12-26", "2026-12-26", (), "Second Day of Christmas", True),
    (None, "closed", "2027-01-01", "2027-01-01", (), "New Year's Day", True),
)


def planning_rows(vendor_id: str) -> dict[str, list[Any]]:
    """Rules, exceptions and rooms of the sample vendor, and the weeks of its people."""
    people = staff()
    people[0]["hours"] = [
        OpenHoursDoc(weekday=day, opens=_clock(opens), closes=_clock(closes))
        for day, stretches in enumerate(_ROSA)
        for opens, closes in stretches
    ]
    rules: AvailabilityDoc = {
        "id": vendor_id,
        "version": 4,
        "vendor_id": vendor_id,
        "notice_minutes": 240,
        "horizon_days": 56,
        "travel_minutes": 15,
        "travel_kmh": 30,
        "holiday_country": "DE",
        "holiday_region": None,
    }
    exceptions = [
        ExceptionDoc(
            id=f"00000000-0000-4000-8000-{number:012}",
            version=1,
            vendor_id=vendor_id,
            staff_id=None if who is None else people[who]["id"],
            kind=kind,
            first_day=first,
            last_day=last,
            hours=[{"opens": opens, "closes": closes} for opens, closes in hours],
            title=title,
            is_holiday=holiday,
        )
        for number, (who, kind, first, last, hours, title, holiday) in enumerate(_DAYS)
    ]
    rooms = [
        ResourceDoc(
            id=f"00000000-0000-4000-9000-{n:012}", version=1, vendor_id=vendor_id, kind=kind, name=name
        )
        for n, (kind, name) in enumerate((("Van", "Blue van"), ("Machine", "Steam cleaner")))
    ]
    return {"staff": people, "availability": [rules], "exception": exceptions, "resource": rooms}


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}:00"


def _build(*, planned: bool = True, vendor: bool = True, online: bool = True) -> QWidget:
    clock = SampleClock()
    account = build_account(clock, kinds=KINDS)
    desk: VendorDesk = build_desk(account, clock)
    if planned:
        for entity, docs in planning_rows(desk.vendor_id).items():
            account.put(entity, docs)
    if not vendor:
        desk = replace(desk, vendor_id="")
    page = AvailabilityViewModel(desk)
    view = AvailabilityView(page)
    if not online:
        desk.status.update(online=False, as_of=clock.now())
        desk.tools.tasks.spawn(page._paint(3, 930, 1080), "sample")
    return in_frame(desk, page, view, "vendor.availability")


def _draw(widget: QWidget) -> None:
    """A stroke over Thursday that is being drawn."""
    canvas = widget.findChild(WeekCanvas)
    if isinstance(canvas, WeekCanvas):
        canvas.draw(3, 930, 1080)


def _exception(desk: VendorDesk, roster: Roster) -> Dialog[Any]:
    question = AddException(desk, roster, "")
    question.choose("kind", "hours")
    question.choose("starts", "16:00")
    question.choose("ends", "15:00")
    return question


SHOTS = (
    Shot("vendor-availability", _build, ready=_draw),
    Shot("vendor-availability-rest", _build),
    Shot("vendor-availability-empty", partial(_build, planned=False)),
    Shot("vendor-availability-offline", partial(_build, online=False)),
    Shot("vendor-availability-forbidden", partial(_build, vendor=False)),
    Shot("vendor-add-exception", _build, ready=partial(ask_over, make=_exception)),
)
