"""Members, for admins."""
