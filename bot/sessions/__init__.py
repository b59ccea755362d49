"""One's sessions."""
