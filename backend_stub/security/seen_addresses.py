"""Input that was found good before: the same address means the same values.

Checking a list's parameters costs more than the list. Clients ask the same addresses again and again, so a
read's checked parameters are kept by path and query; whatever was refused is checked anew.
"""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any, Final

from fastapi import Request
from fastapi.dependencies.models import Dependant
from starlette.responses import Response

from backend_stub.security.context import handed_context

_KEPT: Final = 1_000

Endpoint = Callable[..., Awaitable[Any]]


class SeenAddresses:
    """Calls a read's endpoint without checking again what was checked."""

    def __init__(self, dependant: Dependant, endpoint: Endpoint, context_name: str) -> None:
        self._endpoint = endpoint
        self._context_name = context_name
        self._request_name = dependant.request_param_name
        self._values: dict[str, dict[str, Any]] = {}
        dependant.call = self._remembering(endpoint)

    @classmethod
    def of(cls, dependant: Dependant) -> "SeenAddresses | None":
        """For endpoints that take their context, parameters and at most the request."""
        names = [item.name for item in dependant.dependencies if item.call is handed_context]
        others = dependant.response_param_name or dependant.background_tasks_param_name
        if dependant.call is None or len(names) != 1 or len(dependant.dependencies) != 1 or others:
            return None
        return cls(dependant, dependant.call, names[0] or "")

    async def answer(self, request: Request) -> Response | None:
        """The answer, if this address was seen before."""
        context = request.state.context
        values = self._values.get(context.address)
        if values is None:
            return None
        given = {**values, self._context_name: context}
        if self._request_name:
            given[self._request_name] = request
        response: Response = await self._endpoint(**given)
        return response

    def _remembering(self, endpoint: Endpoint) -> Endpoint:
        @wraps(endpoint)
        async def call(**values: Any) -> Any:
            answer = await endpoint(**values)
            # What is no response yet has to go through FastAPI, which makes it one.
            if isinstance(answer, Response):
                address = values[self._context_name].address
                own = {self._context_name, self._request_name}
                self._values[address] = {name: item for name, item in values.items() if name not in own}
                if len(self._values) > _KEPT:
                    del self._values[next(iter(self._values))]
            return answer

        return call
