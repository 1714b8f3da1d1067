"""The real server, which marks when a transaction that made a booking is committed: `commit`."""

import sys
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine
from sqlalchemy.engine.default import DefaultDialect

from backend_stub.serve import main
from bench.marks import mark

MAKES_BOOKING = "INSERT INTO booking ("
"""What the customer is refused, and what the server writes for itself, is not what is waited for."""


def watch_commits() -> None:
    """Mark each commit, once it has returned, of a transaction that made a booking."""

    def note(connection: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith(MAKES_BOOKING):
            connection.info["made"] = True

    def undone(connection: Connection, *_savepoint: Any) -> None:
        connection.info.pop("made", None)

    plain: Callable[[DefaultDialect, Any], None] = DefaultDialect.do_commit

    def do_commit(self: DefaultDialect, dbapi_connection: Any) -> None:
        made = dbapi_connection.info.pop("made", False)
        plain(self, dbapi_connection)
        if made:
            mark("commit")

    event.listen(Engine, "before_cursor_execute", note)
    event.listen(Engine, "rollback", undone)
    event.listen(Engine, "rollback_savepoint", undone)
    DefaultDialect.do_commit = do_commit  # type: ignore[method-assign] # to see it return


if __name__ == "__main__":
    watch_commits()
    sys.exit(main(sys.argv[1:]))
