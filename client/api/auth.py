"""Signing in and out, and who one is."""

from dataclasses import dataclass

from client.api.http import HttpClient
from client.documents import Document


@dataclass(frozen=True, slots=True)
class Grant:
    """A bearer token and the refresh token that follows it; `expires_in` in seconds."""

    access_token: str
    expires_in: float
    refresh_token: str


class AuthApi:
    """`/auth` and `/me`; needs no session of its own."""

    def __init__(self, http: HttpClient) -> None:
        self._http = http

    async def sign_in(self, email: str, password: str, device_name: str) -> Grant:
        """With address and password. Raises `SignInRequiredError` with code `invalid_credentials`."""
        return await self._grant(
            {"grant_type": "password", "email": email, "password": password, "device_name": device_name}
        )

    async def enrol_kiosk(self, code: str) -> Grant:
        """As a kiosk."""
        return await self._grant({"grant_type": "kiosk", "enrolment_code": code})

    async def refresh(self, refresh_token: str, attempt_id: str) -> Grant:
        """The successor. Raises `SignInRequiredError` where the session has ended."""
        return await self._grant(
            {"grant_type": "refresh_token", "refresh_token": refresh_token, "attempt_id": attempt_id}
        )

    async def me(self, access_token: str) -> Document:
        """The caller, a `contracts.sessions.MeOut`."""
        response = await self._http.request("GET", "/me", headers={"Authorization": f"Bearer {access_token}"})
        body: Document = response.body
        return body

    async def sign_out(self, access_token: str) -> None:
        """End the session on the server."""
        await self._http.request(
            "DELETE", "/auth/session", headers={"Authorization": f"Bearer {access_token}"}
        )

    async def _grant(self, body: Document) -> Grant:
        response = await self._http.request("POST", "/auth/token", body=body)
        answer = response.body
        return Grant(answer["access_token"], float(answer["expires_in"]), answer["refresh_token"])
