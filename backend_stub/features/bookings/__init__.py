"""Bookings, from the request to the last word."""
