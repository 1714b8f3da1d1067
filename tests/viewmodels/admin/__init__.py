"""Tests of `viewmodels.customer`."""
