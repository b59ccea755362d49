"""Councils: called, asked about, decided, attended."""
