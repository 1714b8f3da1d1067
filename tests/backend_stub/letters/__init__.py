"""Letters: their words, their times, and that each goes out."""
