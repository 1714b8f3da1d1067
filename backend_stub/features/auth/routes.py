"""`POST /auth/token`, `DELETE /auth/session`, `GET /me`."""

from fastapi import APIRouter, Request, Response

from backend_stub.features.auth.service import SessionService
from backend_stub.security.context import Reading, SignedIn
from backend_stub.security.door import Door
from contracts.sessions import KioskGrant, MeOut, PasswordGrant, TokenOut, TokenRequest, VendorRef


def auth_routes(door: Door, service: SessionService) -> list[APIRouter]:
    """The routers of this feature."""
    return [_token_route(door, service), _session_route(door, service), _me_route(door)]


def _token_route(door: Door, service: SessionService) -> APIRouter:
    router = door.plain_router(tag="auth", is_open=True)

    @router.post("/auth/token", response_model=TokenOut)
    async def sign_in(request: Request, response: Response, grant: TokenRequest) -> TokenOut:
        """Sign in with a password, go on with a refresh token, or enrol a kiosk."""
        address = request.client.host if request.client else "unknown"
        response.headers["cache-control"] = "no-store"
        match grant:
            case PasswordGrant():
                return await service.sign_in(grant, address)
            case KioskGrant():
                return await service.enrol(grant, address)
        return await service.refresh(grant)

    return router


def _session_route(door: Door, service: SessionService) -> APIRouter:
    router = door.plain_router(tag="auth")

    @router.delete("/auth/session", status_code=204)
    async def sign_out(caller: SignedIn) -> Response:
        """Sign out here: the session of this access token ends."""
        await service.sign_out(caller)
        return Response(status_code=204)

    return router


def _me_route(door: Door) -> APIRouter:
    router = door.router(tag="auth")

    @router.get("/me", response_model=MeOut)
    async def who_am_i(reading: Reading) -> MeOut:
        """The caller: roles, permissions, vendors they act for."""
        caller = reading.caller
        return MeOut(
            id=caller.id,
            name=caller.name,
            roles=sorted(caller.roles),
            permissions=sorted(caller.permissions),
            vendors=[VendorRef(id=vendor.id, name=vendor.name) for vendor in caller.vendors],
        )

    return router
