"""Conversation in no particular platform."""
