"""Writes transactions into the ledger, each once, and reverses them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from backend_stub.db.conflict import is_duplicate
from backend_stub.db.tables import LedgerEntry, LedgerSeal, LedgerTransaction
from backend_stub.db.unit_of_work import UnitOfWork
from backend_stub.features.payments.shares import Line, reversal_lines
from contracts.vocabulary import LedgerAccount, LedgerKind


@dataclass(frozen=True, slots=True)
class Posting:
    """A transaction to write; `source` names the one thing that it records, such as `refund:<id>`."""

    kind: LedgerKind
    source: str
    currency: str
    lines: Sequence[Line]
    payment_id: UUID | None = None
    reverses_id: UUID | None = None


async def post(uow: UnitOfWork, *postings: Posting) -> list[UUID]:
    """Write those that are not there yet and have lines; the ids of what was written now."""
    wanted = {posting.source: posting for posting in postings if posting.lines}
    if not wanted:
        return []
    known = select(LedgerTransaction.source).where(LedgerTransaction.source.in_(wanted))
    for source in await uow.session.scalars(known):
        del wanted[source]
    if not wanted:
        return []
    try:
        async with uow.savepoint():
            return await _write(uow, list(wanted.values()), uow.now)
    except IntegrityError as error:
        if not is_duplicate(error):
            raise
    # Another server wrote one of them at this moment: one by one, what it left.
    return [id for posting in wanted.values() for id in await _write_alone(uow, posting)]


async def _write_alone(uow: UnitOfWork, posting: Posting) -> list[UUID]:
    try:
        async with uow.savepoint():
            return await _write(uow, [posting], uow.now)
    except IntegrityError as error:
        if is_duplicate(error):
            return []
        raise


async def _write(uow: UnitOfWork, postings: Sequence[Posting], at: datetime) -> list[UUID]:
    ids = [uuid4() for _ in postings]
    transactions, entries = [], []
    for id, posting in zip(ids, postings, strict=True):
        transactions.append(
            {
                "id": id,
                "kind": str(posting.kind),
                "source": posting.source,
                "currency": posting.currency,
                "payment_id": posting.payment_id,
                "reverses_id": posting.reverses_id,
                "at": at,
            }
        )
        entries += [_entry(id, line) for line in posting.lines]
    await uow.session.execute(insert(LedgerTransaction), transactions)
    await uow.session.execute(insert(LedgerEntry), entries)
    await uow.session.execute(insert(LedgerSeal), [{"transaction_id": id} for id in ids])
    return ids


def _entry(transaction_id: UUID, line: Line) -> dict[str, object]:
    return {
        "id": uuid4(),
        "transaction_id": transaction_id,
        "account": str(line.account),
        "amount": line.amount,
        "vendor_id": line.vendor_id,
        "customer_id": line.customer_id,
        "booking_id": line.booking_id,
    }


async def reverse(uow: UnitOfWork, transaction: LedgerTransaction) -> list[UUID]:
    """Take a transaction back, once."""
    lines = await lines_of(uow, transaction.id)
    return await post(
        uow,
        Posting(
            LedgerKind.REVERSAL,
            f"reversal:{transaction.id}",
            transaction.currency,
            reversal_lines(lines),
            transaction.payment_id,
            transaction.id,
        ),
    )


async def lines_of(uow: UnitOfWork, transaction_id: UUID) -> list[Line]:
    """The lines of a transaction."""
    query = select(LedgerEntry).where(LedgerEntry.transaction_id == transaction_id)
    return list(_lines(await uow.session.scalars(query)))


def _lines(entries: Iterable[LedgerEntry]) -> Iterable[Line]:
    for entry in entries:
        account = LedgerAccount(entry.account)
        yield Line(account, entry.amount, entry.vendor_id, entry.customer_id, entry.booking_id)
