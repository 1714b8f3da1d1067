"""Refusals, and how every one of them becomes an RFC 9457 problem document.

ProblemError                 any refusal: status, code, words, members
├── UnauthenticatedError     401, always with WWW-Authenticate
├── InvalidInputError        422 with the fields
├── NotFoundError            404, also for what the caller may not see
├── ForbiddenError           403
├── PreconditionRequiredError 428
├── StaleVersionError        412 with the row as it is in `current`
├── ConflictError            409 with a code of its own
└── UnavailableError         503 with Retry-After
"""

import logging
from collections.abc import Mapping, Sequence
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic_core import to_json
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from backend_stub.db.conflict import is_passing
from backend_stub.methods import allowed_methods
from contracts.errors import ErrorCode, FieldProblem

log = logging.getLogger(__name__)

MEDIA_TYPE: Final = "application/problem+json"

_TITLES: Final[dict[ErrorCode, str]] = {
    ErrorCode.UNAUTHENTICATED: "Sign in first",
    ErrorCode.INVALID_CREDENTIALS: "Wrong email or password",
    ErrorCode.INVALID_GRANT: "Sign in again",
    ErrorCode.FORBIDDEN: "Not allowed",
    ErrorCode.NOT_FOUND: "Not found",
    ErrorCode.METHOD_NOT_ALLOWED: "Method not allowed",
    ErrorCode.INVALID_INPUT: "Check the input",
    ErrorCode.INVALID_CURSOR: "Unknown cursor",
    ErrorCode.CURSOR_EXPIRED: "Cursor expired",
    ErrorCode.IDEMPOTENCY_KEY_MISSING: "Idempotency key missing",
    ErrorCode.IDEMPOTENCY_KEY_REUSED: "Idempotency key reused",
    ErrorCode.REQUEST_IN_FLIGHT: "Still working on it",
    ErrorCode.PRECONDITION_REQUIRED: "Say which version",
    ErrorCode.VERSION_STALE: "Changed meanwhile",
    ErrorCode.INVALID_TRANSITION: "Not possible in this state",
    ErrorCode.TOO_EARLY: "Too early",
    ErrorCode.SLOT_TAKEN: "This time is taken",
    ErrorCode.SLOT_UNAVAILABLE: "This time is not on offer",
    ErrorCode.PROPOSAL_OPEN: "Another time is proposed already",
    ErrorCode.SERIES_UNAVAILABLE: "Not all of these times can be booked",
    ErrorCode.WAITING_ALREADY: "On the waiting list already",
    ErrorCode.FEE_CHANGED: "Cancelling costs more by now",
    ErrorCode.HOLD_EXPIRED: "The hold has expired",
    ErrorCode.ALREADY_REVIEWED: "Reviewed already",
    ErrorCode.ID_TAKEN: "Id in use",
    ErrorCode.IN_USE: "Still in use",
    ErrorCode.CODE_TAKEN: "Code in use",
    ErrorCode.REFUND_TOO_LARGE: "More than is left",
    ErrorCode.AMOUNT_CHANGED: "The amount has changed",
    ErrorCode.COUPON_REFUSED: "This coupon can't be used",
    ErrorCode.PRICE_CHANGED: "The price has changed",
    ErrorCode.CART_FULL: "The cart is full",
    ErrorCode.MIXED_CURRENCIES: "Several currencies",
    ErrorCode.LAST_ADMIN: "The last admin",
    ErrorCode.TOO_LARGE: "Too large",
    ErrorCode.UNSUPPORTED_MEDIA_TYPE: "Not of a type that we take",
    ErrorCode.RATE_LIMITED: "Too many tries",
    ErrorCode.INTERNAL: "Something went wrong here",
    ErrorCode.UNAVAILABLE: "Not available just now",
}


_TAG_PROBLEMS: Final = frozenset({"union_tag_invalid", "union_tag_not_found"})


class ProblemError(Exception):
    """A refusal with a stable code; `members` are added to the problem document."""

    def __init__(
        self,
        status: int,
        code: ErrorCode,
        detail: str,
        *,
        errors: Sequence[FieldProblem] = (),
        headers: Mapping[str, str] | None = None,
        **members: Any,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.errors = tuple(errors)
        self.headers = dict(headers or {})
        self.members = members


class UnauthenticatedError(ProblemError):
    """No good access token, or credentials that don't fit."""

    def __init__(
        self, code: ErrorCode = ErrorCode.UNAUTHENTICATED, detail: str = "A valid access token is needed."
    ) -> None:
        challenge = 'Bearer realm="doorstep"'
        if code is not ErrorCode.UNAUTHENTICATED:
            challenge += f', error="{code}"'
        super().__init__(401, code, detail, headers={"WWW-Authenticate": challenge})


class InvalidInputError(ProblemError):
    """Input that can't be; says which fields, and what to do."""

    def __init__(self, *errors: FieldProblem, detail: str = "Some of the input can't be used.") -> None:
        super().__init__(422, ErrorCode.INVALID_INPUT, detail, errors=errors)

    @classmethod
    def field(cls, field: str, code: str, detail: str) -> "InvalidInputError":
        """One field is wrong."""
        return cls(FieldProblem(field=field, code=code, detail=detail))


class NotFoundError(ProblemError):
    """No such thing, or none that the caller may see."""

    def __init__(self, detail: str = "There is nothing here, or nothing that you may see.") -> None:
        super().__init__(404, ErrorCode.NOT_FOUND, detail)


class ForbiddenError(ProblemError):
    """Visible, but not the caller's to do."""

    def __init__(self, detail: str = "You may see this, but not do that.") -> None:
        super().__init__(403, ErrorCode.FORBIDDEN, detail)


class PreconditionRequiredError(ProblemError):
    """A change without If-Match."""

    def __init__(self) -> None:
        detail = 'Send the version you saw as If-Match: "<version>".'
        super().__init__(428, ErrorCode.PRECONDITION_REQUIRED, detail)


class StaleVersionError(ProblemError):
    """A change of a version that is no longer the newest; `current` is the row as it is."""

    def __init__(self, current: Mapping[str, Any]) -> None:
        detail = "Somebody else changed this meanwhile."
        super().__init__(412, ErrorCode.VERSION_STALE, detail, current=current)


class ConflictError(ProblemError):
    """Not possible in the present state; `code` says why."""

    def __init__(self, code: ErrorCode, detail: str, **members: Any) -> None:
        super().__init__(409, code, detail, **members)


class UnavailableError(ProblemError):
    """Can't be done just now; the same request may succeed a moment later."""

    def __init__(self, detail: str = "The server is busy; try again in a moment.") -> None:
        super().__init__(503, ErrorCode.UNAVAILABLE, detail, headers={"Retry-After": "1"})


def problem_response(error: ProblemError, instance: str) -> Response:
    """The problem document of a refusal; `instance` is the request's path."""
    document: dict[str, Any] = {
        "type": f"urn:doorstep:problem:{error.code}",
        "title": _TITLES[error.code],
        "status": error.status,
        "detail": error.detail,
        "code": error.code,
        "instance": instance,
    }
    if error.errors:
        document["errors"] = [item.model_dump() for item in error.errors]
    document.update(error.members)
    return Response(to_json(document), error.status, headers=error.headers, media_type=MEDIA_TYPE)


def field_of(location: Sequence[int | str], body: Any) -> str:
    """A validation error's place as a dotted path of the input, without the names of union members."""
    if location[0] != "body":
        return ".".join(str(part) for part in location[1:])
    parts: list[str] = []
    here = body
    rest = list(location[1:])
    while rest:
        part = rest.pop(0)
        below = _below(here, part)
        is_tag = (
            isinstance(here, dict)
            and part in here.values()
            and not (below and isinstance(below, dict | list))
        )
        if is_tag and rest:
            continue
        parts.append(str(part))
        here = below
    return ".".join(parts) or "body"


def _below(here: Any, part: int | str) -> Any:
    if isinstance(here, dict):
        return here.get(part)
    if isinstance(here, list) and isinstance(part, int) and part < len(here):
        return here[part]
    return None


def as_problem(error: Exception) -> ProblemError | None:
    """Any error that has a meaning for the caller, as a refusal; None for what is our own fault."""
    match error:
        case ProblemError():
            return error
        case RequestValidationError():
            return _invalid_input(error)
        case HTTPException():
            return _from_framework(error)
        case TimeoutError() | PoolTimeoutError():
            return UnavailableError()
        case DBAPIError() if is_passing(error):
            return UnavailableError()
    return None


def _invalid_input(error: RequestValidationError) -> InvalidInputError:
    problems = []
    for item in error.errors():
        if item["type"] == "json_invalid":
            problems.append(FieldProblem(field="body", code="json_invalid", detail="This is not JSON."))
            continue
        detail = str(item["msg"]).removeprefix("Value error, ")
        where = field_of(item["loc"], error.body)
        if item["type"] in _TAG_PROBLEMS:
            # Of all the body only the field is wrong that tells which member of the union it is.
            where = ".".join([*([] if where == "body" else [where]), item["ctx"]["discriminator"].strip("'")])
        problems.append(FieldProblem(field=where, code=item["type"], detail=detail))
    return InvalidInputError(*problems)


def _from_framework(error: HTTPException) -> ProblemError:
    headers = error.headers
    match error.status_code:
        case 404:
            return NotFoundError()
        case 405:
            detail = "This address does not answer that method."
            return ProblemError(405, ErrorCode.METHOD_NOT_ALLOWED, detail)
        case 401:
            return UnauthenticatedError()
        case 403:
            return ForbiddenError()
        case 413:
            return ProblemError(413, ErrorCode.TOO_LARGE, "The body is too large.")
        case status if status < 500:
            return InvalidInputError(detail=str(error.detail))
    return ProblemError(error.status_code, ErrorCode.UNAVAILABLE, str(error.detail), headers=headers)


def install_handlers(app: FastAPI) -> None:
    """Answer every error of `app` with a problem document."""

    async def answer(request: Request, error: Exception) -> Response:
        problem = as_problem(error)
        if problem is None:
            log.error("request failed: %s %s", request.method, request.url.path, exc_info=error)
            detail = "This is our fault. What you sent was not carried out; try again later."
            problem = ProblemError(500, ErrorCode.INTERNAL, detail)
        if problem.status == 405:
            problem.headers["Allow"] = allowed_methods(request)
        return problem_response(problem, request.url.path)

    for kind in (
        ProblemError,
        RequestValidationError,
        HTTPException,
        TimeoutError,
        PoolTimeoutError,
        DBAPIError,
    ):
        app.add_exception_handler(kind, answer)
    app.add_exception_handler(Exception, answer)
