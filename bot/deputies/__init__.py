"""Admins who act for a party of a session."""
