"""The tests of Doorstep."""
