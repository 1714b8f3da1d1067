"""Person documents in words."""

from __future__ import annotations

from contracts.rows import PersonDoc
from contracts.vocabulary import PersonStatus, Role
from viewmodels.admin.people_rows import PersonPanel, PersonRow, RoleChoice
from viewmodels.format import Format
from viewmodels.text import Texts

_ORDER = (Role.ADMIN, Role.VENDOR, Role.CUSTOMER)


class PeopleWords:
    """Turns `contracts.rows.PersonDoc` into rows and panels."""

    def __init__(self, texts: Texts, formats: Format) -> None:
        self._texts, self._format = texts, formats

    def row(self, person: PersonDoc) -> PersonRow:
        """A line of the list."""
        suspended = person["status"] == PersonStatus.SUSPENDED
        state = self._texts(f"admin.people.state.{person['status']}")
        seen = person["last_seen_at"]
        return PersonRow(
            id=person["id"],
            name=person["name"],
            email=person["email"],
            role=self._roles(person),
            vendor=", ".join(vendor["name"] for vendor in person["vendors"]),
            bookings=self._format.number(person["booking_count"]),
            booking_count=person["booking_count"],
            seen=self._format.relative(seen) if seen else self._texts("admin.people.never"),
            seen_at=seen or "",
            since=self._format.since_day(person["created_at"]),
            created_at=person["created_at"],
            state=state,
            tag=(state, "bad") if suspended else None,
        )

    def panel(self, person: PersonDoc, *, is_me: bool) -> PersonPanel:
        """The side panel; nobody suspends or demotes themselves."""
        row = self.row(person)
        return PersonPanel(
            id=person["id"],
            name=person["name"],
            email=person["email"],
            since=self._texts("admin.people.since_day", role=row.role, day=row.since),
            facts=tuple(
                (self._texts(f"admin.people.fact.{key}"), value)
                for key, value in (("vendor", row.vendor), ("bookings", row.bookings), ("seen", row.seen))
                if value
            ),
            roles=tuple(self._choice(person, role, is_me=is_me) for role in reversed(_ORDER)),
            suspended=person["suspended_reason"] or "",
            effects=self._effects(person),
            is_me=is_me,
        )

    def _choice(self, person: PersonDoc, role: Role, *, is_me: bool) -> RoleChoice:
        held = role.value in person["roles"]
        locked = ""
        if is_me and role == Role.ADMIN:
            locked = self._texts("admin.people.own_role")
        elif held and len(person["roles"]) == 1:
            locked = self._texts("admin.people.last_role")
        return RoleChoice(role.value, self._texts(f"role.{role}"), held, locked)

    def _roles(self, person: PersonDoc) -> str:
        held = [self._texts(f"role.{role}") for role in _ORDER if role.value in person["roles"]]
        return ", ".join(held) or self._texts("role.none")

    def _effects(self, person: PersonDoc) -> tuple[str, ...]:
        effects = [self._texts("admin.people.effect.signed_out", name=person["name"])]
        if person["booking_count"]:
            effects.append(self._texts.count("admin.people.effect.bookings", person["booking_count"]))
        if person["vendors"]:
            names = ", ".join(vendor["name"] for vendor in person["vendors"])
            effects.append(self._texts("admin.people.effect.vendor", vendor=names))
        return tuple(effects)
