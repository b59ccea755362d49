"""Councils: calling one, polling its mentors, deciding, taking part."""
