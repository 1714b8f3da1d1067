"""People's address books: what is valid where, and who comes there."""
