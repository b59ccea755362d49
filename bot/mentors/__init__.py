"""The list of mentors."""
