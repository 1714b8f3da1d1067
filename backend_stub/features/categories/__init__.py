"""The kinds of service, one within another, as admins arrange them."""
