"""Bookings in the words of the table and its side panel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from client.outbox.operation import NEEDS_PERSON, Mark
from client.stores.base import Folded
from contracts.cancellation import no_show_fee
from contracts.rows import BookingDoc, ProposalDoc
from contracts.transitions import TRANSITIONS
from contracts.vocabulary import BookingAction, BookingStatus, ProposalSide, SeriesScope
from viewmodels.format import Format
from viewmodels.shell.booking_words import initials_of, who_of
from viewmodels.shell.booking_words import tint_of as person_tint
from viewmodels.vendor.booking_rows import BookingPanel, BookingRow, DeedRow, HistoryRow
from viewmodels.vendor.deeds import offered, waiting_mark
from viewmodels.vendor.roster import Roster
from viewmodels.vendor.standing import Standing, lapses_at, minutes_late, minutes_long, standing_of
from viewmodels.vendor.today_words import client_key, tint_letter

Item = Folded[BookingDoc]

ICONS: dict[Standing, tuple[str, str]] = {
    Standing.REQUESTED: ("circle-dashed", "warn"),
    Standing.CONFIRMED: ("circle-check", "soft"),
    Standing.LATE: ("alarm-clock", "bad"),
    Standing.IN_PROGRESS: ("circle-play", "accent"),
    Standing.DONE: ("check", "good"),
    Standing.NO_SHOW: ("user-x", "bad"),
    Standing.CANCELLED: ("circle-slash", "faint"),
    Standing.DECLINED: ("circle-x", "faint"),
    Standing.EXPIRED: ("hourglass", "faint"),
}

DEEDS: dict[BookingAction, tuple[str, str]] = {
    BookingAction.ACCEPT: ("check", "A"),
    BookingAction.START: ("play", "S"),
    BookingAction.COMPLETE: ("circle-check", "F"),
    BookingAction.RESCHEDULE: ("calendar-clock", "E"),
    BookingAction.NO_SHOW: ("user-x", "N"),
    BookingAction.DECLINE: ("x", "D"),
    BookingAction.CANCEL: ("calendar-x", "Shift+C"),
}
_PRIMARY = frozenset({BookingAction.ACCEPT, BookingAction.START, BookingAction.COMPLETE})
_DANGER = frozenset({BookingAction.CANCEL})


class BookingWords:
    """Turns folded bookings into rows and panels."""

    def __init__(self, formats: Format, roster: Roster) -> None:
        self._format = formats
        self._texts = formats.texts
        self._roster = roster
        self._headings: dict[tuple[date, date], str] = {}

    def row(self, item: Item, now: datetime, heading: tuple[str, str]) -> BookingRow:
        """A line of the table."""
        row, standing = item.row, standing_of(item.row, now)
        zone = self._roster.zone
        who = who_of(row, self._texts)
        staff = self._roster.staff_name(row["staff_id"])
        phone = row["guest"]["phone"] if row["guest"] is not None else ""
        minutes = minutes_long(row)
        status = self.status(row, standing, now, pending=bool(item.pending))
        icon, tone = ICONS[standing]
        time = self._format.times(row["starts_at"], row["ends_at"], zone)
        price = self._format.money(row["price"])
        note = " ".join((row["note"] or "").split())
        return BookingRow(
            id=row["id"],
            starts_at=row["starts_at"],
            heading=heading[0],
            heading_note=heading[1],
            day=self._format.day(row["starts_at"], zone),
            time=time,
            title=row["listing_title"],
            client=who,
            client_key=client_key(row),
            phone=phone,
            staff_id=row["staff_id"],
            staff=staff,
            staff_initials=initials_of(staff) if staff else "?",
            staff_tint=tint_letter(self._roster.tint(row["staff_id"])),
            standing=standing,
            status=status,
            status_icon=icon,
            status_tone=tone,
            length=self._format.duration(minutes),
            minutes=minutes,
            price=price,
            amount=row["price"]["amount"],
            currency=row["price"]["currency"],
            reference=row["reference"],
            note=note,
            booked=self._format.since(row["created_at"], zone),
            created_at=row["created_at"],
            pending=waiting_mark(item.pending) is not None,
            found_by=self.found_by(row),
            spoken=", ".join((heading[0], time, row["listing_title"], who, status, price)),
        )

    def found_by(self, row: BookingDoc) -> str:
        """What search looks in."""
        phone = row["guest"]["phone"] if row["guest"] is not None else ""
        parts = row["reference"], row["listing_title"], who_of(row, self._texts), phone
        return " ".join((*parts, self._roster.staff_name(row["staff_id"]))).casefold()

    def status(self, row: BookingDoc, standing: Standing, now: datetime, *, pending: bool) -> str:
        """`Confirmed`, `Late 21 min`, `Accepted` while that is only known here."""
        if standing is Standing.LATE:
            minutes = minutes_late(row, now)
            span = self._format.duration(minutes) if minutes < 24 * 60 else self._days(minutes)
            return self._texts("vendor.standing.late_by", span=span)
        if row["version"] == 0:
            return self._texts("vendor.standing.new")
        if pending and standing is Standing.CONFIRMED:
            return self._texts("vendor.standing.accepted")
        return self._texts(f"vendor.standing.{standing.value}")

    def _days(self, minutes: int) -> str:
        return self._texts.count("format.days", minutes // (24 * 60))

    def heading(self, row: BookingDoc) -> str:
        """`Today, Sunday 22 November`, `Monday 23 November`."""
        day = self._format.local(row["starts_at"], self._roster.zone).date()
        today = self._format.today(self._roster.zone)
        if (day, today) not in self._headings:
            self._headings[day, today] = self._heading(day, today)
        return self._headings[day, today]

    def _heading(self, day: date, today: date) -> str:
        long = self._format.day_long(day)
        if day.year != today.year:
            long = f"{long} {day.year}"
        return self._texts("vendor.bookings.today", day=long) if day == today else long

    # The side panel.

    def panel(
        self,
        item: Item,
        now: datetime,
        bookings_of_client: int | None,
        proposed: Folded[ProposalDoc] | None = None,
    ) -> BookingPanel:
        """Everything about one booking."""
        row, standing = item.row, standing_of(item.row, now)
        zone = self._roster.zone
        who, staff = who_of(row, self._texts), self._roster.staff_name(row["staff_id"])
        mark = waiting_mark(item.pending)
        refused = next((mark for mark in item.pending if mark.state in NEEDS_PERSON), None)
        known = bookings_of_client is not None and bookings_of_client > 0
        day = self._format.near_day(row["starts_at"], zone)
        return BookingPanel(
            id=row["id"],
            title=row["listing_title"],
            subtitle=self._subtitle(row, staff),
            standing=standing,
            status=self.status(row, standing, now, pending=mark is not None),
            pending=self._texts(f"vendor.pending.{mark.name}") if mark is not None else "",
            pending_text=self._pending_text(row, mark, who),
            problem=self._problem(refused),
            when=f"{day[:1].upper()}{day[1:]}, {self._format.times(row['starts_at'], row['ends_at'], zone)}",
            when_there=self._elsewhere(row),
            client=who,
            client_initials=initials_of(who),
            client_tint=tint_letter(person_tint(client_key(row))),
            client_note=self._texts.count("vendor.bookings", bookings_of_client or 0) if known else "",
            phone=row["guest"]["phone"] if row["guest"] is not None else "",
            staff=staff or self._texts("vendor.panel.anybody"),
            staff_initials=initials_of(staff),
            staff_tint=tint_letter(self._roster.tint(row["staff_id"])),
            note=(row["note"] or "").strip(),
            price_line=self._texts(
                "vendor.panel.price_line",
                title=row["listing_title"],
                length=self._format.duration(minutes_long(row)),
            ),
            price=self._format.money(row["price"]),
            deeds=self._all_deeds(row, now, proposed),
            can_take_back=mark is not None,
            proposal=self._proposal(row, proposed),
            terms=self._terms(row),
        )

    def _proposal(self, row: BookingDoc, proposed: Folded[ProposalDoc] | None) -> str:
        if proposed is None:
            return ""
        side, zone = proposed.row["side"], self._roster.zone
        text = self._texts(
            f"vendor.proposal.{side}",
            name=who_of(row, self._texts),
            when=self._format.day_time(proposed.row["starts_at"], zone),
            until=self._format.since(proposed.row["expires_at"], zone),
        )
        return f"{text} “{proposed.row['note']}”" if proposed.row["note"] else text

    def _all_deeds(
        self, row: BookingDoc, now: datetime, proposed: Folded[ProposalDoc] | None
    ) -> tuple[DeedRow, ...]:
        answers, deeds = self._answers(proposed), self._deeds(row, now)
        if answers:
            # One filled button: what is asked comes before what could be done anyway.
            deeds = [replace(deed, kind="default") if deed.kind == "primary" else deed for deed in deeds]
        asking = self._asking(row, proposed)
        danger = [deed for deed in deeds if deed.kind == "danger"]
        if danger and row.get("series_id"):
            danger += [
                DeedRow(
                    f"cancel_{scope}", self._texts(f"vendor.series.cancel_{scope}"), "calendar-x", "danger"
                )
                for scope in (SeriesScope.FOLLOWING.value, SeriesScope.ALL.value)
            ]
        return (*answers, *(deed for deed in deeds if deed.kind != "danger"), *asking, *danger)

    def _answers(self, proposed: Folded[ProposalDoc] | None) -> list[DeedRow]:
        """What can be said to another time that is proposed; nothing while something said is on its way."""
        if proposed is None or proposed.pending:
            return []
        mine = proposed.row["side"] == ProposalSide.VENDOR
        words = [("withdraw", "undo-2", "default")] if mine else [("agree", "calendar-check", "primary")]
        words += [] if mine else [("refuse", "calendar-x", "default")]
        return [DeedRow(id, self._texts(f"vendor.proposal.{id}"), icon, kind) for id, icon, kind in words]

    def _asking(self, row: BookingDoc, proposed: Folded[ProposalDoc] | None) -> list[DeedRow]:
        """Proposing another time: to somebody with an account, one at a time."""
        open_ = BookingStatus(row["status"]) in TRANSITIONS[BookingAction.RESCHEDULE].sources
        if proposed is not None or row["customer"] is None or not row["version"] or not open_:
            return []
        return [DeedRow("propose", self._texts("vendor.proposal.propose"), "calendar-clock", "default")]

    def _terms(self, row: BookingDoc) -> str:
        """What was charged, or would be for not coming."""
        policy, fee, price = row.get("policy"), row.get("fee"), row["price"]
        if fee is not None:
            return self._texts("vendor.terms.charged", fee=self._format.money(fee)) if fee["amount"] else ""
        if policy is None or BookingStatus(row["status"]) is not BookingStatus.CONFIRMED:
            return ""
        due = no_show_fee(policy, price["amount"])
        money = self._format.money({"amount": due, "currency": price["currency"]})
        return self._texts("vendor.terms.no_show", fee=money) if due else ""

    def _subtitle(self, row: BookingDoc, staff: str) -> str:
        booked = self._texts(
            "vendor.panel.booked", when=self._format.since(row["created_at"], self._roster.zone)
        )
        number = self._texts("vendor.panel.number", number=row["reference"]) if row["reference"] else ""
        if row.get("series_id"):
            place = self._texts("vendor.series.member", number=row.get("series_position") or 1)
            number = " · ".join(part for part in (number, place) if part)
        return " · ".join(part for part in (number, staff.partition(" ")[0], booked) if part)

    def _pending_text(self, row: BookingDoc, mark: Mark | None, who: str) -> str:
        if mark is None:
            return ""
        if mark.name == "booking.accept":
            until = lapses_at(row, self._roster.answer_minutes)
            time = self._format.since(until, self._roster.zone)
            return self._texts("vendor.pending.accept_text", name=who, time=time)
        return self._texts("vendor.pending.text", name=who)

    def _problem(self, refused: Mark | None) -> str:
        if refused is None:
            return ""
        problem: Mapping[str, Any] = refused.problem or {}
        words = str(problem.get("detail") or problem.get("title") or "")
        return self._texts(
            "vendor.panel.refused", deed=self._texts(f"vendor.pending.{refused.name}"), words=words
        )

    def _elsewhere(self, row: BookingDoc) -> str:
        """The same time where the reader is, if their clock shows another."""
        if self._format.same_clock(row["starts_at"], self._roster.zone):
            return ""
        times = self._format.times(row["starts_at"], row["ends_at"])
        return self._texts("vendor.panel.here", times=times, city=self._format.zone_city(self._format.zone))

    def _deeds(self, row: BookingDoc, now: datetime) -> list[DeedRow]:
        deeds: list[DeedRow] = []
        for action, (icon, keys) in DEEDS.items():
            if not offered(action, row, now):
                continue
            filled = not any(deed.kind == "primary" for deed in deeds) and action in _PRIMARY
            kind = "primary" if filled else "danger" if action in _DANGER else "default"
            deeds.append(
                DeedRow(action.value, self._texts(f"vendor.deed.name.{action.value}"), icon, kind, keys)
            )
        return deeds

    def history(self, item: Item, steps: Sequence[Mapping[str, Any]]) -> list[HistoryRow]:
        """What happened, newest first, led by what was done here and is not sent."""
        zone = self._roster.zone
        rows = [
            HistoryRow(
                self._texts("vendor.history.waiting", deed=self._texts(f"vendor.history.you.{mark.name}")),
                self._format.since(mark.created_at, zone),
                pending=True,
            )
            for mark in reversed(item.pending)
        ]
        rows += [self._step(step, item.row) for step in reversed(steps)]
        if not steps and item.row["version"]:
            asked = self._texts("vendor.history.made", name=who_of(item.row, self._texts))
            rows.append(HistoryRow(asked, self._format.since(item.row["created_at"], zone)))
        return rows

    def _step(self, step: Mapping[str, Any], row: BookingDoc) -> HistoryRow:
        zone = self._roster.zone
        actor = step.get("actor") or ""
        when = self._format.since(str(step["at"]), zone)
        at = self._format.day_time(str(step["starts_at"]), zone)
        action, status = step.get("action"), str(step["status"])
        if action is None:
            # A vendor's own booking is agreed from the start: nobody was asked.
            agreed = status == BookingStatus.CONFIRMED.value
            key = "expired" if status == BookingStatus.EXPIRED.value else "booked" if agreed else "asked"
        else:
            key = str(action)
        name = actor or (who_of(row, self._texts) if key == "asked" else self._texts("vendor.history.clock"))
        return HistoryRow(self._texts(f"vendor.history.{key}", name=name, when=at), when, self._changed(step))

    def _changed(self, step: Mapping[str, Any]) -> str:
        """Why, and which fields changed from what to what, as far as the step's own words don't say it."""
        parts = [str(step.get("reason") or "")]
        for change in step.get("changes") or ():
            field, before, after = change["field"], change["before"], change["after"]
            if field == "starts_at":
                old = self._format.day_time(str(before), self._roster.zone)
                parts.append(self._texts("vendor.history.was", what=old))
            elif field == "staff_id":
                parts.append(self._texts("vendor.history.was", what=self._roster.staff_name(str(before))))
            elif field == "fee" and after and after["amount"]:
                parts.append(self._texts("vendor.terms.charged", fee=self._format.money(after)))
        return " · ".join(part for part in parts if part)
