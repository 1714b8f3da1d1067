"""The page of a person's addresses."""
