"""Deadlines that both sides compute from the same fields, so that no extra field crosses the wire."""

from datetime import datetime, timedelta


def answer_by(created_at: datetime, starts_at: datetime, answer_minutes: int) -> datetime:
    """When a request lapses: after the vendor's answer time, at the latest when it would have begun."""
    return min(created_at + timedelta(minutes=answer_minutes), starts_at)
