"""The main job, played by three real programs: a kiosk, a vendor and an admin."""
