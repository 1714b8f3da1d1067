"""A bare FastAPI route: runs the SQL that it was given, fetches the rows, answers the bytes it was given.

`python -m bench.bare.api FILE PORT`; FILE is JSON: `{"database", "statements": [[sql, parameters]], "body"}`.
The engine is SQLAlchemy's for SQLite as it comes.
"""

import json
import sys
from pathlib import Path

import uvicorn
from fastapi import FastAPI, Response
from sqlalchemy.ext.asyncio import create_async_engine


def make_app(recording: Path) -> FastAPI:
    """Answer the application with its one route."""
    given = json.loads(recording.read_text(encoding="utf-8"))
    statements = [(sql, tuple(parameters)) for sql, parameters in given["statements"]]
    body = given["body"].encode()
    engine = create_async_engine(f"sqlite+aiosqlite:///{given['database']}", pool_size=8)
    app = FastAPI()

    @app.get("/bare")
    async def answer() -> Response:
        async with engine.connect() as connection:
            for sql, parameters in statements:
                result = await connection.exec_driver_sql(sql, parameters)
                if result.returns_rows:
                    result.fetchall()
        return Response(body, media_type="application/json")

    return app


if __name__ == "__main__":
    uvicorn.run(make_app(Path(sys.argv[1])), host="127.0.0.1", port=int(sys.argv[2]), log_level="warning")
