"""Who is calling, what they may do, and the door that every request passes."""
