"""The vendor's pages: today, the day calendar, the bookings table, the import."""
