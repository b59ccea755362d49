"""A mail server and its mailboxes, on loopback."""
