"""What viewmodels talk to: live queries over cache and outbox, and operations to append."""
