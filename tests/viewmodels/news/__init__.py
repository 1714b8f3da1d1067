"""The admin's page of subscribers and announcements."""
