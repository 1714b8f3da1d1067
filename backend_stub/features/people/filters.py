"""Which people a list shows, and in which order."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select

from backend_stub.db.tables import Person, RoleGrant
from backend_stub.paging import Order
from contracts.vocabulary import PersonStatus, Role

ORDERS = {
    "name": Order(Person.name, str, Person.id),
    "email": Order(Person.email, str, Person.id),
    "created_at": Order(Person.created_at, datetime, Person.id),
}


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """Filters, order and page of the list of people."""

    q: str | None
    role: Role | None
    status: PersonStatus | None
    sort: str
    cursor: str | None
    limit: int

    def conditions(self) -> list[ColumnElement[bool]]:
        """What somebody has to fulfil."""
        found: list[ColumnElement[bool]] = []
        if self.q is not None and self.q.strip():
            text = self.q.strip().lower()
            columns = (Person.name, Person.email)
            found.append(or_(*(func.lower(column).contains(text, autoescape=True) for column in columns)))
        if self.role is not None:
            holders = select(RoleGrant.person_id).where(RoleGrant.role == self.role)
            found.append(Person.id.in_(holders))
        if self.status is not None:
            found.append(Person.status == self.status)
        return found
