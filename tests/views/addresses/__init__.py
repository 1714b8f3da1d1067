"""The page of addresses."""
