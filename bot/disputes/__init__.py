"""Disputes, for admins."""
