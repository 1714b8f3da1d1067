"""Messages, as customers, vendors and support see them."""
