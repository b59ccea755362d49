"""The page where people meet in a LiveKit room: its own files, and LiveKit's client beside them."""
