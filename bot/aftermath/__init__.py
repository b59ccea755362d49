"""What is said when a session is over."""
