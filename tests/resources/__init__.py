"""What is shipped as data."""
