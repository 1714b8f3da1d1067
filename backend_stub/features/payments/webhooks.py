"""Hears the gateways' webhooks: checked, noted once, and taken as a reason to ask."""

import logging
from collections.abc import Mapping

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from backend_stub.db.conflict import is_duplicate
from backend_stub.db.database import Database
from backend_stub.db.tables import GatewayEvent
from backend_stub.errors import NotFoundError, UnauthenticatedError
from backend_stub.features.payments import records
from backend_stub.features.payments.bell import Bell
from backend_stub.features.payments.posting import Posting, post
from backend_stub.features.payments.shares import settlement_lines
from backend_stub.ports.clock import ClockPort
from backend_stub.ports.gateway import BadSignatureError, GatewayPort
from contracts.vocabulary import LedgerKind

log = logging.getLogger(__name__)


class WebhookIntake:
    """Takes webhooks in any order, any number of times."""

    def __init__(
        self, database: Database, clock: ClockPort, gateways: Mapping[str, GatewayPort], bell: Bell
    ) -> None:
        self._database = database
        self._clock = clock
        self._gateways = gateways
        self._bell = bell

    async def receive(self, name: str, body: bytes, signature: str) -> bool:
        """Whether it was new; 401 where the signature is not the gateway's, or is too old."""
        gateway = self._gateways.get(name)
        if gateway is None:
            if not signature:
                raise UnauthenticatedError
            raise NotFoundError
        try:
            hint = gateway.read_webhook(body, signature, self._clock.now())
        except BadSignatureError as error:
            log.warning("a webhook of %s was refused: %s", name, error)
            raise UnauthenticatedError(detail="This webhook is not signed as it has to be.") from error
        async with self._database.write() as uow:
            note = {"gateway": name, "event_id": hint.event_id, "at": uow.now}
            try:
                async with uow.savepoint():
                    await uow.session.execute(insert(GatewayEvent), [note])
            except IntegrityError as error:
                if is_duplicate(error):
                    return False
                raise
            if hint.charge_ref is not None:
                await records.ask_now(uow, name, hint.charge_ref)
            if hint.settled is not None:
                reference, amount, currency = hint.settled
                source = f"settlement:{name}:{reference}"
                lines = settlement_lines(amount)
                await post(uow, Posting(LedgerKind.SETTLEMENT, source, currency, lines))
            self._bell.want()
        return True
