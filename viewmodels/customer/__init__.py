"""What the customer's screens mean: finding a service, choosing a time, one's own bookings."""
