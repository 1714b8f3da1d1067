"""The engine of Doorstep's windows: stores, outbox, cache, sync, API and session. It knows nothing of Qt."""
