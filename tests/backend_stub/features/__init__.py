"""The features of the server, on both databases."""
