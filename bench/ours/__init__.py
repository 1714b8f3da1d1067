"""Doorstep as the bench runs it: the real program, with marks."""
