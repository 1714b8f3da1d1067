"""Times kept for a few minutes while somebody fills in the rest."""
