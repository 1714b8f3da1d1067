"""A person's address book."""
