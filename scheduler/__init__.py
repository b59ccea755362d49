"""Remembering to act: wake-ups, delivery of notices, periodic rounds."""
