"""The main job, end to end, played by real programs: a kiosk, a vendor, an admin, and a cable that is cut."""
