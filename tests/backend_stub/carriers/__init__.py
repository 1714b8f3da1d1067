"""Carriers of mail and text messages, against servers that speak for real."""
