"""Audit entries in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from viewmodels.admin.audit_rows import AuditRow, ChangedField
from viewmodels.format import Format
from viewmodels.text import Texts

PLACES: Final = {
    "person": ("admin.people", "person_id"),
    "booking": ("admin.bookings", "booking_id"),
}
"""Where things of a kind are looked at: a route, and the name of its argument."""


class AuditWords:
    """Turns `contracts.audit.AuditEntryOut` documents into rows."""

    def __init__(self, texts: Texts, formats: Format) -> None:
        self._texts, self._format = texts, formats

    def row(self, entry: Mapping[str, Any]) -> AuditRow:
        """A line of the list, with what the panel shows of it."""
        fields = self._fields(entry["before"] or {}, entry["after"] or {})
        actor = entry["actor"]
        return AuditRow(
            id=str(entry["seq"]),
            seq=entry["seq"],
            at=entry["at"],
            when=self._format.day_time(entry["at"]),
            who=self._who(actor),
            actor_id=actor["id"] if actor else "",
            what=self._what(entry["action"]),
            thing=self.thing(entry["entity"]),
            place=(*PLACES[entry["entity"]], entry["entity_id"]) if entry["entity"] in PLACES else None,
            changes=", ".join(self._change(field) for field in fields),
            fields=fields,
            erased=entry["erased"],
            hash=entry["hash"],
        )

    def thing(self, entity: str) -> str:
        """What kind of thing, in words; a kind that this program does not know yet as the server calls it."""
        return self._known(f"admin.audit.thing.{entity}", entity)

    def _what(self, action: str) -> str:
        return self._known(f"admin.audit.action.{action}", action.replace(".", " "))

    def _who(self, actor: Mapping[str, Any] | None) -> str:
        if actor is None:
            return self._texts("admin.audit.nobody")
        return str(actor["name"] or self._texts("admin.audit.removed"))

    def _known(self, key: str, otherwise: str) -> str:
        return self._texts(key) if self._texts.has(key) else _spaced(otherwise)

    def _fields(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[ChangedField, ...]:
        names = [*before, *(name for name in after if name not in before)]
        changed = [name for name in names if before.get(name) != after.get(name)]
        return tuple(
            ChangedField(_spaced(name), self._value(before.get(name)), self._value(after.get(name)))
            for name in changed
        )

    def _value(self, value: Any) -> str:
        if value is None or value == []:
            return ""
        if isinstance(value, bool):
            return self._texts("admin.audit.yes" if value else "admin.audit.no")
        if isinstance(value, Mapping):
            if set(value) == {"amount", "currency"}:
                return self._format.money(value)
            return ", ".join(f"{name} {self._value(part)}".strip() for name, part in value.items())
        if isinstance(value, list):
            return ", ".join(self._value(part) for part in value)
        return str(value)

    def _change(self, field: ChangedField) -> str:
        if field.before and field.after:
            return self._texts("admin.audit.changed", before=field.before, after=field.after)
        return field.after or self._texts("admin.audit.cleared", name=field.name.lower())


def _spaced(name: str) -> str:
    return name.replace("_", " ").capitalize()
