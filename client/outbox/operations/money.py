"""What moves money; needs the network, and its key is kept until the answer is in."""

from client.documents import Document
from client.outbox.kind import Kind
from client.outbox.operation import Operation, Touch
from contracts.permissions import Permission

_PAY = frozenset({Permission.PAYMENTS_MAKE})
_REFUND = frozenset({Permission.REFUNDS_GIVE})
_SEND = frozenset({Permission.PAYOUTS_SEND})


def give_refund(wish: Document) -> Operation:
    """Give money back: a `contracts.payments.RefundCreate`."""
    return Operation("refund.give", wish["id"], wish, ())


def send_payout(wish: Document) -> Operation:
    """Pay a vendor out: a `contracts.payments.PayoutCreate`."""
    return Operation("payout.send", wish["id"], wish, ())


def answer_challenge(payment_id: str, code: str) -> Operation:
    """Tell the bank the code that it sent."""
    return Operation("payment.answer", payment_id, {"code": code}, (Touch("payment", payment_id),))


def retry_payment(payment_id: str, token: str) -> Operation:
    """Pay a declined payment with another card."""
    return Operation("payment.retry", payment_id, {"token": token}, (Touch("payment", payment_id),))


KINDS = (
    Kind(
        "refund.give",
        "POST",
        "/refunds",
        "contracts.payments:RefundCreate",
        frozenset({Permission.REFUNDS_GIVE}),
    ),
    Kind("payout.send", "POST", "/payouts", "contracts.payments:PayoutCreate", _SEND),
    Kind(
        "payment.answer",
        "POST",
        "/payments/{target}/challenge",
        "contracts.payments:ChallengeIn",
        _PAY,
        answers="payment",
    ),
    Kind(
        "payment.retry",
        "POST",
        "/payments/{target}/retry",
        "contracts.payments:RetryIn",
        _PAY,
        answers="payment",
    ),
)
