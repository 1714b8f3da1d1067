"""The embedded adapters of the ports: nothing to install."""
