"""People to sign in as."""

from uuid import UUID, uuid4

from argon2 import PasswordHasher
from sqlalchemy import insert

from backend_stub.db.database import Database
from backend_stub.db.tables import Kiosk, Person, RoleGrant, Vendor, VendorMember
from backend_stub.features.auth.service import digest_of
from contracts.vocabulary import Role

PASSWORD = "doorstep-demo"
PASSWORD_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


async def add_person(database: Database, email: str, *roles: Role, id: UUID | None = None) -> UUID:
    """Somebody with `PASSWORD`."""
    id = id or uuid4()
    async with database.write() as uow:
        row = {
            "id": id,
            "name": email.partition("@")[0].title(),
            "email": email,
            "password_hash": PASSWORD_HASH,
        }
        await uow.session.execute(insert(Person), [{**row, "created_at": uow.now, "last_seen_at": uow.now}])
        for role in roles:
            grant = {"person_id": id, "role": str(role), "granted_at": uow.now}
            await uow.session.execute(insert(RoleGrant), [grant])
    return id


async def add_vendor(database: Database, *members: UUID) -> UUID:
    """A vendor with these members."""
    id = uuid4()
    async with database.write() as uow:
        row = {
            "id": id,
            "name": "Bright Windows",
            "about": "",
            "zone": "Europe/Berlin",
            "street": "",
            "city": "",
        }
        place = {"latitude": 52.5, "longitude": 13.4, "answer_minutes": 60, "created_at": uow.now}
        await uow.session.execute(insert(Vendor), [{**row, **place}])
        for member in members:
            await uow.session.execute(insert(VendorMember), [{"vendor_id": id, "person_id": member}])
    return id


async def add_kiosk(database: Database, code: str = "LOBBY-1") -> UUID:
    """A kiosk that this code enrols."""
    id = uuid4()
    async with database.write() as uow:
        row = {"id": id, "name": "Lobby", "enrolment_digest": digest_of(code), "created_at": uow.now}
        await uow.session.execute(insert(Kiosk), [row])
    return id
