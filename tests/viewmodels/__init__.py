"""Tests of `viewmodels`."""
