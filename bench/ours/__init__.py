"""Doorstep as the bench runs it: the real program, with marks."""

import builtins

plain_import = builtins.__import__
"""Before PySide puts its own in front, which `desktop` takes away again."""
