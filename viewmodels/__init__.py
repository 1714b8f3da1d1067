"""What screens mean, in QtCore alone: observable fields, commands and list models, one viewmodel a screen."""
