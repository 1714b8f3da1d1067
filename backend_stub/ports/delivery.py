"""How handing a letter over can fail, whatever carries it."""


class DeliveryError(Exception):
    """It was not handed over."""


class DeferredError(DeliveryError):
    """Not now: the carrier is away, busy, or wants it slower. The same letter may well go out later."""


class RefusedError(DeliveryError):
    """Never: the address does not exist, or this letter is not taken. Trying again would change nothing."""
