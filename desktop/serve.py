"""Hands over to the server, where this program was started as one: the only file that knows both."""

from __future__ import annotations

import sys

from backend_stub.serve import main

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main())
