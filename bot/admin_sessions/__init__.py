"""All sessions, for admins: lists, saved views, one session with everything."""
