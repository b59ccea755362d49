"""Mentors' calendars: feeds and CalDAV, fetched safely, worked through in a process of its own."""
