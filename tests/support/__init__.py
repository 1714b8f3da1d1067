"""What the tests share: watchers that fail a careless test, and real engines."""
