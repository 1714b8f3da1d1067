"""Open sockets."""
