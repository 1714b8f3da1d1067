"""The door that every request passes: who, the key, the input, one transaction, the stored answer.

Order of checks (PROTOCOL 9): 401, 400 key, 422 here and in FastAPI; 404, 403, 428, 412, 409 in the services.
"""

import hashlib
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final, get_args, get_origin
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi import params as fastapi_params
from fastapi.dependencies.utils import get_flat_params
from fastapi.routing import APIRoute
from starlette.responses import Response

from backend_stub.db.database import Database
from backend_stub.errors import InvalidInputError, ProblemError, as_problem, problem_response
from backend_stub.ports.clock import ClockPort
from backend_stub.security.authenticator import Authenticator
from backend_stub.security.caller import NOBODY, Caller
from backend_stub.security.context import PublicContext, ReadingContext, WritingContext
from backend_stub.security.idempotency import IdempotencyStore, fingerprint, is_stored, key_of
from backend_stub.security.preconditions import precondition_of
from backend_stub.security.request_body import parse_json, read_away, read_body, refuse_unkeepable, with_body
from backend_stub.security.seen_addresses import SeenAddresses
from contracts.errors import ErrorCode, FieldProblem
from contracts.permissions import Permission

PREFIX: Final = "/api/v1"
_READS: Final = frozenset({"GET"})
_BEARER: Final[dict[str, Any]] = {"security": [{"bearer": []}]}
_KEYED: Final[dict[str, Any]] = {
    **_BEARER,
    "parameters": [
        {
            "name": "Idempotency-Key",
            "in": "header",
            "required": True,
            "description": "A UUIDv7 made when the person acted; the same for every repeat.",
            "schema": {"type": "string", "format": "uuid"},
        }
    ],
}
VERSIONED: Final[dict[str, Any]] = {
    "parameters": [
        {
            "name": "If-Match",
            "in": "header",
            "required": True,
            "description": 'The version that the caller saw, in quotes as ETag has it: "3".',
            "schema": {"type": "string"},
        }
    ]
}
"""`openapi_extra` of the routes that call `writing.expect`."""

Handler = Callable[[Request], Coroutine[Any, Any, Response]]
Passage = Callable[[Request, Handler], Coroutine[Any, Any, Response]]


class _GuardedRoute(APIRoute):
    """A route behind a passage; what the passage asks for stands in the OpenAPI document."""

    passage: ClassVar[Passage]
    is_open: ClassVar[bool]
    is_keyed: ClassVar[bool]

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        if self.is_open and self.is_keyed:
            options["openapi_extra"] = {"parameters": _KEYED["parameters"]}
        if not self.is_open:
            reads = set(options.get("methods") or ()) <= _READS
            asks = _KEYED if self.is_keyed and not reads else _BEARER
            extra = options.get("openapi_extra") or {}
            parameters = [*asks.get("parameters", ()), *extra.get("parameters", ())]
            options["openapi_extra"] = {**asks, **extra, **({"parameters": parameters} if parameters else {})}
        super().__init__(path, endpoint, **options)

    def get_route_handler(self) -> Handler:
        """FastAPI's handler behind the passage."""
        seen = SeenAddresses.of(self.dependant) if self.methods == {"GET"} else None
        handle = super().get_route_handler()
        passage = type(self).passage
        known = {
            field.alias: _is_list(field.field_info.annotation)
            for field in get_flat_params(self.dependant)
            if isinstance(field.field_info, fastapi_params.Query)
        }

        async def checked(request: Request) -> Response:
            if seen is not None:
                answer = await seen.answer(request)
                if answer is not None:
                    return answer
            if request.scope["query_string"]:
                _check_query(request, known)
            return await handle(request)

        async def guarded(request: Request) -> Response:
            return await passage(request, checked)

        return guarded


@dataclass(frozen=True, slots=True)
class Intake:
    """What an upload may be, and what is made of its bytes before the transaction begins."""

    permission: Permission
    media_types: frozenset[str]
    limit: int
    make: Callable[[bytes, str], Awaitable[Any]]
    """Takes the bytes and the media type that was said; raises a ProblemError for what it can't use."""

    def check_head(self, request: Request) -> str:
        """The media type; 415 for others, before a byte of the body is read."""
        said = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if said not in self.media_types:
            known = ", ".join(sorted(self.media_types))
            detail = f"Send {known}, and say which in Content-Type."
            raise ProblemError(415, ErrorCode.UNSUPPORTED_MEDIA_TYPE, detail)
        return said


class _Refused(Exception):  # noqa: N818 - carries an answer out of a transaction; it is no error
    def __init__(self, response: Response) -> None:
        super().__init__()
        self.response = response


class Door:
    """Makes the routers whose routes it guards."""

    def __init__(self, database: Database, authenticator: Authenticator, clock: ClockPort) -> None:
        self._database = database
        self._authenticator = authenticator
        self._clock = clock
        self._store = IdempotencyStore()

    def router(self, *, tag: str) -> APIRouter:
        """For signed-in callers: GETs are given a `Reading`, all others a `Writing` and need a key."""
        return _router(tag, self._pass_signed_in, is_open=False, is_keyed=True)

    def public_router(self, *, tag: str) -> APIRouter:
        """For anybody; GETs only, given a `Public`."""
        return _router(tag, self._pass_public, is_open=True, is_keyed=False)

    def upload_router(self, intake: Intake, *, tag: str) -> APIRouter:
        """For signed-in callers who send bytes; given a `Writing`, and in `handed_upload` what was made."""

        async def passage(request: Request, handle: Handler) -> Response:
            return await self._pass_upload(request, handle, intake)

        return _router(tag, passage, is_open=False, is_keyed=True)

    def plain_router(self, *, tag: str, is_open: bool = False) -> APIRouter:
        """For the calls exempt from keys, `/auth/*` and `/sync/pull`: they see to their own transaction."""
        passage = self._pass_open if is_open else self._pass_unkeyed
        return _router(tag, passage, is_open=is_open, is_keyed=False)

    def anybody_router(self, *, tag: str) -> APIRouter:
        """For writes of anybody, signed in or not: given a `Writing` of `NOBODY`, and need a key.

        Like links, these are for web pages rather than programs, and not in the OpenAPI document: all that is
        there answers 401 first, but for the few reads that PROTOCOL 9 names.
        """
        return _router(tag, self._pass_anybody, is_open=True, is_keyed=True, is_shown=False)

    def link_router(self, *, tag: str) -> APIRouter:
        """For who follows a signed link of ours: no sign-in and no key, and any body (RFC 8058)."""
        return _router(tag, _pass_link, is_open=True, is_keyed=False, is_shown=False)

    async def _pass_anybody(self, request: Request, handle: Handler) -> Response:
        key = key_of(request)
        body = await read_body(request)
        with self._store.working(NOBODY.id, key):
            return await self._write(with_body(request, body), handle, NOBODY, key)

    async def _pass_signed_in(self, request: Request, handle: Handler) -> Response:
        caller = await self._authenticator.authenticate(request)
        if request.method in _READS:
            async with self._database.read() as session:
                request.state.context = ReadingContext(caller, session, self._clock.now(), _address(request))
                return await handle(request)
        key = key_of(request)
        body = await read_body(request)
        with self._store.working(caller.id, key):
            return await self._write(with_body(request, body), handle, caller, key)

    async def _pass_public(self, request: Request, handle: Handler) -> Response:
        async with self._database.read() as session:
            request.state.context = PublicContext(session, self._clock.now(), _address(request))
            return await handle(request)

    async def _pass_upload(self, request: Request, handle: Handler, intake: Intake) -> Response:
        caller = await self._authenticator.authenticate(request)
        try:
            key = key_of(request)
            caller.require(intake.permission)
            said = intake.check_head(request)
        except ProblemError:
            await read_away(request)
            raise
        body = await read_body(request, intake.limit)
        digest = hashlib.sha256(body).hexdigest()
        with self._store.working(caller.id, key):
            try:
                request.state.upload = await intake.make(body, said)
            except ProblemError as error:
                handle = _always(error)
            parsed = [said, request.scope["query_string"].decode("latin-1"), digest]
            return await self._write_once(with_body(request, b""), handle, caller, key, parsed)

    async def _pass_unkeyed(self, request: Request, handle: Handler) -> Response:
        request.state.context = await self._authenticator.authenticate(request)
        return await self._pass_open(request, handle)

    async def _pass_open(self, request: Request, handle: Handler) -> Response:
        request = with_body(request, await read_body(request))
        await parse_json(request)
        return await handle(request)

    async def _write(self, request: Request, handle: Handler, caller: Caller, key: UUID) -> Response:
        try:
            parsed = await parse_json(request)
        except InvalidInputError as error:
            handle = _always(error)
            parsed = hashlib.sha256(await request.body()).hexdigest()
        return await self._write_once(request, handle, caller, key, parsed)

    async def _write_once(
        self, request: Request, handle: Handler, caller: Caller, key: UUID, parsed: Any
    ) -> Response:
        request_hash = fingerprint(request, parsed)
        try:
            async with self._database.write() as uow:
                stored = await self._store.find(uow, caller.id, key, request_hash)
                if stored is not None:
                    return stored
                try:
                    request.state.context = WritingContext(caller, uow, precondition_of(request))
                    response = await handle(request)
                except Exception as error:
                    raise _refusal(error, request) from error
                await self._store.remember(uow, caller.id, key, request_hash, response)
                return response
        except _Refused as refused:
            return await self._remember_refusal(caller, key, request_hash, refused.response)

    async def _remember_refusal(
        self, caller: Caller, key: UUID, request_hash: str, response: Response
    ) -> Response:
        """Keep a refusal after what came before it was undone; an answer stored meanwhile elsewhere wins."""
        async with self._database.write() as uow:
            stored = await self._store.find(uow, caller.id, key, request_hash)
            if stored is not None:
                return stored
            await self._store.remember(uow, caller.id, key, request_hash, response)
        return response


async def _pass_link(request: Request, handle: Handler) -> Response:
    return await handle(with_body(request, await read_body(request)))


def _address(request: Request) -> str:
    scope = request.scope
    return f"{scope['path']}?{scope['query_string'].decode('latin-1')}"


def _router(tag: str, passage: Passage, *, is_open: bool, is_keyed: bool, is_shown: bool = True) -> APIRouter:
    members = {"passage": staticmethod(passage), "is_open": is_open, "is_keyed": is_keyed}
    kind = type("GuardedRoute", (_GuardedRoute,), members)
    return APIRouter(prefix=PREFIX, tags=[tag], route_class=kind, include_in_schema=is_shown)


def _always(refusal: ProblemError) -> Handler:
    async def refuse(_request: Request) -> Response:
        raise refusal

    return refuse


def _is_list(annotation: Any) -> bool:
    return get_origin(annotation) is list or any(_is_list(part) for part in get_args(annotation))


def _check_query(request: Request, known: Mapping[str, bool]) -> None:
    """422 for parameters that are `known` to nobody, or given twice though they take no list."""
    given = Counter(name for name, _ in request.query_params.multi_items())
    problems = [
        FieldProblem(field=name, code="extra_forbidden", detail="There is no such parameter.")
        if name not in known
        else FieldProblem(field=name, code="repeated", detail="Give this parameter once.")
        for name, times in sorted(given.items())
        if name not in known or (times > 1 and not known[name])
    ]
    if problems:
        raise InvalidInputError(*problems)
    for name, value in request.query_params.multi_items():
        refuse_unkeepable(value, name)


def _refusal(error: Exception, request: Request) -> Exception:
    """A final refusal as its stored answer; anything else as it is."""
    problem = as_problem(error)
    if problem is None or not is_stored(problem.status):
        return error
    return _Refused(problem_response(problem, request.url.path))
