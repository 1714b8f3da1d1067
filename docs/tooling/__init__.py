"""Makes the parts of the documentation that are drawn from the code."""
