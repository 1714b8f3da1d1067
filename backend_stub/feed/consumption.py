"""Each event's effect once, however often the event arrives."""

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from backend_stub.db.conflict import is_duplicate
from backend_stub.db.database import Database
from backend_stub.db.tables import ConsumedEvent
from backend_stub.ports.broker import BrokerPort, ConsumerPort, Event


class Consumption:
    """Runs one consumer: its effect and the note that the event was dealt with are one transaction."""

    def __init__(self, database: Database, consumer: ConsumerPort) -> None:
        self._database = database
        self._consumer = consumer

    async def deliver(self, event: Event) -> None:
        """Deal with an event unless that was done before."""
        note = {"consumer": self._consumer.name, "event_id": event.id}
        async with self._database.write() as uow:
            try:
                async with uow.savepoint():
                    await uow.session.execute(insert(ConsumedEvent), [{**note, "at": uow.now}])
            except IntegrityError as error:
                if is_duplicate(error):
                    return
                raise
            await self._consumer.handle(event, uow)


def subscribe_all(broker: BrokerPort, database: Database, consumers: list[ConsumerPort]) -> None:
    """Connect the consumers of all features to the broker."""
    for consumer in consumers:
        broker.subscribe(consumer.name, consumer.events, Consumption(database, consumer).deliver)
