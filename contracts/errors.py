"""Problem documents (RFC 9457) and the stable codes by which programs decide."""

from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict


class ErrorCode(StrEnum):
    """Stable codes; the text beside them may change, these never do."""

    UNAUTHENTICATED = "unauthenticated"
    INVALID_CREDENTIALS = "invalid_credentials"
    INVALID_GRANT = "invalid_grant"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    INVALID_INPUT = "invalid_input"
    INVALID_CURSOR = "invalid_cursor"
    CURSOR_EXPIRED = "cursor_expired"
    IDEMPOTENCY_KEY_MISSING = "idempotency_key_missing"
    IDEMPOTENCY_KEY_REUSED = "idempotency_key_reused"
    REQUEST_IN_FLIGHT = "request_in_flight"
    PRECONDITION_REQUIRED = "precondition_required"
    VERSION_STALE = "version_stale"
    INVALID_TRANSITION = "invalid_transition"
    TOO_EARLY = "too_early"
    SLOT_TAKEN = "slot_taken"
    SLOT_UNAVAILABLE = "slot_unavailable"
    PROPOSAL_OPEN = "proposal_open"
    SERIES_UNAVAILABLE = "series_unavailable"
    WAITING_ALREADY = "waiting_already"
    FEE_CHANGED = "fee_changed"
    HOLD_EXPIRED = "hold_expired"
    ID_TAKEN = "id_taken"
    ALREADY_REVIEWED = "already_reviewed"
    IN_USE = "in_use"
    CODE_TAKEN = "code_taken"
    REFUND_TOO_LARGE = "refund_too_large"
    AMOUNT_CHANGED = "amount_changed"
    COUPON_REFUSED = "coupon_refused"
    PRICE_CHANGED = "price_changed"
    CART_FULL = "cart_full"
    MIXED_CURRENCIES = "mixed_currencies"
    LAST_ADMIN = "last_admin"
    TOO_LARGE = "too_large"
    UNSUPPORTED_MEDIA_TYPE = "unsupported_media_type"
    RATE_LIMITED = "rate_limited"
    INTERNAL = "internal"
    UNAVAILABLE = "unavailable"


class FieldProblem(BaseModel):
    """What is wrong with one field; `field` is a dotted path such as `guest.phone`."""

    field: str
    code: str
    detail: str


class Problem(BaseModel):
    """An RFC 9457 problem document; some codes add members (`current`, `alternatives`)."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    code: str
    instance: str
    errors: list[FieldProblem] | None = None
    current: dict[str, Any] | None = None
    alternatives: list[dict[str, Any]] | None = None
