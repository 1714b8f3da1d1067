"""Keeping the cache equal to the server: pull, apply, scopes, digest."""
