"""What the server needs from outside itself, and what its features offer each other, as Protocols."""
