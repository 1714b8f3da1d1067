"""Subscribers, announcements, and how letters fare."""
