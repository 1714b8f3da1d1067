"""The audit log: who did what, and whether the chain holds."""
