"""Makes the environment that Doorstep runs in, on first use and whenever the locks change.

Runs on the system's Python before anything is installed, so it imports the standard library alone.
"""
