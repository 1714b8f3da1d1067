"""The admin's screens."""
