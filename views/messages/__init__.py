"""Messages: the list of conversations and what is said in one."""
