"""A mentor's own time."""
