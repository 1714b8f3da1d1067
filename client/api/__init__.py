"""Talking HTTP: the one shared client, foreign errors mapped once, one module a resource."""
