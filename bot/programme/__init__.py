"""The programme as a whole, for admins."""
