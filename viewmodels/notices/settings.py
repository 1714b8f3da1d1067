"""How a person is told: which events by which channels, quiet hours, digest, reminders."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from client.outbox.operations.notification import change_settings
from client.session.person import Person
from client.status import EngineStatus
from client.stores.base import Folded
from client.stores.notification import MySettings, NotificationStore
from contracts.notices import LANGUAGES, REMINDER_MINUTES, TOPICS, Channel, untouched
from contracts.rows import NoticeSettingsDoc
from viewmodels.kernel.observable import Observable
from viewmodels.kernel.page import Page
from viewmodels.kernel.screen import ScreenKind, ScreenState
from viewmodels.kernel.view_model import Tools
from viewmodels.notices.rows import AddressRow, Choice, Place, ReminderRow, TimesRow, TopicRow

_QUIET: Final = (22 * 60, 7 * 60)
_DIGEST_MINUTES: Final = tuple(hour * 60 for hour in (6, 7, 8, 9, 12, 17, 18, 20))
_OFFERED_MINUTES: Final = (2880, 1440, 240, 120, 60, 30)
_MOST_REMINDERS: Final = 4
_PHONE: Final = re.compile(r"\+[1-9][0-9 ()./-]{5,29}[0-9]")


@dataclass(frozen=True, slots=True)
class NoticeParts:
    """What the page is made from."""

    tools: Tools
    store: NotificationStore
    status: EngineStatus
    person: Person


class NoticeSettingsViewModel(Page):
    """Every change is saved at once and works offline; there is no Save button."""

    def __init__(self, parts: NoticeParts) -> None:
        super().__init__(parts.tools, parts.tools.texts("notices.title"))
        self._parts = parts
        self._doc: Any = untouched(parts.person.id)
        self._loaded = False
        self.topics: Observable[tuple[TopicRow, ...]] = self.field(())
        self.times: Observable[TimesRow] = self.field(self._times())
        self.reminders: Observable[tuple[ReminderRow, ...]] = self.field(())
        self.address: Observable[AddressRow] = self.field(self._address())
        self.waiting: Observable[bool] = self.field(False)
        self.subtitle.value = self.texts("notices.subtitle")
        self.on_close(parts.status.subscribe(self._show_state))
        self.observe(parts.store.observe(MySettings()), self._receive)

    # What there is to choose

    @property
    def channels(self) -> tuple[Choice, ...]:
        """The grid's columns."""
        return tuple(Choice(each, self.texts(f"notices.channel.{each}")) for each in Channel)

    @property
    def is_customer(self) -> bool:
        """Whether reminders of bookings come to this person."""
        return "customer" in {str(role) for role in self._parts.person.roles}

    def minutes(self) -> tuple[Choice, ...]:
        """Half hours of a day."""
        return tuple(Choice(str(each), self._clock(each)) for each in range(0, 1440, 30))

    def digests(self) -> tuple[Choice, ...]:
        """When a digest may come."""
        never = Choice("", self.texts("notices.digest.never"))
        chosen = self._doc["digest_minute"]
        offered = sorted({*_DIGEST_MINUTES, *([] if chosen is None else [chosen])})
        daily = (
            Choice(str(each), self.texts("notices.digest.at", time=self._clock(each))) for each in offered
        )
        return (never, *daily)

    def languages(self) -> tuple[Choice, ...]:
        """Languages of letters."""
        return tuple(Choice(each, self.texts(f"notices.language.{each}")) for each in LANGUAGES)

    # What a person does

    def set_place(self, topic: str, channel: str, on: bool) -> None:
        """Tell, or don't tell, of a topic by a channel."""
        self._change(grid={topic: {channel: on}})

    def set_quiet(self, on: bool) -> None:
        """Switch quiet hours on or off."""
        quiet = {"from_minute": _QUIET[0], "to_minute": _QUIET[1]} if on else None
        self._change(quiet=quiet, zone=self._zone())

    def set_quiet_hours(self, begins: str, ends: str) -> None:
        """Choose when quiet hours begin and end; an empty range moves its other end by half an hour."""
        first, last = int(begins), int(ends)
        if first == last:
            last = (last + 30) % 1440
        self._change(quiet={"from_minute": first, "to_minute": last}, zone=self._zone())

    def set_digest(self, minute: str) -> None:
        """Bundle mail once a day, or not ('')."""
        self._change(digest_minute=int(minute) if minute else None, zone=self._zone())

    def set_reminder(self, minutes: int, on: bool) -> None:
        """Remind, or don't, so long before a booking."""
        chosen = set(self._doc["reminder_minutes"])
        wanted = chosen | {minutes} if on else chosen - {minutes}
        if len(wanted) <= _MOST_REMINDERS:
            self._change(reminder_minutes=sorted(wanted, reverse=True))
        else:
            # A fifth is not taken; show what holds.
            self.reminders.value = ()
            self.reminders.value = self._reminders()

    def set_language(self, language: str) -> None:
        """Choose the language of letters."""
        self._change(language=language)

    def set_phone(self, phone: str) -> None:
        """Where text messages go; '' is nowhere."""
        typed = phone.strip()
        if typed and not _PHONE.fullmatch(typed):
            problem = self.texts("notices.phone.problem")
            self.address.value = AddressRow(self.address.value.language, phone, problem)
        elif (typed or None) != self._doc["phone"]:
            self._change(phone=typed or None)
        else:
            self.address.value = self._address()

    # How it stands

    def _change(self, **changes: Any) -> None:
        operation = change_settings(self._parts.person.id, **changes)
        self.spawn(self._parts.store.act(operation), "notification settings")

    def _receive(self, found: Folded[NoticeSettingsDoc] | None) -> None:
        self._doc = untouched(self._parts.person.id) if found is None else found.row
        self._loaded = True
        self.waiting.value = bool(found and found.pending)
        self.topics.value = self._topics()
        self.times.value = self._times()
        self.reminders.value = self._reminders()
        self.address.value = self._address()
        self._show_state()

    def _topics(self) -> tuple[TopicRow, ...]:
        roles = {str(role) for role in self._parts.person.roles}
        shown = [
            (topic, rule) for topic, rule in TOPICS.items() if roles & {str(role) for role in rule.roles}
        ]
        rows = []
        for topic, rule in shown:
            title = self.texts(f"notices.topic.{topic}")
            places = tuple(
                Place(
                    channel,
                    self._doc["grid"].get(topic, {}).get(channel, channel in rule.on),
                    self.texts(
                        "notices.place", topic=title, channel=self.texts(f"notices.channel.{channel}")
                    ),
                    self.texts("notices.fixed") if channel in rule.fixed else "",
                )
                for channel in Channel
            )
            rows.append(TopicRow(str(topic), title, self.texts(f"notices.topic.{topic}.detail"), places))
        return tuple(rows)

    def _times(self) -> TimesRow:
        quiet, digest = self._doc["quiet"], self._doc["digest_minute"]
        return TimesRow(
            quiet=quiet is not None,
            quiet_from=str(_QUIET[0] if quiet is None else quiet["from_minute"]),
            quiet_to=str(_QUIET[1] if quiet is None else quiet["to_minute"]),
            digest="" if digest is None else str(digest),
            zone=self.texts("notices.zone", zone=self._zone()),
        )

    def _reminders(self) -> tuple[ReminderRow, ...]:
        chosen = set(self._doc["reminder_minutes"])
        offered = sorted({*_OFFERED_MINUTES, *REMINDER_MINUTES, *chosen}, reverse=True)
        return tuple(
            ReminderRow(each, self.texts("notices.before", time=self._span(each)), each in chosen)
            for each in offered
        )

    def _address(self) -> AddressRow:
        return AddressRow(self._doc["language"] or LANGUAGES[0], self._doc["phone"] or "")

    def _zone(self) -> str:
        return str(self._doc["zone"] or self.format.zone)

    def _span(self, minutes: int) -> str:
        if minutes % 1440 == 0 and minutes > 1440:
            return self.texts("notices.days", count=minutes // 1440)
        return self.format.duration(minutes)

    @staticmethod
    def _clock(minute: int) -> str:
        return f"{minute // 60:02}:{minute % 60:02}"

    def _show_state(self) -> None:
        status, stale = self._parts.status.value, ""
        if not status.online and status.as_of is not None:
            stale = self.texts("notices.stale", when=self.format.since(status.as_of))
        kind = ScreenKind.READY if self._loaded else ScreenKind.LOADING
        self.state.value = ScreenState(kind, stale=stale)
