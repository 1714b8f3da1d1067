"""What admins see of letters: how they fare, and addresses that get none."""
