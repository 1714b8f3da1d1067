"""The kiosk: somebody at a screen in a lobby books without an account, and leaves no trace."""
