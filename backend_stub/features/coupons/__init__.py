"""Coupons of vendors and of the platform."""
