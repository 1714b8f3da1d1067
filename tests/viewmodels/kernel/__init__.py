"""Tests of `viewmodels.kernel`."""
