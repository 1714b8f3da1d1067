"""Draws docs/database.md from the tables: `.venv/bin/python -m docs.tooling.database_diagram`."""

from pathlib import Path

from sqlalchemy import Column, Table, make_url

from backend_stub.db import tables
from backend_stub.db.base import Base

POSTGRESQL = make_url("postgresql+psycopg://").get_dialect()()
PAGE = Path(__file__).resolve().parents[1] / "database.md"

HEAD = f"""# The database

Drawn from `{tables.__name__.replace(".", "/")}` by `docs/tooling/database_diagram.py`; a test holds
that it is current. Types are PostgreSQL's; SQLite keeps the same columns as text and integers.

```mermaid
erDiagram
"""


def draw() -> str:
    """Answer the whole page."""
    ordered = sorted(Base.metadata.tables.values(), key=lambda table: table.name)
    lines = [line for table in ordered for line in _relations(table)]
    lines += [line for table in ordered for line in _columns(table)]
    return HEAD + "".join(f"    {line}\n" for line in lines) + "```\n"


def _relations(table: Table) -> list[str]:
    found = set()
    for key in table.foreign_keys:
        end = "o|" if key.parent.nullable else "||"
        found.add(f'{key.column.table.name} {end}--o{{ {table.name} : "{key.parent.name}"')
    return sorted(found)


def _columns(table: Table) -> list[str]:
    return [f"{table.name} {{", *(f"    {_column(column)}" for column in table.columns), "}"]


def _column(column: Column[object]) -> str:
    kind = str(column.type.compile(POSTGRESQL)).lower().split("(")[0].replace(" ", "_")
    keys = [mark for mark, has in (("PK", column.primary_key), ("FK", bool(column.foreign_keys))) if has]
    words = [kind, column.name, ", ".join(keys), '"nullable"' if column.nullable else ""]
    return " ".join(word for word in words if word)


if __name__ == "__main__":
    PAGE.write_text(draw(), encoding="utf-8")
