"""The kiosk's screens: large type, large targets, 7:1 contrast, a keyboard of their own."""
