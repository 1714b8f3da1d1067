"""What people do, a module a thing: functions that make operations, and their kinds."""
