"""Telegram as a door: app, inbound, render, sender."""
