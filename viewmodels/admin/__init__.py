"""What the admin's screens mean: the day in figures, all bookings, people."""
