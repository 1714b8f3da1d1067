"""What frames every page: rail, top bar, sync pill, outbox sheet, toasts, bell, palette, cheat sheet."""
