"""Payments, earnings and payouts."""
