"""The server of Doorstep: FastAPI over an async database, embedded or scaled out by settings alone.

How a feature is built (`features/<name>/`):

- `routes.py` has one function that makes its router: `def bookings_routes(door: Door, service: ...)`.
  Routers come from `door.router(...)` (`security.door`): it authenticates, asks for the idempotency key,
  opens the one transaction of the request and stores the answer with it. A route parses, calls the service
  and answers; it takes a `Reading` or `Writing` (`security.context`) as its first argument.
- `service.py` decides, in PROTOCOL 9's order: visible at all (`NotFound`), the right (`caller.require(...)`),
  If-Match (`writing.expect(version, current)`), conflicts.
- `repository.py` asks the database; nothing else writes SQL. It is given the session of the unit of work.
- `policies.py` says which rows a caller may see or touch.
- `rows.py` has the feature's `RowReaderPort` (`ports.rows`): its rows in the change feed, as REST shows them.
- `consumers.py` reacts to events (`ports.broker.Consumer`), each in its own transaction.

Whoever changes a synced row calls `uow.record_change(...)` in the same transaction, with the scopes that saw
the row before and those that see it from now on; whoever makes something happen calls `uow.emit(...)`. The
commit writes both. After grants changed (roles, membership, suspension) call `uow.grants_changed(subject)`.

Objects meet in `main.py`; `api.build_surface` lists every feature: it builds the services from the
`Foundation` and adds their routers, row readers, consumers and jobs to the `Surface`. Features know
`contracts`, `db`, `security`, `ports`, `errors` and themselves; another feature only through a port or an
event.
"""
