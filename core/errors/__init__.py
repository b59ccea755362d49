"""Refusals, by subject: why an intention cannot be carried out."""
