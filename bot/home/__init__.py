"""A person's home: what is ahead, and the ways from there."""
