"""Listings as their vendors make them and admins review them; customers find them in the catalogue."""
