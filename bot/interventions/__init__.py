"""What admins do to one session."""
