"""`verify-audit --data DIR`: walk the audit log and say whether its chain holds."""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from backend_stub.adapters.clock import SystemClock
from backend_stub.db.audit_chain import Verdict, verify
from backend_stub.db.database import Database
from backend_stub.settings import Settings


def main(argv: Sequence[str] | None = None) -> int:
    """0 if the chain holds (and goes on from what was noted), 1 if not, 2 if there is none to read."""
    arguments = _parser().parse_args(argv)
    settings = Settings(data_dir=arguments.data)
    database = Database(settings.resolved_database_url, SystemClock())
    if not database.is_postgresql and not database.path.exists():
        print(f"verify-audit: there is no database in {arguments.data}", file=sys.stderr)
        return 2
    try:
        verdict, noted = asyncio.run(_verify(database, arguments.noted))
    except DatabaseError as error:
        print(f"verify-audit: the log can't be read: {error.orig}", file=sys.stderr)
        return 2
    if verdict.broken_at is not None:
        print(f"BROKEN at entry {verdict.broken_at}: {verdict.reason}. The {verdict.entries} before it hold.")
        return 1
    if not noted:
        print(f"CUT OFF: the chain of {verdict.entries} entries holds, but is not the one that was noted.")
        return 1
    print(f"The chain of {verdict.entries} entries holds. Note elsewhere: {verdict.entries}:{verdict.head}")
    return 0


async def _verify(database: Database, noted: str | None) -> tuple[Verdict, bool]:
    try:
        async with database.read() as session:
            return await verify(session, noted)
    finally:
        await database.close()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="verify-audit",
        description="Check that no entry of the audit log was changed, removed or slipped in.",
    )
    parser.add_argument("--data", type=Path, required=True, help="the server's data folder")
    parser.add_argument(
        "--noted", metavar="N:HASH", help="what an earlier check printed: then a cut-off end is noticed too"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
