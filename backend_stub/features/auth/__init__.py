"""Signing in, staying signed in, signing out, and who one is."""
