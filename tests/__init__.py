"""Doorstep's tests, one folder a package."""
