"""Everything that can go wrong in the engine, as one tree.

    DoorstepError
    ├── LocalError                  this machine
    │   ├── DiskFullError           nothing was written; free some space and try again
    │   ├── StorageDamagedError     a file can't be read; what could be kept was set aside
    │   ├── KeyLostError            the keyring no longer holds the key of these files
    │   ├── VaultUnavailableError   no usable keyring
    │   └── ExportFailedError       a file could not be written where a person wanted it
    ├── InvalidOperationError       refused before it was written; `errors` says which field
    ├── UnreachableError            no usable answer: no network, a proxy in between, or the answer was lost
    │   └── ServerFailureError      the server failed (5xx) or asks for patience (429)
    └── RefusedError                the server's considered no: a problem document
        ├── SignInRequiredError     401
        ├── ForbiddenError          403
        ├── NotFoundError           404
        ├── ConflictError           409, perhaps with `alternatives`
        ├── ResyncRequiredError     410: start again from an empty cursor
        ├── StaleError              412 with the row as it is in `current`
        └── InvalidInputError       422 with `errors` by field

Foreign exceptions (httpx, websockets, sqlcipher3, keyring) are mapped to these once, where they enter.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from client.documents import Document


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field; `field` is a dotted path such as `guest.phone`."""

    field: str
    code: str
    detail: str


class DoorstepError(Exception):
    """Root of the engine's errors; `code` is stable, the text is for people and logs."""

    code = "failed"


class LocalError(DoorstepError):
    """This machine could not do it."""

    code = "local"


class DiskFullError(LocalError):
    """No room left; nothing was written."""

    code = "disk_full"


class StorageDamagedError(LocalError):
    """A local file can't be read."""

    code = "storage_damaged"


class KeyLostError(LocalError):
    """The keyring holds no key, or another one, for the files of this account."""

    code = "key_lost"


class VaultUnavailableError(LocalError):
    """No keyring that keeps secrets safely can be used now."""

    code = "vault_unavailable"


class ExportFailedError(LocalError):
    """A file could not be written where a person wanted it; `why` is the system's reason."""

    code = "export_failed"

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name}: {why}")
        self.name = name
        self.why = why


class InvalidOperationError(DoorstepError):
    """An operation whose arguments the contract refuses; it was not written."""

    code = "invalid_input"

    def __init__(self, errors: Sequence[FieldError]) -> None:
        super().__init__("; ".join(f"{error.field}: {error.detail}" for error in errors))
        self.errors = tuple(errors)


class UnreachableError(DoorstepError):
    """No usable answer; whether the request took effect is unknown until it is repeated with its key."""

    code = "unreachable"

    def __init__(
        self, detail: str = "The server can't be reached.", retry_after: float | None = None
    ) -> None:
        super().__init__(detail)
        self.retry_after = retry_after
        """Seconds the server asked to wait, where it did."""


class ServerFailureError(UnreachableError):
    """The server answered, but with its own failure or a plea for patience."""

    code = "server_failure"

    def __init__(
        self, status: int, detail: str, retry_after: float | None = None, code: str = "server_failure"
    ) -> None:
        super().__init__(detail, retry_after)
        self.status = status
        self.code = code


class RefusedError(DoorstepError):
    """The server said no, with reasons."""

    def __init__(self, problem: Document) -> None:
        super().__init__(_words(problem))
        self.problem = problem
        code, status, current = problem.get("code"), problem.get("status"), problem.get("current")
        self.code = code if isinstance(code, str) else "refused"
        self.status = status if isinstance(status, int) else 0
        self.current = current if isinstance(current, dict) else None
        """The row as it is on the server (412)."""
        self.errors = tuple(_field_errors(problem))
        self.alternatives = tuple(_documents(problem, "alternatives"))
        """Other free slots (409 `slot_taken`)."""


class SignInRequiredError(RefusedError):
    """The session has ended, or the credentials were wrong."""


class ForbiddenError(RefusedError):
    """Visible, but not allowed."""


class NotFoundError(RefusedError):
    """Unknown, or not visible to this reader."""


class ConflictError(RefusedError):
    """Somebody or something else was first."""


class ResyncRequiredError(RefusedError):
    """The cursor is no longer good; start again from nothing."""


class StaleError(RefusedError):
    """The row has changed since it was read; `current` is how it is now."""


class InvalidInputError(RefusedError):
    """The server refused some fields; see `errors`."""


BY_STATUS: dict[int, type[RefusedError]] = {
    401: SignInRequiredError,
    403: ForbiddenError,
    404: NotFoundError,
    409: ConflictError,
    410: ResyncRequiredError,
    412: StaleError,
    422: InvalidInputError,
}


def refusal(problem: Document) -> RefusedError:
    """The error class that fits a problem document's status."""
    status = problem.get("status")
    return BY_STATUS.get(status if isinstance(status, int) else 0, RefusedError)(problem)


def _words(problem: Document) -> str:
    detail, title = problem.get("detail"), problem.get("title")
    return str(detail or title or "The server refused this.")


def _documents(problem: Document, key: str) -> list[Document]:
    value = problem.get(key)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _field_errors(problem: Document) -> list[FieldError]:
    return [
        FieldError(str(item.get("field", "")), str(item.get("code", "")), str(item.get("detail", "")))
        for item in _documents(problem, "errors")
    ]
