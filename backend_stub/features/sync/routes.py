"""`POST /sync/pull` and the socket `GET /realtime`."""

from typing import Any

from fastapi import APIRouter, WebSocket
from pydantic_core import to_json
from starlette.responses import Response

from backend_stub.errors import ProblemError, UnavailableError, problem_response
from backend_stub.feed.pull import PullService
from backend_stub.realtime.hub import Hub
from backend_stub.security.authenticator import Authenticator
from backend_stub.security.context import SignedIn
from backend_stub.security.door import PREFIX, Door
from contracts.sync import PullPage, PullRequest


def sync_routes(door: Door, pulls: PullService, hub: Hub, authenticator: Authenticator) -> list[APIRouter]:
    """The routers of this feature."""
    return [_pull_route(door, pulls), _realtime_route(hub, authenticator)]


def _pull_route(door: Door, pulls: PullService) -> APIRouter:
    router = door.plain_router(tag="sync")

    @router.post("/sync/pull", response_model=PullPage)
    async def pull(caller: SignedIn, wanted: PullRequest) -> Response:
        """What changed after the cursor, from one snapshot."""
        page: dict[str, Any] = await pulls.pull(caller.session_id, wanted.cursor, wanted.limit)
        return Response(to_json(page), media_type="application/json")

    return router


def _realtime_route(hub: Hub, authenticator: Authenticator) -> APIRouter:
    router = APIRouter(prefix=PREFIX)

    @router.websocket("/realtime")
    async def realtime(websocket: WebSocket) -> None:
        """Frames of what changes, from the head on."""
        try:
            if hub.is_draining:
                raise UnavailableError("This server is about to stop; connect again.")
            admission = await authenticator.admit(websocket)
            await hub.serve(websocket, admission)
        except ProblemError as refusal:
            await websocket.send_denial_response(problem_response(refusal, websocket.url.path))

    return router
