"""Every kind of operation, by name."""

from client.outbox.kind import Kind
from client.outbox.operations import (
    address,
    availability,
    block,
    booking,
    checkout,
    client_card,
    conversation,
    coupon,
    imports,
    listing,
    money,
    news,
    notification,
    people,
    proposal,
    review,
    series,
    waitlist,
)

KINDS: dict[str, Kind] = {
    kind.name: kind
    for module in (
        address,
        availability,
        booking,
        block,
        checkout,
        client_card,
        conversation,
        coupon,
        imports,
        money,
        listing,
        news,
        notification,
        people,
        proposal,
        review,
        series,
        waitlist,
    )
    for kind in module.KINDS
}
