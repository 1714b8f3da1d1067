"""The vendor's workspace: today, the calendar, the bookings, and what is imported from elsewhere."""
