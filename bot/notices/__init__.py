"""Notices as cards, by subject."""
