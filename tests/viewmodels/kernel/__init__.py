"""Tests of the viewmodels' kernel."""
