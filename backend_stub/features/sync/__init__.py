"""Pull and realtime: how rows travel to clients."""
