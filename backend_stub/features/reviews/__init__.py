"""What customers and vendors say of each other after a booking."""
