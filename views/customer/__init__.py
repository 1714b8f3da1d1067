"""The customer's screens."""
