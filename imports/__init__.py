"""Turns foreign files into rows: calendars (RFC 5545) and tables (CSV), as pure functions of bytes.

Nothing here knows Doorstep's rows, the network or the screen; a row carries the line it came from and
a key that is the same whenever the same file is read again.
"""
