"""Tests of `views.customer`."""
