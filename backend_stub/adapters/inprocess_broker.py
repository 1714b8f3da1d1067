"""The broker inside the process: publishing is delivering."""

from backend_stub.ports.broker import Delivery, Event
from contracts.events import EventName


class InProcessBroker:
    """Delivers in the publisher's task; one subscriber's failure keeps nothing from the others."""

    def __init__(self) -> None:
        self._subscribers: dict[str, tuple[frozenset[EventName], Delivery]] = {}

    def subscribe(self, name: str, events: frozenset[EventName], deliver: Delivery) -> None:
        """Have `deliver` called for each of `events`."""
        if name in self._subscribers:
            raise ValueError(f"there is a subscriber {name} already")
        self._subscribers[name] = (events, deliver)

    async def publish(self, event: Event) -> None:
        """Deliver to all; raises afterwards if any could not deal with it."""
        failures: list[Exception] = []
        for events, deliver in self._subscribers.values():
            if event.name in events:
                try:
                    await deliver(event)
                except Exception as failure:  # noqa: BLE001 - whatever it is, the others get the event too
                    failures.append(failure)
        if failures:
            raise ExceptionGroup(f"not everybody could deal with {event.name}", failures)
