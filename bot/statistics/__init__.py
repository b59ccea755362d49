"""The programme in figures, for admins."""
