"""Bookings that repeat: made together, changed one by one or together."""
