"""Accounts of one person: linking them, taking one off, and which of them is written to first."""
