"""A list of callbacks, the smallest observable there is."""

from collections.abc import Callable

Callback = Callable[[], None]
Unsubscribe = Callable[[], None]


class Listeners:
    """Callbacks to run on the event loop's thread when something changed."""

    def __init__(self) -> None:
        self._callbacks: dict[object, Callback] = {}

    def subscribe(self, callback: Callback) -> Unsubscribe:
        """Call `callback` from now on; the answer ends that and may be called twice."""
        token = object()
        self._callbacks[token] = callback
        return lambda: self._callbacks.pop(token, None) and None

    def notify(self) -> None:
        """Call everybody who listens now; one that was removed meanwhile is left out."""
        for token in tuple(self._callbacks):
            callback = self._callbacks.get(token)
            if callback is not None:
                callback()

    def clear(self) -> None:
        """Forget everybody."""
        self._callbacks.clear()
