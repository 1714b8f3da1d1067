"""The public surface as a foreign client meets it: a real server process, HTTP, WebSockets, no more."""
