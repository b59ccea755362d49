"""The calendars that mentors connect."""
