"""One module a line, each with `measure()`."""
