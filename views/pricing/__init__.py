"""Coupons and commission, in the workspaces of vendors and admins."""
