"""Words for the engine's errors."""

from __future__ import annotations

from types import MappingProxyType

from client.errors import (
    DoorstepError,
    FieldError,
    InvalidInputError,
    InvalidOperationError,
    LocalError,
    RefusedError,
    UnreachableError,
)
from viewmodels.kernel.problems import Problem, ShownError
from viewmodels.text import Texts


class Describe:
    """Turns an exception into a problem: our words where we know the code, else the server's, unchanged."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def __call__(self, error: Exception) -> Problem:
        """The problem that this exception means to a person."""
        if isinstance(error, ShownError):
            return error.problem
        if not isinstance(error, DoorstepError):
            return Problem(self._texts("problem.unexpected"), retry=True, expected=False)
        return Problem(
            self._words(error),
            fields=MappingProxyType({field.field: field.detail for field in _fields(error)}),
            retry=isinstance(error, UnreachableError | LocalError),
            code=error.code,
        )

    def _words(self, error: DoorstepError) -> str:
        key = f"problem.{error.code}"
        if self._texts.has(key):
            return self._texts(key)
        if isinstance(error, RefusedError):
            return str(error)
        kind = "unreachable" if isinstance(error, UnreachableError) else "unexpected"
        return self._texts(f"problem.{kind}")


def _fields(error: DoorstepError) -> tuple[FieldError, ...]:
    if isinstance(error, InvalidInputError | InvalidOperationError):
        return error.errors
    return ()
