"""Lines of calendars and tables from elsewhere."""
