"""The bare things that Doorstep is measured beside: the least code that shows, stores or answers the same."""
