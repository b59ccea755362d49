"""Another mentor for a session."""
