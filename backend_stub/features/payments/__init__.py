"""Payments, refunds, payouts, and the ledger that all of them are written in."""
