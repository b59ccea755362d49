"""The accounts of one person."""
