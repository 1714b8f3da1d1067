"""Announcements, subscribers and letters in words."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any, Final

from client.clock import to_wire
from client.documents import Document
from contracts.rows import AnnouncementDoc
from viewmodels.format import Format, zone_of
from viewmodels.kernel.problems import Problem, ShownError
from viewmodels.news.rows import Draft, NewsRow, OpenNews
from viewmodels.text import Texts

_TAGS: Final = {
    "draft": "neutral",
    "scheduled": "info",
    "sending": "info",
    "waiting": "info",
    "gathered": "info",
    "pending": "warn",
    "active": "good",
    "sent": "good",
    "bundled": "good",
    "dead": "bad",
    "dropped": "warn",
    "ended": "neutral",
}
SEND_TIME: Final = time(9)
"""When on its day a scheduled announcement goes out."""

_ACTS: Final = {("subscribers", "active"), ("subscribers", "pending"), ("letters", "dead")}


class NewsWords:
    """Makes rows of documents, and a document of what was typed."""

    def __init__(self, texts: Texts, formats: Format) -> None:
        self._texts, self._format = texts, formats

    def announcement(self, row: AnnouncementDoc) -> NewsRow:
        """A line of the list of announcements."""
        return NewsRow(
            id=row["id"],
            title=row["subject"],
            detail=self._counts(row) if row["started_at"] else self._whom(row),
            when=self._when(row["started_at"] or row["send_at"] or row["updated_at"]),
            tag=self._tag(row["state"]),
        )

    def line(self, tab: str, row: Document) -> NewsRow:
        """A line of one of the lists that are asked for."""
        if tab == "suppressions":
            act = self._texts("news.act.suppressions")
            tag = (self._texts("news.state.suppressed"), "warn")
            return NewsRow(
                row["address"], row["address"], row["reason"], self._when(row["created_at"]), tag, act
            )
        state = row["state"]
        act = self._texts(f"news.act.{tab}") if (tab, state) in _ACTS else ""
        if tab == "subscribers":
            detail = self._texts(f"news.language.{row['language']}")
            return NewsRow(
                row["id"], row["email"], detail, self._when(row["created_at"]), self._tag(state), act
            )
        kind = row["kind"].replace("_", " ")
        detail = row["problem"] or self._texts("news.letter", kind=kind, channel=row["channel"])
        return NewsRow(
            row["id"], row["recipient"], detail, self._when(row["created_at"]), self._tag(state), act
        )

    def draft(self, row: AnnouncementDoc) -> Draft:
        """An announcement as it can be typed on."""
        value = row["segment_value"] or ""
        city, category = (value if row["segment"] == each else "" for each in ("city", "category"))
        return Draft(row["subject"], row["body"], row["segment"], city, category)

    def opened(self, row: AnnouncementDoc, reach: str) -> OpenNews:
        """An announcement in the panel."""
        facts: list[tuple[str, str]] = [(self._texts("news.for"), self._whom(row))]
        if row["send_at"]:
            facts.append((self._texts("news.column.when"), self._when(row["started_at"] or row["send_at"])))
        if row["started_at"]:
            facts.append((self._texts("news.counts"), self._counts(row)))
        is_draft = row["state"] == "draft"
        return OpenNews(
            id=row["id"],
            title=row["subject"],
            is_draft=is_draft,
            can_take_back=is_draft or row["state"] == "scheduled",
            body=row["body"],
            facts=tuple(facts),
            reach=reach if is_draft else "",
        )

    def wish(self, draft: Draft) -> dict[str, Any]:
        """What was typed as the server wants it; raises with words by the field where something misses."""
        missing = {}
        if not draft.subject.strip():
            missing["subject"] = self._texts("news.subject.missing")
        if not draft.body.strip():
            missing["body"] = self._texts("news.body.missing")
        value = {"city": draft.city.strip(), "category": draft.category_id}.get(draft.segment)
        if value == "":
            missing["segment"] = self._texts("news.segment.missing")
        if missing:
            raise ShownError(Problem(self._texts("news.incomplete"), fields=missing))
        return {
            "subject": draft.subject.strip(),
            "body": draft.body.strip(),
            "segment": draft.segment,
            "segment_value": value,
        }

    def send_at(self, draft: Draft) -> str | None:
        """Nine o'clock of the chosen day by the reader's clock; None for now."""
        if draft.day is None:
            return None
        return to_wire(datetime.combine(draft.day, SEND_TIME, zone_of(self._format.zone)))

    def _whom(self, row: AnnouncementDoc) -> str:
        name = self._texts(f"news.segment.{row['segment']}")
        return f"{name} · {row['segment_value']}" if row["segment"] == "city" else name

    def _counts(self, row: AnnouncementDoc) -> str:
        number = self._format.number
        counts = {name: number(row[name]) for name in ("sent", "recipients", "failed")}
        return self._texts("news.counted", **counts)

    def _when(self, instant: str) -> str:
        return self._format.day_time(instant)

    def _tag(self, state: str) -> tuple[str, str]:
        return self._texts(f"news.state.{state}"), _TAGS.get(state, "neutral")
