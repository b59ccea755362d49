"""Simulated providers of meeting rooms."""
