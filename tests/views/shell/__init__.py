"""Tests of `views.shell`."""
