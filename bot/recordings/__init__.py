"""Recording sessions, in the talk and at the door."""
