"""News for those who asked for it."""
