"""What things cost: tax rates, commission rules, and the one calculation (ADR 26)."""
