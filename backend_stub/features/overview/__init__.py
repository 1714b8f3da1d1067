"""The admins' day in figures."""
