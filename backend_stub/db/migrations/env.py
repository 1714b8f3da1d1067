"""Alembic's entry: runs migrations inside the caller's transaction (`db.migrate`)."""

from alembic import context

import backend_stub.db.tables  # noqa: F401 - fills the metadata
from backend_stub.db.base import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=False,
    render_as_batch=True,
)
context.run_migrations()
