"""Councils as cards."""
