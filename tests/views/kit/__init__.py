"""Tests of `views.kit`."""
