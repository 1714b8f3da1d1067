"""Who is signed in; observable."""

from enum import StrEnum

from client.listeners import Callback, Listeners, Unsubscribe
from client.session.person import Person


class SessionState(StrEnum):
    """Where the session stands."""

    STARTING = "starting"
    SIGNED_OUT = "signed_out"
    SIGNED_IN = "signed_in"
    EXPIRED = "expired"
    """The server no longer takes the session; rows and outbox are still here and wait for a new sign-in."""


class Session:
    """State and person, changed by the engine alone."""

    def __init__(self) -> None:
        self.state = SessionState.STARTING
        self.person: Person | None = None
        self._listeners = Listeners()

    def subscribe(self, callback: Callback) -> Unsubscribe:
        """Call `callback` after each change."""
        return self._listeners.subscribe(callback)

    def can(self, permission: str) -> bool:
        """Whether the signed-in person holds a permission; nobody holds none."""
        return self.person is not None and self.person.can(permission)

    def become(self, state: SessionState, person: Person | None) -> None:
        """Change both at once."""
        if (state, person) != (self.state, self.person):
            self.state, self.person = state, person
            self._listeners.notify()
