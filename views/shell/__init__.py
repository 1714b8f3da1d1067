"""The frame of every page: rail, top bar, sync pill, outbox sheet, toasts, palette, cheat sheet."""
