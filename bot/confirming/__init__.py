"""Bookings that a mentor has to accept."""
