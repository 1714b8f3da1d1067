"""Vendors' client books."""
