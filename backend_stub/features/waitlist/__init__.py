"""The waiting list: who wants a time that is not free, and the offers they get when it becomes so."""
