"""Cancelling sessions."""
