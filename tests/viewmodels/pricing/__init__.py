"""Coupons and commission."""
