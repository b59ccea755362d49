"""What admins do to one session, each looked at before it is done."""
