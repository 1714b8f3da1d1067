"""`/healthz`: the process lives; `/readyz`: it may be sent work."""

from collections.abc import Callable

from fastapi import APIRouter
from pydantic import BaseModel
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import JSONResponse, Response

from backend_stub.db.database import Database


class HealthOut(BaseModel):
    """One word."""

    status: str


def health_routes(database: Database, is_draining: Callable[[], bool]) -> APIRouter:
    """The router of this feature; outside `/api/v1`, and for anybody."""
    router = APIRouter(tags=["health"])

    @router.get("/healthz", response_model=HealthOut)
    async def alive() -> Response:
        """Always 200 while the process answers."""
        return JSONResponse({"status": "ok"})

    @router.get("/readyz", response_model=HealthOut, responses={503: {"model": HealthOut}})
    async def ready() -> Response:
        """200 while the database answers and the server is not about to stop."""
        if is_draining():
            return JSONResponse({"status": "draining"}, 503, headers={"Retry-After": "5"})
        try:
            async with database.read() as session:
                await session.execute(text("SELECT 1"))
        except SQLAlchemyError:
            return JSONResponse({"status": "no database"}, 503, headers={"Retry-After": "5"})
        return JSONResponse({"status": "ready"})

    return router
