"""The two encrypted files of an account: `outbox.db`, never dropped, and `cache.db`, rebuilt at will."""
