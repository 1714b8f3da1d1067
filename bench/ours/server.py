"""The real server, which marks every commit that wrote something: `commit`."""

import sys
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine

from backend_stub.serve import main
from bench.marks import mark

WRITES = ("INSERT", "UPDATE", "DELETE")


def watch_commits() -> None:
    """Mark each commit of a transaction that wrote."""

    def note(connection: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith(WRITES):
            connection.info["wrote"] = True

    def committed(connection: Connection) -> None:
        if connection.info.pop("wrote", False):
            mark("commit")

    event.listen(Engine, "before_cursor_execute", note)
    event.listen(Engine, "commit", committed)


if __name__ == "__main__":
    watch_commits()
    sys.exit(main(sys.argv[1:]))
