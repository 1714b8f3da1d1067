"""Proposing another time for a booking, and answering such a proposal."""

from datetime import timedelta
from typing import Any

from client.clock import from_wire, to_wire
from client.documents import Document
from client.outbox.kind import Kind
from client.outbox.operation import Operation, PendingOperation, Touch
from contracts.permissions import Permission
from contracts.rows import BookingDoc, ProposalDoc
from contracts.vocabulary import ProposalAnswer, ProposalSide, ProposalStatus

_CHANGE = frozenset({Permission.BOOKINGS_MANAGE, Permission.BOOKINGS_CHANGE_OWN})
_BECOMES = {
    ProposalAnswer.ACCEPT: ProposalStatus.ACCEPTED,
    ProposalAnswer.DECLINE: ProposalStatus.DECLINED,
    ProposalAnswer.WITHDRAW: ProposalStatus.WITHDRAWN,
}


def propose(
    proposal_id: str,
    booking: BookingDoc,
    side: ProposalSide,
    starts_at: str,
    *,
    staff_id: str | None = None,
    note: str | None = None,
) -> Operation:
    """Ask the other side for another time; shown as open until the server has answered."""
    args: Document = {"id": proposal_id, "starts_at": starts_at}
    if staff_id is not None:
        args["staff_id"] = staff_id
    if note:
        args["note"] = note
    length = from_wire(booking["ends_at"]) - from_wire(booking["starts_at"])
    start = from_wire(starts_at)
    customer = booking["customer"]
    preview: dict[str, Any] = {
        "id": proposal_id,
        "version": 0,
        "booking_id": booking["id"],
        "vendor_id": booking["vendor_id"],
        "customer_id": customer["id"] if customer else "",
        "side": side.value,
        "status": ProposalStatus.OPEN.value,
        "staff_id": staff_id or booking["staff_id"],
        "starts_at": starts_at,
        "ends_at": to_wire(start + length),
        "zone": booking["zone"],
        "note": note,
        "creator": "",
        "expires_at": to_wire(min(start, from_wire(booking["starts_at"]) + timedelta(days=1))),
    }
    touches = (Touch("booking", booking["id"]), Touch("proposal", proposal_id))
    return Operation(
        "proposal.create", booking["id"], args, touches, if_match=booking["version"], preview=preview
    )


def answer(proposal: ProposalDoc, word: ProposalAnswer) -> Operation:
    """Accept or decline the other side's proposal, or withdraw one's own."""
    # Not the booking: whoever reads the touches takes `if_match` for the version of each of these rows.
    touches = (Touch("proposal", proposal["id"]),)
    return Operation(f"proposal.{word.value}", proposal["id"], {}, touches, if_match=proposal["version"])


def _made(row: Document | None, pending: PendingOperation) -> Document | None:
    if row is not None or pending.operation.preview is None:
        return row
    return pending.operation.preview | {"created_at": pending.created_at, "updated_at": pending.created_at}


def _answered(row: Document | None, pending: PendingOperation) -> Document | None:
    if row is None or row["status"] != ProposalStatus.OPEN:
        return row
    word = ProposalAnswer(pending.name.partition(".")[2])
    return row | {"status": _BECOMES[word].value}


KINDS = (
    Kind(
        "proposal.create",
        "POST",
        "/bookings/{target}/proposals",
        "contracts.proposals:ProposalCreate",
        _CHANGE,
        _made,
        answers="proposal",
        reduces="proposal",
        versions="booking",
    ),
    *(
        Kind(
            f"proposal.{word.value}",
            "POST",
            f"/proposals/{{target}}/{word.value}",
            "contracts.proposals:ProposalAnswerIn",
            _CHANGE,
            _answered,
            answers="proposal",
            reduces="proposal",
        )
        for word in ProposalAnswer
    ),
)
