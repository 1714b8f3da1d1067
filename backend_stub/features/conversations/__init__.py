"""Conversations between customers and vendors."""
