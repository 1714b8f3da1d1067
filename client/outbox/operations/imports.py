"""Batches of imported lines."""

from collections.abc import Sequence
from typing import Any

from client.outbox.kind import Kind
from client.outbox.operation import Operation, Touch
from contracts.permissions import Permission

BATCH_SIZE = 500
"""The most lines that one batch may carry."""


def import_batch(
    batch_id: str, vendor_id: str, items: Sequence[dict[str, Any]], after: Sequence[str] = ()
) -> Operation:
    """Up to 500 lines (`contracts.vendors.ImportItem`) of a file; `after` keeps its batches in order."""
    return Operation(
        "import.batch",
        vendor_id,
        {"id": batch_id, "items": [dict(item) for item in items]},
        (Touch("import", batch_id),),
        depends_on=tuple(after),
    )


KINDS = (
    Kind(
        "import.batch",
        "POST",
        "/vendors/{target}/imports",
        "contracts.vendors:ImportBatch",
        frozenset({Permission.IMPORTS_CREATE}),
        keeps_answer=True,
    ),
)
