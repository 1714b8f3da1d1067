"""Tests of the tour's own parts; the tour itself is played by CI."""
