"""Tests of the program as a process: real Qt, real children, real signals."""
