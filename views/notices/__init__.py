"""How a person is told: one page in every workspace."""
