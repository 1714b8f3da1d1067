"""Data alone: theme tokens, texts, drawings."""
