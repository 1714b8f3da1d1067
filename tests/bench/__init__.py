"""Tests of the bench: how it judges, not how fast anything is."""
