"""People as admins look after them."""
