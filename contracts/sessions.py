"""Signing in, staying signed in, and who one is."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from contracts.permissions import Permission
from contracts.vocabulary import Role
from contracts.wire import Name, Wire


class PasswordGrant(Wire):
    """Sign in with address and password on a named device."""

    grant_type: Literal["password"]
    email: Annotated[str, Field(min_length=1, max_length=254)]
    password: Annotated[str, Field(min_length=1, max_length=1024)]
    device_name: Annotated[str, Field(min_length=1, max_length=120)]


class RefreshGrant(Wire):
    """Exchange a refresh token; the same attempt within 60 s gets the same successor."""

    grant_type: Literal["refresh_token"]
    refresh_token: Annotated[str, Field(min_length=1, max_length=1024)]
    attempt_id: UUID


class KioskGrant(Wire):
    """Enrol a kiosk with the code that its owner was given."""

    grant_type: Literal["kiosk"]
    enrolment_code: Annotated[str, Field(min_length=1, max_length=120)]


TokenRequest = Annotated[PasswordGrant | RefreshGrant | KioskGrant, Field(discriminator="grant_type")]


class TokenOut(Wire):
    """A bearer token and its successor's key; `expires_in` is in seconds."""

    access_token: str
    token_type: Literal["Bearer"]
    expires_in: int
    refresh_token: str


class VendorRef(Wire):
    """A vendor by id and name."""

    id: UUID
    name: Name


class MeOut(Wire):
    """The caller: roles, permissions, vendors they act for."""

    id: UUID
    name: str
    roles: list[Role]
    permissions: list[Permission]
    vendors: list[VendorRef]
