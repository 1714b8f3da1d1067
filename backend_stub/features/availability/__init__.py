"""Which times of a service are free."""
