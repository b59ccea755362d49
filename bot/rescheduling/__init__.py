"""Moving a session by agreement."""
