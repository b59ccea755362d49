"""Typed commands, by subject."""
