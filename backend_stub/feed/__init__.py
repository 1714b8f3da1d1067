"""The change feed and the events: what happened, told to clients and consumers."""
