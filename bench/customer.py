"""The demo's customer as a plain HTTP client: asks the demo's vendor for times, late ones first.

So each request stands above those before it, where it can be seen.
"""

import secrets
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from bench.server import sign_in
from contracts.idents import uuid7

SPANS, SPAN_DAYS, EVERY = 2, 6, 1
"""Within the two weeks that the bookings table shows."""


class Customer:
    """Signed in at a server."""

    def __init__(self, server: str) -> None:
        self._http = httpx.Client(base_url=f"{server}/api/v1", timeout=30, trust_env=False)
        self._token = sign_in(server, "customer")
        self._vendor_token = sign_in(server, "vendor")
        first = min((booking["starts_at"] for booking in self._requests()), default="9999")
        slots = [slot for slot in self._all_slots() if slot[1]["starts_at"] < first]
        self._slots = iter(sorted(slots, key=lambda slot: slot[1]["starts_at"], reverse=True))

    @classmethod
    def clear_requests(cls, server: str) -> None:
        """As the vendor, decline whatever waits for an answer."""
        self = cls(server)
        for booking in self._requests():
            headers = {"If-Match": f'"{booking["version"]}"'}
            self._call(f"/bookings/{booking['id']}/decline", {}, token=self._vendor_token, headers=headers)

    def ask(self) -> str:
        """Ask for the next free time that waits for an answer; answer the booking's id."""
        for listing, slot in self._slots:
            wish = {
                "id": new_id(),
                "listing_id": listing,
                "starts_at": slot["starts_at"],
                "staff_id": slot["staff_id"],
            }
            try:
                made = self._call("/bookings", wish)
            except httpx.HTTPStatusError as problem:
                if problem.response.status_code != httpx.codes.CONFLICT:
                    raise
                continue
            if made["status"] == "requested":
                return str(made["id"])
        raise RuntimeError("the demo's vendor has no more free times")

    def _requests(self) -> list[dict[str, Any]]:
        path = "/bookings?status=requested&limit=200"
        return list(self._call(path, token=self._vendor_token)["items"])

    def _all_slots(self) -> Iterator[tuple[str, dict[str, Any]]]:
        vendor = self._call("/me", token=self._vendor_token)["vendors"][0]["id"]
        start = datetime.now(UTC).replace(microsecond=0) + timedelta(days=1)
        listings = [
            listing
            for listing in self._call("/listings?limit=200")["items"]
            if listing["vendor_id"] == vendor
        ]
        for span in range(SPANS):
            begin = start + timedelta(days=span * SPAN_DAYS)
            end = begin + timedelta(days=SPAN_DAYS)
            times = httpx.QueryParams({"from": begin.isoformat(), "to": end.isoformat()})
            for listing in listings:
                found = self._call(f"/listings/{listing['id']}/slots?{times}")["items"]
                yield from ((str(listing["id"]), slot) for slot in found[::EVERY])

    def _call(
        self,
        path: str,
        body: dict[str, Any] | None = None,
        *,
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Any:
        headers = {"Authorization": f"Bearer {token or self._token}", **(headers or {})}
        if body is None:
            answer = self._http.get(path, headers=headers)
        else:
            answer = self._http.post(path, json=body, headers={**headers, "Idempotency-Key": new_id()})
        return answer.raise_for_status().json()


def new_id() -> str:
    """A UUIDv7."""
    return str(uuid7(time.time_ns() // 1_000_000, secrets.randbits(74)))
