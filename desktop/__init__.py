"""The application: process start, composition, and what belongs to the operating system."""
