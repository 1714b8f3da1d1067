"""No field of any body takes a number, or a yes and no, that JSON writes as something else."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fastapi.routing import APIRoute
from pydantic import TypeAdapter

from backend_stub.main import Server
from backend_stub.settings import Settings

LAX = frozenset({"int", "float", "bool", "date", "time", "timedelta"})
"""Kinds that pydantic reads from other kinds too; instants see to themselves."""


def lax_parts(schema: Any, path: tuple[str, ...] = ()) -> Iterator[str]:
    """Where in a core schema other kinds of JSON would be taken."""
    if isinstance(schema, dict):
        if schema.get("type") in LAX and not schema.get("strict"):
            yield ".".join(path)
        for name, part in schema.items():
            if name not in {"metadata", "serialization"}:
                yield from lax_parts(part, (*path, str(name)))
    elif isinstance(schema, list | tuple):
        for part in schema:
            yield from lax_parts(part, path)


async def test_bodies_are_as_strict_as_json(tmp_path: Path) -> None:
    server = Server(Settings(data_dir=tmp_path))
    try:
        bodies: dict[str, Any] = {}
        for route in server.app.routes:
            if isinstance(route, APIRoute) and route.body_field is not None:
                model: Any = route.body_field.field_info.annotation
                bodies[route.path] = TypeAdapter(model).core_schema
        assert len(bodies) > 15
        assert {path: found for path, schema in bodies.items() if (found := list(lax_parts(schema)))} == {}
    finally:
        server.passwords.close()
        await server.database.close()
