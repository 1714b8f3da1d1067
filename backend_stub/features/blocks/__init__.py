"""Time in which a vendor's people can't be booked."""
