"""Alderhaven, a made-up town: the demo data, the same for the same seed and moment."""
