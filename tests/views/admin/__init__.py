"""Tests of `views.admin`."""
