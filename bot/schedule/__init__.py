"""A mentor's schedule and everybody's week."""
