"""The features, one folder each; they know each other only through ports and events."""
