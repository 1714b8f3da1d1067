"""An operation of the outbox in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from client.documents import Document
from client.outbox.operation import PendingOperation, State
from client.stores.outbox_subject import OutboxLine
from contracts.deadlines import answer_by
from viewmodels.format import Format, to_instant
from viewmodels.shell.booking_words import about_booking, initials_of, tint_of
from viewmodels.shell.rows import AlternativeRow, OutboxRow, Tone

ICONS: dict[str, str] = {
    "booking.accept": "calendar-check",
    "booking.decline": "calendar-x",
    "booking.cancel": "calendar-x",
    "booking.create": "calendar-plus",
    "booking.reschedule": "calendar-clock",
    "series.create": "repeat",
    "series.cancel": "calendar-x",
    "waitlist.join": "hourglass",
    "waitlist.leave": "x",
    "proposal.create": "calendar-clock",
    "proposal.accept": "calendar-check",
    "proposal.decline": "calendar-x",
    "proposal.withdraw": "undo-2",
    "booking.start": "play",
    "booking.complete": "circle-check",
    "booking.no_show": "user-x",
    "address.create": "map-pin",
    "address.delete": "map-pin",
    "address.update": "map-pin",
    "block.create": "ban",
    "block.delete": "ban",
    "client.create": "user",
    "exception.create": "calendar-off",
    "exception.delete": "calendar-check",
    "hours.change": "clock",
    "resource.create": "door-open",
    "resource.delete": "door-open",
    "rules.change": "settings-2",
    "setup.put": "users",
    "client.patch": "user",
    "import.batch": "file-up",
    "notification.read": "bell",
}
TONES: dict[State, Tone] = {
    State.QUEUED: Tone.WARN,
    State.SENDING: Tone.ACCENT,
    State.BLOCKED: Tone.WARN,
    State.CONFLICT: Tone.BAD,
    State.REJECTED: Tone.BAD,
    State.QUARANTINED: Tone.BAD,
    State.DONE: Tone.GOOD,
}
_NEEDS_PERSON = frozenset({State.CONFLICT, State.REJECTED, State.QUARANTINED})
_SLOT_TAKEN = "slot_taken"


@dataclass(frozen=True, slots=True)
class OutboxWords:
    """Makes rows of operations; `online` decides whether a queued one waits for the network or its turn."""

    format: Format
    online: bool

    def row(self, line: OutboxLine, heading: str) -> OutboxRow:
        """The operation as the sheet shows it."""
        pending = line.operation
        needs_person = pending.state in _NEEDS_PERSON
        sending = pending.state is State.SENDING
        return OutboxRow(
            id=pending.id,
            heading=heading,
            icon=ICONS.get(pending.name, "send"),
            title=self.title(line),
            detail=self._detail(line),
            state=self._state(pending),
            tone=TONES[pending.state],
            quote=_detail_of(pending.problem) if needs_person else "",
            explanation=self._explanation(pending),
            alternatives=self._alternatives(line),
            sending=sending,
            can_retry=not sending,
            can_edit=needs_person and _is_booking(pending),
            can_discard=not sending,
        )

    def title(self, line: OutboxLine) -> str:
        """`Accept Tap repair, Jonas Weber, today 13:00`."""
        key = f"shell.operation.{line.operation.name}"
        texts = self.format.texts
        return texts(key if texts.has(key) else "shell.operation.other", about=self._about(line))

    def deadline(self, line: OutboxLine) -> datetime | None:
        """When the server stops taking it: an answer to a request, otherwise never."""
        if line.booking is None or line.operation.name not in {"booking.accept", "booking.decline"}:
            return None
        return answer_by(
            to_instant(line.booking["created_at"]), to_instant(line.booking["starts_at"]), line.answer_minutes
        )

    def _about(self, line: OutboxLine) -> str:
        if line.booking is not None:
            return about_booking(line.booking, self.format)
        args = line.operation.operation.args
        name = args.get("title") or args.get("name")
        if isinstance(args.get("starts_at"), str) and name:
            when = self.format.day_time(str(args["starts_at"]), str(args.get("zone") or self.format.zone))
            return self.format.texts("shell.outbox.about_unnamed", what=name, when=when)
        items = args.get("items")
        if isinstance(items, list):
            return self.format.texts.count("shell.outbox.lines", len(items))
        return str(name or line.title or "")

    def _detail(self, line: OutboxLine) -> str:
        texts = self.format.texts
        zone = line.booking["zone"] if line.booking is not None else ""
        parts = [texts("shell.outbox.since", time=self.format.since(line.operation.created_at, zone))]
        deadline = self.deadline(line)
        if deadline is not None:
            parts.insert(0, texts("shell.outbox.must_arrive", time=self.format.since(deadline, zone)))
        if line.operation.attempts:
            parts.append(texts.count("shell.outbox.tries", line.operation.attempts))
        return " · ".join(parts)

    def _state(self, pending: PendingOperation) -> str:
        texts, state = self.format.texts, pending.state
        if state is State.SENDING and pending.attempts > 1:
            return texts("shell.outbox.state.sending_again", count=pending.attempts)
        if state is State.QUEUED and self.online:
            return texts("shell.outbox.state.next")
        if state in _NEEDS_PERSON and _code_of(pending.problem) == _SLOT_TAKEN:
            return texts("shell.outbox.state.slot_taken")
        return texts(f"shell.outbox.state.{state.value}")

    def _explanation(self, pending: PendingOperation) -> str:
        texts = self.format.texts
        if pending.state in _NEEDS_PERSON and alternatives_of(pending.problem):
            return texts("shell.outbox.explain.slot_taken")
        key = f"shell.outbox.explain.{pending.state.value}"
        return texts(key) if texts.has(key) else ""

    def _alternatives(self, line: OutboxLine) -> tuple[AlternativeRow, ...]:
        slots = alternatives_of(line.operation.problem)
        if line.operation.state not in _NEEDS_PERSON or not slots or line.booking is None:
            return ()
        zone, wanted = line.booking["zone"], to_instant(line.booking["starts_at"])
        rows = []
        for place, slot in enumerate(slots):
            staff = str(slot["staff_id"])
            who = line.staff.get(staff, "")
            rows.append(
                AlternativeRow(
                    id=str(place),
                    when=self.format.day_time(slot["starts_at"], zone),
                    who=who,
                    initials=initials_of(who),
                    tint=tint_of(staff),
                    difference=self._difference(
                        to_instant(slot["starts_at"]) - wanted, slot["starts_at"], zone
                    ),
                )
            )
        return tuple(rows)

    def _difference(self, away: timedelta, starts_at: str, zone: str) -> str:
        texts = self.format.texts
        if not away:
            return texts("shell.outbox.same_time")
        if abs(away) >= timedelta(days=1):
            return texts("shell.outbox.another_day", day=self.format.near_day(starts_at, zone))
        span = self.format.duration(int(abs(away).total_seconds()) // 60)
        return texts("shell.outbox.later" if away > timedelta(0) else "shell.outbox.earlier", span=span)


def alternatives_of(problem: Document | None) -> list[dict[str, Any]]:
    """The free slots that a problem document offers instead."""
    found: Any = (problem or {}).get("alternatives")
    return found if isinstance(found, list) else []


def _detail_of(problem: Document | None) -> str:
    found = problem or {}
    return str(found.get("detail") or found.get("title") or "")


def _code_of(problem: Document | None) -> str:
    return str((problem or {}).get("code") or "")


def _is_booking(pending: PendingOperation) -> bool:
    return pending.name in {"booking.create", "booking.reschedule"}
