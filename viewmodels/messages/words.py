"""Conversations and messages in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from client.outbox.operation import NEEDS_PERSON
from client.outbox.operations.conversation import PENDING_FROM
from client.stores.base import Folded
from client.stores.conversation import Listed, Messages, unread_of
from contracts.rows import ConversationDoc, MessageDoc
from viewmodels.format import Format
from viewmodels.messages.rows import ConversationRow, ThreadHead, ThreadRow

_SIDES: Final = ("customer", "vendor", "support")


@dataclass(frozen=True, slots=True)
class MessageWords:
    """Words for one side."""

    format: Format
    side: str

    def name(self, row: ConversationDoc) -> str:
        """With whom one talks."""
        if self.side == "customer":
            return row["vendor_name"]
        if self.side == "vendor":
            return row["customer"]["name"]
        return self.format.texts(
            "messages.between", customer=row["customer"]["name"], vendor=row["vendor_name"]
        )

    def conversation(self, item: Listed) -> ConversationRow:
        """A line of the list."""
        texts, row = self.format.texts, item.conversation.row
        unread, last = unread_of(row, self.side), row["last"]
        when = self._when(row["last_at"]) if last or item.waiting else ""
        preview = ""
        if item.waiting:
            preview = texts("messages.you", text=" ".join(item.waiting.split()))
        elif last is not None:
            said = last["text"] or texts("messages.picture")
            preview = texts("messages.you", text=said) if last["side"] == self.side else said
        name, detail = self.name(row), self._about(item)
        spoken = texts.count("messages.spoken", unread, name=name, text=preview, about=detail)
        return ConversationRow(row["id"], name, when, preview, detail, unread, bool(item.waiting), spoken)

    def _when(self, instant: str) -> str:
        """The time of today, the day of the last week, or the date."""
        days = (self.format.today() - self.format.local(instant).date()).days
        if days <= 0:
            return self.format.time(instant)
        return (
            self.format.weekday(self.format.local(instant).date())
            if days < 7
            else self.format.day_short(instant)
        )

    def _about(self, item: Listed) -> str:
        row, booking = item.conversation.row, item.booking
        if booking is None:
            return row["title"]
        when = self.format.day_time(booking["starts_at"], booking["zone"])
        return self.format.texts("messages.about", title=row["title"], when=when)

    def head(self, item: Listed) -> ThreadHead:
        """What stands above the messages."""
        texts, row, booking = self.format.texts, item.conversation.row, item.booking
        when = status = kind = ""
        if booking is not None:
            when = self.format.day_time(booking["starts_at"], booking["zone"])
            kind = booking["status"]
            status = texts(f"shell.status.{kind}")
        support, asked = "", row["support"]
        if asked is not None:
            key = "messages.support.joined_reason" if asked["reason"] else "messages.support.joined"
            when_asked = self.format.since(asked["at"])
            support = texts(key, who=asked["by"], when=when_asked, reason=asked["reason"] or "")
        person = row["vendor_id"] if self.side == "customer" else row["customer"]["id"]
        about = "messages.about_booking" if row["booking_id"] else "messages.about_service"
        return ThreadHead(
            id=row["id"],
            name=self.name(row),
            person_id=person,
            detail=texts(about),
            title=row["title"],
            when=when,
            status=status,
            status_kind=kind,
            booking_id=row["booking_id"] or "",
            support=support,
            can_invite=asked is None and self.side != "support" and row["version"] > 0,
        )

    def thread(self, messages: Messages, conversation: ConversationDoc) -> list[ThreadRow]:
        """The lines of a conversation, with its days."""
        marks: Mapping[str, Any] = conversation["read"]
        seen = max((int(marks[side]) for side in _SIDES if side != self.side), default=0)
        rows: list[ThreadRow] = []
        day = ""
        for place, item in enumerate(messages):
            row = item.row
            today = self._day(row["created_at"])
            if today != day:
                day = today
                rows.append(ThreadRow(f"day:{self.format.local(row['created_at']).date()}", "day", day))
            first = place == 0 or not self._together(messages[place - 1].row, row)
            last = place == len(messages) - 1 or not self._together(row, messages[place + 1].row)
            rows.append(self._message(item, seen, first=first, last=last))
        return rows

    def _day(self, instant: str) -> str:
        is_today = self.format.local(instant).date() == self.format.today()
        return self.format.texts("messages.today") if is_today else self.format.day_long(instant)

    def _together(self, one: MessageDoc, other: MessageDoc) -> bool:
        same_day = self._day(one["created_at"]) == self._day(other["created_at"])
        same_state = (one["number"] >= PENDING_FROM) == (other["number"] >= PENDING_FROM)
        return one["author"]["id"] == other["author"]["id"] and same_day and same_state

    def _message(self, item: Folded[MessageDoc], seen: int, *, first: bool, last: bool) -> ThreadRow:
        texts, row = self.format.texts, item.row
        mine, time = row["side"] == self.side, self.format.time(row["created_at"])
        pending = row["number"] >= PENDING_FROM
        failed = any(mark.state in NEEDS_PERSON for mark in item.pending)
        read = mine and not pending and row["number"] <= seen
        meta = time
        if failed:
            meta = texts("messages.refused", time=time)
        elif pending:
            meta = texts("messages.waiting", time=time)
        elif mine and self.side != "vendor":
            meta = time
        elif mine or row["side"] == "support" or self.side == "customer":
            meta = texts("messages.by", name=row["author"]["name"], time=time)
        if row["side"] == "support" and not mine:
            meta = texts("messages.by_support", name=row["author"]["name"], time=time)
        picture = row["picture"]
        text = row["text"]
        if picture is not None:
            shown = texts("messages.picture_of", width=picture["width"], height=picture["height"])
            text = f"{shown}\n{text}" if text else shown
        key = "messages.spoken_read" if read else "messages.spoken_line"
        return ThreadRow(
            id=row["id"],
            kind="message",
            text=text,
            mine=mine,
            author=row["author"]["name"],
            author_id=row["author"]["id"],
            meta=meta,
            first=first,
            last=last,
            read=read,
            pending=pending,
            failed=failed,
            spoken=texts(key, name=row["author"]["name"], text=text, time=time),
        )
