"""Queries with what a customer wants from each, judged by hand from the catalogue of the demo town."""
