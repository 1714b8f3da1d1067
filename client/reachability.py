"""Whether the server can be reached, learnt from every exchange; nobody pings for it."""

from client.listeners import Callback, Listeners, Unsubscribe


class Reachability:
    """`online` is None until the first exchange."""

    def __init__(self) -> None:
        self.online: bool | None = None
        self._listeners = Listeners()

    def subscribe(self, callback: Callback) -> Unsubscribe:
        """Call `callback` when it changed."""
        return self._listeners.subscribe(callback)

    def saw(self, reached: bool) -> None:
        """An exchange worked, or nobody answered."""
        if reached is not self.online:
            self.online = reached
            self._listeners.notify()
