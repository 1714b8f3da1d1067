"""Tests of the front door and of what it installs."""
