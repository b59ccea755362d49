"""The life of a session in the talk, by subject."""
