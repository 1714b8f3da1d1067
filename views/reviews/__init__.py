"""Reviews: the list, and the panel in which one is written, answered or judged."""
