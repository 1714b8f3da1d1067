"""The words that client and server share: models, permissions, error codes, events.

Modules without pydantic (safe on the client's start-up path): `vocabulary`, `permissions`, `transitions`,
`deadlines`, `events`, `rows`. All others hold the pydantic models that check what crosses the wire.
"""
