"""Checking arguments against the contract before anything is written. Imports pydantic, so it comes late."""

import importlib
from functools import cache
from typing import TYPE_CHECKING

from client.errors import FieldError, InvalidOperationError
from client.outbox.kind import Kind
from client.outbox.operation import Operation

if TYPE_CHECKING:
    from pydantic import BaseModel


def check(kind: Kind, operation: Operation) -> None:
    """Raise `InvalidOperationError` with what is wrong by field, where something is."""
    if kind.model is None:
        return
    from pydantic import ValidationError

    try:
        model(kind.model).model_validate(operation.args)
    except ValidationError as error:
        raise InvalidOperationError(
            [
                FieldError(".".join(str(part) for part in item["loc"]), item["type"], item["msg"])
                for item in error.errors(include_url=False, include_context=False, include_input=False)
            ]
        ) from error


@cache
def model(path: str) -> "type[BaseModel]":
    """The contract model that `module:Class` names."""
    module, _, name = path.partition(":")
    found: type[BaseModel] = getattr(importlib.import_module(module), name)
    return found
