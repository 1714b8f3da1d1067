"""Tests of what frames every page."""
