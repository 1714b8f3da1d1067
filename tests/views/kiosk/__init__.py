"""The kiosk's screens, touched and typed into."""
