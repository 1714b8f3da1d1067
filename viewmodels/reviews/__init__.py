"""Reviews, as customers, vendors and moderators see them."""
