"""JSON documents as they cross the wire and lie in the cache."""

from typing import Any, TypeAlias

Document: TypeAlias = dict[str, Any]
"""A JSON object: a row, a body, a problem. `contracts.rows` names the keys of rows."""
