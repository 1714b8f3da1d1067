"""Carts and checkouts: all that is in a cart is booked, or nothing is charged."""
